package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dosedesk"
	"dosedesk/store/keys"
)

// A deed is what a vault cannot be made anew without: what made the folder a
// terminal, and who may open it. The outbox holds both, and the journal's head
// does, from which the outbox is made where that is lost. The list is sealed in
// both places: who can write to the folder, and not open the vault, cannot add
// himself and wait for the next key.
type deed struct {
	dosedesk.Enrolment
	Grants []keys.Grant `json:"grants,omitempty"`
}

func (v *Vault) deed() deed { return deed{v.Enrolment(), v.Grants()} }

// Grants returns who may open the vault, the district with its recovery key
// among them.
func (v *Vault) Grants() []keys.Grant {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return slices.Clone(v.own.grants)
}

// Grant entitles somebody to open the vault. It fails with EConflict for who is
// entitled already. His protected identity, which is nothing alone, is there
// first, and the list before the key: one that is missing is handed out at the
// next start.
func (v *Vault) Grant(h keys.Holder) error {
	list := v.Grants()
	if slices.ContainsFunc(list, func(g keys.Grant) bool { return g.Name == h.Name }) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s may open this vault already; for another passphrase revoke the name first", h.Name)
	}
	if err := dismiss(v.dir, h.Name); err != nil { // what a Revoke that was cut off left: see handOut
		return err
	}
	if err := keepProtected(v.dir, h); err != nil {
		return err
	}
	if err := v.setGrants(append(list, h.Grant)); err != nil {
		return err
	}
	return keepRing(v.dir, h.Grant, v.ring)
}

// Revoke takes back a grant. It fails with ENotFound, and with EConflict for the
// last person: the district's key is no way to open a desk in the morning. The
// list is changed first: a file that is left says nothing, and goes with the
// next Revoke or Rekey. Who copied his file may open copies of the vault that
// were made before.
func (v *Vault) Revoke(name string) error {
	list := v.Grants()
	left := slices.DeleteFunc(slices.Clone(list), func(g keys.Grant) bool { return g.Name == name })
	_, err := os.Stat(keys.RingFile(v.dir, name))
	switch {
	case name == keys.Recovery || len(left) == len(list) && errors.Is(err, fs.ErrNotExist):
		return dosedesk.Errorf(dosedesk.ENotFound, "no person of that name may open this vault")
	case !slices.ContainsFunc(left, isPerson):
		return dosedesk.Errorf(dosedesk.EConflict, "%s is the last person who may open this vault: grant it to another first", name)
	}
	if err := v.setGrants(left); err != nil {
		return err
	}
	return dismiss(v.dir, name)
}

func isPerson(g keys.Grant) bool { return g.Kind != keys.ByRecovery }

func grantsOf(holders []keys.Holder) (list []keys.Grant) {
	for _, h := range holders {
		list = append(list, h.Grant)
	}
	return list
}

// setGrants keeps the list in the outbox, and in the journal's head.
func (v *Vault) setGrants(list []keys.Grant) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return err
	}
	if err := v.outbox.update(func(t tx) error { return t.putJSON(settings, settingGrants, list) }); err != nil {
		return err
	}
	v.mu.Lock()
	v.own.grants = list
	v.mu.Unlock()
	return v.tidyJournal()
}

// handOut gives the key to whoever is entitled and has no file of it: it was
// lost, or granting it was cut off. The desk opens without.
func (v *Vault) handOut() {
	for _, g := range v.Grants() {
		if _, err := os.Stat(keys.RingFile(v.dir, g.Name)); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := keepRing(v.dir, g, v.ring); err != nil {
			v.options.Log.Warn("a file of the vault's key is missing and could not be made anew", "error", err)
			continue
		}
		v.options.Log.Warn("a file of the vault's key was missing and was made anew")
	}
}

// keepHolder writes what a holder opens the vault with.
func keepHolder(dir string, h keys.Holder, key keys.Ring) error {
	if err := keepProtected(dir, h); err != nil {
		return err
	}
	return keepRing(dir, h.Grant, key)
}

func keepProtected(dir string, h keys.Holder) error {
	if h.Protected == nil {
		return remove(keys.ProtectedFile(dir, h.Name)) // of who had the name before
	}
	return keepKeyFile(keys.ProtectedFile(dir, h.Name), h.Protected)
}

func keepRing(dir string, g keys.Grant, key keys.Ring) error {
	sealed, err := keys.Seal(key, g.Recipient)
	if err != nil {
		return err
	}
	return keepKeyFile(keys.RingFile(dir, g.Name), sealed)
}

func keepKeyFile(path string, content []byte) error {
	if err := makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	if err := writeFile(path+newSuffix, content); err != nil {
		return err
	}
	return rename(path+newSuffix, path)
}

// dismiss removes what somebody opened the vault with.
func dismiss(dir, name string) error {
	return errors.Join(remove(keys.RingFile(dir, name)), remove(keys.ProtectedFile(dir, name)))
}
