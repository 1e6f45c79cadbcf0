package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/tui/lang"
)

// Status is the command that says how a terminal stands.
type Status struct {
	Dir  string // the vault's folder
	Lang string
	JSON bool
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
		RunE: func(c *cobra.Command, _ []string) error { return s.Run(c.Context(), c.OutOrStdout()) },
	}
	c.Flags().BoolVar(&s.JSON, "json", false, "for programs")
	c.Flags().StringVar(&s.Lang, "lang", s.Lang, "language: en, hi or hi-Latn")
	addDir(c, &s.Dir)
	return c
}

// Run says it.
func (s *Status) Run(ctx context.Context, out io.Writer) error {
	language, ok := lang.Parse(s.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", s.Lang)
	}
	return withTerminal(ctx, s.Dir, func(t state.Terminal) error {
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
}

// withTerminal runs work with the terminal in dir. What opening the vault repairs
// is in the desk's log as if the desk had opened it.
func withTerminal(ctx context.Context, dir string, work func(state.Terminal) error) error {
	if !store.Exists(dir) {
		return dosedesk.Errorf(dosedesk.ENotFound, "%s is no terminal", dir)
	}
	file, err := cli.OpenLog(filepath.Join(dir, "dosedesk.log"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	return state.With(ctx, dir, store.Options{Log: slog.New(slog.NewTextHandler(file, nil))}, work)
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
