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
	"dosedesk/sync/wire"
)

// Outbox is the command for what was not sent, here or at another terminal.
type Outbox struct {
	Dir string // the vault's folder
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
		RunE: func(c *cobra.Command, args []string) error { return o.Export(c.Context(), args[0], c.OutOrStdout()) },
	}
	addDir(export, &o.Dir)
	c.AddCommand(export, o.importCommand())
	return c
}

func (o *Outbox) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "take in another terminal's file, to send it with this one's link",
		Long: `Takes in a file that another terminal of the same server wrote with dosedesk outbox
export, of whatever centre, beside the running desk or without one, and hands it
to the server with the next link. This terminal cannot read it. It is kept until
the server says that it has it; dosedesk status says how many wait.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return o.Import(c.Context(), args[0], c.OutOrStdout()) },
	}
	addDir(c, &o.Dir)
	return c
}

// Import takes in a file.
func (o *Outbox) Import(ctx context.Context, path string, out io.Writer) error {
	file, err := readFile(path)
	if err != nil {
		return err
	}
	return withTerminal(ctx, o.Dir, func(t state.Terminal) error {
		known, err := t.Carry(file)
		if err != nil {
			return dosedesk.Errorf(dosedesk.CodeOf(err), "%s: %w", path, err)
		}
		said := "%s is kept on this terminal: it goes to the server with the next link\n"
		if known {
			said = "%s is on this terminal already: it goes to the server with the next link\n"
		}
		_, err = fmt.Fprintf(out, said, path)
		return err
	})
}

// readFile reads a file of events, of at most the size that one may have.
func readFile(path string) (content []byte, err error) {
	f, err := os.Open(path) //nolint:gosec // the operator names the file
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.ENotFound, "reading the file: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	content, err = io.ReadAll(io.LimitReader(f, wire.MaxParcels+1))
	switch {
	case err != nil:
		return nil, dosedesk.Errorf(dosedesk.EInternal, "reading the file: %w", err)
	case len(content) > wire.MaxParcels:
		return nil, dosedesk.Errorf(dosedesk.ETooLarge, "%s is larger than a file of dosedesk outbox export", path)
	}
	return content, nil
}

// Export writes the file. One that is there may be another terminal's: it is
// never written over.
func (o *Outbox) Export(ctx context.Context, path string, out io.Writer) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s is there already: choose another name", path)
	}
	return withTerminal(ctx, o.Dir, func(t state.Terminal) error {
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
