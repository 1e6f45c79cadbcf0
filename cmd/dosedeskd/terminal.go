package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
)

func (m *Main) terminal() *cobra.Command {
	return group("terminal", "the machines of a centre", m.terminalAdd(), m.terminalList(), m.terminalRevoke())
}

func (m *Main) terminalAdd() *cobra.Command {
	var centre uint32
	add := &cobra.Command{
		Use: "add", Short: "print a string with which one machine can enrol, for 15 minutes", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, true, func(s *server.Server) error {
				enrolment, err := s.AddTerminal(c.Context(), dosedesk.CentreID(centre))
				return m.say(enrolment, err)
			})
		},
	}
	needCentre(add, &centre)
	return add
}

func (m *Main) terminalList() *cobra.Command {
	var centre uint32
	list := &cobra.Command{
		Use: "list", Short: "list a centre's terminals", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				terminals, err := s.Terminals(c.Context(), dosedesk.CentreID(centre))
				if err != nil {
					return err
				}
				return printTerminals(m.Stdout, terminals)
			})
		},
	}
	needCentre(list, &centre)
	return list
}

// printTerminals says until when a certificate or an enrolment string is good, and
// how many events were lost with a registry that was older than the terminal goes
// back.
func printTerminals(w io.Writer, terminals []server.ListedTerminal) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "terminal\tstate\tuntil\tevents\tlost")
	for _, t := range terminals {
		_, _ = fmt.Fprintf(table, "%v\t%s\t%s\t%d\t%d\n", t.ID, t.State, t.Until.In(dosedesk.Kolkata).Format("2006-01-02 15:04"), t.Events, t.Lost)
	}
	return table.Flush()
}

func (m *Main) terminalRevoke() *cobra.Command {
	var centre uint32
	var id string
	revoke := &cobra.Command{
		Use: "revoke", Short: "keep a terminal from fetching anything; what it recorded is taken, for review", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			terminal, err := dosedesk.ParseID(id)
			if err != nil {
				return fmt.Errorf("--id: %w", err)
			}
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return s.RevokeTerminal(c.Context(), dosedesk.CentreID(centre), terminal)
			})
		},
	}
	needCentre(revoke, &centre)
	revoke.Flags().StringVar(&id, "id", "", "the terminal, as terminal list names it")
	must(revoke.MarkFlagRequired("id"))
	return revoke
}
