package main

import (
	"context"
	"fmt"
	"net"
	"os"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/words"
)

func (m *Main) serve() *cobra.Command {
	var listen, spool, lang, schedule, public string
	c := &cobra.Command{
		Use: "serve", Short: "answer terminals and send messages, until stopped", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if spool == "" {
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
			config := server.Config{Spool: spool, SMSLang: language, Schedule: rules, PublicURL: public}
			return m.withServer(c.Context(), config, true, func(s *server.Server) error {
				return m.listen(c.Context(), s, listen)
			})
		},
	}
	c.Flags().StringVar(&listen, "listen", "127.0.0.1:8471", "address to answer on")
	c.Flags().StringVar(&spool, "spool", "", "folder of sms.jsonl, the messages that went out, and inbox.jsonl, those that came")
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

func (m *Main) listen(ctx context.Context, s *server.Server, address string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInUse, "listening: %w", err)
	}
	_, _ = fmt.Fprintf(m.Stderr, "dosedeskd: serving http://%s\n", listener.Addr())
	return s.Serve(ctx, listener)
}
