package dosedesk

import (
	"slices"
	"time"
)

// Entry is one line of a roster: an appointment, with what the server knows of
// the visit.
type Entry struct {
	Appointment
	Code     CodeState `json:"code,omitzero"`
	Doses    []Dose    `json:"doses,omitempty"` // recorded for this appointment, in the order the server took them
	Deferred *Deferred `json:"deferred,omitempty"`
}

// Deferred is a visit that ended without a dose.
type Deferred struct {
	Reason Deferral  `json:"reason"`
	Until  Day       `json:"until,omitzero"`
	At     time.Time `json:"at"`
}

// Own is an event of the terminal's own, with the server's verdict once there
// is one.
type Own struct {
	Event   Event
	Verdict *Verdict
}

// Clearance is whether a dose may be given now, as far as the code goes.
type Clearance string

// The clearances.
const (
	NotCleared    Clearance = ""
	ClearedSealed Clearance = "sealed" // a code was entered, and is checked when the link is back
	ClearedRight  Clearance = "right"  // the server said the code is right
)

// Visit is an appointment as a screen shows it: the server's entry with the
// terminal's own events laid over it.
type Visit struct {
	Entry
	Clearance Clearance
	ClearedBy ID   // the code.entered event behind the clearance, where this terminal recorded it
	Reissuing bool // a new code was asked for here, and the entry does not show it yet
	Unsent    int  // own events about this appointment that the server has not acknowledged
}

// NewVisit lays the terminal's own events, in their order, over the server's
// entry. It wants those only whose effect the entry does not hold yet: the ones
// without a verdict, and those whose Verdict.Change lies beyond the terminal's
// cursor.
func NewVisit(entry Entry, own []Own) Visit {
	v := Visit{Entry: entry}
	v.Doses = append([]Dose(nil), entry.Doses...)
	if v.Code.Right {
		v.Clearance = ClearedRight
	}
	for _, o := range own {
		v.lay(o)
	}
	return v
}

func (v *Visit) lay(o Own) {
	if o.Verdict == nil {
		v.Unsent++
	} else if o.Verdict.Answer == Refused && o.Verdict.Code == "" {
		return
	}
	switch b := o.Event.Body.(type) {
	case *CodeEntered:
		v.layCode(o)
	case *DoseRecorded:
		if v.hasDose(o.Event.ID) {
			return // the page that holds it came before its receipt
		}
		v.Doses = append(v.Doses, Dose{
			ID: o.Event.ID, Appointment: b.Appointment, Citizen: b.Citizen, Number: b.Dose,
			Vaccine: b.Vaccine, Batch: b.Batch, Vaccinator: b.Vaccinator, By: o.Event.By,
			GivenAt: b.GivenAt, State: DosePending,
		})
		v.Deferred = nil
	case *VisitDeferred:
		v.Deferred = &Deferred{Reason: b.Reason, Until: b.Until, At: o.Event.At.Wall}
	case *WalkinRegistered:
		v.Appointment = b.Appointment
	case *ReissueAsked:
		v.Reissuing = true
	}
}

func (v *Visit) hasDose(id ID) bool {
	return slices.ContainsFunc(v.Doses, func(d Dose) bool { return d.ID == id })
}

func (v *Visit) layCode(o Own) {
	v.Deferred = nil
	if o.Verdict == nil {
		if v.Clearance == NotCleared {
			v.Clearance, v.ClearedBy = ClearedSealed, o.Event.ID
		}
		return
	}
	v.Code.TriesLeft = o.Verdict.TriesLeft
	switch {
	case o.Verdict.Code == CodeRight:
		v.Clearance, v.ClearedBy, v.Code.Right = ClearedRight, o.Event.ID, true
	case v.ClearedBy == o.Event.ID:
		v.Clearance, v.ClearedBy = NotCleared, ID{}
	}
}

// Dose returns the dose of this visit: the last recorded one, if any.
func (v Visit) Dose() (Dose, bool) {
	if len(v.Doses) == 0 {
		return Dose{}, false
	}
	return v.Doses[len(v.Doses)-1], true
}

// NeedsCode reports whether a code must be entered before the dose.
func (v Visit) NeedsCode() bool { return v.Booking == Online && v.Clearance == NotCleared }

// VisitState is where a visit stands, in one word.
type VisitState string

// The states of a visit.
const (
	VisitDue         VisitState = "due"       // booked for today
	VisitOtherDay    VisitState = "other_day" // booked for another day
	VisitLocked      VisitState = "locked"    // too many wrong codes
	VisitCleared     VisitState = "cleared"   // the dose may be given
	VisitGiven       VisitState = "given"     // the dose is recorded, not yet judged
	VisitConfirmed   VisitState = "confirmed"
	VisitUnconfirmed VisitState = "unconfirmed"
	VisitDeferredNow VisitState = "deferred"
	VisitCancelled   VisitState = "cancelled"
)

// State returns where the visit stands on a day.
func (v Visit) State(today Day) VisitState {
	if dose, ok := v.Dose(); ok {
		switch dose.State {
		case DoseConfirmed:
			return VisitConfirmed
		case DoseUnconfirmed:
			return VisitUnconfirmed
		case DosePending:
			return VisitGiven
		}
	}
	switch {
	case v.Cancelled:
		return VisitCancelled
	case v.Deferred != nil && DayOf(v.Deferred.At) == today:
		return VisitDeferredNow
	case v.Session.Day != today:
		return VisitOtherDay
	case v.Code.Locked():
		return VisitLocked
	case v.Clearance != NotCleared:
		return VisitCleared
	}
	return VisitDue
}
