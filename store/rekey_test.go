package store

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/store/keys"
	"dosedesk/store/pin"
)

const rekeyed = 30 // events

// rekeyFolder is a vault with all that a vault holds: events that were answered
// and not, a roster, wrong PINs.
type rekeyFolder struct {
	dir  string
	old  keys.Ring
	owns map[string]*age.X25519Identity // of who may open it
}

var rekeyOptions = Options{
	Now: func() time.Time { return time.Date(2021, 5, 13, 9, 30, 0, 0, dosedesk.Kolkata) }, Log: slog.New(slog.DiscardHandler),
}

func newRekeyFolder(t *testing.T) (f rekeyFolder) {
	t.Helper()
	f = rekeyFolder{t.TempDir(), testKey, map[string]*age.X25519Identity{}}
	var holders []keys.Holder
	for _, name := range []string{"sunita", "anil", keys.Recovery} {
		own, err := age.GenerateX25519Identity()
		mustDo(t, err)
		f.owns[name] = own
		holders = append(holders, keys.Holder{Grant: keys.Grant{Name: name, Recipient: own.Recipient().String()}})
	}
	mustDo(t, Create(f.dir, dosedesk.Enrolment{Terminal: dosedesk.ID{9}}, f.old, holders...))
	v, err := Open(f.dir, f.old, rekeyOptions)
	mustDo(t, err)
	operator := dosedesk.Operator{ID: by.ID, Name: by.Name, Role: by.Role, PINHash: pin.Hash("1357")}
	mustDo(t, v.Apply(dosedesk.Changes{
		Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 10}, Operators: []dosedesk.Operator{operator},
		Entries: []dosedesk.Entry{
			person(1, "Farida", deadDay),
			withDose(person(2, "Uma", deadDay.AddDays(-9)), dosedesk.DoseUnconfirmed), // that waits in the review
		}, AsOf: rekeyOptions.Now(),
	}))
	for range rekeyed {
		mustRecord(t, v, asked)
	}
	mustDo(t, v.keepTries(operator, tries{Count: 3}))
	mustDo(t, v.Close())
	return f
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// copied is a machine with the same disk.
func (f rekeyFolder) copied(t *testing.T) rekeyFolder {
	t.Helper()
	to := filepath.Join(t.TempDir(), "vault")
	mustDo(t, os.CopyFS(to, os.DirFS(f.dir)))
	f.dir = to
	return f
}

// holdsAll opens the vault as somebody and looks for all of it.
func (f rekeyFolder) holdsAll(t *testing.T, name string) keys.Ring {
	t.Helper()
	ring, err := keys.UnlockWith(f.dir, name, f.owns[name])
	mustDo(t, err)
	v, err := Open(f.dir, ring, rekeyOptions)
	mustDo(t, err)
	defer v.Close() //nolint:errcheck // it was read
	list, err := v.EventsFrom(0, 1000)
	mustDo(t, err)
	if len(list) != rekeyed || len(v.Repaired()) > 0 || len(v.Visits()) != 2 || len(v.Grants()) != 3 {
		t.Errorf("%d events, %d visits, %d grants, told %v", len(list), len(v.Visits()), len(v.Grants()), v.Repaired())
	}
	operator, _ := v.operator(by.ID)
	if had, err := v.tries(operator); err != nil || had.Count != 3 {
		t.Errorf("%d wrong PINs: %v", had.Count, err)
	}
	return v.ring
}

// litter is what a crash within a step leaves.
func (f rekeyFolder) litter(t *testing.T) {
	t.Helper()
	for _, name := range []string{"outbox.db", "outbox.journal", "roster.db", "keys/sunita.age", "keys/anil.age", "keys/_recovery.age"} {
		mustDo(t, os.WriteFile(filepath.Join(f.dir, name+newSuffix), []byte("half of a file"), 0o600))
	}
}

