package store

import (
	"os"
	"testing"
	"time"

	"dosedesk"
)

// The tests in this file fail a commit by closing the file underneath, and plant
// what such a commit may have left. They lie inside the package because a disk
// that fails cannot be had from outside.

var (
	by    = dosedesk.Operator{ID: "sunita", Role: dosedesk.Verifier}
	asked = &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1}}
	given = &dosedesk.DoseRecorded{Appointment: dosedesk.ID{1}, Dose: 1}
)

func TestAFailedCommitIsLookedAtAtOnce(t *testing.T) {
	for name, left := range map[string]bool{"the event is there": true, "the event is not there": false} {
		t.Run(name, func(t *testing.T) {
			v := openNew(t)
			mustRecord(t, v, asked)
			failCommit(t, v, given, left)
			first, err := v.Record(by, given)
			if recorded := err == nil; recorded != left {
				t.Fatalf("recorded %v (%v), want %v", recorded, err, left)
			}
			again, err := v.Record(by, given)
			if left && (first.Number != 2 || dosedesk.CodeOf(err) != dosedesk.EConflict) || !left && again.Number != 2 {
				t.Errorf("number %d, then %d: %v", first.Number, again.Number, err)
			}
			if next := mustRecord(t, v, asked); next.Number != 3 || v.Unsent().Count != 3 {
				t.Errorf("the next event is number %d of %d unsent, want 3 of 3", next.Number, v.Unsent().Count)
			}
		})
	}
}

// TestAnEventFoundLateIsNotRecordedTwice has the file out of reach when the
// commit has failed: whether the event is there shows later, to the desk or to
// the sync.
func TestAnEventFoundLateIsNotRecordedTwice(t *testing.T) {
	for name, meanwhile := range map[string]func(*Vault){
		"the desk asks first": func(*Vault) {},
		"the sync writes first": func(v *Vault) {
			_ = v.Acknowledge([]dosedesk.Receipt{{Event: dosedesk.ID{99}, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted}}})
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := openNew(t)
			changes := 0
			v.OnChange(func() { changes++ })
			failCommit(t, v, asked, true)
			away := v.outbox.path + ".away"
			mustMove(t, v.outbox.path, away)
			if _, err := v.Record(by, asked); err == nil {
				t.Fatal("recorded in a file that is not there")
			}
			mustMove(t, away, v.outbox.path)
			meanwhile(v)
			_, err := v.Record(by, asked)
			if dosedesk.CodeOf(err) != dosedesk.EConflict || v.Unsent().Count != 1 || changes == 0 {
				t.Fatalf("error %v with %d unsent after %d changes, want EConflict, once, and the screen told", err, v.Unsent().Count, changes)
			}
			if event := mustRecord(t, v, asked); event.Number != 2 {
				t.Errorf("after that, number %d", event.Number)
			}
		})
	}
}

func TestRecordingStopsWhereARecordedEventIsGone(t *testing.T) {
	v := openNew(t)
	mustRecord(t, v, asked)
	if err := v.outbox.update(func(t tx) error { return t.Bucket([]byte(events)).Delete(numberKey(1)) }); err != nil {
		t.Fatal(err)
	}
	if err := v.outbox.db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := v.Record(by, asked); dosedesk.CodeOf(err) != dosedesk.EDamaged {
			t.Fatalf("error %v, want EDamaged", err)
		}
	}
}

func openNew(t *testing.T) *Vault {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{9}}, Options{}); err != nil {
		t.Fatal(err)
	}
	v, err := Open(dir, Options{Now: func() time.Time { return time.Date(2021, 5, 13, 9, 30, 0, 0, dosedesk.Kolkata) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// failCommit has the next commit fail, which left the event it was to write, or
// nothing.
func failCommit(t *testing.T, v *Vault, body dosedesk.Body, left bool) {
	t.Helper()
	if left {
		event := dosedesk.Event{Header: v.header(by, body.Kind()), Body: body}
		if err := v.outbox.update(func(t tx) error { return t.putEvent(event) }); err != nil {
			t.Fatal(err)
		}
		v.options.NewID = func() dosedesk.ID { v.options.NewID = newID; return event.ID }
	}
	if err := v.outbox.db.Close(); err != nil {
		t.Fatal(err)
	}
}

func mustRecord(t *testing.T, v *Vault, body dosedesk.Body) dosedesk.Event {
	t.Helper()
	event, err := v.Record(by, body)
	if err != nil {
		t.Fatal(err)
	}
	return event
}

func mustMove(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}
