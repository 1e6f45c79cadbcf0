package main

import (
	"cmp"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

func (m *Main) signal() *cobra.Command {
	var since string
	list := &cobra.Command{
		Use: "list", Short: "list where too many codes were wrong within 24 hours, or many doses came from paper", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			var day dosedesk.Day
			if since != "" {
				var err error
				if day, err = dosedesk.ParseDay(since); err != nil {
					return fmt.Errorf("--since: %w", err)
				}
			}
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				signals, err := s.Signals(c.Context(), day)
				if err != nil {
					return err
				}
				paper, err := s.Paper(c.Context(), day)
				if err != nil {
					return err
				}
				return printSignals(m.Stdout, signals, paper)
			})
		},
	}
	list.Flags().StringVar(&since, "since", "", "first day, as 2021-05-13 (default: the last week with any)")
	return group("signal", "what the district should look at", list)
}

// printSignals says where too many codes were wrong, and in a table of its own who
// keyed in much from paper.
func printSignals(w io.Writer, signals []server.Signal, paper []registry.PaperShare) error {
	if len(signals)+len(paper) == 0 {
		_, err := fmt.Fprintln(w, "no signals")
		return err
	}
	if len(signals) > 0 {
		if err := printWrongCodes(w, signals); err != nil {
			return err
		}
	}
	if len(paper) == 0 {
		return nil
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "day\tcentre\toperator\tfrom paper\tdoses")
	for _, p := range paper {
		_, _ = fmt.Fprintf(table, "%v\t%d\t%s\t%d\t%d\n", p.Day, p.Centre, p.Operator, p.Paper, p.Doses)
	}
	return table.Flush()
}

// printWrongCodes says of whom: an operator, or the whole centre. What comes on
// two days running is the district's.
func printWrongCodes(w io.Writer, signals []server.Signal) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "day\tcentre\toperator\talarm\twrong\tentered\twho looks into it")
	for _, s := range signals {
		who := "in-charge"
		if s.District {
			who = "district: the day before too"
		}
		_, _ = fmt.Fprintf(table, "%v\t%d\t%s\t%s\t%d\t%d\t%s\n",
			s.Day, s.Centre, cmp.Or(s.Operator, "(all)"), s.Alarm, s.Wrong, s.Entered, who)
	}
	return table.Flush()
}
