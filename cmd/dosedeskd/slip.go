package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

func (m *Main) slip() *cobra.Command {
	return group("slip", "appointment slips", m.slipShow(), m.slipLink())
}

func (m *Main) slipShow() *cobra.Command {
	var lang string
	var noQR bool
	c := &cobra.Command{
		Use: "show APPOINTMENT", Short: "print an appointment's slip, with its code", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			appointment, err := dosedesk.ParseID(args[0])
			if err != nil {
				return err
			}
			language, err := words.Parse(lang)
			if err != nil {
				return fmt.Errorf("--lang: %w", err)
			}
			as := drawing(m.Stdout)
			if noQR {
				as = slip.NoQR
			}
			return m.withServer(c.Context(), server.Config{}, true, func(s *server.Server) error {
				text, err := s.Slip(c.Context(), appointment, language, as)
				if err != nil {
					return err
				}
				_, err = io.WriteString(m.Stdout, text)
				return err
			})
		},
	}
	c.Flags().StringVar(&lang, "lang", "en", "language of the slip: en or hi")
	c.Flags().BoolVar(&noQR, "no-qr", false, "without the QR for scanners")
	return c
}

// drawing says how a QR is drawn: black on white where it is looked at, as ink
// where it is kept or printed.
func drawing(out io.Writer) slip.QR {
	file, ok := out.(*os.File)
	if !ok {
		return slip.Ink
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return slip.Ink
	}
	return slip.BlackOnWhite
}

func (m *Main) slipLink() *cobra.Command {
	var public string
	c := &cobra.Command{
		Use: "link APPOINTMENT", Short: "print a new link that opens an appointment's slip on a phone", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			appointment, err := dosedesk.ParseID(args[0])
			if err != nil {
				return err
			}
			if public, err = publicURL(public); err != nil {
				return err
			}
			return m.withServer(c.Context(), server.Config{PublicURL: public}, false, func(s *server.Server) error {
				return m.say(s.SlipLink(c.Context(), appointment))
			})
		},
	}
	addPublicURL(c, &public)
	must(c.MarkFlagRequired("public-url"))
	return c
}

func addPublicURL(c *cobra.Command, public *string) {
	c.Flags().StringVar(public, "public-url", "", "where phones reach the server, for the link to the slip: https://...")
}

// publicURL reads --public-url, which may be missing.
func publicURL(flag string) (string, error) {
	if flag == "" {
		return "", nil
	}
	public, err := server.ParsePublicURL(flag)
	if err != nil {
		return "", fmt.Errorf("--public-url: %w", err)
	}
	return public, nil
}
