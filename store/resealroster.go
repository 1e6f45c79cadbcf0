package store

import (
	"errors"
	"path/filepath"

	"dosedesk"
)

// sealRoster leaves one that cannot be read to who opens the vault, and fetches
// it anew. Days get new keys, beside the old ones; those die once the file has its
// name, and again when the vault is opened.
func (r rekeying) sealRoster() error {
	if err := discard(r.dir); err != nil {
		return err
	}
	if m, err := viewRoster(r.dir, r.fresh); err == nil && m.Cursor != (dosedesk.Cursor{}) {
		return nil // it is sealed with the new key already
	}
	m, err := viewRoster(r.dir, r.old)
	if damaged(err) {
		return nil
	}
	if err != nil {
		return err
	}
	keys, err := openDayKeys(filepath.Join(r.dir, keysFile), r.fresh.of(rosterSchema))
	if err != nil {
		return err
	}
	return errors.Join(r.copyRoster(m, keys), keys.close())
}

// copyRoster writes all of a roster as if it came at once.
func (r rekeying) copyRoster(m *rosterMemory, keys *dayKeys) error {
	all := dosedesk.Changes{
		Cursor: m.Cursor, AsOf: m.AsOf, Centre: &m.centre, Operators: m.operators,
		SealKey: m.sealKey, TokenKeys: m.tokenKeys, Schedule: m.signed,
	}
	for _, l := range m.entries {
		all.Entries = append(all.Entries, l.Entry)
	}
	empty := newRosterMemory()
	whole := empty.turn(page{Changes: all}, dosedesk.FirstLiving(m.AsOf), func(l *line) bool { return m.review[l.ID] })
	whole.wall = m.Wall
	if err := whole.prepare(empty, keys); err != nil {
		return err
	}
	err := createFile(filepath.Join(r.dir, rosterFile), r.fresh.of(rosterSchema), func(t tx) error {
		if err := fillRoster(t); err != nil {
			return err
		}
		return t.write(empty, whole)
	})
	if err != nil {
		return err
	}
	empty.take(whole)
	return keys.keepOnly(empty.keys())
}

func viewRoster(dir string, b box) (*rosterMemory, error) {
	keys, err := openDayKeys(filepath.Join(dir, keysFile), b.of(rosterSchema))
	if err != nil {
		return nil, err
	}
	defer keys.close() //nolint:errcheck // it was read
	f, m, err := readRoster(filepath.Join(dir, rosterFile), b.of(rosterSchema), keys)
	if err != nil {
		return nil, err
	}
	return m, f.close()
}
