package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

// TestANewEpochIsShownWhenItIsWhole follows a roster that is fetched anew, over
// one with three citizens: one dose of this terminal's is not sent, one the
// server had lost when it was restored, one is given while the pages come. At
// each step the program may end: a copy of its folder is opened in its place.
func TestANewEpochIsShownWhenItIsWhole(t *testing.T) {
	unsent, lost, late := entry(1, "Farida Ansari", ""), entry(2, "Zakir Gill", ""), entry(3, "Uma Das", "")
	added := entry(4, "Hema Lal", "")
	v, dir, c := mustSync(t, unsent, lost, late)
	first := mustRecord(t, v, dose(unsent, dosedesk.ID{}, c.Now()))
	kept := mustRecord(t, v, dose(lost, dosedesk.ID{}, c.Now()))
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(kept, 11)}))
	held := lost
	held.Doses = []dosedesk.Dose{{ID: kept.ID, State: dosedesk.DoseConfirmed}}
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, AsOf: today.Start(), Entries: []dosedesk.Entry{held}}))

	page := func(seq uint64, more bool, list ...dosedesk.Entry) dosedesk.Changes {
		return dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e2", Seq: seq}, More: more, Entries: list, AsOf: today.Start().AddDate(0, 0, 1)}
	}
	old := map[string]int{"": 3, "farida": 1, "zakir": 1, "uma": 1, "hema": 0}
	asBefore := func(cursor dosedesk.Cursor, givenTo ...dosedesk.Entry) {
		t.Helper()
		wantShown(t, v, old, cursor, givenTo...)
		if !v.AsOf().Equal(today.Start()) {
			t.Errorf("as of %v, want that of the roster shown", v.AsOf())
		}
		copied := mustOpen(t, copyOf(t, dir), c.Now)
		wantShown(t, copied, old, dosedesk.Cursor{Epoch: "e1", Seq: 11}, givenTo...)
		must(t, copied.Reset())
		must(t, copied.Apply(page(9, false, unsent, added)))
		wantShown(t, copied, map[string]int{"": 2, "farida": 1, "hema": 1, "zakir": 0}, dosedesk.Cursor{Epoch: "e2", Seq: 9}, unsent)
	}
	asBefore(dosedesk.Cursor{Epoch: "e1", Seq: 11}, unsent, lost)
	must(t, v.Reset())
	asBefore(dosedesk.Cursor{}, unsent, lost)
	must(t, v.Apply(page(4, true, unsent, added)))
	asBefore(dosedesk.Cursor{Epoch: "e2", Seq: 4}, unsent, lost)
	mustRecord(t, v, dose(late, dosedesk.ID{}, c.Now()))
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(first, 3)})) // by the numbers of the new epoch
	asBefore(dosedesk.Cursor{Epoch: "e2", Seq: 4}, unsent, lost, late)

	must(t, v.Apply(page(9, false, lost, late)))
	for range 2 {
		wantShown(t, v, map[string]int{"": 4, "hema": 1, "zakir": 1}, dosedesk.Cursor{Epoch: "e2", Seq: 9}, unsent, lost, late)
		if !v.SealKey() || len(v.Operators()) != 1 || v.Centre().Name == "" || !v.AsOf().Equal(page(0, false).AsOf) {
			t.Error("what the pages did not bring anew is lost, or the time is not theirs")
		}
		v = reopen(t, v, dir, c.Now)
	}
	if _, err := os.Stat(filepath.Join(dir, "roster.coming.db")); !os.IsNotExist(err) {
		t.Errorf("half a roster is left: %v", err)
	}
}

func TestANewEpochThatEndsIsBegunAnew(t *testing.T) {
	v, _, _ := mustSync(t, entry(1, "Farida Ansari", ""))
	must(t, v.Reset())
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e2", Seq: 1}, More: true, Entries: []dosedesk.Entry{entry(2, "Zakir Gill", "")}}))
	must(t, v.Reset())
	must(t, v.Reset())
	wantShown(t, v, map[string]int{"": 1, "farida": 1}, dosedesk.Cursor{})
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e3", Seq: 1}, Entries: []dosedesk.Entry{entry(3, "Uma Das", "")}}))
	wantShown(t, v, map[string]int{"": 1, "uma": 1}, dosedesk.Cursor{Epoch: "e3", Seq: 1})
}

