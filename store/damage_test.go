package store_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

const recorded = 40

// A damage is what befalls a file.
type damage func(t *testing.T, path string)

var (
	missing = func(t *testing.T, path string) { t.Helper(); must(t, os.Remove(path)) }
	empty   = func(t *testing.T, path string) { t.Helper(); must(t, os.Truncate(path, 0)) }
	halved  = func(t *testing.T, path string) {
		t.Helper()
		info, err := os.Stat(path)
		must(t, err)
		must(t, os.Truncate(path, info.Size()/2))
	}
	// A bit of event 40's value; neither bbolt nor a torn record's length shows it.
	bitInLast = change(func(b []byte) { b[bytes.LastIndex(b, number(recorded))+100] ^= 1 })
	bitInHead = change(func(b []byte) { b[60] ^= 1 })
	bitAt20   = change(func(b []byte) { b[bytes.Index(b, number(20))+100] ^= 1 })
	lengthAt9 = change(func(b []byte) { b[bytes.Index(b, number(9))-2] ^= 0x40 })
	bothMetas = change(func(b []byte) { clear(b[:2*page]) })
	newMeta   = change(func(b []byte) { n := newest(b); clear(b[n*page : (n+1)*page]) })
	fullPages = change(func(b []byte) {
		for at := 2 * page; at < len(b); at += page {
			if bytes.Contains(b[at:at+page], number(20)) {
				clear(b[at : at+page])
			}
		}
	})
	allPages = change(func(b []byte) { clear(b[2*page:]) })
)

// page is bbolt's; its first two are the meta pages, with the number of the
// transaction at byte 64.
var page = os.Getpagesize()

