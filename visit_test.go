package dosedesk_test

import (
	"testing"
	"time"

	"dosedesk"
)

var testDay = dosedesk.Day{Year: 2021, Month: 5, Day: 13}

func testEntry() dosedesk.Entry {
	return dosedesk.Entry{
		Appointment: dosedesk.Appointment{
			ID: testID(3), Session: dosedesk.Session{ID: testID(8), Centre: 603425, Day: testDay, Vaccine: dosedesk.Covishield},
			Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
			Citizen: dosedesk.Citizen{ReferenceID: "56563202704536", Name: "Asha Devi", Gender: dosedesk.Female, BirthYear: 1960},
		},
		Code: dosedesk.NewCodeState(),
	}
}

func own(n int, body dosedesk.Body, verdict *dosedesk.Verdict) dosedesk.Own {
	return dosedesk.Own{Event: testEvent(n, body), Verdict: verdict}
}

// Each line is what the desk recorded, what the server said of it, and what the
// screen shows.
func TestVisitState(t *testing.T) {
	code := &dosedesk.CodeEntered{Appointment: testID(3)}
	dose := &dosedesk.DoseRecorded{Appointment: testID(3), Dose: 1, GivenAt: testDay.Start().Add(10 * time.Hour)}
	deferred := &dosedesk.VisitDeferred{Appointment: testID(3), Reason: dosedesk.DeferredHealth}
	slip := &dosedesk.CodeEntered{Appointment: testID(3), Channel: dosedesk.ChannelSlip, Issue: 1}
	override := &dosedesk.OverrideRecorded{Appointment: testID(3), Reason: dosedesk.OverrideLocked}
	replaced := &dosedesk.Verdict{Answer: dosedesk.InReview, Reason: dosedesk.ReasonTokenReplaced}
	accepted := &dosedesk.Verdict{Answer: dosedesk.Accepted}
	right := &dosedesk.Verdict{Answer: dosedesk.Accepted, Code: dosedesk.CodeRight, TriesLeft: 3}
	wrong := &dosedesk.Verdict{Answer: dosedesk.Accepted, Code: dosedesk.CodeWrong, TriesLeft: 2}
	lastWrong := &dosedesk.Verdict{Answer: dosedesk.Accepted, Code: dosedesk.CodeWrong}
	refused := &dosedesk.Verdict{Answer: dosedesk.Refused, Reason: dosedesk.ReasonMalformed}

	for name, c := range map[string]struct {
		change    func(*dosedesk.Entry)
		own       []dosedesk.Own
		state     dosedesk.VisitState
		clearance dosedesk.Clearance
		unsent    int
	}{
		"booked for today":          {state: dosedesk.VisitDue},
		"booked for tomorrow":       {change: func(e *dosedesk.Entry) { e.Session.Day = testDay.AddDays(1) }, state: dosedesk.VisitOtherDay},
		"cancelled":                 {change: func(e *dosedesk.Entry) { e.Cancelled = true }, state: dosedesk.VisitCancelled},
		"code entered offline":      {own: []dosedesk.Own{own(1, code, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedSealed, unsent: 1},
		"the server says right":     {own: []dosedesk.Own{own(1, code, right)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedRight},
		"the server says wrong":     {own: []dosedesk.Own{own(1, code, wrong)}, state: dosedesk.VisitDue},
		"the last try was wrong":    {own: []dosedesk.Own{own(1, code, lastWrong)}, state: dosedesk.VisitLocked},
		"the feed says right":       {change: func(e *dosedesk.Entry) { e.Code.Right = true }, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedRight},
		"wrong, then another code":  {own: []dosedesk.Own{own(1, code, wrong), own(2, code, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedSealed, unsent: 1},
		"given offline":             {own: []dosedesk.Own{own(1, code, nil), own(2, dose, nil)}, state: dosedesk.VisitGiven, clearance: dosedesk.ClearedSealed, unsent: 2},
		"given, then found wrong":   {own: []dosedesk.Own{own(1, code, wrong), own(2, dose, accepted)}, state: dosedesk.VisitGiven},
		"deferred":                  {own: []dosedesk.Own{own(1, deferred, nil)}, state: dosedesk.VisitDeferredNow, unsent: 1},
		"deferred, came again":      {own: []dosedesk.Own{own(1, deferred, nil), own(2, code, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedSealed, unsent: 2},
		"a slip, offline":           {own: []dosedesk.Own{own(1, slip, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedSlip, unsent: 1},
		"a typed code, then a slip": {own: []dosedesk.Own{own(1, code, nil), own(2, slip, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedSlip, unsent: 2},
		"a slip replaced meanwhile": {own: []dosedesk.Own{own(1, slip, replaced)}, state: dosedesk.VisitDue},
		"overridden":                {own: []dosedesk.Own{own(1, override, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedOverride, unsent: 1},
		"an override refused":       {own: []dosedesk.Own{own(1, override, refused)}, state: dosedesk.VisitDue},
		"the feed says overridden":  {change: func(e *dosedesk.Entry) { e.Override = &dosedesk.Override{Event: testID(9)} }, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedOverride},
		"found wrong, overridden":   {own: []dosedesk.Own{own(1, code, lastWrong), own(2, override, nil)}, state: dosedesk.VisitCleared, clearance: dosedesk.ClearedOverride, unsent: 1},
		"a refused event":           {own: []dosedesk.Own{own(1, deferred, refused)}, state: dosedesk.VisitDue},
	} {
		entry := testEntry()
		if c.change != nil {
			c.change(&entry)
		}
		v := dosedesk.NewVisit(entry, c.own)
		if v.State(testDay) != c.state || v.Clearance != c.clearance || v.Unsent != c.unsent {
			t.Errorf("%s: %s, clearance %q, %d unsent; want %s, %q, %d",
				name, v.State(testDay), v.Clearance, v.Unsent, c.state, c.clearance, c.unsent)
		}
		if len(entry.Doses) > 0 {
			t.Errorf("%s: laying events over an entry changed it", name)
		}
	}
}

// A page of changes may come before the receipt of the event that it reflects.
func TestADoseIsLaidOnce(t *testing.T) {
	o := own(1, &dosedesk.DoseRecorded{Appointment: testID(3), Dose: 1}, nil)
	entry := testEntry()
	entry.Doses = []dosedesk.Dose{{ID: o.Event.ID, State: dosedesk.DoseConfirmed}}
	if v := dosedesk.NewVisit(entry, []dosedesk.Own{o}); len(v.Doses) != 1 || v.State(testDay) != dosedesk.VisitConfirmed {
		t.Errorf("%d doses, %s; want one, confirmed", len(v.Doses), v.State(testDay))
	}
}

// A new code that was asked for and not yet seen is not asked for again.
func TestReissuing(t *testing.T) {
	asked := own(1, &dosedesk.ReissueAsked{Appointment: testID(3)}, nil)
	if !dosedesk.NewVisit(testEntry(), []dosedesk.Own{asked}).Reissuing || dosedesk.NewVisit(testEntry(), nil).Reissuing {
		t.Error("the visit does not tell whether a new code is under way")
	}
}

func TestJudgeDose(t *testing.T) {
	given := testDay.Start().Add(10 * time.Hour)
	for name, c := range map[string]struct {
		change func(*dosedesk.DoseRecorded, *dosedesk.DoseFacts)
		reason dosedesk.Reason
	}{
		"the right code": {change: func(*dosedesk.DoseRecorded, *dosedesk.DoseFacts) {}},
		"a walk-in": {change: func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Booking, f.Entry.Code = dosedesk.Walkin, dosedesk.CodeState{}
		}},
		"no code": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Entry.Code.Right = false }, dosedesk.ReasonCodeMissing},
		"a wrong code": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Code.Right, f.Entered = false, dosedesk.CodeWrong
		}, dosedesk.ReasonCodeWrong},
		"locked": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Code.Right, f.Entered = false, dosedesk.CodeLocked
		}, dosedesk.ReasonCodeLocked},
		"unreadable": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Code.Right, f.Untested = false, dosedesk.ReasonSealUnreadable
		}, dosedesk.ReasonSealUnreadable},
		"an old slip": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Code.Right, f.Untested = false, dosedesk.ReasonTokenReplaced
		}, dosedesk.ReasonTokenReplaced},
		"an override": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { overridden(b, f, "meera") }, dosedesk.ReasonOverride},
		"an override too many": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			overridden(b, f, "meera")
			f.Override.Beyond = true
		}, dosedesk.ReasonOverrideLimit},
		"an override by who gave the dose": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { overridden(b, f, "anil") }, dosedesk.ReasonCodeMissing},
		"an override, and the code later": {change: func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			overridden(b, f, "meera")
			f.Entry.Code.Right = true
		}},
		"an override, and the citizen's yes": {change: func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			overridden(b, f, "meera")
			f.Said = dosedesk.SaidYes
		}},
		"a wrong code, and the citizen's yes": {change: func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.Entry.Code.Right, f.Entered, f.Said = false, dosedesk.CodeWrong, dosedesk.SaidYes
		}},
		"too early, and the citizen's yes": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			second(b, f, 45)
			f.Said = dosedesk.SaidYes
		}, dosedesk.ReasonNotDue},
		"the right code, and the citizen's no": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Said = dosedesk.SaidNo }, dosedesk.ReasonDisputed},
		"no appointment":                       {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Entry = nil }, dosedesk.ReasonUnknownAppointment},
		"another centre":                       {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Centre.ID = 1 }, dosedesk.ReasonOtherCentre},
		"cancelled":                            {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Entry.Cancelled = true }, dosedesk.ReasonBookingCancelled},
		"given before":                         {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Earlier = []dosedesk.Dose{{Number: 1}} }, dosedesk.ReasonAlreadyGiven},
		"another citizen":                      {func(b *dosedesk.DoseRecorded, _ *dosedesk.DoseFacts) { b.Citizen = "1" }, dosedesk.ReasonIdentityDiffers},
		"another number":                       {func(b *dosedesk.DoseRecorded, _ *dosedesk.DoseFacts) { b.Dose = 2 }, dosedesk.ReasonIdentityDiffers},
		"unknown operator":                     {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.OperatorKnown = false }, dosedesk.ReasonOperatorUnknown},
		"an open booking":                      {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.OpenBooking = true }, dosedesk.ReasonOpenBooking},
		"a likely double":                      {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Duplicate = true }, dosedesk.ReasonPossibleDuplicate},
		"the day after": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			b.GivenAt = given.AddDate(0, 0, 1)
			f.ReceivedAt = b.GivenAt
		}, dosedesk.ReasonOtherDay},
		"another vaccine": {func(b *dosedesk.DoseRecorded, _ *dosedesk.DoseFacts) { b.Vaccine = dosedesk.Covaxin }, dosedesk.ReasonVaccineDiffers},
		"from the future": {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.ReceivedAt = given.Add(-dosedesk.ClockTolerance - time.Second)
		}, dosedesk.ReasonClockDoubtful},
		"10 minutes ahead": {change: func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			f.ReceivedAt = given.Add(-dosedesk.ClockTolerance)
		}},
		"too young":         {func(_ *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { f.Entry.Citizen.BirthYear = 2010 }, dosedesk.ReasonNotDue},
		"second, too early": {func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { second(b, f, 45) }, dosedesk.ReasonNotDue},
		"second, due":       {change: func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) { second(b, f, 84) }},
		"second, the first only in the registry": {change: func(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) {
			second(b, f, 84)
			f.Entry.Previous = nil
			f.Earlier = []dosedesk.Dose{{Number: 1, Vaccine: dosedesk.Covishield, GivenAt: given.AddDate(0, 0, -84)}}
		}},
	} {
		entry := testEntry()
		entry.Code.Right = true
		body := &dosedesk.DoseRecorded{
			Appointment: entry.ID, Citizen: entry.Citizen.ReferenceID, Dose: 1, Vaccine: dosedesk.Covishield, GivenAt: given,
		}
		facts := dosedesk.DoseFacts{
			Centre: dosedesk.Centre{ID: 603425, Kind: dosedesk.Government}, Entry: &entry,
			OperatorKnown: true, ReceivedAt: given.Add(time.Hour), Schedule: dosedesk.DefaultSchedule(),
		}
		c.change(body, &facts)
		state, reason := dosedesk.JudgeDose(body, facts)
		if reason != c.reason || (state == dosedesk.DoseConfirmed) != (c.reason == "") {
			t.Errorf("%s: %s(%s), want reason %q", name, state, reason, c.reason)
		}
	}
}

// overridden has the in-charge anil clear the citizen, to whom somebody gives the dose.
func overridden(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts, vaccinator string) {
	f.Entry.Code.Right, b.Vaccinator.ID = false, vaccinator
	f.Override = &dosedesk.Override{By: dosedesk.Signature{ID: "anil", Role: dosedesk.InCharge}}
}

func second(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts, days int) {
	b.Dose, f.Entry.Dose = 2, 2
	f.Entry.Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: testDay.AddDays(-days)}}
}
