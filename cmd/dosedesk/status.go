package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/tui/lang"
)

// Status is the command that says how a terminal stands.
type Status struct {
	Dir  string // the vault's folder
	Lang string
	JSON bool
	Who  Who
}

// NewStatus returns the command with its defaults.
func NewStatus() *Status { return &Status{Dir: defaultDir(), Lang: "en"} }

// Command returns the command line.
func (s *Status) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "status",
		Short: "say how this terminal stands: what is not sent, the link, the roster",
		Long: `Says how this terminal stands, beside the running desk or without one. What is
said with --json is for other programs: its names stay what they are.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s.Who.Ask = stdinPrompt()
			return s.Run(c.Context(), c.OutOrStdout())
		},
	}
	c.Flags().BoolVar(&s.JSON, "json", false, "for programs")
	c.Flags().StringVar(&s.Lang, "lang", s.Lang, "language: en, hi or hi-Latn")
	addDir(c, &s.Dir)
	s.Who.flags(c)
	return c
}

// Run says it.
func (s *Status) Run(ctx context.Context, out io.Writer) error {
	language, ok := lang.Parse(s.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", s.Lang)
	}
	err := withTerminal(ctx, s.Dir, &s.Who, func(t state.Terminal) error {
		now, err := t.State()
		if err != nil {
			return err
		}
		if s.JSON {
			e := json.NewEncoder(out)
			e.SetIndent("", "  ")
			return e.Encode(now)
		}
		return describe(out, now, language)
	})
	if isClosed(err) && !s.JSON {
		err = errors.Join(err, describeClosed(out, s.Dir, language))
	}
	return err
}

// isClosed reports whether nobody opened the vault, and it lies there unopened.
func isClosed(err error) bool {
	return errors.Is(err, state.ErrWaiting) || dosedesk.CodeOf(err) == dosedesk.EUnauthorized
}

// describeClosed says what can be seen without the vault's key.
func describeClosed(out io.Writer, dir string, language lang.Language) error {
	w := statusWords[language]
	_, err := fmt.Fprintf(out, "%s: %s\n", w.mayOpen, cmp.Or(strings.Join(mayOpen(dir), ", "), w.none))
	for _, problem := range store.Look(dir) {
		_, _ = fmt.Fprintf(out, "! %v\n", problem)
	}
	return err
}

// mayOpen lists who has a file of the vault's key.
func mayOpen(dir string) []string {
	people := keys.People(dir)
	slices.Sort(people)
	return people
}

// withTerminal runs work with the terminal in dir: the desk that runs there, or the
// vault, which who opens.
func withTerminal(ctx context.Context, dir string, who *Who, work func(state.Terminal) error) error {
	if !store.Exists(dir) {
		return dosedesk.Errorf(dosedesk.ENotFound, "%s is no terminal", dir)
	}
	key := func() (keys.Ring, error) { return who.Key(ctx, dir) }
	return withLog(dir, func(o store.Options) error { return state.With(ctx, dir, key, o, work) })
}

// withLog has what opening a vault repairs in the desk's log.
func withLog(dir string, work func(store.Options) error) error {
	file, err := cli.OpenLog(filepath.Join(dir, "dosedesk.log"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return work(store.Options{Log: slog.New(slog.NewTextHandler(file, nil))})
}

// describe writes a line for each thing, and a sentence for what is wrong.
func describe(out io.Writer, s state.State, language lang.Language) error {
	w, words := statusWords[language], lang.For(language)
	lines := [][2]string{
		{w.centre, fmt.Sprint(s.Centre)},
		{w.terminal, s.Terminal.String()},
		{w.recorded, fmt.Sprint(s.Recorded)},
		{w.unsent, unsentOf(s, w)},
		{words.Link.State, linkOf(s, w, words.Link)},
		{words.Link.Roster, momentOf(s.RosterAsOf, words.Frame.RosterNone)},
		{w.schedule, s.Schedule},
		{w.certificate, momentOf(s.CertificateUntil, w.none)},
	}
	if s.Carried > 0 {
		lines = append(lines, [2]string{words.Link.Carried, fmt.Sprintf(words.Link.CarriedWaits, s.Carried)})
	}
	for _, l := range lines {
		if _, err := fmt.Fprintf(out, "%s: %s\n", l[0], l[1]); err != nil {
			return err
		}
	}
	if s.Link != nil && !s.Link.Up {
		_, _ = fmt.Fprintf(out, "! %s\n", words.Link.Problem(s.Link.Problem))
	}
	if n := len(s.CarriedRefused); n > 0 {
		_, _ = fmt.Fprintf(out, "! "+words.Link.CarriedRefused+"\n", n)
	}
	for _, repair := range s.Repaired {
		_, _ = fmt.Fprintf(out, "! %s\n", words.Repairs[repair])
	}
	return nil
}

func unsentOf(s state.State, w statusLabels) string {
	if s.Unsent == 0 {
		return w.allSent
	}
	return fmt.Sprintf(w.waiting, s.Unsent, momentOf(s.OldestUnsent, ""), ageOf(time.Duration(s.UnsentFor)*time.Second))
}

func linkOf(s state.State, w statusLabels, words lang.Link) string {
	switch {
	case s.Link == nil:
		return w.noDesk
	case s.Link.Up:
		return fmt.Sprintf(words.UpSince, momentOf(s.Link.Since, ""))
	}
	return fmt.Sprintf(words.DownSince, momentOf(s.Link.Since, ""))
}

func momentOf(t time.Time, none string) string {
	if t.IsZero() {
		return none
	}
	return t.In(dosedesk.Kolkata).Format("2006-01-02 15:04")
}

// ageOf writes hours and minutes: 26:05.
func ageOf(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
