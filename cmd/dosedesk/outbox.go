package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/state"
)

// Outbox is the command for what was not sent, here or at another terminal.
type Outbox struct {
	Dir string // the vault's folder
	Who Who
}

// NewOutbox returns the command with its defaults.
func NewOutbox() *Outbox { return &Outbox{Dir: defaultDir()} }

// Command returns the command line.
func (o *Outbox) Command() *cobra.Command {
	c := &cobra.Command{
		Use:   "outbox",
		Short: "what this terminal recorded and has not sent",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return cli.Usagef("outbox needs a further word: export or import")
		},
	}
	export := &cobra.Command{
		Use:   "export FILE",
		Short: "write what was not sent to a file that the server alone can read",
		Long: `Writes what the server has not acknowledged to a file for a USB stick, beside the
running desk or without one. It is sealed: nobody on the way can read it, and no
change to it goes unseen. Any terminal of the same server takes it along with
dosedesk outbox import FILE; on the server, dosedeskd events import FILE takes it
in. Nothing changes on this terminal; with the next link it sends all the same,
and nothing counts twice.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Who.Ask = stdinPrompt()
			return o.Export(c.Context(), args[0], c.OutOrStdout())
		},
	}
	addDir(export, &o.Dir)
	o.Who.flags(export)
	c.AddCommand(export, o.importCommand())
	return c
}

// Export writes the file. One that is there may be another terminal's: it is
// never written over.
func (o *Outbox) Export(ctx context.Context, path string, out io.Writer) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is there already: choose another name", path)
	}
	return withTerminal(ctx, o.Dir, &o.Who, func(t state.Terminal) error {
		sealed, events, err := t.Export()
		if err != nil {
			return err
		}
		if events == 0 {
			_, err = fmt.Fprintln(out, "0 events: all is sent, and no file was written")
			return err
		}
		if err := writeWhole(path, sealed); err != nil {
			return dosedesk.Errorf(dosedesk.EInternal, "writing the file: %w", err)
		}
		_, err = fmt.Fprintf(out, "%d events in %s: take it to the server, or to a terminal that has a link, for dosedesk outbox import\n", events, path)
		return err
	})
}

// writeWhole makes a file that is whole and on the disk when it has its name: a
// stick may be pulled at any moment.
func writeWhole(path string, content []byte) (err error) {
	aside, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(aside.Name()) // the first error counts
		}
	}()
	_, err = aside.Write(content)
	if err = errors.Join(err, aside.Sync(), aside.Close()); err != nil {
		return err
	}
	if err = os.Rename(aside.Name(), path); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
