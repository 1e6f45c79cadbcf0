package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
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
	Who      Who

	In     io.Reader                        // where the operator is asked for
	Secret func(ask string) (string, error) // asks for the PIN, and shows nothing of it
}

// NewRoster returns the command with its defaults.
func NewRoster() *Roster {
	return &Roster{Dir: defaultDir(), Lang: "en", In: os.Stdin, Secret: askSecret}
}

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
	if err := r.signIn(&order, out); err != nil {
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

// signIn asks who prints.
func (r *Roster) signIn(o *state.Order, out io.Writer) error {
	if o.Operator = r.Operator; o.Operator == "" {
		_, _ = fmt.Fprint(out, "Operator id of the in-charge: ")
		line, err := bufio.NewReader(r.In).ReadString('\n')
		if err != nil {
			return dosedesk.Errorf(dosedesk.EInvalid, "nobody signed in: name the in-charge with --operator")
		}
		o.Operator = line
	}
	o.Operator = strings.ToLower(strings.TrimSpace(o.Operator))
	pin, err := r.Secret("PIN: ")
	o.PIN = strings.TrimSpace(pin)
	return err
}

// askSecret reads a line from the terminal without an echo.
func askSecret(ask string) (string, error) {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return "", dosedesk.Errorf(dosedesk.EInvalid, "a PIN is typed at a terminal, and taken from nowhere else")
	}
	_, _ = fmt.Fprint(os.Stderr, ask)
	defer func() { _, _ = fmt.Fprintln(os.Stderr) }()
	secret, err := term.ReadPassword(os.Stdin.Fd())
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "reading the PIN: %w", err)
	}
	return string(secret), nil
}
