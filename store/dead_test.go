package store

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dosedesk"
)

var (
	deadDay = dosedesk.Day{Year: 2021, Month: time.May, Day: 13}
	dies    = deadDay.AddDays(1).Start().Add(36 * time.Hour) // by the server's time
)

func person(n int, name string, day dosedesk.Day) dosedesk.Entry {
	return dosedesk.Entry{
		Appointment: dosedesk.Appointment{
			ID: dosedesk.ID{1, byte(n >> 8), byte(n)}, Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
			Session: dosedesk.Session{ID: dosedesk.ID{2, byte(day.Day)}, Centre: 603425, Day: day, Vaccine: dosedesk.Covishield},
			Citizen: dosedesk.Citizen{ReferenceID: fmt.Sprintf("5656320270%04d", n), Name: name, BirthYear: 1977, Mobile: fmt.Sprintf("612779%04d", n)},
		},
		Code: dosedesk.NewCodeState(),
	}
}

func withDose(e dosedesk.Entry, state dosedesk.DoseState) dosedesk.Entry {
	e.Doses = []dosedesk.Dose{{ID: dosedesk.ID{3, e.ID[2]}, Appointment: e.ID, Number: 1, State: state, GivenAt: deadDay.Start()}}
	return e
}

// openAt opens a vault whose wall clock shows the time that at points to.
func openAt(t *testing.T, dir string, at *time.Time) *Vault {
	t.Helper()
	v, err := Open(dir, testKey, Options{Now: func() time.Time { return *at }, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func mustApply(t *testing.T, v *Vault, seq uint64, at time.Time, list ...dosedesk.Entry) {
	t.Helper()
	if err := v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: seq}, AsOf: at, Entries: list}); err != nil {
		t.Fatal(err)
	}
}

func shownNames(v *Vault) (names []string) {
	for _, visit := range v.Visits() {
		names = append(names, visit.Citizen.Name)
	}
	slices.Sort(names)
	return names
}

func wantNames(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestOfADeadDayNothingCanBeRead looks at every page of the raw files with the
// vault's key and all the day keys that are left, before the day dies and after;
// with and without the compaction of the next start.
func TestOfADeadDayNothingCanBeRead(t *testing.T) {
	for name, crowd := range map[string]int{"a few": 0, "many": 1500} {
		t.Run(name, func(t *testing.T) {
			v, now := openNew(t), dies.Add(-time.Hour)
			v.options.Now = func() time.Time { return now }
			list := []dosedesk.Entry{
				person(1, "Farida", deadDay), withDose(person(2, "Zakir", deadDay), dosedesk.DoseConfirmed),
				withDose(person(3, "Uma", deadDay), dosedesk.DoseUnconfirmed), person(4, "Hema", deadDay.AddDays(1)),
			}
			for n := range crowd {
				list = append(list, person(100+n, "Somebody", deadDay))
			}
			mustApply(t, v, 1, now, list...)
			mustApply(t, v, 2, now, person(1, "Farida Begum", deadDay)) // the first lies in a free page now
			for _, name := range []string{"Farida", "Farida Begum", "Uma", "Zakir"} {
				if got := newThief(t, v.dir).names(deadDay); !slices.Contains(got, name) {
					t.Fatalf("before the day died %s cannot be read; %v can", name, got)
				}
			}
			id := list[0].ID[:]
			now = dies
			mustApply(t, v, 3, now)
			wantNames(t, "shown", shownNames(v), "Hema", "Uma")
			wantNames(t, "raw", newThief(t, v.dir).names(deadDay), "Uma")

			mustApply(t, v, 4, now, withDose(person(3, "Uma", deadDay), dosedesk.DoseConfirmed))
			wantNames(t, "shown once settled", shownNames(v), "Hema")
			for range 2 {
				h := newThief(t, v.dir)
				wantNames(t, "raw once settled", h.names(deadDay))
				wantNames(t, "raw of a day that lives", h.names(deadDay.AddDays(1)), "Hema")
				for file, content := range h.content {
					if bytes.Contains(content, id) || bytes.Contains(content, []byte("Farida")) {
						t.Errorf("%s holds an id or a name in plain", file)
					}
				}
				if err := v.Close(); err != nil {
					t.Fatal(err)
				}
				v = openAt(t, v.dir, &now)
				wantNames(t, "shown after a restart", shownNames(v), "Hema")
				if len(v.Repaired()) != 0 {
					t.Errorf("told %v", v.Repaired())
				}
			}
		})
	}
}

// TestOfADeadDayWhatIsNotSentStays has a dose get its verdict after its day died:
// the server does not send the entry again, so nothing would ever make it right.
func TestOfADeadDayWhatIsNotSentStays(t *testing.T) {
	v := openNew(t)
	mustApply(t, v, 1, dies.Add(-time.Hour), person(1, "Farida", deadDay))
	by := dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}
	event, err := v.Record(by, &dosedesk.DoseRecorded{Appointment: person(1, "", deadDay).ID, Dose: 1, Vaccine: dosedesk.Covishield, GivenAt: deadDay.Start()})
	if err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 1, dies)
	wantNames(t, "not sent", shownNames(v), "Farida")
	if err := v.Acknowledge([]dosedesk.Receipt{{Event: event.ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: 1}}}); err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 1, dies)
	wantNames(t, "with its verdict", shownNames(v))
	wantNames(t, "raw", newThief(t, v.dir).names(deadDay))
}

