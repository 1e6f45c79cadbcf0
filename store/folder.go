package store

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
)

// The files of a vault's folder.
const (
	keyFile     = "vault.key"
	outboxFile  = "outbox.db"
	journalFile = "outbox.journal"
	rosterFile  = "roster.db"
	comingFile  = "roster.coming.db" // see coming
	tryFile     = "try.db"           // see prepare
)

// Exists reports whether dir holds a vault, damaged ones included: what is
// there is opened or refused, never made anew.
func Exists(dir string) bool {
	for _, name := range []string{outboxFile, journalFile, rosterFile} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// prepare makes dir where it is missing, and sees that a vault's files can be made
// there: before an enrolment string, which works once, is used up.
func prepare(dir string) error {
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
// it is missing. It fails with EConflict where dir holds a vault. An interrupted
// Create may be repeated until the outbox is there; from then on Open makes what
// is missing.
func Create(dir string, enrolment dosedesk.Enrolment, _ Options) error {
	if Exists(dir) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s already holds a vault", dir)
	}
	if err := prepare(dir); err != nil {
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
	if err := createFile(filepath.Join(dir, outboxFile), b, func(t tx) error { return fillOutbox(t, enrolment) }); err != nil {
		return err
	}
	journal := filepath.Join(dir, journalFile)
	if err := fillJournal(journal, b, journalContent{enrolment: enrolment}); err != nil {
		return err
	}
	if err := rename(journal+newSuffix, journal); err != nil {
		return err
	}
	if err := createFile(filepath.Join(dir, rosterFile), b.of(rosterSchema), fillRoster); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dir, pendingFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return nil
}

func writeKey(path string, key []byte) error {
	if err := writeFile(path+newSuffix, key); err != nil {
		return err
	}
	return rename(path+newSuffix, path)
}

// writeFile makes a file that is on the disk when it returns.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // the vault's own folder
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return nil
}

// openKey reads the vault's key, and keeps every other process from the vault
// until the file is closed: EInUse.
func openKey(path string) (key *os.File, b box, err error) {
	key, err = os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, box{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is missing: without it nothing of the vault can be read. "+
			"Put it back if there is a copy; else leave this folder as it is, tell the district, and enrol another --dir", path)
	case err != nil:
		return nil, box{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	if b, err = readKey(key); err != nil {
		return nil, box{}, errors.Join(err, key.Close())
	}
	return key, b, nil
}

func readKey(key *os.File) (box, error) {
	free, err := lock(key)
	if err != nil {
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	if !free {
		return box{}, dosedesk.Errorf(dosedesk.EInUse, "%s is in use: dosedesk is already running on this folder", filepath.Dir(key.Name()))
	}
	content, err := io.ReadAll(key)
	if err != nil {
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	if len(content) != keyBytes {
		return box{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: a vault's key has %d bytes, not %d", key.Name(), keyBytes, len(content))
	}
	return newBox(content)
}
