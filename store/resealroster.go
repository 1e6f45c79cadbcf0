package store

import (
	"path/filepath"

	"dosedesk"
)

// sealRoster leaves one that cannot be read to who opens the vault, and fetches
// it anew.
func (r rekeying) sealRoster() error {
	if err := discard(r.dir); err != nil {
		return err
	}
	path := filepath.Join(r.dir, rosterFile)
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
	return createFile(path, r.fresh.of(rosterSchema), func(t tx) error {
		if err := fillRoster(t); err != nil {
			return err
		}
		return t.write(m.page())
	})
}

// page is all of a roster, as if it came at once.
func (m *rosterMemory) page() page {
	all := dosedesk.Changes{
		Cursor: m.Cursor, AsOf: m.AsOf, Centre: &m.centre, Operators: m.operators,
		SealKey: m.sealKey, TokenKeys: m.tokenKeys, Schedule: m.signed,
	}
	for _, entry := range m.entries {
		all.Entries = append(all.Entries, *entry)
	}
	return page{Changes: all}
}

func viewRoster(dir string, b box) (*rosterMemory, error) {
	f, m, err := readRoster(filepath.Join(dir, rosterFile), b.of(rosterSchema))
	if err != nil {
		return nil, err
	}
	return m, f.close()
}