// A rekeying that ends after any of its steps, or within, has everybody open the
// vault, whole; with the first who has both keys it is finished.
func TestRekeyOutlivesACrashAfterEveryStep(t *testing.T) {
	whole := newRekeyFolder(t)
	for n := 0; ; n++ {
		at := whole.copied(t)
		r, err := newRekeying(at.dir, append(keys.New(), at.old...), rekeyOptions)
		mustDo(t, err)
		known, err := r.readDeed()
		if err != nil || !known {
			t.Fatalf("who is entitled is not known: %v", err)
		}
		steps := r.steps()
		if n > len(steps) {
			break
		}
		for _, step := range steps[:n] {
			mustDo(t, step())
		}
		at.litter(t)
		for name := range at.owns {
			t.Run(fmt.Sprintf("%d of %d steps, %s", n, len(steps), name), func(t *testing.T) {
				mine := at.copied(t)
				key := mine.holdsAll(t, name)
				if !slices.Equal(key, r.ring[:1]) && !slices.Equal(key, r.ring[1:]) {
					t.Fatal("it opens with a third key")
				}
				for other, own := range mine.owns {
					mine.holdsAll(t, other)
					ring, err := keys.UnlockWith(mine.dir, other, own)
					if err != nil || key[0] == r.ring[0] && len(ring) != 1 {
						t.Errorf("%s has %d keys: %v", other, len(ring), err)
					}
				}
			})
		}
	}
}

// Somebody whose wrong PINs are counted, and who is no operator any more, keeps
// from everybody what the loss of the counts would give.
func TestRekeyLosesNoWrongPIN(t *testing.T) {
	f := newRekeyFolder(t)
	v, err := Open(f.dir, f.old, rekeyOptions)
	mustDo(t, err)
	mustDo(t, v.keepTries(dosedesk.Operator{ID: "gone"}, tries{Count: 9}))
	mustDo(t, v.Close())
	c, err := Take(f.dir)
	mustDo(t, err)
	mustDo(t, c.Rekey(f.old, rekeyOptions))
	mustDo(t, c.Close())
	f.holdsAll(t, "sunita")
	ring, err := keys.UnlockWith(f.dir, "sunita", f.owns["sunita"])
	mustDo(t, err)
	v, err = Open(f.dir, ring, rekeyOptions)
	mustDo(t, err)
	defer v.Close() //nolint:errcheck // it was read
	if had, err := v.tries(dosedesk.Operator{ID: "gone"}); err != nil || had.Count != triesBeforeWait {
		t.Errorf("%d wrong PINs: %v", had.Count, err)
	}
}

// A file that is damaged while the key changes is made anew from the other, as
// ever.
func TestRekeyLeavesADamagedFileToTheRepair(t *testing.T) {
	whole := newRekeyFolder(t)
	for _, name := range []string{outboxFile, journalFile, rosterFile} {
		t.Run(name, func(t *testing.T) {
			f := whole.copied(t)
			ring := append(keys.New(), f.old...)
			mustDo(t, os.Truncate(filepath.Join(f.dir, name), 0))
			v, err := Open(f.dir, ring, rekeyOptions)
			mustDo(t, err)
			defer v.Close() //nolint:errcheck // it was read
			list, err := v.EventsFrom(0, 1000)
			mustDo(t, err)
			if len(list) != rekeyed || len(v.Repaired()) != 1 {
				t.Errorf("%d events, told %v", len(list), v.Repaired())
			}
		})
	}
}

// An outbox of an older schema, which the next start brings to the newest, gets its
// new key before that.
func TestRekeyOfAnOlderSchema(t *testing.T) {
	f := newRekeyFolder(t)
	mustDo(t, ToSchema1(f.dir))
	r, err := newRekeying(f.dir, append(keys.New(), f.old...), rekeyOptions)
	mustDo(t, err)
	known, err := r.readDeed()
	if err != nil || !known {
		t.Fatalf("who is entitled is not known: %v", err)
	}
	mustDo(t, r.run())
	for name := range f.owns {
		if key := f.holdsAll(t, name); key[0] != r.ring[0] {
			t.Errorf("%s has another key", name)
		}
	}
	c, err := Take(f.dir)
	mustDo(t, err)
	defer c.Close() //nolint:errcheck // the test is over
	if err := c.Rekey(r.ring[:1], rekeyOptions); dosedesk.CodeOf(err) != dosedesk.EConflict {
		t.Errorf("with the outbox of before kept: %v", err)
	}
}
