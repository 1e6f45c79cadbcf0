package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

// TestAHalfWrittenRecordIsCutOff leaves the journal as a power cut in the middle
// of a record does: it was not recorded, and nobody need be told.
func TestAHalfWrittenRecordIsCutOff(t *testing.T) {
	for name, tear := range map[string]func(record []byte) []byte{
		"half":             func(record []byte) []byte { return record[:len(record)/2] },
		"its length":       func(record []byte) []byte { return record[:4] },
		"all but a byte":   func(record []byte) []byte { return record[:len(record)-1] },
		"zeros in between": func(record []byte) []byte { clear(record[20:60]); return record },
	} {
		t.Run(name, func(t *testing.T) {
			dir, c, want := recordMany(t)
			path := filepath.Join(dir, "outbox.journal")
			change(func(b []byte) {
				from := bytes.Index(b, number(recorded)) - 4
				record := slices.Clone(b[from : bytes.LastIndexFunc(b, func(r rune) bool { return r != 0 })+1])
				record[11]++ // the next number: what it holds does not matter
				copy(b[from+len(record):], tear(record))
			})(t, path)
			v := mustOpen(t, dir, c.Now)
			if got := v.Repaired(); len(got) != 0 {
				t.Errorf("told %v", got)
			}
			want = append(want, goOn(t, v, c))
			sameEvents(t, reopen(t, v, dir, c.Now), want)
		})
	}
}

// TestAHalfWrittenRecordIsKeptWhereTheOutboxIsLost: it may have been whole.
func TestAHalfWrittenRecordIsKeptWhereTheOutboxIsLost(t *testing.T) {
	dir, c, want := recordMany(t)
	path := filepath.Join(dir, "outbox.journal")
	bitInLast(t, path)
	broken := folder(t, dir)["outbox.journal"]
	missing(t, filepath.Join(dir, "outbox.db"))
	v := mustOpen(t, dir, c.Now)
	if got := v.Repaired(); !slices.Equal(got, []dosedesk.Repair{dosedesk.RepairOutbox, dosedesk.RepairLast}) {
		t.Errorf("told %v", got)
	}
	sameEvents(t, v, want[:recorded-1])
	if folder(t, dir)["outbox.journal.damaged-1"] != broken {
		t.Error("the torn record is not kept")
	}
}

// TestTheJournalKnowsAChangedEnrolment from the next start on.
func TestTheJournalKnowsAChangedEnrolment(t *testing.T) {
	dir, c, want := recordMany(t)
	must(t, store.SetSignedBy(dir, []byte("another key")))
	must(t, mustOpen(t, dir, c.Now).Close())
	missing(t, filepath.Join(dir, "outbox.db"))
	v := mustOpen(t, dir, c.Now)
	sameEvents(t, v, want)
	if got := string(v.Enrolment().SignedBy); got != "another key" {
		t.Errorf("the enrolment is the old one: %q", got)
	}
}

// TestTheJournalForgetsOnlyWhatWasAnsweredLongAgo, by the server's time; then the
// outbox is lost, and made anew from what the journal still has.
func TestTheJournalForgetsOnlyWhatWasAnsweredLongAgo(t *testing.T) {
	const all, answered = 200, 150
	for name, test := range map[string]struct {
		asOf   time.Time // of the roster
		unsent int       // an event before the others that has no answer; 0 for none
		left   int
		older  bool // the outbox is not lost, but as it was after the first event
	}{
		"30 days later":        {today.AddDays(30).Start(), 0, all - answered, false},
		"an older outbox":      {today.AddDays(30).Start(), 0, all - answered, true},
		"a day too early":      {today.AddDays(29).Start(), 0, all, false},
		"one without answer":   {today.AddDays(90).Start(), 130, all - 129, false},
		"an early one":         {today.AddDays(90).Start(), 10, all, false},
		"no roster":            {time.Time{}, 0, all, false},
		"the clock runs ahead": {today.Start(), 0, all, false},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, c := mustSync(t)
			var list, answers []dosedesk.Event
			var first string
			for n := range all {
				event, err := v.Record(verifier, dose(entry(n, "", ""), dosedesk.ID{}, c.Now()))
				must(t, err)
				if list = append(list, event); n < answered && n+1 != test.unsent {
					answers = append(answers, event)
				}
				if n == 0 {
					first = folder(t, dir)["outbox.db"]
				}
			}
			acknowledge(t, v, answers)
			must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 99}, AsOf: test.asOf}))
			c.Move(10 * 365 * 24 * time.Hour)
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, list) // the outbox forgets none
			list = append(list, goOn(t, v, c))
			must(t, v.Close())
			must(t, os.Remove(filepath.Join(dir, "outbox.db")))
			if test.older {
				must(t, os.WriteFile(filepath.Join(dir, "outbox.db"), []byte(first), 0o600))
			}
			v = mustOpen(t, dir, c.Now)
			sameEvents(t, v, list[all-test.left:])
			event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: id(1)})
			must(t, err)
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, append(list, event)[all-test.left:])
			if len(v.Repaired()) != 0 {
				t.Errorf("told %v", v.Repaired())
			}
		})
	}
}