func newest(b []byte) int {
	if binary.LittleEndian.Uint64(b[page+64:]) > binary.LittleEndian.Uint64(b[64:]) {
		return 1
	}
	return 0
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

func change(how func([]byte)) damage {
	return func(t *testing.T, path string) {
		t.Helper()
		content, err := os.ReadFile(path)
		must(t, err)
		how(content)
		must(t, os.WriteFile(path, content, 0o600))
	}
}

// TestADamagedFileIsMadeAnew has each of the vault's files damaged in each way:
// no event is lost, the operator is told once, and the damaged file is kept.
func TestADamagedFileIsMadeAnew(t *testing.T) {
	for name, test := range map[string]struct {
		file   string
		damage damage
		want   []dosedesk.Repair
		unsent int // 30 of the 40 events have a verdict
	}{
		"outbox missing":             {"outbox.db", missing, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"outbox empty":               {"outbox.db", empty, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"outbox cut":                 {"outbox.db", halved, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"outbox without metas":       {"outbox.db", bothMetas, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"outbox without newest meta": {"outbox.db", newMeta, []dosedesk.Repair{dosedesk.RepairEvents}, 10},
		"outbox, a bit":              {"outbox.db", bitInLast, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"outbox, pages":              {"outbox.db", fullPages, []dosedesk.Repair{dosedesk.RepairOutbox}, 40},
		"journal missing":            {"outbox.journal", missing, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal empty":              {"outbox.journal", empty, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal cut":                {"outbox.journal", cutInside, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal, head":              {"outbox.journal", bitInHead, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal, a bit":             {"outbox.journal", bitAt20, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal, a length":          {"outbox.journal", lengthAt9, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"journal, a bit in the last": {"outbox.journal", bitInLast, []dosedesk.Repair{dosedesk.RepairJournal}, 10},
		"roster missing":             {"roster.db", missing, []dosedesk.Repair{dosedesk.RepairRoster}, 10},
		"roster empty":               {"roster.db", empty, []dosedesk.Repair{dosedesk.RepairRoster}, 10},
		"roster cut":                 {"roster.db", halved, []dosedesk.Repair{dosedesk.RepairRoster}, 10},
		"roster without metas":       {"roster.db", bothMetas, []dosedesk.Repair{dosedesk.RepairRoster}, 10},
		"roster, pages":              {"roster.db", allPages, []dosedesk.Repair{dosedesk.RepairRoster}, 10},
	} {
		t.Run(name, func(t *testing.T) {
			dir, c, want := recordMany(t)
			path := filepath.Join(dir, test.file)
			test.damage(t, path)
			broken, _ := os.ReadFile(path) // nil where it is missing
			v := mustOpen(t, dir, c.Now)
			if got := v.Repaired(); !slices.Equal(got, test.want) {
				t.Errorf("told %v, want %v", got, test.want)
			}
			if got := v.Unsent().Count; got != test.unsent {
				t.Errorf("%d unsent, want %d", got, test.unsent)
			}
			sameEvents(t, v, want)
			if test.want[0] != dosedesk.RepairEvents {
				kept, _ := os.ReadFile(path + ".damaged-1")
				if !bytes.Equal(kept, broken) {
					t.Error("the damaged file is not kept as it was")
				}
			}
			v = reopen(t, v, dir, c.Now)
			if got := v.Repaired(); len(got) != 0 {
				t.Errorf("told again: %v", got)
			}
			want = append(want, goOn(t, v, c))
			sameEvents(t, reopen(t, v, dir, c.Now), want)
		})
	}
}

// cutInside ends the journal within its events: it is mostly room for more.
var cutInside = change(func(b []byte) { clear(b[bytes.Index(b, number(20))+100:]) })

// recordMany makes a vault of 40 doses, the first 30 of them answered, and closes
// it. It is made once, and copied.
func recordMany(t *testing.T) (dir string, c *clock, list []dosedesk.Event) {
	t.Helper()
	if many.files == nil {
		v, dir, c := mustStaff(t)
		for n := range recorded {
			if n == 30 {
				acknowledge(t, v, many.events)
			}
			event, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
			must(t, err)
			many.events = append(many.events, event)
		}
		must(t, v.Close())
		many.files = folder(t, dir)
	}
	dir = t.TempDir()
	for name, content := range many.files {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir, newClock(), slices.Clone(many.events)
}

var many struct {
	files  map[string]string
	events []dosedesk.Event
}

func acknowledge(t *testing.T, v *store.Vault, list []dosedesk.Event) {
	t.Helper()
	var receipts []dosedesk.Receipt
	for _, event := range list {
		receipts = append(receipts, accepted(event, 11))
	}
	must(t, v.Acknowledge(receipts))
}

// goOn records one more event.
func goOn(t *testing.T, v *store.Vault, c *clock) dosedesk.Event {
	t.Helper()
	event, err := v.Record(verifier, dose(entry(700, "", ""), dosedesk.ID{}, c.Now()))
	must(t, err)
	return event
}

// sameEvents sees that the vault has these events and no other, and that it knows
// its terminal.
func sameEvents(t *testing.T, v *store.Vault, want []dosedesk.Event) {
	t.Helper()
	got, err := v.EventsFrom(0, 10_000)
	must(t, err)
	same := slices.EqualFunc(got, want, func(a, b dosedesk.Event) bool { return a.Hash() == b.Hash() })
	if last, _ := v.LastEvent(); !same || last.Number != want[len(want)-1].Number {
		t.Errorf("%d events up to %d, want %d up to %d", len(got), last.Number, len(want), want[len(want)-1].Number)
	}
	if e := v.Enrolment(); e.Terminal != id(9000) || e.Server == "" {
		t.Error("the enrolment is lost")
	}
}

func TestDamagedFilesAreNeverOverwritten(t *testing.T) {
	dir, c, want := recordMany(t)
	path := filepath.Join(dir, "outbox.db")
	for range 3 {
		bothMetas(t, path)
		v := mustOpen(t, dir, c.Now)
		sameEvents(t, v, want)
		must(t, v.Close())
	}
	var names []string
	for name := range folder(t, dir) {
		if strings.Contains(name, "damaged") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, []string{"outbox.db.damaged-1", "outbox.db.damaged-2", "outbox.db.damaged-3"}) {
		t.Errorf("kept: %v", names)
	}
}

// TestARepairThatWasInterruptedIsBegunAnew has a file put aside, and half of the
// new one, or none of it.
func TestARepairThatWasInterruptedIsBegunAnew(t *testing.T) {
	for _, name := range []string{"outbox.db", "outbox.journal", "roster.db"} {
		for _, half := range []string{"", "half of a file"} {
			t.Run(name+" "+half, func(t *testing.T) {
				dir, c, want := recordMany(t)
				path := filepath.Join(dir, name)
				must(t, os.Rename(path, path+".damaged-1"))
				must(t, os.WriteFile(path+".new", []byte(half), 0o600))
				v := mustOpen(t, dir, c.Now)
				sameEvents(t, v, append(want, goOn(t, v, c)))
				if _, there := folder(t, dir)[name+".new"]; there || len(v.Repaired()) != 1 {
					t.Errorf("a file is left aside: %v; told %v", there, v.Repaired())
				}
			})
		}
	}
}

// TestWhatCannotBeMadeAnewIsLeftAlone: the sentence names what is wrong and says
// what to do.
func TestWhatCannotBeMadeAnewIsLeftAlone(t *testing.T) {
	foreign := t.TempDir()
	must(t, store.Create(foreign, dosedesk.Enrolment{Terminal: id(9000)}, keys.New()))
	both := func(outbox, journal damage) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			t.Helper()
			outbox(t, filepath.Join(dir, "outbox.db"))
			journal(t, filepath.Join(dir, "outbox.journal"))
		}
	}
	for name, test := range map[string]struct {
		damage func(t *testing.T, dir string)
		names  []string
	}{
		"both missing":            {both(missing, missing), []string{"outbox.db is missing", "outbox.journal is missing", "district"}},
		"both empty":              {both(empty, empty), []string{"outbox.db is empty", "outbox.journal is empty", "district"}},
		"both damaged":            {both(bitInLast, bitAt20), []string{"events is damaged", "outbox.journal is damaged at byte", "district"}},
		"no outbox, bad journal":  {both(missing, lengthAt9), []string{"outbox.db is missing", "outbox.journal is damaged at byte", "district"}},
		"no outbox, another head": {both(missing, another(foreign)), []string{"outbox.journal cannot be read with this key", "district"}},
		"another vault":           {both(another(foreign), another(foreign)), []string{"outbox.db cannot be read with this key", "outbox.journal cannot be read with this key", "district"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _, _ := recordMany(t)
			test.damage(t, dir)
			before := folder(t, dir)
			_, err := store.Open(dir, key, store.Options{})
			wantCode(t, err, dosedesk.EDamaged)
			for _, words := range test.names {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q is not in %q", words, err)
				}
			}
			if !maps.Equal(before, folder(t, dir)) {
				t.Error("the refused folder was changed")
			}
		})
	}
}

// another puts the same file of another vault in a file's place.
func another(dir string) damage {
	return func(t *testing.T, path string) {
		t.Helper()
		content, err := os.ReadFile(filepath.Join(dir, filepath.Base(path)))
		must(t, err)
		must(t, os.WriteFile(path, content, 0o600))
	}
}

// TestAnOutboxPutBackLosesNothing has an older copy of outbox.db in its place.
func TestAnOutboxPutBackLosesNothing(t *testing.T) {
	v, dir, c := mustSync(t)
	var list []dosedesk.Event
	record := func(n int) {
		event, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
		must(t, err)
		list = append(list, event)
	}
	record(1)
	must(t, v.Close())
	older := folder(t, dir)["outbox.db"]
	v = mustOpen(t, dir, c.Now)
	for n := range 10 {
		record(10 + n)
	}
	must(t, v.Close())
	must(t, os.WriteFile(filepath.Join(dir, "outbox.db"), []byte(older), 0o600))
	v = mustOpen(t, dir, c.Now)
	sameEvents(t, v, list)
	if got := v.Repaired(); !slices.Equal(got, []dosedesk.Repair{dosedesk.RepairEvents}) {
		t.Errorf("told %v", got)
	}
}

// TestAJournalOfAnotherTimeIsRefused has outbox and journal of one folder that
// went two ways.
func TestAJournalOfAnotherTimeIsRefused(t *testing.T) {
	v, dir, c := mustSync(t)
	must(t, v.Close())
	begin := folder(t, dir)
	goesOn := func(times int) map[string]string {
		for name, content := range begin {
			must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
		}
		v := mustOpen(t, dir, c.Now)
		for n := range times {
			_, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
			must(t, err)
		}
		must(t, v.Close())
		return folder(t, dir)
	}
	one := goesOn(2)
	for name, times := range map[string]int{"as long": 2, "longer": 3} {
		goesOn(times)
		must(t, os.WriteFile(filepath.Join(dir, "outbox.db"), []byte(one["outbox.db"]), 0o600))
		before := folder(t, dir)
		_, err := store.Open(dir, key, store.Options{})
		if dosedesk.CodeOf(err) != dosedesk.EDamaged || !strings.Contains(err.Error(), "differ in event 2") || !maps.Equal(before, folder(t, dir)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLostPINCountsBeginAtTheWait: whoever destroys the outbox gains no try.
func TestLostPINCountsBeginAtTheWait(t *testing.T) {
	dir, c, _ := recordMany(t)
	missing(t, filepath.Join(dir, "outbox.db"))
	v := mustOpen(t, dir, c.Now)
	_, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
	wantCode(t, err, dosedesk.ETooMany)
	v = reopen(t, v, dir, c.Now)
	c.Move(14 * time.Minute)
	_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
	wantCode(t, err, dosedesk.ETooMany)
	c.Move(time.Minute)
	for range 5 {
		_, err = v.SignIn(t.Context(), verifier.ID, wrongPIN)
		wantCode(t, err, dosedesk.EUnauthorized)
	}
	_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
	wantCode(t, err, dosedesk.ETooMany)
}
