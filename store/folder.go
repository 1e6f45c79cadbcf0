package store

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
)

// The files of a vault's folder.
const (
	keyFile    = "vault.key"
	rosterFile = "roster.db"
	comingFile = "roster.coming.db" // see coming
	tryFile    = "try.db"           // see Prepare
	outboxFile = "outbox.db"
)

// Exists reports whether dir holds a vault, damaged ones included: what is
// there is opened or refused, never made anew.
func Exists(dir string) bool {
	for _, name := range []string{outboxFile, rosterFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// Prepare makes dir where it is missing, and sees that a vault's files can be made
// there: before an enrolment string, which works once, is used up.
func Prepare(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	path := filepath.Join(dir, tryFile)
	if err := createFile(path, box{}, func(tx) error { return nil }); err != nil {
		return err
	}
	if err := os.Remove(path); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return nil
}

// Create makes the vault of an enrolled terminal in dir, which it makes where
// it is missing. It fails with EConflict where dir holds a vault. The outbox
// appears last, so an interrupted Create leaves no vault and may be repeated.
func Create(dir string, enrolment dosedesk.Enrolment, _ Options) error {
	if Exists(dir) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s already holds a vault", dir)
	}
	if err := Prepare(dir); err != nil {
		return err
	}
	key := make([]byte, keyBytes)
	_, _ = rand.Read(key) // never fails; see its documentation
	b, err := newBox(key)
	if err != nil {
		return err
	}
	if err := writeKey(filepath.Join(dir, keyFile), key); err != nil {
		return err
	}
	return createFile(filepath.Join(dir, outboxFile), b, func(t tx) error { return fillOutbox(t, enrolment) })
}

func writeKey(path string, key []byte) error {
	aside := path + ".new"
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // the vault's own folder
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault's key: %w", err)
	}
	_, err = f.Write(key)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault's key: %w", err)
	}
	return rename(aside, path)
}

func readKey(path string) (box, error) {
	key, err := os.ReadFile(path) //nolint:gosec // the vault's own folder
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return box{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is missing: without it nothing of the vault can be read", path)
	case err != nil:
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case len(key) != keyBytes:
		return box{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: a vault's key has %d bytes, not %d", path, keyBytes, len(key))
	}
	return newBox(key)
}
