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
	Override *Override `json:"override,omitempty"` // the last one
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
	NotCleared      Clearance = ""
	ClearedSealed   Clearance = "sealed"   // a code was entered, and is checked when the link is back
	ClearedSlip     Clearance = "slip"     // the slip's code is right; the server has not said so yet
	ClearedRight    Clearance = "right"    // the server said the code is right
	ClearedOverride Clearance = "override" // by the in-charge, without a code
)

// Visit is an appointment as a screen shows it: the server's entry with the
// terminal's own events laid over it.
type Visit struct {
	Entry
	Clearance Clearance
	ClearedBy ID   // the event behind the clearance; none where the citizen sent the code himself
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
	switch {
	case v.Code.Right:
		v.Clearance, v.ClearedBy = ClearedRight, v.Code.RightBy
	case v.Override != nil && len(v.Doses) == 0:
		v.Clearance, v.ClearedBy = ClearedOverride, v.Override.Event
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
		v.layCode(o, b)
	case *OverrideRecorded:
		v.layOverride(b.Override(o.Event.Header))
	case *DoseCorrected:
		v.layCorrection(b)
	case *DoseRecorded:
		if v.hasDose(o.Event.ID) {
			return // the page that holds it came before its receipt
		}
		v.Doses = append(v.Doses, Dose{
			ID: o.Event.ID, Appointment: b.Appointment, Citizen: b.Citizen, Number: b.Dose,
			Vaccine: b.Vaccine, Batch: b.Batch, Vaccinator: b.Vaccinator, By: o.Event.By,
			GivenAt: b.GivenAt, State: DosePending,
			KeyedIn: KeyedIn(o.Event.At, b),
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

func (v *Visit) layCode(o Own, b *CodeEntered) {
	v.Deferred = nil
	if o.Verdict == nil {
		if v.Clearance == NotCleared || v.Clearance == ClearedSealed && b.Channel == ChannelSlip {
			v.Clearance, v.ClearedBy = ClearedSealed, o.Event.ID
			if b.Channel == ChannelSlip {
				v.Clearance = ClearedSlip
			}
		}
		return
	}
	if o.Verdict.Code != "" {
		v.Code.TriesLeft = o.Verdict.TriesLeft
	}
	switch {
	case o.Verdict.Code == CodeRight:
		v.Clearance, v.ClearedBy = ClearedRight, o.Event.ID
		v.Code.Right, v.Code.RightBy = true, o.Event.ID
	case v.ClearedBy == o.Event.ID:
		v.Clearance, v.ClearedBy = NotCleared, ID{}
	}
}

// layOverride clears whom no code has cleared.
func (v *Visit) layOverride(o Override) {
	v.Override, v.Deferred = &o, nil
	if v.Clearance == NotCleared {
		v.Clearance, v.ClearedBy = ClearedOverride, o.Event
	}
}

func (v *Visit) layCorrection(b *DoseCorrected) {
	for i := range v.Doses {
		if d := &v.Doses[i]; d.ID == b.Dose {
			d.Vaccine, d.Batch, d.Vaccinator, d.GivenAt = b.Vaccine, b.Batch, b.Vaccinator, b.GivenAt
		}
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
	case v.Clearance != NotCleared:
		return VisitCleared
	case v.Code.Locked():
		return VisitLocked
	}
	return VisitDue
}
