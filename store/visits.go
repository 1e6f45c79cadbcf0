package store

import (
	"runtime/debug"
	"slices"

	"dosedesk"
	"dosedesk/store/names"
)

// Visit returns an appointment as a screen shows it.
func (v *Vault) Visit(appointment dosedesk.ID) (dosedesk.Visit, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.visit(appointment, v.veil())
}

// Visits returns every visit of the roster that is shown, by day, slot and name.
func (v *Vault) Visits() []dosedesk.Visit {
	v.awaitIndex()
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	visits := make([]dosedesk.Visit, 0, len(v.index.ranked))
	for _, id := range v.index.ranked {
		if visit, ok := v.visit(id, w); ok {
			visits = append(visits, visit)
		}
	}
	return visits
}

// Count counts the visits of the roster that are shown.
func (v *Vault) Count() int {
	v.awaitIndex()
	v.mu.RLock()
	defer v.mu.RUnlock()
	w, n := v.veil(), len(v.index.ranked)
	for rank := range v.index.old(w) {
		if v.covered(rank, w) {
			n--
		}
	}
	return n
}

// Served returns those of Visits that have a dose or an override, in no order: a
// few of many.
func (v *Vault) Served() (visits []dosedesk.Visit) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	take := func(id dosedesk.ID) {
		if visit, ok := v.visit(id, w); ok && (len(visit.Doses) > 0 || visit.Override != nil) {
			visits = append(visits, visit)
		}
	}
	for id := range v.booked.served {
		take(id)
	}
	for id := range v.own.own {
		if !v.booked.served[id] {
			take(id)
		}
	}
	return visits
}

// InReview returns those of Visits with a dose that the server did not confirm, by
// day, slot and name.
func (v *Vault) InReview() (visits []dosedesk.Visit) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	for id := range v.booked.served {
		if l := v.booked.entries[id]; !l.InReview() {
			continue
		}
		if visit, ok := v.visit(id, w); ok {
			visits = append(visits, visit)
		}
	}
	slices.SortFunc(visits, func(a, b dosedesk.Visit) int { return byTurn(&a.Appointment, &b.Appointment) })
	return visits
}

// OpenBooking finds an online booking, not cancelled and without a confirmed
// dose, of who seems to be the same citizen: by reference id, by photo ID and
// birth year, or by mobile and name. One with another dose stays open: its code
// is still to come.
func (v *Vault) OpenBooking(citizen dosedesk.Citizen) (dosedesk.Visit, bool) {
	v.awaitIndex()
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	for _, id := range v.index.ranked {
		entry, ok := v.booked.entries[id]
		if !ok || entry.Booking != dosedesk.Online || entry.Cancelled || !sameCitizen(entry.Citizen, citizen) {
			continue
		}
		visit, shown := v.visit(id, w)
		if shown && !slices.ContainsFunc(visit.Doses, func(d dosedesk.Dose) bool { return d.State == dosedesk.DoseConfirmed }) {
			return visit, true
		}
	}
	return dosedesk.Visit{}, false
}

func sameCitizen(a, b dosedesk.Citizen) bool {
	return a.ReferenceID != "" && a.ReferenceID == b.ReferenceID ||
		a.SameDocument(b) ||
		a.Mobile != "" && a.Mobile == b.Mobile && sameName(a, b)
}

func sameName(a, b dosedesk.Citizen) bool {
	for _, one := range []string{a.Name, a.NameHindi} {
		for _, other := range []string{b.Name, b.NameHindi} {
			if key := names.Key(one); key != "" && key == names.Key(other) {
				return true
			}
		}
	}
	return false
}

// visit lays the own events over the entry. A walk-in registered here is a
// visit before the server's roster knows him. What a veil covers is none.
func (v *Vault) visit(id dosedesk.ID, w veil) (dosedesk.Visit, bool) {
	overlay := v.own.overlay(id)
	l, ok := v.booked.entries[id]
	switch {
	case ok && v.covers(w, l):
		return dosedesk.Visit{}, false
	case ok:
		return dosedesk.NewVisit(l.Entry, overlay), true
	}
	walkin, registered := v.registration(v.own.own[id])
	if !registered {
		return dosedesk.Visit{}, false
	}
	return dosedesk.NewVisit(dosedesk.Entry{Appointment: *walkin}, overlay), true
}

// registration finds a walk-in among own events. Where the roster is gone, nothing
// tells that it showed him once: who would be dead in it by the wall clock comes
// back only where the server has not all of him.
func (v *Vault) registration(list []own) (walkin *dosedesk.Appointment, shown bool) {
	waits := false
	for _, o := range list {
		waits = waits || o.judgement == nil
		if body, ok := o.event.Body.(*dosedesk.WalkinRegistered); ok {
			walkin = &body.Appointment
		}
	}
	return walkin, walkin != nil && (waits || !walkin.Session.Day.Before(dosedesk.FirstLiving(v.options.Now())))
}

// shown returns the roster that is shown, to who holds no lock of memory.
func (v *Vault) shown() *rosterMemory {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.booked
}

// manyEntries is from when on it is worth giving back at once what opening took
// besides: some 40 MB for 100,000.
const manyEntries = 20_000

// openIndex makes the first index, in the background: at unlock it is a third of
// the work, and nobody searches before he has signed in.
func (v *Vault) openIndex(booked *rosterMemory, own *outboxMemory) {
	own.forget(booked)
	v.booked, v.own, v.indexed = booked, own, make(chan struct{})
	many := len(booked.entries) > manyEntries
	v.indexing.Lock()
	go func() {
		defer v.indexing.Unlock()
		index := v.indexOf(booked, own)
		v.mu.Lock()
		v.index = index // nothing else: whoever opens the vault reads the rest without a lock
		v.mu.Unlock()
		close(v.indexed)
		if many {
			debug.FreeOSMemory()
		}
	}()
}

// awaitIndex waits for the first index; later ones take the place of it.
func (v *Vault) awaitIndex() { <-v.indexed }

// reindex makes the index anew.
func (v *Vault) reindex() {
	v.indexing.Lock()
	defer v.indexing.Unlock()
	v.place(v.booked, v.own)
}

// show puts a roster, and the own events that it does not reflect, in the place
// of what was there. Nobody else may know these events yet.
func (v *Vault) show(booked *rosterMemory, own *outboxMemory) {
	v.indexing.Lock()
	defer v.indexing.Unlock()
	v.mu.RLock()
	own.forget(booked)
	v.mu.RUnlock()
	v.place(booked, own)
}

// place makes an index, aside, and puts it in place with what it is of: a search
// sees all of the old or all of the new.
func (v *Vault) place(booked *rosterMemory, own *outboxMemory) {
	index := v.indexOf(booked, own)
	v.mu.Lock()
	v.booked, v.own, v.index = booked, own, index
	v.mu.Unlock()
}

func (v *Vault) indexOf(booked *rosterMemory, own *outboxMemory) *index {
	v.mu.RLock()
	appointments := make([]*dosedesk.Appointment, 0, len(booked.entries))
	for _, entry := range booked.entries {
		appointments = append(appointments, &entry.Appointment)
	}
	for id, list := range own.own {
		if walkin, ok := v.registration(list); ok && booked.entries[id] == nil {
			appointments = append(appointments, walkin)
		}
	}
	v.mu.RUnlock()
	return newIndex(appointments)
}
