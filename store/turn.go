package store

import (
	"maps"
	"slices"
	"time"

	"dosedesk"
)

// A turn is what a page does to a roster, worked out before anything is written:
// some lines come or change, and by the server's time of the page some days die.
// Of a dead day only what is kept stays. It moves to the shelf of the review,
// which is made anew under a new key with each change: the few lines on it leave
// no trace either once they are settled.
type turn struct {
	page
	wall    time.Time
	first   dosedesk.Day // that lives
	fresh   []*line      // for their days' shelves
	lifted  []*line      // taken off them
	gone    []dosedesk.ID
	dead    []*shelf
	review  map[dosedesk.ID]*line // all of it
	settled bool                  // the review is not what it was

	shelves map[dosedesk.Day]*shelf // afterwards
	made    []*shelf
}

// turn works out what a page does. first is the first day that lives, kept says
// what stays of the others.
func (m *rosterMemory) turn(p page, first dosedesk.Day, kept func(*line) bool) *turn {
	t := &turn{page: p, first: first, review: map[dosedesk.ID]*line{}}
	for id := range m.review {
		t.review[id] = m.entries[id]
	}
	came := make(map[dosedesk.ID]bool, len(p.Entries))
	for _, entry := range p.Entries {
		came[entry.ID] = true
		t.come(m, &line{Entry: entry}, kept)
	}
	for _, day := range slices.SortedFunc(maps.Keys(m.shelves), dosedesk.Day.Compare) {
		if !day.IsZero() && day.Before(first) {
			t.dead = append(t.dead, m.shelves[day])
		}
	}
	for id, l := range m.entries {
		if len(t.dead) == 0 {
			break
		}
		if l.Session.Day.Before(first) && !m.review[id] && !came[id] {
			t.stay(m, l, kept(l))
		}
	}
	for id := range m.review {
		if !came[id] {
			t.stay(m, m.entries[id], kept(m.entries[id]))
		}
	}
	return t
}

// come takes in a line of the page.
func (t *turn) come(m *rosterMemory, l *line, kept func(*line) bool) {
	had := m.entries[l.ID]
	lay := had != nil && !m.review[l.ID] // on its day's shelf
	lives := !l.Session.Day.Before(t.first)
	if lay && lives && had.Session.Day == l.Session.Day {
		l.number = had.number
	} else if lay {
		t.lifted = append(t.lifted, had)
	}
	if lives {
		t.fresh = append(t.fresh, l)
		t.settle(l.ID, nil)
		return
	}
	if kept(l) {
		t.settle(l.ID, l)
		return
	}
	t.settle(l.ID, nil)
	if had != nil {
		t.gone = append(t.gone, l.ID)
	}
}

// stay says what becomes of a line of a dead day that no page brought.
func (t *turn) stay(m *rosterMemory, l *line, kept bool) {
	switch {
	case !kept:
		t.settle(l.ID, nil)
		t.gone = append(t.gone, l.ID)
	case !m.review[l.ID]:
		t.settle(l.ID, l)
	}
}

// settle puts a line in the review, or takes it out.
func (t *turn) settle(id dosedesk.ID, l *line) {
	had := t.review[id]
	t.settled = t.settled || had != l
	if l == nil {
		delete(t.review, id)
		return
	}
	t.review[id] = l
}

// idle reports whether the turn leaves everything as it is.
func (t *turn) idle(m *rosterMemory) bool {
	return t.Cursor == m.Cursor && len(t.Entries) == 0 && len(t.Operators) == 0 && len(t.TokenKeys) == 0 &&
		t.Centre == nil && t.SealKey == nil && t.Schedule == nil &&
		len(t.dead) == 0 && !t.settled
}

// prepare makes the keys of new shelves: they are on the disk before anything is
// sealed with them.
func (t *turn) prepare(m *rosterMemory, keys *dayKeys) error {
	t.shelves = maps.Clone(m.shelves)
	for _, s := range t.dead {
		delete(t.shelves, s.Day)
	}
	if t.settled {
		delete(t.shelves, dosedesk.Day{})
	}
	var days []dosedesk.Day
	for _, l := range t.fresh {
		days = append(days, l.Session.Day)
	}
	if t.settled && len(t.review) > 0 {
		days = append(days, dosedesk.Day{})
	}
	for _, day := range days {
		if t.shelves[day] != nil {
			continue
		}
		s, err := keys.newShelf(day)
		if err != nil {
			return err
		}
		t.shelves[day], t.made = s, append(t.made, s)
	}
	if len(t.made) == 0 {
		return nil
	}
	return keys.flush()
}
