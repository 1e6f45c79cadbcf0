package server

import (
	"dosedesk"
	"dosedesk/sync/server/certificate"
	"dosedesk/sync/server/registry"
)

// proven is where a dose stood, by this server's own word; none without.
func (p *push) proven(e dosedesk.Event, s dosedesk.Standing) dosedesk.Standing {
	if s.Dose != e.ID || !s.Proof.Equal(p.Keys.Proof().Standing(p.terminal.ID, e.Hash(), s)) {
		return dosedesk.Standing{}
	}
	return s
}

// reinstateDose brings back a dose as it stood.
func (p *push) reinstateDose(e dosedesk.Event, b *dosedesk.DoseRecorded, kept registry.Event, s dosedesk.Standing) error {
	entry, known, err := p.tx.Entry(b.Appointment)
	if err != nil {
		return err
	}
	d := p.recorded(e, b, entry, known)
	d.State, d.Reason, d.ReceivedAt = dosedesk.DoseUnconfirmed, kept.Verdict.Reason, kept.Verdict.At
	if kept.Verdict.Answer == dosedesk.Accepted {
		d.State, d.Reason = dosedesk.DoseConfirmed, ""
	}
	if s.State != "" {
		d.State, d.Reason, d.Said = s.State, s.Reason, s.Said
	}
	had, found, err := p.tx.Dose(d.ID)
	switch {
	case err != nil:
		return err
	case found && (had.State == dosedesk.DoseConfirmed || d.State != dosedesk.DoseConfirmed):
		return p.saidBefore(had, d.Said) // it was judged anew, and is no worse off
	case found:
		d.Centre, d.Turn, d.Position = had.Centre, had.Turn, had.Position
	default:
		err = p.tx.AddDose(&d)
	}
	if err != nil {
		return err
	}
	if err := p.tx.Precede(&d); err != nil {
		return err
	}
	if d.State == dosedesk.DoseConfirmed {
		if err := p.certifyAgain(&d); err != nil {
			return err
		}
	}
	if err := p.tx.SettleDose(d); err != nil {
		return err
	}
	if known {
		if err := p.retell(d, entry, kept); err != nil {
			return err
		}
	}
	return p.correctAgain(d.ID)
}

// saidBefore brings back what the citizen had said of a dose that was judged anew,
// unless he has answered again since.
func (p *push) saidBefore(d registry.Dose, said dosedesk.Said) error {
	if said == dosedesk.SaidNothing || d.Said != dosedesk.SaidNothing {
		return nil
	}
	d.Said = said
	if err := p.tx.SettleDose(d); err != nil {
		return err
	}
	return p.rejudge(d)
}

// correctAgain corrects a dose as it was corrected, by whichever terminal: its
// event may come before the dose. Only what the dose is now can be judged.
func (p *push) correctAgain(dose dosedesk.ID) error {
	d, found, err := p.tx.Dose(dose)
	if err != nil || !found {
		return err
	}
	events, err := p.tx.EventsAbout(d.Appointment)
	if err != nil {
		return err
	}
	before := d.CorrectedBy
	for _, kept := range events {
		if kept.Kind != dosedesk.KindDoseCorrected || hadNone(kept) {
			continue
		}
		event, err := dosedesk.ParseEvent(kept.Content)
		if err != nil {
			return err
		}
		if b, ok := event.Body.(*dosedesk.DoseCorrected); ok && b.Dose == d.ID {
			d.CorrectedBy = kept.ID
			d.Vaccine, d.Batch, d.Vaccinator, d.GivenAt = b.Vaccine, b.Batch, b.Vaccinator, b.GivenAt
		}
	}
	if d.CorrectedBy == before {
		return nil
	}
	if err := p.tx.SettleDose(d); err != nil {
		return err
	}
	return p.rejudge(d)
}

// certifyAgain gives a dose back its certificate, unless a citizen had this dose
// before; one that was confirmed since then is found to be a second.
func (p *push) certifyAgain(d *registry.Dose) error {
	since, before, err := p.confirmed(*d)
	if err != nil {
		return err
	}
	if before {
		d.State, d.Reason = dosedesk.DoseUnconfirmed, dosedesk.ReasonAlreadyGiven
		return nil
	}
	d.Certificate = certificate.Number(d.ID)
	if err := p.tx.SettleDose(*d); err != nil {
		return err
	}
	if err := p.tx.AddCertificate(d.Centre, d.Certificate, d.ID, d.ReceivedAt); err != nil {
		return err
	}
	for _, other := range since {
		if err := p.rejudge(other); err != nil {
			return err
		}
	}
	return nil
}

// confirmed finds what else of a citizen's is confirmed under a dose's number:
// since it was received, and whether before.
func (p *push) confirmed(d registry.Dose) (since []registry.Dose, before bool, err error) {
	others, err := p.tx.OtherDoses(d)
	for _, other := range others {
		if err != nil || other.Number != d.Number || other.State != dosedesk.DoseConfirmed {
			continue
		}
		var full registry.Dose
		if full, _, err = p.tx.Dose(other.ID); full.ReceivedAt.After(d.ReceivedAt) {
			since = append(since, full)
		} else {
			before = true
		}
	}
	return since, before, err
}

// rejudge judges a dose again: one that was corrected, or that was confirmed while
// nobody knew of another.
func (d *deciding) rejudge(dose registry.Dose) error {
	entry, known, err := d.tx.Entry(dose.Appointment)
	if err != nil || !known {
		return err
	}
	if err := d.settleAgain(&dose, entry); err != nil {
		return err
	}
	_, err = d.tx.SaveEntry(entry)
	return err
}

// retell keeps what the citizen of a dose was told and asked, and what a
// confirmed dose says of his code. A right code may have come before its dose.
func (d *deciding) retell(dose registry.Dose, entry dosedesk.Entry, kept registry.Event) error {
	if entry.Deferred = nil; dose.State == dosedesk.DoseConfirmed {
		// Without his own yes, nothing but the right code has confirmed it.
		entry.Code.Right = entry.Code.Right || entry.Booking == dosedesk.Online && dose.Said != dosedesk.SaidYes
		if err := d.tell(entry, dose.ID, registry.ConfirmationMessage); err != nil {
			return err
		}
	}
	if mobile := entry.Citizen.Mobile; kept.Effect > 0 && mobile != "" {
		q := registry.Question{Centre: dose.Centre, Dose: dose.ID, Mobile: mobile, Number: kept.Effect, AskedAt: kept.Verdict.At}
		if err := d.tx.AskedAgain(q); err != nil {
			return err
		}
		if err := d.tell(entry, dose.ID, registry.QuestionMessage); err != nil {
			return err
		}
	}
	if entry.Code.Right {
		entry.Doses = append(entry.Doses, dose.Dose) // it may have been read before
		if err := d.settleAll(entry); err != nil {
			return err
		}
	}
	_, err := d.tx.SaveEntry(entry)
	return err
}
