package server

import (
	"dosedesk"
	"dosedesk/sync/server/certificate"
	"dosedesk/sync/server/registry"
)

// dose keeps a recorded dose, whatever speaks against it: it was given. A
// reason beforehand (a fork, a revoked terminal) leaves it unconfirmed without a
// judgement.
func (p *push) dose(e dosedesk.Event, b *dosedesk.DoseRecorded, entry dosedesk.Entry, known bool, reason dosedesk.Reason) (dosedesk.Verdict, error) {
	d := p.recorded(e, b, entry, known)
	d.State, d.Reason, d.ReceivedAt = dosedesk.DoseUnconfirmed, reason, p.now
	if err := p.tx.AddDose(&d); err != nil {
		return dosedesk.Verdict{}, err
	}
	if reason == "" {
		if err := p.settle(&d, e, entry, known); err != nil {
			return dosedesk.Verdict{}, err
		}
	}
	return p.afterDose(d, entry, known)
}

// recorded is a dose as its event tells of it.
func (p *push) recorded(e dosedesk.Event, b *dosedesk.DoseRecorded, entry dosedesk.Entry, known bool) registry.Dose {
	d := registry.Dose{
		Dose: dosedesk.Dose{
			ID: e.ID, Appointment: b.Appointment, Citizen: b.Citizen, Number: b.Dose, Vaccine: b.Vaccine,
			Batch: b.Batch, Vaccinator: b.Vaccinator, By: e.By, GivenAt: b.GivenAt, KeyedIn: dosedesk.KeyedIn(e.At, b),
		},
		Centre: p.centre.ID, GivenCentre: p.centre.ID,
	}
	if known {
		d.Centre = entry.Session.Centre
	}
	return d
}

// afterDose stamps the appointment, asks the citizen where his answer is wanted,
// and says what became of the dose.
func (p *push) afterDose(d registry.Dose, entry dosedesk.Entry, known bool) (verdict dosedesk.Verdict, err error) {
	verdict = review(d.Reason)
	if d.State == dosedesk.DoseConfirmed {
		verdict = accepted(0)
	}
	if !known {
		return verdict, nil
	}
	entry.Deferred = nil
	if verdict.Change, err = p.tx.SaveEntry(entry); err != nil {
		return verdict, err
	}
	if d.State != dosedesk.DoseConfirmed || entry.Booking == dosedesk.Walkin {
		p.effect, err = p.ask(d, entry)
	}
	return verdict, err
}

// settleAll judges again the doses that a right code settles. Their events keep
// the verdicts they got.
func (d *deciding) settleAll(entry dosedesk.Entry) error {
	if len(entry.Doses) == 0 {
		return nil
	}
	doses, err := d.tx.Doses(entry.Session.Centre, entry.ID)
	if err != nil {
		return err
	}
	for _, dose := range doses {
		if dose.State != dosedesk.DoseUnconfirmed || !dose.Reason.AboutCode() {
			continue
		}
		if err := d.settleAgain(&dose, entry); err != nil {
			return err
		}
	}
	return nil
}

// settleAgain judges a dose by the event that recorded it.
func (d *deciding) settleAgain(dose *registry.Dose, entry dosedesk.Entry) error {
	if err := d.tx.HoldCitizen(dose.Citizen); err != nil {
		return err
	}
	kept, _, err := d.tx.Event(dose.ID)
	if err != nil {
		return err
	}
	event, err := dosedesk.ParseEvent(kept.Content)
	if err != nil {
		return err
	}
	return d.settle(dose, event, entry, true)
}

// settle judges a dose that is in the registry. Confirmed, it gets its
// certificate, and the citizen is told; one that is confirmed no longer loses it.
func (d *deciding) settle(dose *registry.Dose, e dosedesk.Event, entry dosedesk.Entry, known bool) error {
	b, err := body(*dose, e)
	if err != nil {
		return err
	}
	facts, err := d.gather(*dose, e, b, entry, known)
	if err != nil {
		return err
	}
	before := dose.Certificate
	dose.State, dose.Reason = dosedesk.JudgeDose(b, facts)
	if dose.Certificate = ""; dose.State == dosedesk.DoseConfirmed {
		dose.Certificate = certificate.Number(dose.ID)
	}
	if err := d.tx.SettleDose(*dose); err != nil {
		return err
	}
	switch dose.Certificate {
	case before:
		return nil
	case "":
		return d.tx.RevokeCertificate(dose.Centre, before, d.now)
	}
	return d.certify(*dose, entry)
}

// certify keeps a dose's certificate and has its citizen told, once.
func (d *deciding) certify(dose registry.Dose, entry dosedesk.Entry) error {
	if err := d.tx.AddCertificate(dose.Centre, dose.Certificate, dose.ID, d.now); err != nil {
		return err
	}
	return d.tell(entry, dose.ID, registry.ConfirmationMessage)
}

// tell has a citizen told about something.
func (d *deciding) tell(entry dosedesk.Entry, about dosedesk.ID, kind registry.MessageKind) error {
	if entry.Citizen.Mobile == "" {
		return nil // a walk-in without one
	}
	return d.send(registry.Message{Centre: entry.Session.Centre, Subject: about, Kind: kind, Appointment: entry.ID, QueuedAt: d.now})
}

// send has a message sent, once; what is reinstated was sent when it happened.
func (d *deciding) send(m registry.Message) error {
	if d.then.IsZero() {
		return d.tx.Queue(m)
	}
	m.QueuedAt = d.then
	return d.tx.Recall(m)
}
