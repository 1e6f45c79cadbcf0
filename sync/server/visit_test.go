package server_test

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// expect fails unless a dose is in this state for this reason, with a
// certificate where it is confirmed, and nowhere else.
func expect(t *testing.T, e dosedesk.Entry, state dosedesk.DoseState, reason dosedesk.Reason) {
	t.Helper()
	if len(e.Doses) == 0 {
		t.Fatal("the entry has no dose")
	}
	d := e.Doses[len(e.Doses)-1]
	if d.State != state || d.Reason != reason || (d.Certificate != "") != (state == dosedesk.DoseConfirmed) {
		t.Fatalf("the dose is %s(%s), certificate %q; want %s(%s)", d.State, d.Reason, d.Certificate, state, reason)
	}
}

func TestRightCodeConfirmsTheDose(t *testing.T) {
	d := newBench(t).desk()
	code := d.code(1, d.right(1, 1))
	if v := d.verdict(code); v.Answer != dosedesk.Accepted || v.Code != dosedesk.CodeRight || v.TriesLeft != 3 {
		t.Fatalf("the right code: %+v", v)
	}
	if v := d.verdict(d.dose(1, code.ID)); v.Answer != dosedesk.Accepted || v.Change == 0 {
		t.Fatalf("the dose: %+v", v)
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	if n := d.queued(registry.ConfirmationMessage); n != 1 {
		t.Fatalf("%d confirmations for one dose", n)
	}
}

func TestThreeWrongCodesLock(t *testing.T) {
	d := newBench(t).desk()
	for left := 2; left >= 0; left-- {
		if v := d.verdict(d.code(1, d.wrong(1))); v.Code != dosedesk.CodeWrong || v.TriesLeft != left {
			t.Fatalf("a wrong code: %+v; want %d tries left", v, left)
		}
	}
	wrong, right := d.verdict(d.code(1, d.wrong(1))), d.verdict(d.code(1, d.right(1, 1)))
	right.Change, right.At = wrong.Change, wrong.At
	if wrong.Code != dosedesk.CodeLocked || right != wrong {
		t.Fatalf("once locked, wrong gets %+v and right %+v", wrong, right)
	}
	if v := d.verdict(d.dose(1, dosedesk.ID{})); v.Answer != dosedesk.InReview {
		t.Fatalf("a dose without the code: %+v", v)
	}
}

func TestDuplicatePushIsAPureRead(t *testing.T) {
	d := newBench(t).desk()
	code, dose := d.code(1, d.wrong(1)), d.dose(2, dosedesk.ID{})
	first := d.push(code, dose)
	again := d.push(code, dose)
	for i := range again.Receipts {
		if !again.Receipts[i].Duplicate || again.Receipts[i].Verdict != first.Receipts[i].Verdict {
			t.Errorf("pushed again: %+v; the first time %+v", again.Receipts[i], first.Receipts[i])
		}
	}
	if e := d.entry(appointment(1)); e.Code.TriesLeft != 2 {
		t.Errorf("%d tries left after one wrong code, pushed twice", e.Code.TriesLeft)
	}
	if e := d.entry(appointment(2)); len(e.Doses) != 1 {
		t.Errorf("%d doses for one, pushed twice", len(e.Doses))
	}
}

func TestRightCodeLaterConfirmsOnce(t *testing.T) {
	d := newBench(t).desk()
	dose := d.dose(1, dosedesk.ID{})
	before := d.verdict(dose)
	if before.Answer != dosedesk.InReview || before.Reason != dosedesk.ReasonCodeMissing {
		t.Fatalf("a dose without a code: %+v", before)
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	if n := d.queued(registry.ConfirmationMessage); n != 0 {
		t.Fatalf("%d confirmations for an unconfirmed dose", n)
	}
	d.push(d.code(1, d.right(1, 1)))
	d.push(d.code(1, d.right(1, 1)))
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	if n := d.queued(registry.ConfirmationMessage); n != 1 {
		t.Errorf("%d confirmations for one dose", n)
	}
	if after := d.push(dose).Receipts[0]; after.Verdict != before {
		t.Errorf("the verdict changed from %+v to %+v", before, after.Verdict)
	}
}

func TestWrongCodeNeverDiscardsTheDose(t *testing.T) {
	d := newBench(t).desk()
	code := d.code(1, d.wrong(1))
	answer := d.push(code, d.dose(1, code.ID))
	if v := answer.Receipts[1].Verdict; v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonCodeWrong {
		t.Fatalf("the dose after a wrong code: %+v", v)
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong)
}

func TestSecondDoseOfOneNumberIsKept(t *testing.T) {
	b := newBench(t)
	here, there := b.desk(), b.desk()
	here.push(here.code(1, b.right(1, 1)), here.dose(1, dosedesk.ID{}))
	if v := there.verdict(there.dose(1, dosedesk.ID{})); v.Reason != dosedesk.ReasonAlreadyGiven {
		t.Fatalf("a second dose of one number: %+v", v)
	}
	e := here.entry(appointment(1))
	if len(e.Doses) != 2 || e.Doses[0].State != dosedesk.DoseConfirmed {
		t.Fatalf("%d doses, the first %s", len(e.Doses), e.Doses[0].State)
	}
	expect(t, e, dosedesk.DoseUnconfirmed, dosedesk.ReasonAlreadyGiven)
}

// No clock decides which of two doses was first.
func TestTwoDosesAreNotBothConfirmedWhenTheClockGoesBack(t *testing.T) {
	b := newBench(t)
	here, there := b.desk(), b.desk()
	here.push(here.code(1, b.right(1, 1)), here.dose(1, dosedesk.ID{}))
	dose := there.dose(1, dosedesk.ID{})
	b.pass(-time.Minute)
	if v := there.verdict(dose); v.Reason != dosedesk.ReasonAlreadyGiven {
		t.Fatalf("a second dose after the clock went back: %+v", v)
	}
}

// Of two doses that wait for the code, the first is confirmed by it.
func TestTheFirstOfTwoWaitingDosesIsConfirmed(t *testing.T) {
	b := newBench(t)
	here, there := b.desk(), b.desk()
	here.push(here.dose(1, dosedesk.ID{}))
	there.push(there.dose(1, dosedesk.ID{}))
	here.push(here.code(1, b.right(1, 1)))
	e := here.entry(appointment(1))
	if e.Doses[0].State != dosedesk.DoseConfirmed {
		t.Errorf("the first dose is %s(%s)", e.Doses[0].State, e.Doses[0].Reason)
	}
	expect(t, e, dosedesk.DoseUnconfirmed, dosedesk.ReasonAlreadyGiven)
}

func TestDoseForNobodyIsKept(t *testing.T) {
	d := newBench(t).desk()
	if v := d.verdict(d.dose(99, dosedesk.ID{})); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonUnknownAppointment {
		t.Fatalf("a dose for an unknown appointment: %+v", v)
	}
}

func TestSealOfAnotherEventCostsNoTry(t *testing.T) {
	d := newBench(t).desk()
	e := d.code(1, d.right(1, 1))
	body := *e.Body.(*dosedesk.CodeEntered) //nolint:forcetypeassert // made above
	moved := d.about(dosedesk.KindCodeEntered, &body)
	answer := d.push(e, moved)
	if v := answer.Receipts[1].Verdict; v.Reason != dosedesk.ReasonSealUnreadable || v.Code != "" {
		t.Fatalf("a sealed code moved to another event: %+v", v)
	}
	if entry := d.entry(appointment(1)); entry.Code.TriesLeft != dosedesk.CodeTries {
		t.Errorf("%d tries left", entry.Code.TriesLeft)
	}
}

func TestDeferralEndsWithTheNextCode(t *testing.T) {
	d := newBench(t).desk()
	until := dosedesk.Day{Year: 2021, Month: 6, Day: 1}
	d.push(d.about(dosedesk.KindVisitDeferred, &dosedesk.VisitDeferred{
		Appointment: appointment(1), Reason: dosedesk.DeferredHealth, Outcome: dosedesk.NotYet, Until: until,
	}))
	if e := d.entry(appointment(1)); e.Deferred == nil || e.Deferred.Reason != dosedesk.DeferredHealth || e.Deferred.Until != until {
		t.Fatalf("deferred: %+v", e.Deferred)
	}
	d.push(d.code(1, d.right(1, 1)))
	if e := d.entry(appointment(1)); e.Deferred != nil {
		t.Errorf("still deferred: %+v", e.Deferred)
	}
}

func TestReissue(t *testing.T) {
	d := newBench(t).desk()
	ask := func() dosedesk.Verdict {
		return d.verdict(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	}
	if v := ask(); v.Answer != dosedesk.Accepted {
		t.Fatalf("the first re-issue: %+v", v)
	}
	if n := d.queued(registry.ReissueMessage); n != 1 {
		t.Errorf("%d messages for one new code", n)
	}
	if old := d.right(1, 1); !old.Equal(d.right(1, 2)) {
		if v := d.verdict(d.code(1, old)); v.Code != dosedesk.CodeWrong {
			t.Errorf("the replaced code: %+v", v)
		}
	}
	ask()
	if v := ask(); v.Answer != dosedesk.Refused || v.Reason != dosedesk.ReasonCodeLocked {
		t.Errorf("a third re-issue: %+v", v)
	}
	if v := d.verdict(d.code(1, d.right(1, 3))); v.Code != dosedesk.CodeRight {
		t.Errorf("the newest code: %+v", v)
	}
}

// Once the code was right, asking for another changes nothing: no message, no
// further try.
func TestACodeThatWasRightIsNotReplaced(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.code(1, d.right(1, 1)))
	before := d.entry(appointment(1)).Code
	if v := d.verdict(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)})); v.Answer != dosedesk.Accepted {
		t.Errorf("asking for a new code: %+v", v)
	}
	if after := d.entry(appointment(1)).Code; after != before || d.queued(registry.ReissueMessage) != 0 {
		t.Errorf("the code's state went from %+v to %+v", before, after)
	}
}
