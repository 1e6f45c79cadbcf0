package main

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
)

// Enrol is the command that makes a folder a terminal.
type Enrol struct {
	Server string // URL
	Dir    string // the vault's folder
	First  Newcomer
}

// NewEnrol returns the command with its defaults.
func NewEnrol() *Enrol { return &Enrol{Dir: defaultDir()} }

// Command returns the command line.
func (e *Enrol) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "enrol STRING",
		Short: "make this machine a terminal of a server",
		Long: `Makes this machine a terminal of a server. STRING is what dosedeskd terminal add
printed: it works once, for 15 minutes, and this machine believes no server but
the one that printed it. Where the answer was lost, the same command with the
same string, on the same folder, gets it again.

It asks for the first person who may open the terminal, and for a passphrase of
12 characters or more; dosedesk vault grant adds others.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			e.First.Ask = stdinPrompt()
			return e.Run(c.Context(), args[0], c.OutOrStdout())
		},
	}
	c.Flags().StringVar(&e.First.Name, "name", "", "`NAME` of the first person who may open the terminal")
	c.Flags().StringVar(&e.First.Recipient, "recipient", "", "age `RECIPIENT` of that person's own (age1...), in the place of a passphrase")
	c.Flags().StringVar(&e.First.PassphraseFile, "passphrase-file", "", "`FILE` whose first line is the passphrase")
	c.Flags().StringVar(&e.Server, "server", "", "`URL` of the server: https://HOST:PORT")
	addDir(c, &e.Dir)
	return c
}

// Run enrols the folder. One that is a terminal already is never enrolled over:
// it may hold doses that were not sent.
func (e *Enrol) Run(ctx context.Context, enrolment string, out io.Writer) error {
	if u, err := url.Parse(e.Server); err != nil || u.Scheme != "https" || u.Host == "" {
		return cli.Usagef("--server: a server is written as https://HOST:PORT")
	}
	transport, err := sync.NewEnrolTransport(enrolment)
	if err != nil {
		return cli.Usagef("%w", err)
	}
	if store.Exists(e.Dir) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is a terminal already: start dosedesk, or choose another --dir", e.Dir)
	}
	first, err := e.First.Holder(ctx)
	if err != nil {
		return err
	}
	key, err := store.TerminalKey(e.Dir) // before the string is used up
	if err != nil {
		return err
	}
	enrolled, err := sync.Enrol(ctx, &http.Client{Transport: transport}, sync.Application{Server: e.Server, Enrolment: enrolment, Key: key})
	if err != nil {
		return err
	}
	if err := store.Create(e.Dir, enrolled, keys.New(), first); err != nil {
		return err
	}
	return say(out, "%s is a terminal of centre %d now: dosedesk opens the desk, for %s", e.Dir, enrolled.Centre, first.Name)
}
