package store

import (
	"log/slog"
	"slices"

	"dosedesk"
)

// Schedule returns the rules to judge by, which events name: the server's;
// before its first one, and where the terminal does not know by which key the
// server signs, the built-in ones.
func (v *Vault) Schedule() *dosedesk.Schedule {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.schedule()
}

func (v *Vault) schedule() *dosedesk.Schedule {
	if v.booked.schedule != nil {
		return v.booked.schedule
	}
	return v.options.Schedule
}

// TokenKeys returns the keys that slips are verified with.
func (v *Vault) TokenKeys() []dosedesk.TokenKey {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return slices.Clone(v.booked.tokenKeys)
}

// openSchedule verifies the schedule that is on the disk as if it came just now.
func (m *rosterMemory) openSchedule(signedBy []byte, log *slog.Logger) {
	if m.signed == nil {
		return
	}
	var err error
	if m.schedule, err = m.signed.Open(signedBy); err != nil {
		log.Warn("the kept schedule is not taken", "problem", dosedesk.CodeOf(err))
	}
}

// page is a page of changes that may be kept: with its schedule verified and
// read, or without it.
type page struct {
	dosedesk.Changes
	schedule *dosedesk.Schedule
}

// vet looks at a page's schedule before anything of it is kept: the server must
// have signed it, it must be readable, and not older than the one that is there.
// What else the page brings is taken all the same.
func (v *Vault) vet(c dosedesk.Changes, had *dosedesk.Schedule) page {
	p := page{Changes: c}
	if c.Schedule == nil {
		return p
	}
	fresh, err := c.Schedule.Open(v.Enrolment().SignedBy)
	if err == nil && had != nil && fresh.Text() != had.Text() && !fresh.NewerThan(had) {
		err = dosedesk.Errorf(dosedesk.EConflict, "the schedule is older than the one received before")
	}
	if err != nil {
		v.options.Log.Warn("the server's schedule is not taken", "problem", dosedesk.CodeOf(err))
		p.Schedule = nil
		return p
	}
	p.schedule = fresh
	return p
}
