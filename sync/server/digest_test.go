package server_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// dead is how long after a bench begins its first day is dead.
const dead = 50 * time.Hour

func tallied(entries []dosedesk.Entry) dosedesk.Digest {
	tallies := map[dosedesk.Day]dosedesk.Tally{}
	for _, e := range entries {
		tallies[e.Session.Day] = tallies[e.Session.Day].With(e.Sum())
	}
	return dosedesk.NewDigest(tallies)
}

func (d *desk) mustPull(cursor string) wire.Page {
	d.t.Helper()
	page, status := d.pull(cursor)
	if status != http.StatusOK {
		d.t.Fatalf("pulling from %q: status %d", cursor, status)
	}
	return page
}

// wantBegun begins anew and wants these appointments, and their digest.
func (d *desk) wantBegun(ids ...dosedesk.ID) wire.Page {
	d.t.Helper()
	page := d.mustPull("")
	wantEntries(d.t, page, ids...)
	if days := page.Digest.Differs(tallied(page.Entries)); page.Digest == nil || len(days) > 0 {
		d.t.Errorf("the digest %v differs from the entries on %v", page.Digest, days)
	}
	return page
}

func wantEntries(tb testing.TB, page wire.Page, ids ...dosedesk.ID) {
	tb.Helper()
	got := map[dosedesk.ID]bool{}
	for _, e := range page.Entries {
		got[e.ID] = true
	}
	for _, id := range ids {
		if !got[id] {
			tb.Errorf("appointment %v is not on the page", id)
		}
	}
	if len(page.Entries) != len(ids) {
		tb.Errorf("%d entries on the page, want %d", len(page.Entries), len(ids))
	}
}

// TestTheDigestFollowsEveryChange has all that can become of an entry happen, and
// compares the digest with what the pages hold.
func TestTheDigestFollowsEveryChange(t *testing.T) {
	d := newBench(t).desk()
	all := []dosedesk.ID{appointment(1), appointment(2), appointment(3), appointment(4), appointment(5)}
	cursor := d.wantBegun(all...).Cursor
	stranger := walkin(stranger())
	for _, step := range []struct {
		what string
		does func() dosedesk.Event
	}{
		{"a right code", func() dosedesk.Event { return d.code(1, d.right(1, 1)) }},
		{"a wrong code", func() dosedesk.Event { return d.code(2, d.wrong(2)) }},
		{"a deferral", func() dosedesk.Event {
			return d.about(dosedesk.KindVisitDeferred, &dosedesk.VisitDeferred{Appointment: appointment(3), Reason: dosedesk.DeferredHealth})
		}},
		{"a new code", func() dosedesk.Event {
			return d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(4)})
		}},
		{"a dose in review", func() dosedesk.Event { return d.dose(5, dosedesk.ID{}) }},
		{"its code, later", func() dosedesk.Event { return d.code(5, d.right(5, 1)) }},
		{"a walk-in", func() dosedesk.Event {
			all = append(all, stranger.ID)
			return d.about(dosedesk.KindWalkin, &dosedesk.WalkinRegistered{Appointment: stranger})
		}},
	} {
		d.push(step.does())
		page := d.wantBegun(all...)
		if page.Cursor == cursor {
			t.Errorf("%s moved no cursor", step.what)
		}
		cursor = page.Cursor
		if again := d.mustPull(cursor); again.Digest != nil {
			t.Errorf("after %s a poll that brings nothing has a digest", step.what)
		}
	}
}

// TestWhoBeginsAnewGetsWhatLives goes past the death of the day.
func TestWhoBeginsAnewGetsWhatLives(t *testing.T) {
	d := newBench(t).desk()
	right := d.code(2, d.right(2, 1))
	d.push(right, d.dose(1, dosedesk.ID{}), d.dose(2, right.ID))
	before := d.wantBegun(appointment(1), appointment(2), appointment(3), appointment(4), appointment(5)).Cursor
	d.pass(dead - time.Second)
	d.wantBegun(appointment(1), appointment(2), appointment(3), appointment(4), appointment(5))
	d.pass(time.Second)
	begun := d.wantBegun(appointment(1)) // in review
	cursor, err := wire.ParseCursor(begun.Cursor)
	must(t, err)

	d.push(d.code(1, d.right(1, 1)))
	settled := d.mustPull(begun.Cursor)
	wantEntries(t, settled, appointment(1))
	if settled.Entries[0].InReview() || len(settled.Digest) != 0 || settled.Digest == nil {
		t.Errorf("settled: %+v, the digest %v", settled.Entries[0].Doses, settled.Digest)
	}
	wantEntries(t, d.mustPull(before), appointment(1))
	d.wantBegun()
	// Who had begun before that must hear of it on his next page.
	next := wire.FormatCursor(dosedesk.Cursor{Epoch: cursor.Epoch, Seq: 1}) + "&anew="
	wantEntries(t, d.mustPull(next+fmt.Sprint(cursor.Seq)), appointment(1))
	wantEntries(t, d.mustPull(next+fmt.Sprint(cursor.Seq+1)))
	if _, status := d.pull(next + "x"); status != http.StatusBadRequest {
		t.Errorf("anew without a number: status %d", status)
	}
}

// TestOldRegistriesAreCounted opens one from before there were tallies.
func TestOldRegistriesAreCounted(t *testing.T) {
	b := newBench(t)
	d := b.desk()
	d.push(d.dose(1, dosedesk.ID{}))
	want := d.mustPull("").Digest
	db, err := sql.Open("sqlite", b.file)
	must(t, err)
	for _, change := range []string{`UPDATE appointments SET sum = NULL, review = FALSE`, `DELETE FROM tallies`} {
		_, err := db.ExecContext(t.Context(), change)
		must(t, err)
	}
	must(t, db.Close())
	must(t, mustOpen(t, "sqlite:"+b.file).View(t.Context(), func(tx *registry.Tx) error {
		got, err := tx.Digest(centre, dosedesk.FirstLiving(b.clock()))
		must(t, err)
		if days := got.Differs(want); len(days) > 0 {
			t.Errorf("differs on %v", days)
		}
		reviewed, err := tx.Digest(centre, dosedesk.Day{Year: 2022})
		if reviewed.Count() != 1 {
			t.Errorf("%d entries in review", reviewed.Count())
		}
		return err
	}))
}
