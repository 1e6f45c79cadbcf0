package store

import (
	"maps"
	"slices"
	"time"

	"dosedesk"
)

// Acknowledge keeps the verdicts of a push, each with exactly the event it
// names. A verdict never changes: a second one for an event is let go. Receipts
// that make no sense, for an event not ours or without an answer, are reported
// with EConflict once the others are kept.
func (v *Vault) Acknowledge(receipts []dosedesk.Receipt) error {
	kept, strange, err := v.keepVerdicts(receipts)
	if err != nil {
		return err
	}
	if kept > 0 {
		v.changed()
	}
	if strange > 0 {
		return dosedesk.Errorf(dosedesk.EConflict, "%d receipts without an answer, or for events not of this terminal", strange)
	}
	return nil
}

func (v *Vault) keepVerdicts(receipts []dosedesk.Receipt) (kept, strange int, err error) {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return 0, 0, err
	}
	judged, strange := v.judgements(receipts)
	if len(judged) == 0 {
		return 0, strange, nil
	}
	err = v.outbox.update(func(t tx) error {
		for number, j := range judged {
			if err := t.judge(number, *j); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, strange, err
	}
	v.mu.Lock()
	v.own.judge(judged)
	v.own.forget(v.booked)
	v.mu.Unlock()
	v.dropBefore()
	return len(judged), strange, nil
}

// judgements sorts out the receipts that give an event its verdict, by the
// event's number.
func (v *Vault) judgements(receipts []dosedesk.Receipt) (judged map[uint64]*judgement, strange int) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	judged = map[uint64]*judgement{}
	for _, r := range receipts {
		number, ours := v.own.numbers[r.Event]
		switch {
		case !ours || !answers(r.Answer):
			strange++
		case judged[number] == nil && v.own.isUnsent(number):
			judged[number] = &judgement{
				Verdict: r.Verdict, Epoch: v.epoch(), Shown: v.booked.Cursor.Epoch, Effect: r.Effect, Proof: r.Proof,
			}
		}
	}
	return judged, strange
}

// epoch is the one in which verdicts count now. A server takes pushes of its own
// epoch alone, so after a Reset that is still the one of the roster that is shown,
// until a page names another.
func (v *Vault) epoch() string {
	if epoch := v.cursor().Epoch; epoch != "" {
		return epoch
	}
	return v.booked.Cursor.Epoch
}

func answers(a dosedesk.Answer) bool {
	return a == dosedesk.Accepted || a == dosedesk.Refused || a == dosedesk.InReview
}

// freshEvery is how often the disk hears how young the roster is where nothing
// else is to be written.
const freshEvery = 10 * time.Minute

// Apply takes in a page of changes, whole, with the cursor behind it; by its time
// days of the roster die. After a Reset nothing of it is seen until the last page
// has come. It fails with EStale where the roster is to be fetched anew: it is
// dead after 7 days, or the server's clock went back to a day that had died here.
func (v *Vault) Apply(c dosedesk.Changes) error {
	seen, err := v.apply(c)
	if seen {
		v.changed()
	}
	return err
}

func (v *Vault) apply(c dosedesk.Changes) (seen bool, err error) {
	v.syncing.Lock()
	defer v.syncing.Unlock()
	if err := v.roster.ready(); err != nil { // memory must be what the disk is
		return false, err
	}
	if old := v.shown().AsOf; !old.IsZero() && !c.AsOf.IsZero() {
		switch {
		case c.AsOf.Sub(old) > dosedesk.RosterLife:
			if err := v.perish(); err != nil {
				return false, err
			}
			seen, err = true, dosedesk.Errorf(dosedesk.EStale, "the roster was not synced for 7 days")
		case dosedesk.FirstLiving(c.AsOf).Before(dosedesk.FirstLiving(old)):
			err = dosedesk.Errorf(dosedesk.EStale, "the server's clock went back to a day that is dead here")
		}
	}
	switch {
	case v.coming != nil:
		return true, v.build(c)
	case err != nil:
		return seen, err
	}
	return v.turnTo(v.vet(c, v.shown().schedule))
}

