package store_test

import (
	"bytes"
	"encoding/binary"
	"path/filepath"
	"slices"
	"testing"

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
				record := slices.Clone(b[from : from+4+8+int(binary.BigEndian.Uint32(b[from:]))+4])
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
	must(t, store.SetSignedBy(dir, key, []byte("another key")))
	must(t, mustOpen(t, dir, c.Now).Close())
	missing(t, filepath.Join(dir, "outbox.db"))
	v := mustOpen(t, dir, c.Now)
	sameEvents(t, v, want)
	if got := string(v.Enrolment().SignedBy); got != "another key" {
		t.Errorf("the enrolment is the old one: %q", got)
	}
}
