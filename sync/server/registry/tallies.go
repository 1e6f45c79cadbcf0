package registry

import (
	"context"

	"dosedesk"
)

// A tallyKey names a row of tallies.
type tallyKey struct {
	centre dosedesk.CentreID
	day    dosedesk.Day
	review bool
}

// count says what became of the tallies by the transaction, before it commits:
// each entry that it touched is counted once more, as a page would carry it now.
func (tx *Tx) count() error {
	for touched := range tx.touched {
		if err := tx.recount(touched); err != nil {
			return err
		}
	}
	for key, change := range tx.tallies {
		if err := tx.addTally(key, change); err != nil {
			return err
		}
	}
	return nil
}

// touch has an entry counted again at the end of the transaction.
func (tx *Tx) touch(appointment dosedesk.ID) {
	if tx.touched == nil {
		tx.touched = map[dosedesk.ID]bool{}
	}
	tx.touched[appointment] = true
}

func (tx *Tx) recount(appointment dosedesk.ID) error {
	found, err := tx.entries(`WHERE a.id = $1`, id(appointment))
	if err != nil || len(found) == 0 {
		return err
	}
	e := &found[0]
	if e.sum != nil {
		tx.tally(&e.Entry, e.review, func(t dosedesk.Tally) dosedesk.Tally { return t.Without(uint64(*e.sum)) }) //nolint:gosec // 64 bits
	}
	sum := e.Sum()
	tx.tally(&e.Entry, e.InReview(), func(t dosedesk.Tally) dosedesk.Tally { return t.With(sum) })
	return tx.do(`UPDATE appointments SET sum = $3, review = $4 WHERE centre = $1 AND id = $2`,
		e.Session.Centre, id(e.ID), int64(sum), e.InReview()) //nolint:gosec // 64 bits
}

// tally notes a change of a tally, which is written at the end.
func (tx *Tx) tally(e *dosedesk.Entry, review bool, change func(dosedesk.Tally) dosedesk.Tally) {
	if tx.tallies == nil {
		tx.tallies = map[tallyKey]dosedesk.Tally{}
	}
	key := tallyKey{e.Session.Centre, e.Session.Day, review}
	tx.tallies[key] = change(tx.tallies[key])
}

// addTally adds a change: what either sum has and not both is their XOR, for which
// SQLite has no sign.
func (tx *Tx) addTally(k tallyKey, change dosedesk.Tally) error {
	return tx.do(`INSERT INTO tallies (centre, day, review, entries, sum) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (centre, day, review) DO UPDATE SET
		entries = tallies.entries + $4, sum = (tallies.sum | $5) - (tallies.sum & $5)`,
		k.centre, k.day.String(), k.review, change.Count, int64(change.Sum)) //nolint:gosec // 64 bits
}

// Digest returns what a centre's roster holds: of each day from the first that
// lives, and of earlier ones what is in review.
func (tx *Tx) Digest(centre dosedesk.CentreID, first dosedesk.Day) (dosedesk.Digest, error) {
	rows, err := all(tx, func(row scanner) (t dosedesk.DayTally, err error) {
		var sum int64
		err = row.Scan(textual{&t.Day}, &t.Count, &sum)
		t.Sum = uint64(sum) //nolint:gosec // 64 bits
		return t, err
	}, `SELECT day, entries, sum FROM tallies WHERE centre = $1 AND (day >= $2 OR review)`, centre, first.String())
	tallies := map[dosedesk.Day]dosedesk.Tally{}
	for _, row := range rows {
		tallies[row.Day] = tallies[row.Day].And(row.Tally)
	}
	return dosedesk.NewDigest(tallies), err
}

// countAll counts the entries that no transaction has counted yet, of a registry
// from before there were tallies.
func (r *Registry) countAll(ctx context.Context) error {
	for more := true; more; {
		err := r.Update(ctx, func(tx *Tx) (err error) {
			more, err = tx.countSome()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// countSome counts such entries of one centre, which it holds: another server may
// be at it too.
func (tx *Tx) countSome() (more bool, err error) {
	centre, more, err := one(tx, single[dosedesk.CentreID], `SELECT centre FROM appointments WHERE sum IS NULL LIMIT 1`)
	if err != nil || !more {
		return false, err
	}
	if err := tx.Hold(centre); err != nil {
		return false, err
	}
	some, err := all(tx, func(row scanner) (a dosedesk.ID, err error) {
		err = row.Scan(textual{&a})
		return a, err
	}, `SELECT id FROM appointments WHERE centre = $1 AND sum IS NULL LIMIT 1000`, centre)
	for _, appointment := range some {
		tx.touch(appointment)
	}
	return true, err
}
