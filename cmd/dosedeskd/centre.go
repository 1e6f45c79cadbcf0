package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/sync/server"
)

func (m *Main) operator() *cobra.Command {
	return group("operator", "who works at a centre",
		m.operatorAdd(),
		m.operatorChange("disable", "keep an operator from signing in; what he recorded stands",
			func(ctx context.Context, s *server.Server, centre dosedesk.CentreID, id string) error {
				return s.DisableOperator(ctx, centre, id)
			}),
		m.operatorChange("reset-pin", "give an operator a new PIN, and print it",
			func(ctx context.Context, s *server.Server, centre dosedesk.CentreID, id string) error {
				return m.say(s.ResetPIN(ctx, centre, id))
			}),
	)
}

func (m *Main) operatorAdd() *cobra.Command {
	var centre uint32
	var o dosedesk.Operator
	add := &cobra.Command{
		Use: "add", Short: "add an operator, and print his first PIN", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return wrongLine(m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return m.say(s.AddOperator(c.Context(), dosedesk.CentreID(centre), o, ""))
			}))
		},
	}
	needCentre(add, &centre)
	add.Flags().StringVar(&o.ID, "id", "", "what he types to sign in, for example sunita")
	add.Flags().StringVar(&o.Name, "name", "", "his name, as screens show it")
	add.Flags().StringVar((*string)(&o.Role), "role", "", "verifier, vaccinator or in-charge")
	return add
}

func (m *Main) operatorChange(use, short string, change func(context.Context, *server.Server, dosedesk.CentreID, string) error) *cobra.Command {
	var centre uint32
	var id string
	c := &cobra.Command{
		Use: use, Short: short, Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				return change(c.Context(), s, dosedesk.CentreID(centre), id)
			})
		},
	}
	needCentre(c, &centre)
	c.Flags().StringVar(&id, "id", "", "what he types to sign in")
	must(c.MarkFlagRequired("id"))
	return c
}

func (m *Main) centre() *cobra.Command {
	var name, nameHindi, kind string
	var onePerson bool
	set := &cobra.Command{
		Use: "set CENTRE", Short: "make a centre, or change what the flags say of it", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			number, err := strconv.ParseUint(args[0], 10, 32)
			if err != nil || number == 0 {
				return fmt.Errorf("a centre is named by its number")
			}
			return wrongLine(m.withServer(c.Context(), server.Config{}, false, func(s *server.Server) error {
				centre, err := centreNow(c.Context(), s, dosedesk.CentreID(number)) //nolint:gosec // parsed as 32 bits
				if err != nil {
					return err
				}
				change(c, "name", &centre.Name, name)
				change(c, "name-hi", &centre.NameHindi, nameHindi)
				change(c, "kind", &centre.Kind, dosedesk.CentreKind(kind))
				change(c, "one-person", &centre.OnePerson, onePerson)
				return s.SetCentre(c.Context(), centre)
			}))
		},
	}
	set.Flags().StringVar(&name, "name", "", "its name")
	set.Flags().StringVar(&nameHindi, "name-hi", "", "its name in Hindi")
	set.Flags().StringVar(&kind, "kind", "", "government, government+walkin or private")
	set.Flags().BoolVar(&onePerson, "one-person", false, "the in-charge may also give doses")
	return group("centre", "the centres", set)
}

// centreNow returns a centre as it is, or as a new one begins.
func centreNow(ctx context.Context, s *server.Server, number dosedesk.CentreID) (dosedesk.Centre, error) {
	centre, err := s.Centre(ctx, number)
	if dosedesk.CodeOf(err) == dosedesk.ENotFound {
		return dosedesk.Centre{ID: number, Name: fmt.Sprintf("Centre %d", number), Kind: dosedesk.Government}, nil
	}
	return centre, err
}

// change sets what the command line names, and nothing else.
func change[T any](c *cobra.Command, flag string, to *T, value T) {
	if c.Flags().Changed(flag) {
		*to = value
	}
}

func needCentre(c *cobra.Command, centre *uint32) {
	c.Flags().Uint32Var(centre, "centre", 0, "the centre's number")
	must(c.MarkFlagRequired("centre"))
}

// must is for mistakes in the commands themselves.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// say prints one line, where there is one.
func (m *Main) say(line string, err error) error {
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(m.Stdout, line)
	return err
}