// TestANewRosterThatCannotBeShownIsGivenUp takes its file away.
func TestANewRosterThatCannotBeShownIsGivenUp(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	must(t, v.Reset())
	must(t, os.Remove(filepath.Join(dir, "roster.coming.db")))
	last := dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e2", Seq: 1}, Entries: []dosedesk.Entry{entry(2, "Zakir Gill", "")}}
	wantCode(t, v.Apply(last), dosedesk.EInternal)
	mustRecord(t, v, dose(booked, dosedesk.ID{}, c.Now()))
	wantShown(t, v, map[string]int{"": 1, "farida": 1}, dosedesk.Cursor{Epoch: "e1", Seq: 10}, booked)
	must(t, v.Reset())
	must(t, v.Apply(last))
	wantShown(t, v, map[string]int{"": 1, "zakir": 1}, dosedesk.Cursor{Epoch: "e2", Seq: 1})
}

// TestADoseIsSeenUntilTheRosterHasIt gets a verdict by the numbers of an epoch
// that the terminal has not heard of yet.
func TestADoseIsSeenUntilTheRosterHasIt(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	event := mustRecord(t, v, dose(booked, dosedesk.ID{}, c.Now()))
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(event, 2)}))
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}}))
	for range 2 {
		wantShown(t, v, nil, dosedesk.Cursor{Epoch: "e1", Seq: 11}, booked)
		v = reopen(t, v, dir, c.Now)
	}
}

// TestTheSameEpochIsFetchedAnew has a verdict come while the roster, which had
// drifted, is on its way again: its change counts as those of the roster do.
func TestTheSameEpochIsFetchedAnew(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	event := mustRecord(t, v, &dosedesk.ReissueAsked{Appointment: booked.ID})
	must(t, v.Reset())
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(event, 12)}))
	booked.Code.Issue = 2
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 12}, Entries: []dosedesk.Entry{booked}}))
	booked.Code.Issue = 3
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 13}, Entries: []dosedesk.Entry{booked}}))
	for range 2 {
		if visit, _ := v.Visit(booked.ID); visit.Reissuing || visit.Code.Issue != 3 {
			t.Errorf("the event is laid over an entry that shows it: %+v", visit)
		}
		v = reopen(t, v, dir, c.Now)
	}
}

// wantShown looks for so many visits by each query, for the cursor, and for the
// doses of this terminal's: one to each of these, and to nobody else.
func wantShown(t *testing.T, v *store.Vault, found map[string]int, cursor dosedesk.Cursor, givenTo ...dosedesk.Entry) {
	t.Helper()
	for query, want := range found {
		if visits, total := v.Search(query, 10); total != want || len(visits) != want {
			t.Errorf("%q finds %d (%d), want %d", query, total, len(visits), want)
		}
	}
	if v.Cursor() != cursor {
		t.Errorf("cursor %+v, want %+v", v.Cursor(), cursor)
	}
	for _, visit := range v.Visits() {
		want := 0
		if slices.ContainsFunc(givenTo, func(e dosedesk.Entry) bool { return e.ID == visit.ID }) {
			want = 1
		}
		if len(visit.Doses) != want {
			t.Errorf("%s has %d doses, want %d", visit.Citizen.Name, len(visit.Doses), want)
		}
	}
}

// copyOf is what a program that is killed now leaves.
func copyOf(t *testing.T, dir string) string {
	t.Helper()
	copied := t.TempDir()
	must(t, os.CopyFS(copied, os.DirFS(dir)))
	return copied
}

func mustRecord(t *testing.T, v *store.Vault, body dosedesk.Body) dosedesk.Event {
	t.Helper()
	event, err := v.Record(verifier, body)
	must(t, err)
	return event
}