// TestARosterThatDiedIsNotInReview ends the program between the death of a roster
// and the fetch that follows: a dose that was in review then may have been settled.
func TestARosterThatDiedIsNotInReview(t *testing.T) {
	v, now := openNew(t), dies
	booked := withDose(person(1, "Farida", deadDay), dosedesk.DoseUnconfirmed)
	mustApply(t, v, 1, now.Add(-time.Hour), booked)
	by := dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}
	if _, err := v.Record(by, &dosedesk.ReissueAsked{Appointment: booked.ID}); err != nil {
		t.Fatal(err)
	}
	now = now.Add(dosedesk.RosterLife)
	err := v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 1}, AsOf: now})
	if dosedesk.CodeOf(err) != dosedesk.EStale {
		t.Fatal(err)
	}
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	v = openAt(t, v.dir, &now)
	mustApply(t, v, 2, now)
	wantNames(t, "not sent", shownNames(v), "Farida")
	if got := v.Digest(); len(got) != 0 {
		t.Errorf("the digest has %v, of which the server has nothing", got)
	}
}

// TestADeadWalkinStaysDead loses the roster behind a walk-in whose day died with
// it: he is no open visit again, unless something about him was not sent.
func TestADeadWalkinStaysDead(t *testing.T) {
	v, now := openNew(t), dies.Add(-time.Hour)
	mustApply(t, v, 1, now)
	by := dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}
	var walkins []dosedesk.Entry
	for n, name := range []string{"Farida", "Zakir"} {
		walkin := person(n+1, name, deadDay)
		walkin.Booking = dosedesk.Walkin
		registered, err := v.Record(by, &dosedesk.WalkinRegistered{Appointment: walkin.Appointment})
		if err != nil {
			t.Fatal(err)
		}
		verdict := dosedesk.Verdict{Answer: dosedesk.Accepted, Change: uint64(n + 2), At: now}
		if err := v.Acknowledge([]dosedesk.Receipt{{Event: registered.ID, Verdict: verdict}}); err != nil {
			t.Fatal(err)
		}
		walkins = append(walkins, walkin)
	}
	mustApply(t, v, 3, now, walkins...)
	if _, err := v.Record(by, &dosedesk.VisitDeferred{Appointment: walkins[1].ID}); err != nil {
		t.Fatal(err)
	}
	again := func() {
		if err := errors.Join(v.Close(), os.Remove(filepath.Join(v.dir, rosterFile))); err != nil {
			t.Fatal(err)
		}
		v = openAt(t, v.dir, &now)
	}
	again()
	wantNames(t, "while his day lives", shownNames(v), "Farida", "Zakir")
	now = dies
	again()
	wantNames(t, "when it is dead", shownNames(v), "Zakir")
	if _, total := v.Search("farida", 9); total != 0 {
		t.Error("he is found")
	}
}

// TestAnIdlePollKillsADayToo has nothing happen at the centre.
func TestAnIdlePollKillsADayToo(t *testing.T) {
	v := openNew(t)
	mustApply(t, v, 1, dies.Add(-time.Hour), person(1, "Farida", deadDay))
	written := newThief(t, v.dir).content[rosterFile]
	mustApply(t, v, 1, dies.Add(-time.Hour+freshEvery-time.Second))
	if !bytes.Equal(newThief(t, v.dir).content[rosterFile], written) {
		t.Error("a page that brings nothing was written to the disk")
	}
	if got := v.AsOf(); !got.Equal(dies.Add(-time.Hour + freshEvery - time.Second)) {
		t.Errorf("as of %v", got)
	}
	mustApply(t, v, 1, dies.Add(-time.Second))
	wantNames(t, "shown", shownNames(v), "Farida")
	mustApply(t, v, 1, dies)
	wantNames(t, "shown", shownNames(v))
	wantNames(t, "raw", newThief(t, v.dir).names(deadDay))
}

