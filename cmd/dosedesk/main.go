// Command dosedesk is the terminal of the vaccination desk. `dosedesk enrol`
// makes a folder the terminal of a server; from then on `dosedesk` alone opens
// the desk, with or without a link, once somebody entitled has opened the vault.
//
//	dosedesk           the desk
//	dosedesk enrol     make this machine a terminal of a server
//	dosedesk status    say how this terminal stands
//	dosedesk doctor    say what is wrong with this terminal, and what to do
//	dosedesk outbox    write what was not sent to a sealed file, for a stick, or
//	                   take in another terminal's
//	dosedesk roster    write a day's roster to a file to be printed
//	dosedesk vault     who may open this terminal
//	dosedesk eligible  judge made-up cases, to try a change of the schedule
package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/desk"
	"dosedesk/store"
	"dosedesk/tui/lang"
)

func main() {
	debug.SetTraceback("none") // a stack trace shows arguments, and a code may be one
	os.Exit(cli.Run(NewMain().Command()))
}

// Main is the program, with its flags.
type Main struct {
	Dir  string // the vault's folder
	Lang string // language of the first screen: en, hi or hi-Latn
	Who  Who    // opens the desk without a question, by an identity or a passphrase file
}

// NewMain returns the program with its defaults.
func NewMain() *Main { return &Main{Dir: defaultDir(), Lang: "en"} }

func defaultDir() string {
	config, err := os.UserConfigDir()
	if err != nil {
		return "dosedesk"
	}
	return filepath.Join(config, "dosedesk")
}

// Command returns the command line.
func (m *Main) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "dosedesk",
		Short: "The vaccination desk that works where the network does not",
		Args:  cobra.NoArgs,
		RunE:  func(c *cobra.Command, _ []string) error { return m.Run(c.Context()) },
	}
	c.AddCommand(
		NewEnrol().Command(), NewStatus().Command(), NewDoctor().Command(), NewOutbox().Command(), NewRoster().Command(),
		NewVault().Command(), NewEligible().Command(),
	)
	addDir(c, &m.Dir)
	m.Who.flags(c)
	c.Flags().StringVar(&m.Lang, "lang", m.Lang, "language: en, hi or hi-Latn")
	return c
}

func addDir(c *cobra.Command, dir *string) {
	c.Flags().StringVar(dir, "dir", *dir, "`DIR` of this terminal's vault, on a local disk")
}

// Run shows the desk until the operator quits.
func (m *Main) Run(ctx context.Context) error {
	language, ok := lang.Parse(m.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", m.Lang)
	}
	if !store.Exists(m.Dir) {
		return cli.Usagef("%s is no terminal yet: run dosedesk enrol --server https://HOST:PORT STRING (ask the district for both)", m.Dir)
	}
	file, err := cli.OpenLog(filepath.Join(m.Dir, "dosedesk.log"))
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "nothing can be recorded here: %w. Run dosedesk doctor: it says what to do", err)
	}
	defer func() { _ = file.Close() }()
	log := slog.New(slog.NewTextHandler(file, nil))
	d := &desk.Desk{Language: language, Now: time.Now, Log: log}
	if d.Claim, err = takeSoon(ctx, m.Dir); err != nil {
		return err
	}
	defer func() { _ = d.Close() }() // every event is on the disk already
	if m.Who.named() {
		key, err := m.Who.Key(ctx, m.Dir)
		if err != nil {
			return err
		}
		if d.Vault, err = d.Claim.Open(key, store.Options{Log: log}); err != nil {
			return err
		}
	}
	return d.Run(ctx)
}

// takeSoon claims the vault. A command that has it lets go of it within moments;
// another desk does not.
func takeSoon(ctx context.Context, dir string) (*store.Claim, error) {
	for try := 0; ; try++ {
		claim, err := store.Take(dir)
		if dosedesk.CodeOf(err) != dosedesk.EInUse || try == openTries {
			return claim, err
		}
		select {
		case <-time.After(openAgain):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

const (
	openTries = 25
	openAgain = 200 * time.Millisecond
)
