package sync_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
)

// look checks, in the middle of it all, what must hold at any moment.
func (t *terminal) look() {
	events, err := t.vault.EventsFrom(1, 1<<20)
	if err != nil {
		t.violated("terminal %d: its events: %v", t.n, err)
	}
	held, waiting := map[dosedesk.ID]bool{}, 0
	for i, e := range events {
		held[e.ID] = true
		_, judged := t.vault.Verdict(e.ID)
		if !judged {
			waiting++
		}
		if e.Number != events[0].Number+uint64(i) {
			t.violated("terminal %d: event %d stands in place %d behind %d", t.n, e.Number, i, events[0].Number)
		}
		if t.mu.Lock(); judged && !t.received[e.ID] {
			t.mu.Unlock()
			t.violated("terminal %d: event %d has a verdict that the server did not give", t.n, e.Number)
			continue
		}
		t.mu.Unlock()
	}
	for _, e := range t.recorded {
		if !held[e.ID] && !t.letGo(e, events) {
			t.violated("LOST: terminal %d: event %d (%s) was recorded, and is not in the vault", t.n, e.Number, e.Kind)
		}
	}
	if counted := t.vault.Unsent().Count; counted != waiting {
		t.violated("COUNTER: terminal %d says %d unsent, %d events have no verdict", t.n, counted, waiting)
	}
	t.lookAtDoses()
}

// letGo reports whether an event stood before all that the vault has, was answered,
// and is weeks old: its verdict may be as old, and have come only now.
func (t *terminal) letGo(e dosedesk.Event, events []dosedesk.Event) bool {
	t.mu.Lock()
	received := t.received[e.ID]
	t.mu.Unlock()
	t.history.mu.Lock()
	defer t.history.mu.Unlock()
	return received && e.Number < events[0].Number && t.now().Sub(t.history.calls[e.ID]) > 25*24*time.Hour
}

// lookAtDoses checks that the terminal calls no dose confirmed that the server
// does not.
func (t *terminal) lookAtDoses() {
	for _, v := range t.vault.Visits() {
		for _, dose := range v.Doses {
			t.mu.Lock()
			said := t.confirmed[dose.ID]
			t.mu.Unlock()
			if dose.State == dosedesk.DoseConfirmed && !said {
				t.violated("CONFIRMED: terminal %d says so of a dose that the server has not confirmed", t.n)
			}
		}
	}
}

// check looks at everything once all is quiet.
func (w *world) check() {
	entries := map[dosedesk.ID]dosedesk.Entry{}
	err := w.site.registry.View(context.Background(), func(tx *registry.Tx) error {
		found, _, err := tx.Changed(simCentre, 0, 1<<20)
		for _, e := range found {
			entries[e.ID] = e
		}
		for _, terminal := range w.terminals {
			err = errors.Join(err, terminal.checkEvents(tx, entries))
		}
		return err
	})
	if err != nil {
		w.violated("the registry: %v", err)
	}
	for _, terminal := range w.terminals {
		terminal.look()
		terminal.checkRoster(entries)
		terminal.checkDigest(entries)
	}
	for _, e := range entries {
		w.promised(e)
	}
	w.checkTables(entries)
	w.checkMessages(entries)
}

