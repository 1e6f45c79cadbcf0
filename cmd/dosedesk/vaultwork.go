package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"dosedesk"
	"dosedesk/cmd/internal/cli"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// Init converts a vault of an older dosedesk.
func (v *Vault) Init(ctx context.Context, out io.Writer) error {
	h, err := v.Newcomer.Holder(ctx)
	if err != nil {
		return err
	}
	return withLog(v.Dir, func(o store.Options) error {
		if err := store.Convert(v.Dir, []keys.Holder{h}, o); err != nil {
			return err
		}
		return say(out, "%s opens this terminal now; no key lies in the open any more. Copies of the folder made before still hold it: run dosedesk vault rekey", h.Name)
	})
}

// List says who may open the terminal, as the vault knows it.
func (v *Vault) List(ctx context.Context, out io.Writer) error {
	return v.opened(ctx, func(vault *store.Vault) error {
		for _, g := range vault.Grants() {
			name := g.Name
			if g.Kind == keys.ByRecovery {
				name = "the district"
			}
			if err := say(out, "%s: %s", name, kindWords[g.Kind]); err != nil {
				return err
			}
		}
		return nil
	})
}

var kindWords = map[keys.Kind]string{
	keys.ByPassphrase: "with a passphrase", keys.ByIdentity: "with an identity of his own", keys.ByRecovery: "with its recovery key",
}

// Unlock opens a desk that waits, or tries.
func (v *Vault) Unlock(ctx context.Context, out io.Writer) error {
	key, err := v.Who.Key(ctx, v.Dir)
	if err != nil {
		return err
	}
	waited, err := state.Unlock(ctx, v.Dir, key)
	switch {
	case err != nil:
		return err
	case waited:
		return say(out, "the desk is open")
	}
	return v.with(key, func(*store.Vault) error { return say(out, "it opens this vault; no desk is running") })
}

// Grant entitles one more person.
func (v *Vault) Grant(ctx context.Context, out io.Writer) error {
	if err := keys.CheckName(v.Newcomer.Name); err != nil {
		return cli.Usagef("%w", err)
	}
	return v.opened(ctx, func(vault *store.Vault) error {
		h, err := v.Newcomer.Holder(ctx)
		if err != nil {
			return err
		}
		if err := vault.Grant(h); err != nil {
			return err
		}
		return say(out, "%s may open this terminal now", h.Name)
	})
}

// Revoke takes a grant back.
func (v *Vault) Revoke(ctx context.Context, out io.Writer) error {
	return v.opened(ctx, func(vault *store.Vault) error {
		if err := vault.Revoke(v.Newcomer.Name); err != nil {
			return err
		}
		return say(out, "%s may not open this terminal any more. Who copied the files before can still open that copy, "+
			"and this folder until it has another key: run dosedesk vault rekey", v.Newcomer.Name)
	})
}

// Rekey gives the vault a new key.
func (v *Vault) Rekey(ctx context.Context, out io.Writer) error {
	if err := v.free(); err != nil {
		return err
	}
	key, err := v.Who.Key(ctx, v.Dir)
	if err != nil {
		return err
	}
	claim, err := store.Take(v.Dir)
	if err != nil {
		return err
	}
	err = withLog(v.Dir, func(o store.Options) error { return claim.Rekey(key, o) })
	if err := errors.Join(err, claim.Close()); err != nil {
		return err
	}
	return say(out, "the vault has a new key, and opens for: %s", strings.Join(mayOpen(v.Dir), ", "))
}

// opened runs work with the vault. It fails with EInUse where a desk is running:
// it has the vault.
func (v *Vault) opened(ctx context.Context, work func(*store.Vault) error) error {
	if err := v.free(); err != nil {
		return err
	}
	key, err := v.Who.Key(ctx, v.Dir)
	if err != nil {
		return err
	}
	return v.with(key, work)
}

func (v *Vault) with(key keys.Ring, work func(*store.Vault) error) error {
	return withLog(v.Dir, func(o store.Options) error {
		vault, err := store.Open(v.Dir, key, o)
		if err != nil {
			return err
		}
		return errors.Join(work(vault), vault.Close())
	})
}

// free sees, before anybody is asked, that no desk has the vault.
func (v *Vault) free() error {
	claim, err := store.Take(v.Dir)
	switch {
	case dosedesk.CodeOf(err) == dosedesk.EInUse:
		return dosedesk.Errorf(dosedesk.EInUse, "a desk is running on this folder and has the vault: end it first (Ctrl-Q at the sign-in)")
	case err != nil:
		return err
	}
	return claim.Close()
}

func say(out io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(out, format+"\n", args...)
	return err
}
