package store

import "dosedesk"

// A veil lies over what seems too old to be shown, by the wall clock alone: days
// that would be dead, or the whole roster after 7 days without a sync. Nothing is
// destroyed by it. What the clock was wrong by at the last sync does not count, so
// a sync lifts it, and so does setting a clock right. What waits in the review
// stays uncovered as long as the roster does, and this terminal's own visits
// always.
type veil struct {
	all   bool
	first dosedesk.Day // that is not covered
}

// veil is for who holds mu.
func (v *Vault) veil() veil {
	if v.booked.AsOf.IsZero() {
		return veil{}
	}
	since := v.options.Now().Sub(v.booked.Wall)
	return veil{since > dosedesk.RosterLife, dosedesk.FirstLiving(v.booked.AsOf.Add(since))}
}

func (v *Vault) covers(w veil, l *line) bool {
	old := w.all || l.Session.Day.Before(w.first) && !l.InReview()
	return old && len(v.own.own[l.ID]) == 0
}

// Hidden returns what of the roster is not shown, because it seems too old.
func (v *Vault) Hidden() dosedesk.Hiding {
	v.awaitIndex()
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	if w.all {
		return dosedesk.HidesRoster
	}
	for rank := range v.index.old(w) {
		if v.covered(rank, w) {
			return dosedesk.HidesDays
		}
	}
	return dosedesk.HidesNothing
}

func (v *Vault) covered(rank int, w veil) bool {
	l := v.booked.entries[v.index.ranked[rank]]
	return l != nil && v.covers(w, l)
}

// withhold takes out of hits what a veil covers.
func (v *Vault) withhold(w veil, hits bitset) {
	for rank := range v.index.old(w) {
		if hits.has(rank) && v.covered(rank, w) {
			hits.clear(rank)
		}
	}
}

// old returns before which rank a veil may cover something.
func (x *index) old(w veil) int {
	if w.all {
		return len(x.ranked)
	}
	before, _ := x.today(w.first)
	return before
}