// checkEvents checks that the server has each event of the terminal once, as it
// was recorded, with one effect.
func (t *terminal) checkEvents(tx *registry.Tx, entries map[dosedesk.ID]dosedesk.Entry) error {
	events, err := t.vault.EventsFrom(1, 1<<20)
	if err != nil {
		return err
	}
	t.figures.events += len(events)
	here := 0 // of those that were recorded
	for _, e := range t.recorded {
		if !t.letGo(e, events) {
			here++
		} else if _, known, err := tx.Event(e.ID); err != nil || !known && t.site.lost == 0 {
			t.violated("LOST: terminal %d: event %d was let go, and the server has it not: %v", t.n, e.Number, err)
		}
	}
	if extra := len(events) - here; extra < 0 || extra > t.maybe {
		t.violated("LOST: terminal %d has %d events; %d were recorded, %d more perhaps", t.n, len(events), here, t.maybe)
	}
	for _, e := range events {
		kept, known, err := tx.Event(e.ID)
		if err != nil {
			return err
		}
		if !known || kept.Hash != e.Hash() {
			t.violated("LOST: terminal %d: event %d (%s) is not at the server as recorded", t.n, e.Number, e.Kind)
			continue
		}
		verdict, _ := t.vault.Verdict(e.ID)
		if verdict != kept.Verdict && !t.carriedAnew(e) {
			t.violated("terminal %d: event %d has the verdict %+v, the server's is %+v", t.n, e.Number, verdict, kept.Verdict)
		}
		about, there := entries[e.Body.About()]
		codeless := about.Booking == dosedesk.Walkin || !there // or he was one, and nobody has his registration any more
		if reason := kept.Verdict.Reason; reason == dosedesk.ReasonChainForked || reason == dosedesk.ReasonMalformed && !codeless {
			t.violated("terminal %d: event %d (%s) was taken as %s", t.n, e.Number, e.Kind, kept.Verdict.Reason)
		}
		if err := t.checkDose(tx, e, entries); err != nil {
			return err
		}
		if !t.carriedAnew(e) {
			t.checkEffect(e, entries[e.Body.About()])
		}
	}
	return nil
}

// checkDose checks that an event that records a dose is one dose, in its
// citizen's entry.
func (t *terminal) checkDose(tx *registry.Tx, e dosedesk.Event, entries map[dosedesk.ID]dosedesk.Entry) error {
	if e.Kind != dosedesk.KindDoseRecorded {
		return nil
	}
	_, known, err := tx.Dose(e.ID)
	if !known {
		t.violated("LOST: terminal %d: event %d records a dose that the server does not have", t.n, e.Number)
	}
	n := 0
	entry, booked := entries[e.Body.About()]
	for _, dose := range entry.Doses {
		if dose.ID == e.ID {
			n++
		}
	}
	if booked && n != 1 {
		t.violated("DOUBLED: terminal %d: event %d is %d doses in its entry", t.n, e.Number, n)
	}
	return err
}

// checkRoster compares whole entries: the terminal's and the server's, of the days
// that live and of the review.
func (t *terminal) checkRoster(entries map[dosedesk.ID]dosedesk.Entry) {
	seen, living := 0, 0
	for _, e := range entries {
		if t.lives(e) && t.vault.Hidden() != dosedesk.HidesRoster {
			living++
		}
	}
	for _, v := range t.vault.Visits() {
		want, known := entries[v.ID]
		if got := v.Entry; !known || plain(got) != plain(want) {
			t.violated("ROSTER: terminal %d has %s; the server %s", t.n, plain(got), plain(want))
		}
		if t.lives(want) {
			seen++
		}
	}
	if seen != living {
		t.violated("ROSTER: terminal %d has %d entries of %d", t.n, seen, living)
	}
}

func (t *terminal) lives(e dosedesk.Entry) bool {
	return !e.Session.Day.Before(dosedesk.FirstLiving(t.vault.AsOf())) || e.InReview()
}

// checkDigest counts the server's entries anew: its tallies must say the same, and
// the terminal's.
func (t *terminal) checkDigest(entries map[dosedesk.ID]dosedesk.Entry) {
	tallies := map[dosedesk.Day]dosedesk.Tally{}
	for _, e := range entries {
		if t.lives(e) {
			tallies[e.Session.Day] = tallies[e.Session.Day].With(e.Sum())
		}
	}
	want := dosedesk.NewDigest(tallies)
	if days := t.vault.Digest().Differs(want); len(days) > 0 {
		t.violated("DIGEST: terminal %d differs on %v", t.n, days)
	}
	err := t.site.registry.View(context.Background(), func(tx *registry.Tx) error {
		kept, err := tx.Digest(simCentre, dosedesk.FirstLiving(t.vault.AsOf()))
		if days := kept.Differs(want); len(days) > 0 {
			t.violated("DIGEST: the server's tallies differ from its entries on %v", days)
		}
		return err
	})
	if err != nil {
		t.violated("the registry: %v", err)
	}
}