// turnTo takes in a page of the roster that is shown. One that brings nothing is
// remembered, and leaves the disk alone.
func (v *Vault) turnTo(p page) (seen bool, err error) {
	m := v.shown()
	t := v.plan(m, p, dosedesk.FirstLiving(p.AsOf), v.stays)
	if t.idle(m) && p.AsOf.Sub(m.kept).Abs() < freshEvery {
		v.mu.Lock()
		m.AsOf, m.Wall = p.AsOf, t.wall
		v.mu.Unlock()
		return false, nil
	}
	return true, v.take(t)
}

// take does what a turn says to the roster that is shown, on the disk first.
func (v *Vault) take(t *turn) error {
	m := v.shown()
	if err := v.writeTurn(v.roster, m, t); err != nil {
		return err
	}
	v.mu.Lock()
	indexed := m.take(t)
	v.own.forget(m)
	v.mu.Unlock()
	v.killKeys()
	if !indexed {
		v.reindex()
	}
	return nil
}

func (v *Vault) plan(m *rosterMemory, p page, first dosedesk.Day, kept func(*line) bool) *turn {
	v.mu.RLock()
	defer v.mu.RUnlock()
	t := m.turn(p, first, kept)
	t.wall = v.options.Now().Round(0) // the wall clock alone: a machine that sleeps counts nothing else
	return t
}

// stays reports whether an entry of a dead day is still needed: its dose waits in
// the review, which turns red after the day's key would be dead; or what this
// terminal recorded about it has no verdict yet. With the verdict the server has
// the entry, and does not send it again when its day is dead.
func (v *Vault) stays(l *line) bool { return l.InReview() || v.unsentAbout(l) }

// unsentAbout reports whether an event about an entry has no verdict yet.
func (v *Vault) unsentAbout(l *line) bool {
	return slices.ContainsFunc(v.own.own[l.ID], func(o own) bool { return o.judgement == nil })
}

func (v *Vault) writeTurn(f *file, m *rosterMemory, t *turn) error {
	if err := t.prepare(m, v.keys); err != nil {
		v.killKeys()
		return err
	}
	return f.update(func(tx tx) error { return tx.write(m, t) })
}

const keysLeft = "keys of dead days could not be killed"

// killKeys kills the keys that nothing is sealed with any more. Entries leave the
// file before their key dies, so that whenever the program ends the file is whole;
// the next start kills what is left. Where that fails now, the next page tries.
func (v *Vault) killKeys() {
	used := v.shown().keys()
	if v.coming != nil {
		maps.Copy(used, v.coming.keys())
	}
	if err := v.keys.keepOnly(used); err != nil {
		v.options.Log.Warn(keysLeft, "error", err)
	}
}

// perish has the whole roster die, but for what this terminal has not sent: the
// program may end before the fetch that follows.
func (v *Vault) perish() error {
	never := dosedesk.Day{Year: 9999}
	v.mu.RLock()
	left := v.unsentBefore(never, func(dosedesk.ID) bool { return false })
	v.mu.RUnlock()
	return v.take(v.plan(v.shown(), page{Changes: dosedesk.Changes{Entries: left}}, never, v.unsentAbout))
}

// Digest returns what the roster holds of each session day, as the server counts
// it: what stays only because of this terminal's own events is not in it.
func (v *Vault) Digest() dosedesk.Digest {
	v.mu.RLock()
	defer v.mu.RUnlock()
	tallies := maps.Clone(v.booked.tallies)
	for id := range v.booked.review {
		if l := v.booked.entries[id]; l.InReview() {
			tallies[l.Session.Day] = tallies[l.Session.Day].With(l.Sum())
		}
	}
	return dosedesk.NewDigest(tallies)
}

// Reset begins the roster anew (EStale: the server began a new epoch, or Apply
// said so): the next pages make another one, beside the one that is shown, and the last of
// them puts it in its place. Every event stays for good.
func (v *Vault) Reset() error {
	v.syncing.Lock()
	defer v.syncing.Unlock()
	if v.coming != nil && v.coming.Cursor == (dosedesk.Cursor{}) {
		return nil
	}
	v.abandon()
	fresh, err := v.begin()
	if err != nil {
		return err
	}
	v.mu.Lock()
	v.coming = fresh
	v.mu.Unlock()
	return nil
}
