package desk

import (
	"context"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/tui"
)

// People implements tui.Keeper.
func (d *Desk) People() (people []string) {
	for _, name := range keys.People(d.Claim.Dir()) {
		if keys.Protected(d.Claim.Dir(), name) {
			people = append(people, name)
		}
	}
	return people
}

// Unlock implements tui.Keeper.
func (d *Desk) Unlock(_ context.Context, name, passphrase string) (tui.Opened, error) {
	key, err := keys.Unlock(d.Claim.Dir(), name, passphrase)
	if err != nil {
		if dosedesk.CodeOf(err) == dosedesk.EDamaged { // a file of his, not of the vault
			err = dosedesk.Errorf(dosedesk.EConflict, "%w", err)
		}
		return tui.Opened{}, err
	}
	opened, err := d.open(key)
	if err == nil {
		keys.Used(d.Claim.Dir(), name)
	}
	return opened, err
}

// unlockFromElsewhere opens the desk with a key that a command sent.
func (d *Desk) unlockFromElsewhere(key keys.Ring) error {
	opened, err := d.open(key)
	if err == nil {
		d.screen.Send(opened)
	}
	return err
}

// open opens the vault and has the link kept. It fails with EConflict where that
// was done before.
func (d *Desk) open(key keys.Ring) (tui.Opened, error) {
	d.opening.Lock()
	defer d.opening.Unlock()
	switch {
	case d.engine != nil:
		return tui.Opened{}, dosedesk.Errorf(dosedesk.EConflict, "the desk is open already")
	case d.ctx.Err() != nil:
		return tui.Opened{}, dosedesk.Errorf(dosedesk.EConflict, "the desk is ending")
	}
	vault, err := d.Claim.Open(key, store.Options{Log: d.Log})
	if err != nil {
		d.Log.Error("the vault does not open", "error", err)
		if dosedesk.CodeOf(err) == dosedesk.EConflict { // a newer dosedesk wrote it
			err = dosedesk.Errorf(dosedesk.EStale, "%w", err)
		}
		return tui.Opened{}, err
	}
	opened := d.wire(vault)
	d.keepLink()
	return opened, nil
}

// wire joins an open vault, the engine and the screens.
func (d *Desk) wire(vault *store.Vault) tui.Opened {
	changed := func() { d.screen.Send(tui.Changed{}) }
	d.Vault = vault
	d.engine = sync.New(sync.Config{Vault: vault, HTTP: d.HTTP, Now: d.Now, Log: d.Log, OnChange: changed})
	vault.OnChange(changed)
	if d.Wired != nil {
		d.Wired(d.engine)
	}
	return tui.Opened{Vault: vault, Link: d.engine}
}

// keepLink has the engine work until Run ends.
func (d *Desk) keepLink() {
	d.working.Go(func() { _ = d.engine.Run(d.ctx) }) // it ends with ctx alone
}

// state is the desk as commands ask for it; ok is false until it is open.
func (d *Desk) state() (s state.Desk, ok bool) {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.engine == nil {
		return s, false
	}
	return state.Desk{Vault: d.Vault, Link: d.engine.Status, Wake: d.engine.Wake, Now: d.Now}, true
}

// Close lets go of the vault, open or not.
func (d *Desk) Close() error {
	d.opening.Lock()
	defer d.opening.Unlock()
	if d.Vault != nil {
		return d.Vault.Close()
	}
	return d.Claim.Close()
}
