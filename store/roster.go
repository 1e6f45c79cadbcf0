package store

import (
	"log/slog"
	"os"
	"time"

	"dosedesk"
)

// The buckets of roster.db; both are kept under hidden names.
const (
	entries = "entries" // by appointment
	facts   = "facts"
)

// The facts that a roster comes with.
const (
	factCentre    = "centre"
	factOperators = "operators"
	factSealKey   = "seal key"
	factPosition  = "position"
)

// position is how far the roster is read.
type position struct {
	Cursor dosedesk.Cursor `json:"cursor"`
	AsOf   time.Time       `json:"as_of"`
}

// rosterMemory is roster.db, opened into memory. Entries are never changed in
// place: a new one replaces the old.
type rosterMemory struct {
	position
	centre    dosedesk.Centre
	operators []dosedesk.Operator
	sealKey   *dosedesk.SealKey
	entries   map[dosedesk.ID]*dosedesk.Entry
}

func fillRoster(t tx) error {
	for _, bucket := range []string{entries, facts} {
		if _, err := t.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
	}
	return nil
}

// openRoster opens roster.db into memory. Everything in it can be fetched
// again, so a missing one is made, and a damaged one put aside first.
func openRoster(path string, b box, log *slog.Logger) (*file, *rosterMemory, error) {
	f, m, err := readRoster(path, b)
	if dosedesk.CodeOf(err) != dosedesk.EDamaged {
		return f, m, err
	}
	if _, statErr := os.Stat(path); statErr == nil {
		log.Warn("the roster is damaged and will be fetched anew", "error", err, "kept_as", path+".damaged")
		if err := rename(path, path+".damaged"); err != nil {
			return nil, nil, err
		}
	}
	if err := createFile(path, b, fillRoster); err != nil {
		return nil, nil, err
	}
	return readRoster(path, b)
}

func readRoster(path string, b box) (*file, *rosterMemory, error) {
	f, err := openFile(path, b)
	if err != nil {
		return nil, nil, err
	}
	m := &rosterMemory{entries: map[dosedesk.ID]*dosedesk.Entry{}}
	if err := f.view(m.load); err != nil {
		_ = f.close() // the first error counts
		return nil, nil, err
	}
	return f, m, nil
}

func (m *rosterMemory) load(t tx) error {
	for name, value := range map[string]any{
		factCentre: &m.centre, factOperators: &m.operators, factSealKey: &m.sealKey, factPosition: &m.position,
	} {
		if _, err := t.getJSON(facts, name, value); err != nil {
			return err
		}
	}
	return t.each(entries, nil, func(_, value []byte) (bool, error) {
		var entry dosedesk.Entry
		if err := decode(value, &entry); err != nil {
			return false, err
		}
		m.entries[entry.ID] = &entry
		return true, nil
	})
}

// write keeps a page of changes, the cursor with it.
func (t tx) write(c dosedesk.Changes) error {
	if c.Centre != nil {
		if err := t.putJSON(facts, factCentre, c.Centre); err != nil {
			return err
		}
	}
	if c.Operators != nil {
		if err := t.putJSON(facts, factOperators, c.Operators); err != nil {
			return err
		}
	}
	if c.SealKey != nil {
		if err := t.putJSON(facts, factSealKey, c.SealKey); err != nil {
			return err
		}
	}
	for _, entry := range c.Entries {
		if err := t.putJSON(entries, string(entry.ID[:]), entry); err != nil {
			return err
		}
	}
	return t.putJSON(facts, factPosition, position{c.Cursor, c.AsOf})
}

// take brings memory to where write has brought the file. It reports whether
// the index still serves: whether nothing it is made from has changed.
func (m *rosterMemory) take(c dosedesk.Changes) (indexed bool) {
	if c.Centre != nil {
		m.centre = *c.Centre
	}
	if c.Operators != nil {
		m.operators = c.Operators
	}
	if c.SealKey != nil {
		m.sealKey = c.SealKey
	}
	indexed = true
	for _, entry := range c.Entries {
		had := m.entries[entry.ID]
		indexed = indexed && had != nil && sameTerms(&had.Appointment, &entry.Appointment)
		m.entries[entry.ID] = &entry
	}
	m.position = position{c.Cursor, c.AsOf}
	return indexed
}

// forget drops what a new epoch brings again.
func (t tx) forget() error {
	if err := t.DeleteBucket([]byte(entries)); err != nil {
		return err
	}
	if _, err := t.CreateBucket([]byte(entries)); err != nil {
		return err
	}
	return t.putJSON(facts, factPosition, position{})
}

func (m *rosterMemory) forget() {
	m.entries = map[dosedesk.ID]*dosedesk.Entry{}
	m.position = position{}
}
