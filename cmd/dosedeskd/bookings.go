package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dosedesk/sync/server"
)

func (m *Main) bookings() *cobra.Command {
	return group("bookings", "bookings of appointments", &cobra.Command{
		Use: "import FILE.csv", Short: "take in a file of bookings; rows that are known are not doubled", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) (err error) {
				file, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer func() { err = errors.Join(err, file.Close()) }()
				report, err := s.ImportBookings(c.Context(), file)
				if err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				return printReport(m.Stdout, report)
			})
		},
	})
}

func printReport(w io.Writer, r server.Report) error {
	rows := r.Taken + r.Known + len(r.Refused)
	_, err := fmt.Fprintf(w, "%d rows: %d taken (%d of them walk-ins), %d known already, %d refused\n",
		rows, r.Taken, r.Walkins, r.Known, len(r.Refused))
	if r.Centres+r.Sessions > 0 {
		_, wrote := fmt.Fprintf(w, "made: %d centres, %d sessions\n", r.Centres, r.Sessions)
		err = errors.Join(err, wrote)
	}
	for _, row := range r.Refused {
		_, wrote := fmt.Fprintf(w, "line %d refused: %s\n", row.Line, row.Reason)
		err = errors.Join(err, wrote)
	}
	return err
}