// TestWhatIsNotSentStays has this terminal's own events keep their citizen until
// the roster shows them, through the death of the day and of the whole roster.
func TestWhatIsNotSentStays(t *testing.T) {
	v, now := openNew(t), dies.Add(-time.Hour)
	mustApply(t, v, 1, now, person(1, "Farida", deadDay), person(2, "Zakir", deadDay), withDose(person(3, "Uma", deadDay), dosedesk.DoseUnconfirmed))
	event, err := v.Record(dosedesk.Operator{ID: "sunita"}, &dosedesk.DoseRecorded{Appointment: person(1, "", deadDay).ID, Dose: 1, GivenAt: now})
	if err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 1, dies)
	wantNames(t, "after the day", shownNames(v), "Farida", "Uma")
	if d := v.Digest(); len(d) != 1 || d.Count() != 1 {
		t.Errorf("the digest counts what the server does not: %v", d)
	}
	late := dies.Add(dosedesk.RosterLife + time.Second)
	if err := v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 1}, AsOf: late}); dosedesk.CodeOf(err) != dosedesk.EStale {
		t.Fatalf("after 7 days: %v", err)
	}
	wantNames(t, "after the roster", shownNames(v), "Farida")
	wantNames(t, "raw", newThief(t, v.dir).names(deadDay), "Farida")
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 5, late, person(4, "Hema", deadDay.AddDays(9)))
	wantNames(t, "fetched anew", shownNames(v), "Farida", "Hema")
	if err := v.Acknowledge([]dosedesk.Receipt{{Event: event.ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: 6, At: late}}}); err != nil {
		t.Fatal(err)
	}
	given := withDose(person(1, "Farida", deadDay), dosedesk.DoseConfirmed)
	given.Doses[0].ID = event.ID
	mustApply(t, v, 6, late, given)
	mustApply(t, v, 6, late)
	wantNames(t, "once it is settled", shownNames(v), "Hema")
	wantNames(t, "raw once it is settled", newThief(t, v.dir).names(deadDay))
}

// TestAServersClockThatWentBack brings back days that are dead here: they are to
// be fetched again.
func TestAServersClockThatWentBack(t *testing.T) {
	v := openNew(t)
	mustApply(t, v, 1, dies, person(1, "Hema", deadDay.AddDays(1)))
	err := v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 1}, AsOf: dies.Add(-time.Second)})
	if dosedesk.CodeOf(err) != dosedesk.EStale {
		t.Fatalf("taken: %v", err)
	}
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 1, dies.Add(-time.Second), person(1, "Hema", deadDay.AddDays(1)), person(2, "Farida", deadDay))
	wantNames(t, "shown", shownNames(v), "Farida", "Hema")
}

// TestADeathThatIsCutShort ends the program at each step of a page by which a day
// dies: what the folder is then is opened in its place.
func TestADeathThatIsCutShort(t *testing.T) {
	v, now := openNew(t), dies.Add(-time.Hour)
	v.options.Now = func() time.Time { return now }
	mustApply(t, v, 1, now,
		person(1, "Farida", deadDay), withDose(person(2, "Uma", deadDay), dosedesk.DoseUnconfirmed), person(3, "Hema", deadDay.AddDays(1)))
	m := v.shown()
	change := page{Changes: dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 2}, AsOf: dies}}
	death := v.plan(m, change, dosedesk.FirstLiving(dies), v.stays)
	for _, step := range []struct {
		name string
		does func() error
		want []string
		raw  []string // of the dead day, after the next start
	}{
		{"nothing is done", func() error { return nil }, []string{"Farida", "Hema", "Uma"}, []string{"Farida", "Uma"}},
		{"the new keys are made", func() error { return death.prepare(m, v.keys) }, []string{"Farida", "Hema", "Uma"}, []string{"Farida", "Uma"}},
		{"the file is written", func() error { return v.roster.update(func(t tx) error { return t.write(m, death) }) }, []string{"Hema", "Uma"}, []string{"Uma"}},
		{"the key is dead", func() error { m.take(death); v.killKeys(); return nil }, []string{"Hema", "Uma"}, []string{"Uma"}},
	} {
		if err := step.does(); err != nil {
			t.Fatal(err)
		}
		copied := openAt(t, copyFolder(t, v.dir), &now)
		wantNames(t, step.name, shownNames(copied), step.want...)
		wantNames(t, step.name+", raw", newThief(t, copied.dir).names(deadDay), step.raw...)
		if len(copied.Repaired()) != 0 {
			t.Errorf("%s: told %v", step.name, copied.Repaired())
		}
		mustApply(t, copied, 2, dies)
		wantNames(t, step.name+", and the page again", shownNames(copied), "Hema", "Uma")
		wantNames(t, step.name+", and the page again, raw", newThief(t, copied.dir).names(deadDay), "Uma")
	}
}

