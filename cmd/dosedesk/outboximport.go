package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/sync/wire"
)

func (o *Outbox) importCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "take in another terminal's file, to send it with this one's link",
		Long: `Takes in a file that another terminal of the same server wrote with dosedesk outbox
export, of whatever centre, beside the running desk or without one, and hands it
to the server with the next link. This terminal cannot read it. It is kept until
the server says that it has it; dosedesk status says how many wait.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			o.Who.Ask = stdinPrompt()
			return o.Import(c.Context(), args[0], c.OutOrStdout())
		},
	}
	addDir(c, &o.Dir)
	o.Who.flags(c)
	return c
}

// Import takes in a file.
func (o *Outbox) Import(ctx context.Context, path string, out io.Writer) error {
	file, err := readFile(path)
	if err != nil {
		return err
	}
	return withTerminal(ctx, o.Dir, &o.Who, func(t state.Terminal) error {
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