func plain(e dosedesk.Entry) string {
	text, err := json.Marshal(e)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// checkTables asks the registry's tables themselves.
func (w *world) checkTables(entries map[dosedesk.ID]dosedesk.Entry) {
	db, err := sql.Open("sqlite", w.site.file)
	if err != nil {
		w.violated("the registry: %v", err)
		return
	}
	defer db.Close() //nolint:errcheck // it was read
	w.checkCounts(db)
	made := w.answers(db)
	w.checkReplies(made, entries)
	w.checkHistory(made, entries)
}

// checkCounts asks what there must be none of.
func (w *world) checkCounts(db *sql.DB) {
	differs := "<>"
	if w.site.lost > 0 {
		differs = ">" // what is gone for good was counted by what came after it
	}
	for what, query := range map[string]string{
		"DOUBLED: events under one id":    `SELECT COUNT(*) FROM strays`,
		"DOUBLED: events with one number": `SELECT COUNT(*) FROM (SELECT 1 FROM events GROUP BY terminal, number HAVING COUNT(*) > 1)`,
		"DOUBLED: confirmed doses of one citizen and number": `SELECT COUNT(*) FROM (SELECT 1 FROM doses WHERE state = 'confirmed'
			GROUP BY CASE citizen WHEN '' THEN appointment ELSE citizen END, number HAVING COUNT(*) > 1)`,
		"CONFIRMED: doses without their certificate": `SELECT COUNT(*) FROM doses d WHERE state = 'confirmed' AND
			NOT EXISTS (SELECT 1 FROM certificates c WHERE c.dose = d.id AND c.number = d.certificate AND revoked_at = 0)`,
		"CONFIRMED: certificates without a confirmed dose": `SELECT COUNT(*) FROM certificates c WHERE revoked_at = 0 AND
			NOT EXISTS (SELECT 1 FROM doses d WHERE d.id = c.dose AND d.state = 'confirmed')`,
		"DOUBLED: certificates of one dose": `SELECT COUNT(*) FROM (SELECT 1 FROM certificates GROUP BY dose HAVING COUNT(*) > 1)`,
		"CONFIRMED: online doses without the right code": `SELECT COUNT(*) FROM doses d JOIN appointments a ON a.id = d.appointment
			WHERE d.state = 'confirmed' AND a.booking = 'online' AND NOT a.code_right AND d.said <> 'yes'`,
		"TRIES: appointments whose wrong codes are not their used tries": `SELECT COUNT(*) FROM (SELECT 1 FROM
			(SELECT appointment FROM events WHERE code = 'wrong' UNION ALL
			SELECT d.appointment FROM replies r JOIN doses d ON d.id = r.dose WHERE r.code = 'wrong') e JOIN appointments a ON a.id = e.appointment
			GROUP BY a.id HAVING COUNT(*) ` + differs + ` 2 + a.code_issue - MIN(a.code_tries_left))`,
	} {
		var n int
		if err := db.QueryRowContext(context.Background(), query).Scan(&n); err != nil || n != 0 {
			w.violated("%s: %d, %v", what, n, err)
		}
	}
}

// checkMessages reads what went out: at most one message of a kind about one
// thing, and one for each confirmed dose.
func (w *world) checkMessages(entries map[dosedesk.ID]dosedesk.Entry) {
	text, err := os.ReadFile(filepath.Join(w.dir, notify.SpoolFile))
	if err != nil {
		w.violated("the spool: %v", err)
	}
	type key struct {
		kind    registry.MessageKind
		subject dosedesk.ID
	}
	sent := map[key]int{}
	for out := json.NewDecoder(strings.NewReader(string(text))); out.More(); {
		var sms notify.SMS
		if err := out.Decode(&sms); err != nil {
			w.violated("the spool: %v", err)
			return
		}
		w.figures.messages++
		if sent[key{sms.Kind, sms.Subject}]++; sent[key{sms.Kind, sms.Subject}] == 2 {
			w.violated("SMS: a second %s message about one thing", sms.Kind)
		}
	}
	for _, e := range entries {
		for _, dose := range e.Doses {
			if dose.State == dosedesk.DoseConfirmed && sent[key{registry.ConfirmationMessage, dose.ID}] == 0 {
				w.violated("SMS: a dose was confirmed, and its citizen was not told")
			}
		}
	}
}
