package store

import (
	"testing"
	"time"

	"dosedesk"
)

// TestAfterAFailedCommit fails a commit by closing the file underneath, and
// plants what such a commit may have left: the event, or nothing. It lies
// inside the package because a disk that fails cannot be had from outside.
func TestAfterAFailedCommit(t *testing.T) {
	by := dosedesk.Operator{ID: "sunita", Role: dosedesk.Verifier}
	body := &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1}}
	for name, left := range map[string]bool{"the event is there": true, "the event is not there": false} {
		t.Run(name, func(t *testing.T) {
			v := openNew(t)
			if _, err := v.Record(by, body); err != nil {
				t.Fatal(err)
			}
			if left {
				next := dosedesk.Event{Header: v.header(by, body.Kind()), Body: body}
				if err := v.outbox.update(func(t tx) error { return t.putEvent(next) }); err != nil {
					t.Fatal(err)
				}
			}
			if err := v.outbox.db.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := v.Record(by, body); err == nil {
				t.Fatal("recorded in a closed file")
			}
			event, err := v.Record(by, body)
			if err != nil {
				t.Fatal(err)
			}
			want := uint64(2)
			if left {
				want = 3
			}
			if event.Number != want || v.Unsent().Count != int(want) { //nolint:gosec // 2 or 3
				t.Errorf("the next event is number %d of %d unsent, want %d", event.Number, v.Unsent().Count, want)
			}
		})
	}
}

func TestRecordingStopsWhereARecordedEventIsGone(t *testing.T) {
	by := dosedesk.Operator{ID: "sunita", Role: dosedesk.Verifier}
	body := &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1}}
	v := openNew(t)
	if _, err := v.Record(by, body); err != nil {
		t.Fatal(err)
	}
	if err := v.outbox.update(func(t tx) error { return t.Bucket([]byte(events)).Delete(numberKey(1)) }); err != nil {
		t.Fatal(err)
	}
	if err := v.outbox.db.Close(); err != nil {
		t.Fatal(err)
	}
	_, _ = v.Record(by, body) // fails, and finds out next time
	for range 2 {
		if _, err := v.Record(by, body); dosedesk.CodeOf(err) != dosedesk.EDamaged {
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
