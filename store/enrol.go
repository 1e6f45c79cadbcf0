package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/store/keys"
)

// pendingFile holds the key of a machine that is being enrolled.
const pendingFile = "enrolment.key"

// TerminalKey returns the seed of the key that a machine enrols with, for the
// terminal that dir is to become: made and kept there the first time, and the
// same from then on, since the server may have taken it and its answer have
// been lost. Create destroys it. It fails where nothing can be written in dir,
// and with EConflict where dir holds a vault.
func TerminalKey(dir string) ([]byte, error) {
	if Exists(dir) {
		return nil, dosedesk.Errorf(dosedesk.EConflict, "%s already holds a vault", dir)
	}
	if err := prepare(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, pendingFile)
	seed, err := os.ReadFile(path) //nolint:gosec // the vault's own folder
	switch {
	case err == nil && len(seed) == ed25519.SeedSize:
		return seed, syncFolder(dir) // written once: it is destroyed where it lies
	case err == nil:
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: a key has %d bytes, not %d", path, ed25519.SeedSize, len(seed))
	case !errors.Is(err, fs.ErrNotExist):
		return nil, dosedesk.Errorf(dosedesk.EInternal, "preparing to enrol: %w", err)
	}
	seed = make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails; see its documentation
	if err := writeFile(path+newSuffix, seed); err != nil {
		return nil, err
	}
	return seed, rename(path+newSuffix, path)
}

// Renew keeps a new certificate of the terminal in the place of the old. Where the
// district had no recovery key when it enrolled, the vault gets the first that comes
// along; from then on it is fixed, and another is not taken.
func (v *Vault) Renew(certificate []byte, recovery string) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return err
	}
	d := v.deed()
	d.Certificate = certificate
	late, err := d.admit(recovery)
	if err != nil {
		v.options.Log.Warn("the district's recovery key is not taken", "err", err)
	}
	err = v.outbox.update(func(t tx) error {
		if err := t.putJSON(settings, settingEnrolment, d.Enrolment); err != nil || !late {
			return err
		}
		return t.putJSON(settings, settingGrants, d.Grants)
	})
	if err != nil {
		return err
	}
	v.mu.Lock()
	v.own.enrolment, v.own.grants = d.Enrolment, d.Grants
	v.mu.Unlock()
	if !late {
		return nil
	}
	return errors.Join(keepRing(v.dir, d.Grants[len(d.Grants)-1], v.ring), v.tidyJournal())
}

// admit entitles the district, where it is not yet.
func (d *deed) admit(recovery string) (late bool, err error) {
	switch {
	case recovery == "" || recovery == d.Recovery:
		return false, nil
	case d.Recovery != "":
		return false, dosedesk.Errorf(dosedesk.EConflict, "this terminal has another recovery key of its district already")
	}
	district, err := keys.WithRecovery(recovery)
	if err != nil {
		return false, err
	}
	d.Recovery, d.Grants = recovery, append(d.Grants, district.Grant)
	return true, nil
}
