package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
)

// Doctor is the command that looks for what is wrong with a terminal.
type Doctor struct {
	Dir  string // the vault's folder
	Now  func() time.Time
	Disk func(dir string) (free uint64, remote string, err error)
	Who  Who
}

// NewDoctor returns the command with its defaults.
func NewDoctor() *Doctor { return &Doctor{Dir: defaultDir(), Now: time.Now, Disk: disk} }

// Command returns the command line.
func (d *Doctor) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "doctor",
		Short: "say what is wrong with this terminal, and what to do",
		Long: `Looks at this terminal, beside the running desk or without one, and says of each
thing whether it is well, and what to do where it is not. The exit status is 1
where something is wrong. It changes nothing that opening the desk would not.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			d.Who.Ask = stdinPrompt()
			return d.Run(c.Context(), c.OutOrStdout())
		},
	}
	addDir(c, &d.Dir)
	d.Who.flags(c)
	return c
}

// A finding is what a check found: well, or what to do.
type finding struct {
	of   string // what was looked at
	is   string // how it is
	next string // empty where all is well
}

func well(of, format string, args ...any) finding {
	return finding{of: of, is: fmt.Sprintf(format, args...)}
}

func (f finding) but(next string) finding {
	f.next = next
	return f
}

func (f finding) String() string {
	if f.next == "" {
		return fmt.Sprintf("ok     %s: %s", f.of, f.is)
	}
	return fmt.Sprintf("WRONG  %s: %s. %s.", f.of, f.is, f.next)
}

// Run looks, and fails where anything is wrong.
func (d *Doctor) Run(ctx context.Context, out io.Writer) error {
	findings := []finding{well("terminal", "this folder is none").but("Enrol it, or name the right folder with --dir")}
	if store.Exists(d.Dir) {
		findings = append(d.checkFolder(), d.checkTerminal(ctx)...)
	}
	wrong := 0
	for _, f := range findings {
		if f.next != "" {
			wrong++
		}
		if _, err := fmt.Fprintln(out, f); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return dosedesk.Errorf(dosedesk.EConflict, "%d of %d checks found something wrong", wrong, len(findings))
	}
	return nil
}

// checkTerminal asks the desk, or opens the vault: that it can be is a finding
// too.
func (d *Doctor) checkTerminal(ctx context.Context) (findings []finding) {
	err := withTerminal(ctx, d.Dir, &d.Who, func(t state.Terminal) error {
		s, err := t.State()
		if err == nil {
			findings = checkState(s, d.Now())
		}
		return err
	})
	switch {
	case errors.Is(err, state.ErrWaiting):
		return append(checkFiles(d.Dir), well("vault", "a desk waits for a passphrase: what is inside was not looked at"))
	case isClosed(err):
		return append(checkFiles(d.Dir), well("vault", "what is inside was not looked at: %v", err).but("Open it, or leave that to the desk"))
	case dosedesk.CodeOf(err) == dosedesk.EInUse:
		return []finding{well("vault", "another process has it open, and does not answer").but("Wait a moment; if it stays so, end that process or restart the machine: what is recorded is on the disk")}
	case err != nil:
		return []finding{well("vault", "it does not open: %v", err).but("Keep the folder as it is, and tell the district")}
	}
	return findings
}
