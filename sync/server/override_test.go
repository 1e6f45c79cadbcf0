package server_test

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

var (
	anil  = dosedesk.Signature{ID: "anil", Name: "Anil", Role: dosedesk.InCharge}
	meera = dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator}
)

// withInCharge adds anil to the centre.
func withInCharge(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	_, err := b.AddOperator(t.Context(), centre, dosedesk.Operator{ID: anil.ID, Name: anil.Name, Role: anil.Role}, "975310")
	must(t, err)
	return b
}

// by makes the terminal's last event another operator's.
func (d *desk) by(who dosedesk.Signature, e dosedesk.Event) dosedesk.Event {
	e.By = who
	d.previous = e.Hash()
	return e
}

func (d *desk) override(n int) dosedesk.Event {
	return d.by(anil, d.about(dosedesk.KindOverride, &dosedesk.OverrideRecorded{
		Appointment: appointment(n), Desk: dosedesk.Signature{ID: "sunita"}, Reason: dosedesk.OverrideNoPhone,
	}))
}

// An override lets the dose be given, and no certificate be made before the
// citizen has answered.
func TestOverrideWithholdsTheCertificate(t *testing.T) {
	d := withInCharge(t).desk()
	override := d.override(1)
	if v := d.verdict(override); v.Answer != dosedesk.Accepted {
		t.Fatalf("the override: %+v", v)
	}
	if o := d.entry(appointment(1)).Override; o == nil || o.Event != override.ID || o.By != anil || o.Desk.ID != "sunita" {
		t.Fatalf("the feed says %+v", o)
	}
	if v := d.verdict(d.dose(1, override.ID)); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonOverride {
		t.Fatalf("the dose: %+v", v)
	}
	if d.queued(registry.ConfirmationMessage) != 0 || d.queued(registry.QuestionMessage) != 1 {
		t.Error("the citizen is asked, and nothing is confirmed to him")
	}
	d.push(d.code(1, d.right(1, 1)))
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
}

