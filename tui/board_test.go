package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestTheDayIsCounted(t *testing.T) {
	visit := func(change func(*dosedesk.Visit)) dosedesk.Visit {
		v := dosedesk.Visit{Entry: booked(1, "Lakshmi Kushwaha", "", dosedesk.Female, 1962, "7735")}
		change(&v)
		return v
	}
	dose := func(state dosedesk.DoseState) func(*dosedesk.Visit) {
		return func(v *dosedesk.Visit) { v.Doses = []dosedesk.Dose{{State: state}} }
	}
	visits := []dosedesk.Visit{
		visit(func(*dosedesk.Visit) {}),
		visit(func(v *dosedesk.Visit) { v.Cancelled = true }),
		visit(func(v *dosedesk.Visit) { v.Session.Day = testDay.AddDays(1) }),
		visit(func(v *dosedesk.Visit) { v.Code.TriesLeft = 2 }),
		visit(func(v *dosedesk.Visit) { v.Clearance, v.Unsent = dosedesk.ClearedSealed, 1 }),
		visit(dose(dosedesk.DosePending)), visit(dose(dosedesk.DoseConfirmed)), visit(dose(dosedesk.DoseUnconfirmed)),
		visit(func(v *dosedesk.Visit) { v.Deferred = &dosedesk.Deferred{At: testDay.Start()} }),
		visit(func(v *dosedesk.Visit) {
			v.Booking, v.Code, v.Appointment.Dose, v.Unsent, v.Slot = dosedesk.Walkin, dosedesk.CodeState{}, 2, 2, ""
		}),
		visit(func(v *dosedesk.Visit) {
			v.Booking, v.Code, v.Appointment.Dose, v.Slot = dosedesk.Walkin, dosedesk.CodeState{}, 2, ""
		}),
		visit(func(v *dosedesk.Visit) {
			v.Booking, v.Code, v.Appointment.Dose = dosedesk.Walkin, dosedesk.CodeState{}, 2
		}), // imported
	}
	first := tally{booked: 7, arrived: 6, cleared: 1, given: 3, confirmed: 1, unconfirmed: 1, deferred: 1, notCome: 1, unsent: 1}
	second := tally{walkins: 3, arrived: 2, notCome: 1, unsent: 2}
	all := first
	all.walkins, all.arrived, all.notCome, all.unsent = 3, 8, 2, 3

	gotAll, gotGroups := count(visits, testDay)
	wantGroups := map[group]tally{{dosedesk.Covishield, 1}: first, {dosedesk.Covishield, 2}: second}
	if diff := cmp.Diff(all, gotAll, cmp.AllowUnexported(tally{})); diff != "" {
		t.Errorf("in all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(wantGroups, gotGroups, cmp.AllowUnexported(tally{}, group{})); diff != "" {
		t.Errorf("by vaccine and dose (-want +got):\n%s", diff)
	}
}

func TestTheBoardHasRoomForManyVaccines(t *testing.T) {
	f := signedInAs(t, "sunita", lang.Hindi)
	for _, v := range dosedesk.Vaccines {
		for dose := 1; dose <= 2; dose++ {
			e := booked(byte(20+len(f.vault.entries)), "Asha Gupta", "आशा गुप्ता", dosedesk.Female, 1960, "1234")
			e.Session.Vaccine, e.Appointment.Dose = v, dose
			f.vault.entries = append(f.vault.entries, e)
		}
	}
	f.Press("f5")
	f.Expect(t, "COVISHIELD", "→ 7 और कॉलम")
	f.ExpectNot(t, "ZYCOV-D")
	for range dosedesk.Vaccines {
		f.Press("right", "right")
	}
	f.Expect(t, "ZYCOV-D")
	f.ExpectNot(t, "और कॉलम")
}
