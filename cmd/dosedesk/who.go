package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/store/keys"
)

// A Who says who opens the vault, by a command line's flags or by being asked.
type Who struct {
	As             string
	Identity       string // file of age identities
	PassphraseFile string
	Ask            prompt
}

func (w *Who) flags(c *cobra.Command) {
	c.Flags().StringVar(&w.As, "as", "", "`NAME` of who opens the vault")
	c.Flags().StringVar(&w.Identity, "identity", "", "age identity `FILE` that opens the vault, in the place of a passphrase")
	c.Flags().StringVar(&w.PassphraseFile, "passphrase-file", "", "`FILE` whose first line is the passphrase (/dev/fd/3 is one)")
}

// named reports whether nobody needs to be asked.
func (w *Who) named() bool { return w.Identity != "" || w.PassphraseFile != "" }

// Key gets the key of the vault in dir. It fails with EUnauthorized where nobody
// is named and nobody can be asked.
func (w *Who) Key(ctx context.Context, dir string) (keys.Ring, error) {
	if w.Identity != "" {
		with, err := keys.ReadIdentities(w.Identity)
		if err != nil {
			return nil, err
		}
		return keys.UnlockWith(dir, w.As, with...)
	}
	if w.Ask == nil && !w.named() {
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "the vault is closed, and nobody can be asked here who opens it: "+
			"name him with --as and give his --passphrase-file, or an --identity")
	}
	name, err := w.name(ctx, dir)
	if err != nil {
		return nil, err
	}
	passphrase, err := w.passphrase(ctx, "Passphrase of "+name, w.PassphraseFile)
	if err != nil {
		return nil, err
	}
	return keys.Unlock(dir, name, passphrase)
}

// name is who was named, or the only one there can be, or who is asked for.
func (w *Who) name(ctx context.Context, dir string) (string, error) {
	people := keys.People(dir)
	switch {
	case w.As != "":
		return w.As, nil
	case len(people) == 1:
		return people[0], nil
	case w.Ask == nil:
		return "", cli.Usagef("--as: say whose passphrase it is")
	case len(people) == 0:
		return w.Ask(ctx, "Who opens the vault", false)
	}
	typed, err := w.Ask(ctx, fmt.Sprintf("Who opens the vault (Enter: %s)", people[0]), false)
	return cmp.Or(typed, people[0]), err
}

func (w *Who) passphrase(ctx context.Context, question, file string) (string, error) {
	if file != "" {
		return firstLine(file)
	}
	return w.Ask(ctx, question, true)
}

// A Newcomer says who is to be entitled.
type Newcomer struct {
	Name           string
	Recipient      string
	PassphraseFile string
	Ask            prompt
}

// Holder asks for what is not known. It fails with EInvalid for what will not do,
// before anything else is done.
func (n *Newcomer) Holder(ctx context.Context) (h keys.Holder, err error) {
	switch {
	case n.Name == "" && n.Ask == nil:
		return h, cli.Usagef("--name: say who is to open the terminal; small letters, digits and hyphens")
	case n.Name == "":
		if n.Name, err = n.Ask(ctx, "Name of who opens the terminal (small letters)", false); err != nil {
			return h, err
		}
	}
	if err := keys.CheckName(n.Name); err != nil {
		return h, cli.Usagef("%w", err)
	}
	if n.Recipient != "" {
		return keys.WithRecipient(n.Name, n.Recipient)
	}
	passphrase, err := n.passphrase(ctx)
	if err != nil {
		return h, err
	}
	return keys.WithPassphrase(n.Name, passphrase)
}

// passphrase is typed twice, or read.
func (n *Newcomer) passphrase(ctx context.Context) (string, error) {
	switch {
	case n.PassphraseFile != "":
		return firstLine(n.PassphraseFile)
	case n.Ask == nil:
		return "", cli.Usagef("nobody can be asked here for a passphrase: give a file whose first line it is, or a --recipient")
	}
	passphrase, err := n.Ask(ctx, fmt.Sprintf("New passphrase of %s (%d characters or more)", n.Name, keys.PassphraseMin), true)
	if err != nil {
		return "", err
	}
	if err := keys.CheckPassphrase(passphrase); err != nil {
		return "", err
	}
	again, err := n.Ask(ctx, "The same again", true)
	if err == nil && again != passphrase {
		err = dosedesk.Errorf(dosedesk.EInvalid, "the two are not the same: nothing was changed, begin again")
	}
	return passphrase, err
}
