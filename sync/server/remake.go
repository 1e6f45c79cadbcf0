package server

import (
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// remake lays over an appointment that came late what was recorded about it
// before: what had an effect once has it again, and doses that were in review
// because nobody knew the appointment are judged.
func (d *deciding) remake(appointment dosedesk.ID) error {
	events, err := d.tx.EventsAbout(appointment)
	if err != nil {
		return err
	}
	for _, kept := range events {
		event, unreadable := dosedesk.ParseEvent(kept.Content)
		if unreadable != nil || hadNone(kept) {
			continue
		}
		entry, _, err := d.tx.Entry(appointment)
		if err != nil {
			return err
		}
		d.then = kept.Verdict.At
		if kept.Kind == dosedesk.KindDoseRecorded {
			err = d.rejoin(entry, kept)
		} else {
			err = d.relay(entry, event, kept)
		}
		if d.then = (time.Time{}); err != nil {
			return err
		}
	}
	return nil
}

// rejoin joins a dose to its appointment, which came late.
func (d *deciding) rejoin(entry dosedesk.Entry, kept registry.Event) error {
	dose, found, err := d.tx.Dose(kept.ID)
	if err != nil || !found || dose.Centre != entry.Session.Centre {
		return err
	}
	if dose.Reason != dosedesk.ReasonUnknownAppointment {
		return d.retell(dose, entry, kept)
	}
	d.then = time.Time{} // it had no effect then
	if err := d.settleAgain(&dose, entry); err != nil {
		return err
	}
	if _, err := d.tx.SaveEntry(entry); err != nil || dose.State == dosedesk.DoseConfirmed {
		return err
	}
	_, err = d.ask(dose, entry)
	return err
}
