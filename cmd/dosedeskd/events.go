package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dosedesk/sync/server"
)

func (m *Main) events() *cobra.Command {
	var schedule string
	var gone remains
	take := &cobra.Command{
		Use: "import FILE", Short: "take in a file of dosedesk outbox export, as if its terminal sent it", Args: cobra.MaximumNArgs(1),
		Long: "Takes in what a terminal without a link wrote with dosedesk outbox export. Each event gets\n" +
			"its verdict; the terminal hears of it when it syncs. A file may be imported any number of times.\n\n" +
			"With --journal and --recovery it takes in what is left in the folder of a terminal that is gone,\n" +
			"or in a copy of it, as far as that is whole; nothing is written there.",
		RunE: func(c *cobra.Command, args []string) error {
			if err := gone.check(args); err != nil {
				return err
			}
			rules, err := readSchedule(schedule)
			if err != nil {
				return failure{err}
			}
			return m.withServer(c.Context(), server.Config{Schedule: rules}, true, func(s *server.Server) error {
				if gone.dir != "" {
					return m.importRemains(c, s, gone)
				}
				return m.importEvents(c, s, args[0])
			})
		},
	}
	take.Flags().StringVar(&schedule, "schedule", "", "FILE of eligibility rules, the same as of serve")
	take.Flags().StringVar(&gone.dir, "journal", "", "folder of a terminal that is gone, or its outbox.journal")
	take.Flags().StringVar(&gone.recovery, "recovery", "", "FILE of the district's recovery key, which opens the folder")
	return group("events", "what terminals recorded", take)
}

func (m *Main) importEvents(c *cobra.Command, s *server.Server, path string) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return m.importFrom(c, s, path, file)
}

// importFrom takes in a file, and tells what became of the events.
func (m *Main) importFrom(c *cobra.Command, s *server.Server, path string, file io.Reader) error {
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