// TestAKeyThatCannotBeKilledDiesLater has the keys' file fail.
func TestAKeyThatCannotBeKilledDiesLater(t *testing.T) {
	v := openNew(t)
	mustApply(t, v, 1, dies.Add(-time.Hour), person(1, "Farida", deadDay))
	whole := v.keys.file
	broken, err := os.Open(whole.Name()) // not for writing
	if err != nil {
		t.Fatal(err)
	}
	v.keys.file = broken
	mustApply(t, v, 2, dies)
	wantNames(t, "shown", shownNames(v))
	wantNames(t, "raw", newThief(t, v.dir).names(deadDay), "Farida")
	err = v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 3}, AsOf: dies, Entries: []dosedesk.Entry{person(2, "Hema", deadDay.AddDays(1))}})
	if dosedesk.CodeOf(err) != dosedesk.EInternal {
		t.Errorf("an entry without a key: %v", err)
	}
	v.keys.file = whole
	if err := broken.Close(); err != nil {
		t.Fatal(err)
	}
	mustApply(t, v, 3, dies, person(2, "Hema", deadDay.AddDays(1)))
	wantNames(t, "shown", shownNames(v), "Hema")
	wantNames(t, "raw", newThief(t, v.dir).names(deadDay))
}

// TestARosterWithoutItsKeysIsFetchedAnew damages roster.keys; the outbox stays
// what it is.
func TestARosterWithoutItsKeysIsFetchedAnew(t *testing.T) {
	for name, damage := range map[string]func(path string) error{
		"missing": os.Remove,
		"empty":   func(path string) error { return os.Truncate(path, 0) },
		"cut":     func(path string) error { return os.Truncate(path, 50) },
		"another": func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte{7}, 3*keySlot), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			v, now := openNew(t), dies.Add(-time.Hour)
			mustApply(t, v, 1, now, person(1, "Farida", deadDay))
			if _, err := v.Record(dosedesk.Operator{ID: "sunita"}, &dosedesk.ReissueAsked{Appointment: person(1, "", deadDay).ID}); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(v.Close(), damage(v.path(keysFile))); err != nil {
				t.Fatal(err)
			}
			v = openAt(t, v.dir, &now)
			if !slices.Equal(v.Repaired(), []dosedesk.Repair{dosedesk.RepairRoster}) || v.Unsent().Count != 1 || v.Cursor() != (dosedesk.Cursor{}) {
				t.Errorf("told %v, %d unsent, read to %v", v.Repaired(), v.Unsent().Count, v.Cursor())
			}
			mustApply(t, v, 1, now, person(1, "Farida", deadDay))
			wantNames(t, "fetched anew", shownNames(v), "Farida")
			wantNames(t, "raw", newThief(t, v.dir).names(deadDay), "Farida")
		})
	}
}

// TestARosterOfAnotherVersionIsFetchedAnew has one as it was written before there
// were shelves: nobody is told, for nothing is wrong.
func TestARosterOfAnotherVersionIsFetchedAnew(t *testing.T) {
	v, now := openNew(t), dies
	path := v.path(rosterFile)
	err := errors.Join(v.Close(), createFile(path, v.box.of(rosterSchema), func(t tx) error {
		for _, bucket := range []string{"entries", facts} {
			if _, err := t.CreateBucket([]byte(bucket)); err != nil {
				return err
			}
		}
		return errors.Join(
			t.putJSON("entries", "1", person(1, "Farida", deadDay)),
			t.putJSON(facts, factPosition, position{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 7}, AsOf: dies}))
	}))
	if err != nil {
		t.Fatal(err)
	}
	v = openAt(t, v.dir, &now)
	if len(v.Repaired()) != 0 || len(PutAside(v.dir)) != 0 || v.Cursor() != (dosedesk.Cursor{}) {
		t.Errorf("told %v, read to %v", v.Repaired(), v.Cursor())
	}
	mustApply(t, v, 1, now, person(2, "Hema", deadDay.AddDays(1)))
	wantNames(t, "shown", shownNames(v), "Hema")
}
