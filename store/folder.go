package store

import (
	"errors"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/store/keys"
)

// The files of a vault's folder.
const (
	lockFile    = "vault.lock"
	outboxFile  = "outbox.db"
	journalFile = "outbox.journal"
	rosterFile  = "roster.db"
	keysFile    = "roster.keys"      // see dayKeys
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
	if err := makeFolder(dir); err != nil {
		return err
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
// it is missing, and gives the key to the holders, and to the district. It fails
// with EConflict where dir holds a vault, and with EInvalid where the district's
// recovery key is none. An interrupted Create may be repeated until the outbox is
// there; from then on Open makes what is missing.
func Create(dir string, enrolment dosedesk.Enrolment, key keys.Ring, holders ...keys.Holder) error {
	if Exists(dir) {
		return dosedesk.Errorf(dosedesk.EConflict, "%s already holds a vault", dir)
	}
	if enrolment.Recovery != "" {
		district, err := keys.WithRecovery(enrolment.Recovery)
		if err != nil {
			return err
		}
		holders = append(holders, district)
	}
	if err := prepare(dir); err != nil {
		return err
	}
	if err := handOutAnew(dir, holders, key); err != nil {
		return err
	}
	if err := fillFolder(dir, deed{enrolment, grantsOf(holders)}, key); err != nil {
		return err
	}
	return wipe(filepath.Join(dir, pendingFile))
}

// handOutAnew writes the age files; those of a Create that was interrupted hold
// another key.
func handOutAnew(dir string, holders []keys.Holder, key keys.Ring) error {
	if err := os.RemoveAll(filepath.Join(dir, keys.Folder)); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	for _, h := range holders {
		if err := keepHolder(dir, h, key); err != nil {
			return err
		}
	}
	return nil
}

func fillFolder(dir string, d deed, key keys.Ring) error {
	b, err := newBox(key[0][:])
	if err != nil {
		return err
	}
	if err := createFile(filepath.Join(dir, outboxFile), b, func(t tx) error { return fillOutbox(t, d) }); err != nil {
		return err
	}
	journal := filepath.Join(dir, journalFile)
	if err := fillJournal(journal, b, journalContent{deed: d}); err != nil {
		return err
	}
	if err := rename(journal+newSuffix, journal); err != nil {
		return err
	}
	return createFile(filepath.Join(dir, rosterFile), b.of(rosterSchema), fillRoster)
}

// makeFolder makes a folder that is on the disk when it returns.
func makeFolder(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return syncFolder(filepath.Dir(dir))
}

// writeFile makes a file that is on the disk when it returns.
func writeFile(path string, content []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // the vault's own folder
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path) // recording needs the room; the first error counts
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return nil
}

// named returns the files of a folder whose names match a pattern. The folder's
// own name may have anything in it, a [ too.
func named(dir, pattern string) (paths []string) {
	found, _ := os.ReadDir(dir) //nolint:errcheck // a folder that cannot be read has none
	for _, entry := range found {
		if ok, _ := filepath.Match(pattern, entry.Name()); ok { //nolint:errcheck // the pattern is ours
			paths = append(paths, filepath.Join(dir, entry.Name()))
		}
	}
	return paths
}
