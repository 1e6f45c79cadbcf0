package server

import (
	"slices"

	"dosedesk"
	"dosedesk/store/names"
)

// walkin makes the appointment of a citizen who came without a booking. Where an
// online booking of his seems to be open it is made all the same, for the
// in-charge to look at.
func (p *push) walkin(b *dosedesk.WalkinRegistered, known bool) (dosedesk.Verdict, error) {
	a := b.Appointment
	switch {
	case a.Session.Centre != p.centre.ID:
		return refused(dosedesk.ReasonOtherCentre), nil
	case known || !wellFormed(a):
		return refused(dosedesk.ReasonMalformed), nil
	}
	open, _, err := p.alike(a)
	if err != nil {
		return dosedesk.Verdict{}, err
	}
	if _, err := p.tx.EnsureSession(a.Session); dosedesk.CodeOf(err) == dosedesk.EConflict {
		return refused(dosedesk.ReasonMalformed), nil
	} else if err != nil {
		return dosedesk.Verdict{}, err
	}
	change, err := p.tx.AddAppointment(a, dosedesk.CodeState{})
	verdict := accepted(change)
	if open {
		verdict = review(dosedesk.ReasonOpenBooking)
		verdict.Change = change
	}
	return verdict, err
}

func wellFormed(a dosedesk.Appointment) bool {
	return a.Booking == dosedesk.Walkin && !a.Cancelled && 1 <= a.Dose && a.Dose <= 3 &&
		!a.ID.IsZero() && !a.Session.ID.IsZero() && !a.Session.Day.IsZero() && a.Citizen.Name != ""
}

// alike looks for who seems to be the walk-in: with an online booking that is
// still open, or with the same dose already on record.
func (d *deciding) alike(a dosedesk.Appointment) (openBooking, duplicate bool, err error) {
	others, err := d.tx.Alike(a.Session.Centre, a.Citizen)
	for _, other := range others {
		if other.ID == a.ID {
			continue
		}
		openBooking = openBooking || isOpen(other) && seemsSame(a.Citizen, other.Citizen)
		duplicate = duplicate || had(other, a.Dose) && verySimilar(a.Citizen, other.Citizen)
	}
	return openBooking, duplicate, err
}

// isOpen reports whether an online booking was not used yet: a dose that is not
// confirmed uses none, or the booking's code could be walked around.
func isOpen(e dosedesk.Entry) bool {
	confirmed := func(d dosedesk.Dose) bool { return d.State == dosedesk.DoseConfirmed }
	return e.Booking == dosedesk.Online && !e.Cancelled && !slices.ContainsFunc(e.Doses, confirmed)
}

func had(e dosedesk.Entry, dose int) bool {
	for _, d := range e.Doses {
		if d.Number == dose {
			return true
		}
	}
	return false
}

// seemsSame is reason enough to look for an open booking.
func seemsSame(a, b dosedesk.Citizen) bool {
	return a.ReferenceID != "" && a.ReferenceID == b.ReferenceID || a.SameDocument(b) ||
		a.Mobile != "" && a.Mobile == b.Mobile && names.Key(a.Name) == names.Key(b.Name)
}

// verySimilar is reason enough to hold back a certificate: the document, the
// birth year and the name.
func verySimilar(a, b dosedesk.Citizen) bool {
	return a.SameDocument(b) && names.Key(a.Name) == names.Key(b.Name)
}
