package server

import (
	"dosedesk"
	"dosedesk/sync/server/certificate"
	"dosedesk/sync/server/registry"
)

// dose keeps a recorded dose, whatever speaks against it: it was given. A
// reason beforehand (fork) leaves it unconfirmed without a judgement.
func (p *push) dose(e dosedesk.Event, b *dosedesk.DoseRecorded, entry dosedesk.Entry, known bool, reason dosedesk.Reason) (dosedesk.Verdict, error) {
	d := registry.Dose{
		Dose: dosedesk.Dose{
			ID: e.ID, Appointment: b.Appointment, Citizen: b.Citizen, Number: b.Dose, Vaccine: b.Vaccine,
			Batch: b.Batch, Vaccinator: b.Vaccinator, By: e.By, GivenAt: b.GivenAt,
			State: dosedesk.DoseUnconfirmed, Reason: reason,
		},
		Centre: p.centre.ID, GivenCentre: p.centre.ID, ReceivedAt: p.now,
	}
	if known {
		d.Centre = entry.Session.Centre
	}
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

// afterDose stamps the appointment and says what became of the dose.
func (p *push) afterDose(d registry.Dose, entry dosedesk.Entry, known bool) (verdict dosedesk.Verdict, err error) {
	verdict = review(d.Reason)
	if d.State == dosedesk.DoseConfirmed {
		verdict = accepted(0)
	}
	if known {
		entry.Deferred = nil
		verdict.Change, err = p.tx.SaveEntry(entry)
	}
	return verdict, err
}

// settleAll judges again the doses that a right code settles. Their events keep
// the verdicts they got.
func (p *push) settleAll(entry dosedesk.Entry) error {
	doses, err := p.tx.Doses(entry.Session.Centre, entry.ID)
	if err != nil {
		return err
	}
	for _, d := range doses {
		if d.State != dosedesk.DoseUnconfirmed || !d.Reason.AboutCode() {
			continue
		}
		kept, _, err := p.tx.Event(d.ID)
		if err != nil {
			return err
		}
		event, err := dosedesk.ParseEvent(kept.Content)
		if err != nil {
			return err
		}
		if err := p.settle(&d, event, entry, true); err != nil {
			return err
		}
	}
	return nil
}

// settle judges a dose that is in the registry. Confirmed, it gets its
// certificate, and the citizen is told.
func (p *push) settle(d *registry.Dose, e dosedesk.Event, entry dosedesk.Entry, known bool) error {
	body, ok := e.Body.(*dosedesk.DoseRecorded)
	if !ok {
		return dosedesk.Errorf(dosedesk.EDamaged, "the event of a dose records something else")
	}
	facts, err := p.gather(*d, e, body, entry, known)
	if err != nil {
		return err
	}
	if d.State, d.Reason = dosedesk.JudgeDose(body, facts); d.State != dosedesk.DoseConfirmed {
		return p.tx.SettleDose(*d)
	}
	d.Certificate = certificate.Number(d.ID)
	if err := p.tx.SettleDose(*d); err != nil {
		return err
	}
	if err := p.tx.AddCertificate(d.Centre, d.Certificate, d.ID, p.now); err != nil {
		return err
	}
	if entry.Citizen.Mobile == "" {
		return nil // a walk-in without one
	}
	return p.tx.Queue(registry.Message{
		Centre: d.Centre, Subject: d.ID, Kind: registry.ConfirmationMessage, Appointment: entry.ID, QueuedAt: p.now,
	})
}

// gather finds what the domain needs to judge a dose.
func (p *push) gather(d registry.Dose, e dosedesk.Event, b *dosedesk.DoseRecorded, entry dosedesk.Entry, known bool) (f dosedesk.DoseFacts, err error) {
	f.ReceivedAt, f.Schedule = d.ReceivedAt, p.Schedule
	if f.Centre, err = p.tx.Centre(d.GivenCentre); err != nil {
		return f, err
	}
	if f.OperatorKnown, err = p.tx.OperatorKnown(d.GivenCentre, e.By.ID, e.At.Wall); err != nil {
		return f, err
	}
	if f.Earlier, err = p.tx.OtherDoses(d); err != nil {
		return f, err
	}
	if f.Entered, f.Untested, err = p.entered(b); err != nil {
		return f, err
	}
	if !known {
		return f, nil
	}
	f.Entry = &entry
	if entry.Booking == dosedesk.Walkin {
		f.OpenBooking, f.Duplicate, err = p.alike(entry.Appointment)
	}
	return f, err
}

// entered returns what became of the code that a dose says cleared the citizen:
// nothing where that was another citizen's.
func (p *push) entered(b *dosedesk.DoseRecorded) (answer dosedesk.CodeAnswer, untested dosedesk.Reason, err error) {
	event, known, err := p.tx.Event(b.ClearedBy)
	if err != nil || !known || event.Kind != dosedesk.KindCodeEntered || event.Appointment != b.Appointment {
		return "", "", err
	}
	if event.Verdict.Reason.AboutCode() {
		untested = event.Verdict.Reason
	}
	return event.Verdict.Code, untested, nil
}
