package store

import (
	"bytes"
	"fmt"
	"log/slog"
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
	v, err := Open(dir, Options{Now: func() time.Time { return *at }, Log: slog.New(slog.DiscardHandler)})
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
