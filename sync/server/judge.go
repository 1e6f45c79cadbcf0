package server

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
)

func accepted(change uint64) dosedesk.Verdict {
	return dosedesk.Verdict{Answer: dosedesk.Accepted, Change: change}
}

func refused(reason dosedesk.Reason) dosedesk.Verdict {
	return dosedesk.Verdict{Answer: dosedesk.Refused, Reason: reason}
}

func review(reason dosedesk.Reason) dosedesk.Verdict {
	return dosedesk.Verdict{Answer: dosedesk.InReview, Reason: reason}
}

// judge gives an event its verdict and its effect.
func (p *push) judge(e dosedesk.Event) (dosedesk.Verdict, error) {
	entry, known, err := p.entry(e.Body.About())
	if err != nil {
		return dosedesk.Verdict{}, err
	}
	switch body := e.Body.(type) {
	case *dosedesk.DoseRecorded:
		return p.dose(e, body, entry, known, "")
	case *dosedesk.DoseCorrected:
		return p.correct(e, body, entry, known)
	case *dosedesk.WalkinRegistered:
		return p.walkin(body, known)
	}
	if reason := p.against(entry, known); reason != "" {
		return refused(reason), nil
	}
	switch body := e.Body.(type) {
	case *dosedesk.CodeEntered:
		return p.code(e.Header, body, entry)
	case *dosedesk.OverrideRecorded:
		return p.override(e.Header, body, entry)
	case *dosedesk.VisitDeferred:
		entry.Deferred = &dosedesk.Deferred{Reason: body.Reason, Until: body.Until, At: e.At.Wall}
		change, err := p.tx.SaveEntry(entry)
		return accepted(change), err
	case *dosedesk.ReissueAsked:
		return p.reissue(e.ID, entry)
	}
	return refused(dosedesk.ReasonMalformed), nil
}

// entry returns an appointment, at whichever centre; the terminal's own is held
// already.
func (p *push) entry(appointment dosedesk.ID) (dosedesk.Entry, bool, error) {
	entry, known, err := p.tx.Entry(appointment)
	if err != nil || !known || entry.Session.Centre == p.centre.ID {
		return entry, known, err
	}
	if err := p.tx.Hold(entry.Session.Centre); err != nil {
		return entry, false, err
	}
	return p.tx.Entry(appointment)
}

// without keeps an event that is not judged, for a reason. It has no effect, but
// a dose was given, and nobody may lose sight of it.
func (p *push) without(e dosedesk.Event, reason dosedesk.Reason) (dosedesk.Verdict, error) {
	body, ok := e.Body.(*dosedesk.DoseRecorded)
	if !ok {
		return review(reason), nil
	}
	entry, known, err := p.entry(body.Appointment)
	if err != nil {
		return dosedesk.Verdict{}, err
	}
	return p.dose(e, body, entry, known, reason)
}

// against returns why this centre can do nothing about an appointment. A code
// holds at the centre that was booked, and nowhere else.
func (p *push) against(e dosedesk.Entry, known bool) dosedesk.Reason {
	switch {
	case !known:
		return dosedesk.ReasonUnknownAppointment
	case e.Session.Centre != p.centre.ID:
		return dosedesk.ReasonOtherCentre
	case e.Cancelled:
		return dosedesk.ReasonBookingCancelled
	}
	return ""
}

// code tests an entered code. The counter is kept in the transaction that gives
// the verdict: a code that was tried is a try on record.
func (p *push) code(h dosedesk.Header, b *dosedesk.CodeEntered, e dosedesk.Entry) (dosedesk.Verdict, error) {
	if e.Code.Issue == 0 {
		return refused(dosedesk.ReasonMalformed), nil // a walk-in has no code
	}
	entered, reason, err := p.open(h, b, e)
	if reason != "" || err != nil {
		return review(reason), err // nothing was tested, so no try is lost
	}
	answer, err := p.test(&e, entered, h.ID)
	if err != nil {
		return dosedesk.Verdict{}, err
	}
	e.Deferred, p.effect = nil, e.Code.Issue
	change, err := p.tx.SaveEntry(e)
	verdict := accepted(change)
	verdict.Code, verdict.TriesLeft = answer, e.Code.TriesLeft
	return verdict, err
}

// open returns the code that an event carries, or why it is not tested. A stop
// holds for what was typed: a slip that a terminal has verified is no guess.
func (p *push) open(h dosedesk.Header, b *dosedesk.CodeEntered, e dosedesk.Entry) (dosedesk.Code, dosedesk.Reason, error) {
	stopped, err := p.stopped(h.By.ID)
	switch {
	case err != nil:
		return dosedesk.Code{}, "", err
	case stopped && b.Channel != dosedesk.ChannelSlip:
		return dosedesk.Code{}, dosedesk.ReasonTooManyWrong, nil
	case b.Channel == dosedesk.ChannelSlip && b.Issue < e.Code.Issue:
		return dosedesk.Code{}, dosedesk.ReasonTokenReplaced, nil
	}
	entered, err := p.Keys.Open.Open(b.Sealed, h, b.Appointment)
	if b.Key != p.Keys.Open.ID || dosedesk.CodeOf(err) == dosedesk.EInvalid {
		return dosedesk.Code{}, dosedesk.ReasonSealUnreadable, nil
	}
	return entered, "", err
}

// test compares a code with the appointment's, whatever way it came, and settles
// what waited for it. The caller saves the entry.
func (d *deciding) test(e *dosedesk.Entry, entered dosedesk.Code, by dosedesk.ID) (answer dosedesk.CodeAnswer, err error) {
	e.Code, answer = e.Code.Enter(entered, d.Keys.Code.Code(e.ID, e.Code.Issue))
	if answer != dosedesk.CodeRight {
		return answer, nil
	}
	e.Code.RightBy = by
	return answer, d.settleAll(*e)
}

// reissue replaces the code; the new one goes to the registered mobile.
func (p *push) reissue(event dosedesk.ID, e dosedesk.Entry) (dosedesk.Verdict, error) {
	var ok bool
	switch {
	case e.Code.Issue == 0:
		return refused(dosedesk.ReasonMalformed), nil
	case e.Code.Right:
		return accepted(0), nil // nothing is left to prove, so nothing is replaced
	}
	if e.Code, ok = e.Code.Reissue(); !ok {
		return refused(dosedesk.ReasonCodeLocked), nil
	}
	p.effect = e.Code.Issue
	change, err := p.tx.SaveEntry(e)
	if err != nil {
		return dosedesk.Verdict{}, err
	}
	verdict := accepted(change)
	verdict.TriesLeft = e.Code.TriesLeft
	return verdict, p.tell(e, event, registry.ReissueMessage)
}
