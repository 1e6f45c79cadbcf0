package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/store/keys"
)

// A Claim keeps every other process from a vault, open or not yet.
type Claim struct {
	dir  string
	file *os.File
}

// Take claims the vault in dir. It fails with EInUse where another process has
// it, and with EConflict where an older dosedesk left its key in the open: see
// Convert.
func Take(dir string) (*Claim, error) {
	c, err := take(dir)
	if err != nil {
		return nil, err
	}
	if err := c.checkOpenKey(); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func take(dir string) (*Claim, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	free, err := lock(f)
	switch {
	case err != nil:
		err = dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case !free:
		err = dosedesk.Errorf(dosedesk.EInUse, "%s is in use: dosedesk is already running on this folder", dir)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &Claim{dir, f}, nil
}

// Close lets go of the vault.
func (c *Claim) Close() error { return c.file.Close() }

// Dir returns the vault's folder.
func (c *Claim) Dir() string { return c.dir }

// Open opens the vault, which has the claim from then on: closing it closes both.
// It fails with EDamaged where the key is another vault's, or outbox and journal
// are both damaged. What else is damaged is put aside and made anew: see
// Repaired. With a ring of two it first gives the vault its new key: see Rekey.
func (c *Claim) Open(key keys.Ring, o Options) (*Vault, error) {
	v, err := c.open(key, o)
	if err != nil {
		return nil, err
	}
	v.claim = c
	return v, nil
}

// open leaves the claim to whoever calls it.
func (c *Claim) open(key keys.Ring, o Options) (*Vault, error) {
	if len(key) == 2 {
		if err := finishRekey(c.dir, key, o.withDefaults()); err != nil {
			return nil, err
		}
	}
	v, err := newVault(c.dir, key[:1], o.withDefaults())
	if err != nil {
		return nil, err
	}
	if err := v.load(); err != nil {
		return nil, errors.Join(err, v.Close())
	}
	v.outbox.reopened, v.roster.reopened = v.reload, v.reloadRoster
	v.handOut()
	if err := wipe(v.path(pendingFile)); err != nil { // of a Create that was cut off
		v.options.Log.Warn("the key that this machine enrolled with lies in the open", "error", err)
	}
	return v, nil
}

// Open claims and opens the vault in dir.
func Open(dir string, key keys.Ring, o Options) (*Vault, error) {
	c, err := Take(dir)
	if err != nil {
		return nil, err
	}
	v, err := c.Open(key, o)
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return v, nil
}

// checkOpenKey looks for a key that lies in the open.
func (c *Claim) checkOpenKey() error {
	_, err := os.Stat(filepath.Join(c.dir, openKeyFile))
	switch {
	case err == nil:
		return dosedesk.Errorf(dosedesk.EConflict, "%s: the vault's key lies in the open, as an older dosedesk left it. "+
			"Run dosedesk vault init NAME, with the name of who is to open it", filepath.Join(c.dir, openKeyFile))
	case !errors.Is(err, fs.ErrNotExist):
		return dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	return wipe(filepath.Join(c.dir, spentKeyFile))
}
