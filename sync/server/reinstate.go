package server

import (
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// reinstate brings back the effect of an event that came with the verdict it had
// before the registry was put back to a backup. Nothing is judged again, and no
// citizen told again. The event is in the registry already.
func (p *push) reinstate(e dosedesk.Event, kept registry.Event, s dosedesk.Standing) error {
	if hadNone(kept) {
		return nil
	}
	p.then = kept.Verdict.At
	defer func() { p.then = time.Time{} }()
	switch body := e.Body.(type) {
	case *dosedesk.DoseRecorded:
		return p.reinstateDose(e, body, kept, p.proven(e, s))
	case *dosedesk.WalkinRegistered:
		return p.reinstateWalkin(body.Appointment)
	case *dosedesk.DoseCorrected:
		return p.correctAgain(body.Dose)
	}
	entry, known, err := p.tx.Entry(e.Body.About())
	if err != nil || !known {
		return err // it waits for the booking; see remake
	}
	return p.relay(entry, e, kept)
}

// hadNone reports whether an event never had an effect: only a dose is kept,
// whatever was said of it.
func hadNone(kept registry.Event) bool {
	return kept.Verdict.Answer == dosedesk.Refused || kept.Kind != dosedesk.KindDoseRecorded && kept.Verdict.Change == 0
}

// relay lays the effect of an event over its appointment again.
func (d *deciding) relay(entry dosedesk.Entry, e dosedesk.Event, kept registry.Event) (err error) {
	switch body := e.Body.(type) {
	case *dosedesk.CodeEntered:
		err = d.regain(&entry, kept)
	case *dosedesk.ReissueAsked:
		err = d.regain(&entry, kept)
	case *dosedesk.OverrideRecorded:
		if o := body.Override(e.Header); entry.Override == nil || !o.At.Before(entry.Override.At) {
			o.Beyond = kept.Verdict.Reason == dosedesk.ReasonOverrideLimit
			entry.Override, entry.Deferred = &o, nil
		}
	case *dosedesk.VisitDeferred:
		if len(entry.Doses) == 0 {
			entry.Deferred = &dosedesk.Deferred{Reason: body.Reason, Until: body.Until, At: e.At.Wall}
		}
	}
	if err != nil {
		return err
	}
	_, err = d.tx.SaveEntry(entry)
	return err
}

// regain brings back what an event did to the code: the tries that are used stay
// used, and the newest code that went out stays the one that holds. One that was
// not tested did nothing.
func (d *deciding) regain(entry *dosedesk.Entry, kept registry.Event) error {
	if kept.Effect == 0 || entry.Code.Issue == 0 {
		return nil
	}
	wrong, err := d.tx.WrongCodes(entry.Session.Centre, entry.ID)
	if err != nil {
		return err
	}
	entry.Code, entry.Deferred = entry.Code.Regain(kept.Effect, kept.Verdict.TriesLeft, wrong), nil
	switch {
	case kept.Kind == dosedesk.KindReissueAsked:
		return d.tell(*entry, kept.ID, registry.ReissueMessage)
	case kept.Verdict.Code == dosedesk.CodeRight:
		entry.Code.Right, entry.Code.RightBy = true, kept.ID
		return d.settleAll(*entry)
	}
	return nil
}

func (p *push) reinstateWalkin(a dosedesk.Appointment) error {
	_, known, err := p.tx.Entry(a.ID)
	if err != nil || known {
		return err
	}
	if _, err := p.tx.EnsureSession(a.Session); err != nil {
		return unless(err, dosedesk.EConflict) // imported otherwise since: his dose is kept without it
	}
	if _, err = p.tx.AddAppointment(a, dosedesk.CodeState{}); err != nil {
		return err
	}
	return p.remake(a.ID)
}

// unless lets go an error of one code.
func unless(err error, code dosedesk.ErrorCode) error {
	if dosedesk.CodeOf(err) == code {
		return nil
	}
	return err
}
