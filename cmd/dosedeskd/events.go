package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"dosedesk/sync/server"
)

func (m *Main) events() *cobra.Command {
	var schedule string
	take := &cobra.Command{
		Use: "import FILE", Short: "take in a file of dosedesk outbox export, as if its terminal sent it", Args: cobra.ExactArgs(1),
		Long: "Takes in what a terminal without a link wrote with dosedesk outbox export. Each event gets\n" +
			"its verdict; the terminal hears of it when it syncs. A file may be imported any number of times.",
		RunE: func(c *cobra.Command, args []string) error {
			rules, err := readSchedule(schedule)
			if err != nil {
				return failure{err}
			}
			return m.withServer(c.Context(), server.Config{Schedule: rules}, true, func(s *server.Server) error {
				return m.importEvents(c, s, args[0])
			})
		},
	}
	take.Flags().StringVar(&schedule, "schedule", "", "FILE of eligibility rules, the same as of serve")
	return group("events", "what terminals recorded", take)
}

func (m *Main) importEvents(c *cobra.Command, s *server.Server, path string) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	report, err := s.ImportEvents(c.Context(), file)
	if err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	if n := report.Taken + report.Known + report.Refused; n > 0 || err == nil {
		_, wrote := fmt.Fprintf(m.Stdout, "%d events of terminal %v: %d taken, %d known already, %d refused\n",
			n, report.Terminal, report.Taken, report.Known, report.Refused)
		err = errors.Join(err, wrote)
	}
	return err
}
