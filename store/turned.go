package store

import (
	"bytes"
	"maps"
	"slices"

	"dosedesk"
)

// write does to the file what the turn does.
func (t tx) write(m *rosterMemory, turn *turn) error {
	for _, l := range turn.lifted {
		if err := t.lift(m.shelves[l.Session.Day], l); err != nil {
			return err
		}
	}
	dropped := turn.dead
	if review := m.shelves[dosedesk.Day{}]; turn.settled && review != nil {
		dropped = append(slices.Clone(dropped), review)
	}
	for _, s := range dropped {
		if err := t.drop(s); err != nil {
			return err
		}
	}
	for _, s := range turn.made {
		if err := t.create(s); err != nil {
			return err
		}
	}
	if err := t.fill(turn); err != nil {
		return err
	}
	if len(dropped)+len(turn.made) > 0 {
		if err := t.putJSON(facts, factShelves, turn.list()); err != nil {
			return err
		}
	}
	return t.writeFacts(turn.page, turn.wall)
}

func (t tx) fill(turn *turn) error {
	for _, l := range turn.fresh {
		if err := t.lay(turn.shelves[l.Session.Day], l); err != nil {
			return err
		}
	}
	if !turn.settled {
		return nil
	}
	byID := func(a, b *line) int { return bytes.Compare(a.ID[:], b.ID[:]) }
	for _, l := range slices.SortedFunc(maps.Values(turn.review), byID) {
		anew := &line{Entry: l.Entry} // with a number of the new shelf
		if err := t.lay(turn.shelves[dosedesk.Day{}], anew); err != nil {
			return err
		}
		turn.review[l.ID] = anew
	}
	return nil
}

func (t *turn) list() []*shelf {
	return slices.SortedFunc(maps.Values(t.shelves), func(a, b *shelf) int { return a.Day.Compare(b.Day) })
}

// take brings memory to where write has brought the file. It reports whether
// the index still serves: whether nothing it is made from has changed.
func (m *rosterMemory) take(t *turn) (indexed bool) {
	m.takeFacts(t.page, t.wall)
	indexed = len(t.gone) == 0
	for _, s := range t.dead {
		delete(m.tallies, s.Day)
	}
	for _, l := range t.lifted {
		m.untally(l)
	}
	for _, l := range t.fresh {
		had := m.entries[l.ID]
		indexed = indexed && had != nil && sameTerms(&had.Appointment, &l.Appointment)
		if had != nil && had.Session.Day == l.Session.Day && !m.review[l.ID] {
			m.untally(had)
		}
		m.set(l)
		m.tallies[l.Session.Day] = m.tallies[l.Session.Day].With(l.Sum())
	}
	for id, l := range t.review {
		had := m.entries[id]
		indexed = indexed && had != nil && sameTerms(&had.Appointment, &l.Appointment)
		m.set(l)
	}
	for _, id := range t.gone {
		delete(m.entries, id)
		delete(m.served, id)
	}
	m.review = map[dosedesk.ID]bool{}
	for id := range t.review {
		m.review[id] = true
	}
	m.shelves = t.shelves
	return indexed
}

func (m *rosterMemory) untally(l *line) {
	if tally, ok := m.tallies[l.Session.Day]; ok {
		m.tallies[l.Session.Day] = tally.Without(l.Sum())
	}
}
