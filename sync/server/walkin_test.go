package server_test

import (
	"testing"

	"dosedesk"
)

func walkin(citizen dosedesk.Citizen) dosedesk.Appointment {
	session, _ := dosedesk.ParseID(firstSession)
	return dosedesk.Appointment{
		ID: newID(), Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Walkin, Citizen: citizen,
		Session: dosedesk.Session{
			ID: session, Centre: centre, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covishield,
		},
	}
}

func stranger() dosedesk.Citizen {
	return dosedesk.Citizen{
		Name: "Ravi Prasad", Gender: dosedesk.Male, BirthYear: 1950, Mobile: "7000000001",
		PhotoID: dosedesk.PhotoID{Type: "Passport", LastFour: "90AB"},
	}
}

func (d *desk) register(a dosedesk.Appointment) dosedesk.Verdict {
	d.t.Helper()
	return d.verdict(d.about(dosedesk.KindWalkin, &dosedesk.WalkinRegistered{Appointment: a}))
}

func TestWalkinNeedsNoCode(t *testing.T) {
	d := newBench(t).desk()
	a := walkin(stranger())
	if v := d.register(a); v.Answer != dosedesk.Accepted {
		t.Fatalf("a walk-in: %+v", v)
	}
	if v := d.verdict(d.doseOf(a.ID, "", dosedesk.ID{})); v.Answer != dosedesk.Accepted {
		t.Fatalf("his dose: %+v", v)
	}
	e := d.entry(a.ID)
	expect(t, e, dosedesk.DoseConfirmed, "")
	if e.Code != (dosedesk.CodeState{}) {
		t.Errorf("a walk-in has a code: %+v", e.Code)
	}
}

func TestWalkinWithOpenBooking(t *testing.T) {
	booked := dosedesk.Citizen{
		ReferenceID: "10000000000001", Name: "Asha Verma", Gender: dosedesk.Female, BirthYear: 1962,
		Mobile: "6000000001", PhotoID: dosedesk.PhotoID{Type: "Voter ID", LastFour: "A001"},
	}
	sameDocument, sameMobile := stranger(), stranger()
	sameDocument.BirthYear, sameDocument.PhotoID = booked.BirthYear, booked.PhotoID
	sameMobile.Mobile, sameMobile.Name = booked.Mobile, booked.Name
	for name, citizen := range map[string]dosedesk.Citizen{"id": booked, "document": sameDocument, "mobile": sameMobile} {
		t.Run(name, func(t *testing.T) {
			d := newBench(t).desk()
			a := walkin(citizen)
			if v := d.register(a); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonOpenBooking {
				t.Fatalf("a walk-in with an open booking: %+v", v)
			}
			if v := d.verdict(d.doseOf(a.ID, citizen.ReferenceID, dosedesk.ID{})); v.Reason != dosedesk.ReasonOpenBooking {
				t.Fatalf("his dose: %+v", v)
			}
			expect(t, d.entry(a.ID), dosedesk.DoseUnconfirmed, dosedesk.ReasonOpenBooking)
		})
	}
}

func TestWalkinTwice(t *testing.T) {
	d := newBench(t).desk()
	first, second := walkin(stranger()), walkin(stranger())
	d.register(first)
	d.push(d.doseOf(first.ID, "", dosedesk.ID{}))
	d.register(second)
	if v := d.verdict(d.doseOf(second.ID, "", dosedesk.ID{})); v.Reason != dosedesk.ReasonPossibleDuplicate {
		t.Fatalf("the same man, another dose 1: %+v", v)
	}
}

func TestWalkinCannotMakeABooking(t *testing.T) {
	d := newBench(t).desk()
	online, known, abroad := walkin(stranger()), walkin(stranger()), walkin(stranger())
	online.Booking = dosedesk.Online
	known.ID = appointment(1)
	abroad.Session.Centre++
	for _, a := range []dosedesk.Appointment{online, known, abroad} {
		if v := d.register(a); v.Answer != dosedesk.Refused {
			t.Errorf("taken as a walk-in: %+v", v)
		}
	}
}
