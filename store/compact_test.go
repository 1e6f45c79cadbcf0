package store

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"dosedesk"
)

// TestAFileThatIsMostlyFreeIsCompacted: nothing in the vault deletes an entry, so
// the test does; whatever was deleted, or lay in freed pages, is gone.
func TestAFileThatIsMostlyFreeIsCompacted(t *testing.T) {
	for name, test := range map[string]struct {
		left    int
		compact bool
	}{"most of it is free": {100, true}, "little of it is free": {1900, false}} {
		t.Run(name, func(t *testing.T) {
			dir, deleted := deleteMany(t, 2000, test.left)
			path := filepath.Join(dir, rosterFile)
			before := size(t, path)
			v, err := Open(dir, testKey, Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = v.Close() })
			if after := size(t, path); after*4 < before != test.compact {
				t.Errorf("%d bytes became %d", before, after)
			}
			if len(v.Visits()) != test.left || len(v.Repaired()) != 0 {
				t.Errorf("%d entries, told %v", len(v.Visits()), v.Repaired())
			}
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if there := bytes.Contains(content, deleted); there == test.compact {
				t.Errorf("a deleted value is there: %v", there)
			}
			if bytes.Contains(content, []byte("Farida")) {
				t.Error("a name stands in the file")
			}
			if _, err := os.Stat(path + newSuffix); err == nil {
				t.Error("a file is left aside")
			}
		})
	}
}

// TestAFileThatCannotBeCompactedServes has something in the way.
func TestAFileThatCannotBeCompactedServes(t *testing.T) {
	dir, _ := deleteMany(t, 2000, 100)
	path := filepath.Join(dir, rosterFile)
	if err := os.MkdirAll(filepath.Join(path+newSuffix, "in the way"), 0o700); err != nil {
		t.Fatal(err)
	}
	before := size(t, path)
	v, err := Open(dir, testKey, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	if len(v.Visits()) != 100 || size(t, path) != before {
		t.Errorf("%d entries in %d bytes", len(v.Visits()), size(t, path))
	}
}

// deleteMany makes a vault with a roster of which only some entries are left, and
// returns the sealed value of one that is not.
func deleteMany(t *testing.T, many, left int) (dir string, deleted []byte) {
	t.Helper()
	v := openNew(t)
	var list []dosedesk.Entry
	for n := range many {
		list = append(list, dosedesk.Entry{Appointment: dosedesk.Appointment{
			ID: dosedesk.ID{1, byte(n >> 8), byte(n)}, Session: dosedesk.Session{Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}}, Citizen: dosedesk.Citizen{Name: fmt.Sprintf("Farida %d", n)},
		}})
	}
	if err := v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 1}, Entries: list}); err != nil {
		t.Fatal(err)
	}
	err := v.roster.update(func(t tx) error {
		for _, e := range list[left:] {
			l := v.booked.entries[e.ID]
			s := v.booked.shelves[l.Session.Day]
			deleted = bytes.Clone(t.Bucket([]byte(s.bucket())).Get(numberKey(l.number)))
			if err := t.lift(s, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	return v.dir, deleted
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
