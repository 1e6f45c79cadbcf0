package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/state"
	"dosedesk/tui/lang"
)

// Roster is the command for the roster on paper.
type Roster struct {
	Dir      string // the vault's folder
	Day      string // empty: today
	Lang     string
	Operator string // the in-charge; empty: asked for
	Who      Who    // opens the vault, and is where the in-charge is asked
}

// NewRoster returns the command with its defaults.
func NewRoster() *Roster { return &Roster{Dir: defaultDir(), Lang: "en"} }

// Command returns the command line.
func (r *Roster) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "roster",
		Short: "who is booked at this terminal's centre",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return cli.Usagef("roster needs a further word: print") },
	}
	page := &cobra.Command{
		Use:   "print FILE",
		Short: "write a day's roster to a file that any browser prints",
		Long: `Writes the roster of a day to an HTML file, to be printed before the desk goes
dark: who is booked when and for what, boxes to tick, and blank lines for those
without a booking. It works beside the running desk or without one, and the
in-charge signs in for it. No code is on it, nor may one be written on it. What
was given is keyed in later, at the citizen's screen, with P.

The file holds personal data: delete it when it is printed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r.Who.Ask = stdinPrompt()
			return r.Print(c.Context(), args[0], c.OutOrStdout())
		},
	}
	page.Flags().StringVar(&r.Day, "day", "", "`DAY` of the appointments, as 2021-05-13 (default: today)")
	page.Flags().StringVar(&r.Lang, "lang", r.Lang, "language: en, hi or hi-Latn")
	page.Flags().StringVar(&r.Operator, "operator", "", "`ID` of the in-charge (default: it is asked for)")
	addDir(page, &r.Dir)
	r.Who.flags(page)
	c.AddCommand(page)
	return c
}

// Print writes the file, never over another.
func (r *Roster) Print(ctx context.Context, path string, out io.Writer) error {
	order, err := r.order()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is there already: choose another name", path)
	}
	if err := r.signIn(ctx, &order); err != nil {
		return err
	}
	return withTerminal(ctx, r.Dir, &r.Who, func(t state.Terminal) error {
		page, err := t.Roster(ctx, order)
		if err != nil {
			return err
		}
		if err := writeWhole(path, page); err != nil {
			return dosedesk.Errorf(dosedesk.EInternal, "writing the file: %w", err)
		}
		_, err = fmt.Fprintf(out, "%s is the roster: print it from a browser, then delete it; it holds personal data\n", path)
		return err
	})
}

func (r *Roster) order() (o state.Order, err error) {
	var ok bool
	if o.Language, ok = lang.Parse(r.Lang); !ok {
		return o, cli.Usagef("--lang %s: a language is en, hi or hi-Latn", r.Lang)
	}
	if r.Day == "" {
		return o, nil
	}
	if o.Day, err = dosedesk.ParseDay(r.Day); err != nil {
		return o, cli.Usagef("--day %s: a day is written as 2021-05-13", r.Day)
	}
	return o, nil
}

// signIn asks who prints. A PIN is taken from nowhere but a keyboard.
func (r *Roster) signIn(ctx context.Context, o *state.Order) (err error) {
	if r.Who.Ask == nil {
		return dosedesk.Errorf(dosedesk.EInvalid, "a PIN is typed at a terminal, and taken from nowhere else")
	}
	if o.Operator = r.Operator; o.Operator == "" {
		if o.Operator, err = r.Who.Ask(ctx, "Operator id of the in-charge", false); err != nil {
			return err
		}
	}
	o.Operator = strings.ToLower(strings.TrimSpace(o.Operator))
	o.PIN, err = r.Who.Ask(ctx, "PIN", true)
	o.PIN = strings.TrimSpace(o.PIN)
	return err
}
