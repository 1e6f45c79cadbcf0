package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/words"
)

func (m *Main) serve() *cobra.Command {
	var spool, lang, schedule, public string
	var at addresses
	c := &cobra.Command{
		Use: "serve", Short: "answer terminals and send messages, until stopped", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if spool == "" && !m.shared() {
				return fmt.Errorf("--spool: name the folder that sms.jsonl is in")
			}
			language, err := words.Parse(lang)
			if err != nil {
				return fmt.Errorf("--sms-lang: %w", err)
			}
			rules, err := readSchedule(schedule)
			if err != nil {
				return failure{err}
			}
			if public, err = publicURL(public); err != nil {
				return err
			}
			config := server.Config{Spool: spool, SMSLang: language, Schedule: rules, PublicURL: public, Names: at.all()}
			return m.withServer(c.Context(), config, true, func(s *server.Server) error {
				return m.listen(c.Context(), s, at)
			})
		},
	}
	c.Flags().StringVar(&at.terminals, "listen", "127.0.0.1:8471", "address to answer terminals on, by TLS")
	c.Flags().StringVar(&at.public, "public-listen", "", "address to show slips on, in plain HTTP, for your TLS proxy (default: none)")
	c.Flags().StringSliceVar(&at.names, "name", nil, "HOST by which terminals reach the server, besides those of --listen and this machine; may be repeated")
	c.Flags().StringVar(&spool, "spool", "", "folder of sms.jsonl, the messages that went out, and inbox.jsonl, those that came; of the servers over one registry one has it")
	c.Flags().StringVar(&schedule, "schedule", "", "FILE of eligibility rules, which terminals fetch (default: the built-in ones)")
	c.Flags().StringVar(&lang, "sms-lang", "en", "language of messages: en or hi")
	addPublicURL(c, &public)
	return c
}

// readSchedule reads the rules from a file, where one is named.
func readSchedule(file string) (*dosedesk.Schedule, error) {
	if file == "" {
		return nil, nil //nolint:nilnil // the server has its own
	}
	text, err := os.ReadFile(file) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the schedule: %w", err)
	}
	rules, err := dosedesk.ParseSchedule(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return rules, nil
}

// addresses are where the server is found.
type addresses struct {
	terminals, public string // to listen on
	names             []string
}

// all returns the names of the server's certificate.
func (a addresses) all() []string {
	names := append(slices.Clone(a.names), "localhost", "127.0.0.1")
	host, _, err := net.SplitHostPort(a.terminals)
	if err == nil && host != "" && !net.ParseIP(host).IsUnspecified() {
		names = append(names, host)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func (m *Main) listen(ctx context.Context, s *server.Server, at addresses) error {
	terminals, err := listener(ctx, at.terminals)
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(m.Stderr, "dosedeskd: serving https://%s\n", terminals.Addr())
	if at.public == "" {
		return s.Serve(ctx, terminals, nil)
	}
	public, err := listener(ctx, at.public)
	if err != nil {
		return errors.Join(err, terminals.Close())
	}
	_, _ = fmt.Fprintf(m.Stderr, "dosedeskd: slips on http://%s\n", public.Addr())
	return s.Serve(ctx, terminals, public)
}

func listener(ctx context.Context, address string) (net.Listener, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInUse, "listening: %w", err)
	}
	return l, nil
}
