package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/store/keys"
)

// What an older dosedesk kept the key in, and its name while it goes.
const (
	openKeyFile  = "vault.key"
	spentKeyFile = "vault.key.spent"
)

// Convert puts the key of a vault of an older dosedesk, which lies in the open,
// into age files for the holders, and destroys the open one once they are on the
// disk. It fails with ENotFound where there is none, and with EInUse where the
// vault is open. It may be repeated whenever it was cut off.
func Convert(dir string, holders []keys.Holder, o Options) (err error) {
	c, err := take(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	key, err := readOpenKey(filepath.Join(dir, openKeyFile))
	if err != nil {
		return err
	}
	v, err := c.open(key, o)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if err = keepHolder(dir, h, key); err != nil {
			break
		}
	}
	if err == nil {
		err = v.setGrants(grantsOf(holders))
	}
	if err = errors.Join(err, v.Close()); err != nil {
		return err
	}
	spent := filepath.Join(dir, spentKeyFile)
	if err := rename(filepath.Join(dir, openKeyFile), spent); err != nil {
		return err
	}
	return wipe(spent)
}

// readOpenKey reads the key, unless the older dosedesk that made it is running.
func readOpenKey(path string) (keys.Ring, error) {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, dosedesk.Errorf(dosedesk.ENotFound, "%s is not there: this vault's key does not lie in the open", path)
	case err != nil:
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was read only
	free, err := lock(f)
	if err != nil || !free {
		return nil, dosedesk.Errorf(dosedesk.EInUse, "%s is in use: an older dosedesk is running on this folder", filepath.Dir(path))
	}
	content, err := os.ReadFile(path)
	switch {
	case err != nil:
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case len(content) != keys.Bytes:
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: a vault's key has %d bytes, not %d", path, keys.Bytes, len(content))
	}
	return keys.Ring{keys.Key(content)}, nil
}

// wipe overwrites a file and removes it. A disk may keep the old bytes elsewhere
// all the same.
func wipe(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, err = f.Write(make([]byte, keys.Bytes))
		err = errors.Join(err, f.Sync(), f.Close())
	}
	if err == nil {
		err = remove(path)
	}
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "destroying the open key: %w", err)
	}
	return nil
}

// remove removes a file for good; one that is not there is removed already.
func remove(path string) error {
	err := os.Remove(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return dosedesk.Errorf(dosedesk.EInternal, "removing a file of the vault: %w", err)
	}
	return syncFolder(filepath.Dir(path))
}
