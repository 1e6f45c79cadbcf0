package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

// TestOnlyWhatWasAnsweredLongAgoIsForgotten, by the server's time and the
// terminal's; then the outbox is lost, and made anew from what the journal still
// has.
func TestOnlyWhatWasAnsweredLongAgoIsForgotten(t *testing.T) {
	const all, answered = 200, 150
	month := today.AddDays(30).Start()
	for name, test := range map[string]struct {
		asOf    time.Time // of the roster
		unsent  int       // an event before the others that has no answer; 0 for none
		booked  bool      // the roster has an entry of event 141, without the dose
		left    int
		journal int  // events that are left in it
		older   bool // the outbox is not lost, but as it was after the first event
	}{
		"30 days later":        {month, 0, false, all - answered, all - answered, false},
		"an older outbox":      {month, 0, false, all - answered, all - answered, true},
		"a day too early":      {today.AddDays(29).Start(), 0, false, all, all, false},
		"one without answer":   {today.AddDays(90).Start(), 130, false, all - 129, all - 129, false},
		"an early one":         {today.AddDays(90).Start(), 10, false, all - 9, all, false},
		"the first of them":    {today.AddDays(900).Start(), 1, false, all, all, false},
		"one that is shown":    {month, 0, true, all - 140, all - 140, false},
		"no roster":            {time.Time{}, 0, false, all, all, false},
		"the clock runs ahead": {today.Start(), 0, false, all, all, false},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, c := mustSync(t)
			first := ""
			list := recordDoses(t, v, c, all, func() { first = folder(t, dir)["outbox.db"] })
			answers := slices.Clone(list[:answered])
			if test.unsent > 0 {
				answers = slices.Delete(answers, test.unsent-1, test.unsent)
			}
			acknowledge(t, v, answers)
			page := dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 99}, AsOf: test.asOf}
			if test.booked {
				postponed := entry(140, "", "")
				postponed.Session.Day = today.AddDays(30) // of a day that lives
				page.Entries = []dosedesk.Entry{postponed}
			}
			fetchAnew(t, v, page)
			c.Move(10 * 365 * 24 * time.Hour)
			unsent := v.Unsent()
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, list[all-test.left:])
			if v.Unsent() != unsent {
				t.Errorf("%+v unsent, and %+v before", v.Unsent(), unsent)
			}
			list = append(list, goOn(t, v, c))
			must(t, v.Close())
			must(t, os.Remove(filepath.Join(dir, "outbox.db")))
			if test.older {
				must(t, os.WriteFile(filepath.Join(dir, "outbox.db"), []byte(first), 0o600))
			}
			v = mustOpen(t, dir, c.Now)
			sameEvents(t, v, list[all-test.journal:])
			event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: id(1)})
			must(t, err)
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, append(list, event)[all-test.journal:])
			if len(v.Repaired()) != 0 {
				t.Errorf("told %v", v.Repaired())
			}
		})
	}
}

// fetchAnew has a whole roster come, as after a long time without a sync.
func fetchAnew(t *testing.T, v *store.Vault, page dosedesk.Changes) {
	t.Helper()
	must(t, v.Reset())
	must(t, v.Apply(page))
}

// recordDoses records so many doses, and calls after once the first is there.
func recordDoses(t *testing.T, v *store.Vault, c *clock, n int, after func()) (list []dosedesk.Event) {
	t.Helper()
	for n := range n {
		event, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
		must(t, err)
		if list = append(list, event); n == 0 {
			after()
		}
	}
	return list
}

