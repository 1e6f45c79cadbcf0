package store

import (
	"time"

	"dosedesk"
)

// once is what this terminal does once only, from all its events: the roster
// and the server's verdicts take nothing of it back, a refusal excepted.
type once struct {
	doses map[injection]uint64 // the number of the event that stands
	slips map[dosedesk.ID]slip // by appointment
}

// An injection is one dose of an appointment.
type injection struct {
	appointment dosedesk.ID
	dose        int
}

// slip is a slip that was entered: of which issue, and when first.
type slip struct {
	issue int
	at    time.Time
}

func newOnce() once {
	return once{doses: map[injection]uint64{}, slips: map[dosedesk.ID]slip{}}
}

// add takes in an event of this terminal's.
func (o once) add(event dosedesk.Event) {
	switch b := event.Body.(type) {
	case *dosedesk.DoseRecorded:
		o.doses[injection{b.Appointment, b.Dose}] = event.Number
	case *dosedesk.CodeEntered:
		if b.Channel == dosedesk.ChannelSlip && b.Issue > o.slips[b.Appointment].issue {
			o.slips[b.Appointment] = slip{b.Issue, event.At.Wall}
		}
	}
}

// refuse makes room for a dose that is to be recorded anew. A slip stays used.
func (o once) refuse(event dosedesk.Event) {
	b, ok := event.Body.(*dosedesk.DoseRecorded)
	if !ok {
		return
	}
	if of := (injection{b.Appointment, b.Dose}); o.doses[of] == event.Number {
		delete(o.doses, of)
	}
}

// allows fails with EConflict for a dose that is recorded already: one
// injection is one event, whichever screen asks, and how often.
func (o once) allows(body dosedesk.Body) error {
	b, ok := body.(*dosedesk.DoseRecorded)
	if !ok {
		return nil
	}
	if _, recorded := o.doses[injection{b.Appointment, b.Dose}]; recorded {
		return dosedesk.Errorf(dosedesk.EConflict, "this dose is recorded already")
	}
	return nil
}

// SlipUsed reports whether a slip of this appointment was entered at this
// terminal, and when first. One that a newer code has replaced since does not
// count: the citizen may come with the new one.
func (v *Vault) SlipUsed(appointment dosedesk.ID) (at time.Time, ok bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	used, ok := v.own.once.slips[appointment]
	if entry := v.booked.entries[appointment]; !ok || entry != nil && used.issue < entry.Code.Issue {
		return time.Time{}, false
	}
	return used.at, true
}
