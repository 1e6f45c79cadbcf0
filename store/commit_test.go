package store

import (
	"errors"
	"log/slog"
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
			first, err := failCommit(v, given, left, func() {})
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
			if v.journal.last != 3 {
				t.Errorf("the journal ends with event %d", v.journal.last)
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
			away := v.outbox.path + ".away"
			if _, err := failCommit(v, asked, true, func() { mustMove(t, v.outbox.path, away) }); err == nil {
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

// TestAJournalThatFails is closed underneath, or cannot be written to: what was
// half written is gone, and the next event takes its number.
func TestAJournalThatFails(t *testing.T) {
	for name, fail := range map[string]func(*Vault) error{
		"closed": func(v *Vault) error { return v.journal.file.Close() },
		"read only": func(v *Vault) (err error) {
			v.journal.file, err = os.Open(v.journal.path)
			return err
		},
		"half written": func(v *Vault) error {
			_, err := v.journal.file.WriteAt([]byte{0, 0, 1, 0xa0, 9, 9, 9}, v.journal.end)
			return errors.Join(err, v.journal.file.Close())
		},
		"written, and said to be failed": func(v *Vault) error {
			ahead := sealEvent(v.box, dosedesk.Event{Header: v.header(by, asked.Kind()), Body: asked})
			_, err := v.journal.file.WriteAt(ahead.appendTo(nil), v.journal.end)
			return errors.Join(err, v.journal.file.Close())
		},
	} {
		t.Run(name, func(t *testing.T) {
			v := openNew(t)
			mustRecord(t, v, asked)
			if err := fail(v); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Record(by, given); dosedesk.CodeOf(err) != dosedesk.EInternal {
				t.Fatalf("error %v, want EInternal", err)
			}
			if event := mustRecord(t, v, given); event.Number != 2 {
				t.Errorf("then number %d", event.Number)
			}
			if err := v.Close(); err != nil {
				t.Fatal(err)
			}
			v, err := Open(v.dir, testKey, Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = v.Close() })
			if v.Unsent().Count != 2 || len(v.Repaired()) != 0 {
				t.Errorf("%d events, told %v", v.Unsent().Count, v.Repaired())
			}
		})
	}
}

// TestRecordingStopsWhereTheJournalIsGone: until a restart makes it anew.
func TestRecordingStopsWhereTheJournalIsGone(t *testing.T) {
	v := openNew(t)
	mustRecord(t, v, asked)
	if err := errors.Join(os.Remove(v.journal.path), v.journal.file.Close()); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := v.Record(by, asked); err == nil {
			t.Fatal("recorded without a journal")
		}
	}
	_ = v.Close() // the journal is closed already
	v, err := Open(v.dir, testKey, Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	if event := mustRecord(t, v, asked); event.Number != 2 {
		t.Errorf("then number %d", event.Number)
	}
}

func openNew(t *testing.T) *Vault {
	t.Helper()
	dir := t.TempDir()
	if err := Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{9}}, testKey); err != nil {
		t.Fatal(err)
	}
	v, err := Open(dir, testKey, Options{Now: func() time.Time { return time.Date(2021, 5, 13, 9, 30, 0, 0, dosedesk.Kolkata) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = v.Close() })
	return v
}

// failCommit records a body by a commit that fails, and leaves the event it was
// to write in the outbox, or nothing.
func failCommit(v *Vault, body dosedesk.Body, left bool, then func()) (dosedesk.Event, error) {
	return v.record(by, body.Kind(), func(h dosedesk.Header) (dosedesk.Body, error) {
		var err error
		if left {
			event := sealEvent(v.box, dosedesk.Event{Header: h, Body: body})
			err = v.outbox.update(func(t tx) error { return t.keep(event) })
		}
		err = errors.Join(err, v.outbox.db.Close())
		then()
		return body, err
	})
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
