// Command dosedesk is the terminal of the vaccination desk. Started for the
// first time, with --server and --enrol, it makes its folder a terminal of that
// server; from then on --dir is all it needs, with or without a link.
//
//	dosedesk           the desk
//	dosedesk eligible  judge made-up cases, to try a change of the schedule
package main

import (
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/desk"
	"dosedesk/store"
	"dosedesk/sync"
	"dosedesk/tui/lang"
)

func main() {
	debug.SetTraceback("none") // a stack trace shows arguments, and a code may be one
	os.Exit(cli.Run(NewMain().Command()))
}

// Main is the program, with its flags.
type Main struct {
	Server string // URL of the server; for enrolling
	Enrol  string // enrolment string, as `dosedeskd terminal add` printed it
	Dir    string // the vault's folder
	Lang   string // language of the first screen: en, hi or hi-Latn
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
	c.AddCommand(NewEligible().Command())
	c.Flags().StringVar(&m.Dir, "dir", m.Dir, "`DIR` of this terminal's vault, on a local disk")
	c.Flags().StringVar(&m.Server, "server", "", "`URL` of the server, to enrol at")
	c.Flags().StringVar(&m.Enrol, "enrol", "", "enrolment `STRING`, as dosedeskd terminal add printed it")
	c.Flags().StringVar(&m.Lang, "lang", m.Lang, "language: en, hi or hi-Latn")
	return c
}

// Run shows the desk until the operator quits.
func (m *Main) Run(ctx context.Context) error {
	language, ok := lang.Parse(m.Lang)
	if !ok {
		return cli.Usagef("--lang %s: a language is en, hi or hi-Latn", m.Lang)
	}
	if err := m.enrol(ctx); err != nil {
		return err
	}
	file, err := cli.OpenLog(filepath.Join(m.Dir, "dosedesk.log"))
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	log := slog.New(slog.NewTextHandler(file, nil))
	vault, err := store.Open(m.Dir, store.Options{Log: log})
	if err != nil {
		return err
	}
	defer func() { _ = vault.Close() }() // every event is on the disk already
	d := desk.Desk{
		Vault: vault, Language: language, Now: time.Now, HTTP: &http.Client{Transport: sync.NewTransport()},
		Log: log,
	}
	return d.Run(ctx)
}

// enrol makes the folder a terminal, the first time. A folder that is one
// already is never enrolled over: it may hold doses that were not sent.
func (m *Main) enrol(ctx context.Context) error {
	switch exists := store.Exists(m.Dir); {
	case exists && m.Enrol != "":
		return dosedesk.Errorf(dosedesk.EConflict, "%s is enrolled already: start without --enrol, or choose another --dir", m.Dir)
	case exists:
		return nil
	case m.Enrol == "" || m.Server == "":
		return cli.Usagef("%s is no terminal yet: enrol it with --server URL --enrol STRING (ask the district for the string)", m.Dir)
	}
	if err := store.Prepare(m.Dir); err != nil {
		return err
	}
	enrolment, err := sync.Enrol(ctx, &http.Client{Transport: sync.NewTransport()}, m.Server, m.Enrol)
	if err != nil {
		return err
	}
	return store.Create(m.Dir, enrolment, store.Options{})
}