// TestTheLastEventStays, and the file is smaller for those that went.
func TestTheLastEventStays(t *testing.T) {
	v, dir, c := mustSync(t)
	list := recordDoses(t, v, c, 600, func() {})
	acknowledge(t, v, list)
	before := len(folder(t, dir)["outbox.db"])
	fetchAnew(t, v, dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 99}, AsOf: today.AddDays(31).Start()})
	c.Move(31 * 24 * time.Hour)
	for range 2 {
		v = reopen(t, v, dir, c.Now)
		sameEvents(t, v, list[599:])
	}
	if verdict, ok := v.Verdict(list[599].ID); !ok || verdict.Answer != dosedesk.Accepted {
		t.Errorf("its verdict is %+v", verdict)
	}
	if _, ok := v.Verdict(list[598].ID); ok {
		t.Error("the one before has a verdict")
	}
	if after := len(folder(t, dir)["outbox.db"]); after*3 > before {
		t.Errorf("%d bytes became %d", before, after)
	}
	if event := goOn(t, v, c); event.Number != 601 || event.Previous != list[599].Hash() {
		t.Errorf("then number %d", event.Number)
	}
}

// TestNothingDeletesAnUnsentEvent does to a vault whatever may befall it: a
// sign-in that is locked, an operator and a roster that are gone, another epoch,
// another certificate, damage, and years.
func TestNothingDeletesAnUnsentEvent(t *testing.T) {
	years := today.AddDays(1000).Start()
	loses := func(file string) befalls {
		return func(t *testing.T, _ *store.Vault, dir string, _ []dosedesk.Event) {
			t.Helper()
			missing(t, filepath.Join(dir, file))
		}
	}
	for name, test := range map[string]struct {
		befalls befalls
		from    int // the first event that is left
	}{
		"years": {func(*testing.T, *store.Vault, string, []dosedesk.Event) {}, 0},
		"all others are answered": {func(t *testing.T, v *store.Vault, _ string, list []dosedesk.Event) {
			t.Helper()
			acknowledge(t, v, slices.Delete(slices.Clone(list), 3, 4))
		}, 3},
		"wrong PINs": {func(t *testing.T, v *store.Vault, _ string, _ []dosedesk.Event) {
			t.Helper()
			for range 10 {
				_, err := v.SignIn(t.Context(), verifier.ID, "000000")
				if err == nil {
					t.Error("signed in")
				}
			}
		}, 0},
		"its operator is disabled": {func(t *testing.T, v *store.Vault, _ string, _ []dosedesk.Event) {
			t.Helper()
			must(t, v.Apply(dosedesk.Changes{
				Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 12}, AsOf: years, Operators: []dosedesk.Operator{{ID: verifier.ID, Disabled: true}},
			}))
		}, 0},
		"another epoch": {func(t *testing.T, v *store.Vault, _ string, _ []dosedesk.Event) {
			t.Helper()
			must(t, v.Reset())
			must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e2", Seq: 1}, AsOf: years}))
		}, 0},
		"another certificate": {func(t *testing.T, v *store.Vault, _ string, _ []dosedesk.Event) {
			t.Helper()
			must(t, v.Renew([]byte("another"), ""))
		}, 0},
		"receipts without sense": {func(t *testing.T, v *store.Vault, _ string, list []dosedesk.Event) {
			t.Helper()
			wantCode(t, v.Acknowledge([]dosedesk.Receipt{{Event: id(99)}, {Event: list[0].ID}}), dosedesk.EConflict)
		}, 0},
		"the roster is lost":  {loses("roster.db"), 0},
		"the outbox is lost":  {loses("outbox.db"), 0},
		"the journal is lost": {loses("outbox.journal"), 0},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, c := mustSync(t, entry(50, "Farida Ansari", ""))
			list := recordDoses(t, v, c, 6, func() {})
			fetchAnew(t, v, dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, AsOf: years})
			test.befalls(t, v, dir, list)
			unsent := v.Unsent()
			c.Move(1000 * 24 * time.Hour)
			for range 2 {
				v = reopen(t, v, dir, c.Now)
				sameEvents(t, v, list[test.from:])
				if v.Unsent() != unsent || unsent.Count == 0 {
					t.Errorf("%+v unsent, and %+v before", v.Unsent(), unsent)
				}
			}
		})
	}
}

// befalls is what happens to an open vault.
type befalls func(t *testing.T, v *store.Vault, dir string, list []dosedesk.Event)