func TestWhoMayOverride(t *testing.T) {
	d := withInCharge(t).desk()
	for name, who := range map[string]dosedesk.Signature{
		"a verifier who says that he is in charge": {ID: "sunita", Name: "Sunita", Role: dosedesk.InCharge},
		"somebody of no centre":                    {ID: "nobody", Name: "Nobody", Role: dosedesk.InCharge},
	} {
		if v := d.verdict(d.by(who, d.override(1))); v.Answer != dosedesk.Refused || v.Reason != dosedesk.ReasonOperatorUnknown {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if e := d.entry(appointment(1)); e.Override != nil {
		t.Errorf("refused, and kept: %+v", e.Override)
	}
	others := d.override(3)
	d.push(others)
	if v := d.verdict(d.dose(2, others.ID)); v.Reason != dosedesk.ReasonCodeMissing {
		t.Errorf("a dose by another citizen's override: %+v", v)
	}
	must(t, d.DisableOperator(t.Context(), centre, anil.ID))
	d.pass(time.Minute)
	if v := d.verdict(d.override(1)); v.Answer != dosedesk.Refused {
		t.Errorf("one who was disabled: %+v", v)
	}
}

// Who allowed a dose without a code may not be the one who gave it.
func TestTheVaccinatorCannotOverride(t *testing.T) {
	d := withInCharge(t).desk()
	override := d.override(1)
	d.push(override)
	dose := d.dose(1, override.ID)
	dose.Body.(*dosedesk.DoseRecorded).Vaccinator = anil //nolint:forcetypeassert // made above
	d.previous = dose.Hash()
	if v := d.verdict(dose); v.Reason != dosedesk.ReasonCodeMissing {
		t.Errorf("the dose: %+v", v)
	}
}

// The second override of a centre that has given few doses is beyond its limit:
// kept, and in review as such.
func TestTheCentresLimit(t *testing.T) {
	d := withInCharge(t).desk()
	first, again, second := d.override(1), d.override(1), d.override(2)
	answer := d.push(first, again, second)
	for i, want := range []dosedesk.Reason{"", "", dosedesk.ReasonOverrideLimit} {
		if v := answer.Receipts[i].Verdict; v.Reason != want {
			t.Errorf("override %d: %+v, want %q", i+1, v, want)
		}
	}
	if v := d.verdict(d.dose(2, second.ID)); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonOverrideLimit {
		t.Errorf("the dose: %+v", v)
	}
	if v := d.verdict(d.dose(1, again.ID)); v.Reason != dosedesk.ReasonOverride {
		t.Errorf("the first citizen's dose: %+v", v)
	}
}

func (d *desk) correct(n int, dose dosedesk.ID, change func(*dosedesk.DoseCorrected)) dosedesk.Event {
	c := &dosedesk.DoseCorrected{
		Appointment: appointment(n), Dose: dose, Vaccine: dosedesk.Covishield, Batch: "4121Z005",
		Expires: dosedesk.Day{Year: 2021, Month: 9, Day: 30}, Vaccinator: meera, GivenAt: d.clock().UTC(),
	}
	if change != nil {
		change(c)
	}
	return d.by(anil, d.about(dosedesk.KindDoseCorrected, c))
}

func TestCorrection(t *testing.T) {
	d := withInCharge(t).desk()
	dose := d.dose(1, dosedesk.ID{})
	dose.Body.(*dosedesk.DoseRecorded).Vaccine = dosedesk.Covaxin //nolint:forcetypeassert // made above
	d.previous = dose.Hash()
	d.push(dose, d.code(1, d.right(1, 1)))
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonVaccineDiffers)
	if v := d.verdict(d.correct(1, dose.ID, nil)); v.Answer != dosedesk.Accepted {
		t.Fatalf("the correction: %+v", v)
	}
	e := d.entry(appointment(1))
	expect(t, e, dosedesk.DoseConfirmed, "")
	if got := e.Doses[0]; got.Batch != "4121Z005" || got.Vaccine != dosedesk.Covishield {
		t.Errorf("the dose is %+v", got)
	}
	d.push(d.correct(1, dose.ID, func(c *dosedesk.DoseCorrected) { c.Vaccine = dosedesk.Covaxin }))
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonVaccineDiffers)
}

// A correction moves no dose to another citizen, appointment or dose number, by
// no path: it names its own dose and that dose's appointment, or it is refused.
func TestACorrectionCannotMoveADose(t *testing.T) {
	d := withInCharge(t).desk()
	dose := d.dose(1, dosedesk.ID{})
	d.push(dose)
	other, code := d.dose(2, dosedesk.ID{}), d.code(3, d.wrong(3))
	d.push(other, code)
	for name, e := range map[string]func() dosedesk.Event{
		"to another appointment": func() dosedesk.Event { return d.correct(2, dose.ID, nil) },
		"to none":                func() dosedesk.Event { return d.correct(99, dose.ID, nil) },
		"of a dose that is none": func() dosedesk.Event { return d.correct(1, newID(), nil) },
		"by a verifier":          func() dosedesk.Event { return d.by(dosedesk.Signature{ID: "sunita"}, d.correct(1, dose.ID, nil)) },
		"to no vaccine": func() dosedesk.Event {
			return d.correct(1, dose.ID, func(c *dosedesk.DoseCorrected) { c.Vaccine = "WATER" })
		},
		"of an event that is not": func() dosedesk.Event { return d.correct(1, code.ID, nil) },
	} {
		if v := d.verdict(e()); v.Answer != dosedesk.Refused && v.Answer != dosedesk.InReview {
			t.Errorf("%s: %+v", name, v)
		}
	}
	d.push(d.correct(1, dose.ID, nil))
	for n, want := range map[int]dosedesk.ID{1: dose.ID, 2: other.ID} {
		e := d.entry(appointment(n))
		if len(e.Doses) != 1 || e.Doses[0].ID != want || e.Doses[0].Number != 1 || e.Doses[0].Citizen != e.Citizen.ReferenceID {
			t.Errorf("appointment %d has %+v", n, e.Doses)
		}
	}
}
