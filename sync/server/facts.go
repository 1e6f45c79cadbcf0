package server

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
)

// body returns what an event recorded of a dose, with what was corrected since.
func body(dose registry.Dose, e dosedesk.Event) (*dosedesk.DoseRecorded, error) {
	recorded, ok := e.Body.(*dosedesk.DoseRecorded)
	if !ok {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "the event of a dose records something else")
	}
	corrected := recorded.Correct(dosedesk.DoseCorrected{
		Vaccine: dose.Vaccine, Batch: dose.Batch, Expires: recorded.Expires, Vaccinator: dose.Vaccinator, GivenAt: dose.GivenAt,
	})
	return &corrected, nil
}

// gather finds what the domain needs to judge a dose.
func (d *deciding) gather(dose registry.Dose, e dosedesk.Event, b *dosedesk.DoseRecorded, entry dosedesk.Entry, known bool) (f dosedesk.DoseFacts, err error) {
	f.ReceivedAt, f.Schedule, f.Said = dose.ReceivedAt, d.Schedule, dose.Said
	if f.Centre, err = d.tx.Centre(dose.GivenCentre); err != nil {
		return f, err
	}
	if f.OperatorKnown, err = d.tx.OperatorKnown(dose.GivenCentre, e.By.ID, e.At.Wall); err != nil {
		return f, err
	}
	// Whoever recorded what is reinstated was known when it was judged, unless that
	// was what stood against it: he may have been added after the backup.
	f.OperatorKnown = f.OperatorKnown || !d.then.IsZero() && dose.Reason != dosedesk.ReasonOperatorUnknown
	if f.Earlier, err = d.tx.OtherDoses(dose); err != nil {
		return f, err
	}
	if err := d.cleared(b, &f); err != nil || !known {
		return f, err
	}
	f.Entry = &entry
	if entry.Booking == dosedesk.Walkin {
		f.OpenBooking, f.Duplicate, err = d.alike(entry.Appointment)
	}
	return f, err
}

// cleared finds what cleared the citizen by the dose's own account: nothing
// where that was another citizen's, or was refused.
func (d *deciding) cleared(b *dosedesk.DoseRecorded, f *dosedesk.DoseFacts) error {
	event, known, err := d.tx.Event(b.ClearedBy)
	clears := event.Kind == dosedesk.KindCodeEntered || event.Kind == dosedesk.KindOverride
	if err != nil || !known || !clears || event.Appointment != b.Appointment || event.Verdict.Answer == dosedesk.Refused {
		return err
	}
	if event.Kind == dosedesk.KindOverride {
		f.Override, err = overrideOf(event)
		return err
	}
	if f.Entered = event.Verdict.Code; event.Verdict.Reason.AboutCode() {
		f.Untested = event.Verdict.Reason
	}
	return nil
}

// overrideOf reads an override that is in the registry.
func overrideOf(kept registry.Event) (*dosedesk.Override, error) {
	event, err := dosedesk.ParseEvent(kept.Content)
	if err != nil {
		return nil, err
	}
	body, ok := event.Body.(*dosedesk.OverrideRecorded)
	if !ok {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "the event of an override records something else")
	}
	o := body.Override(event.Header)
	o.Beyond = kept.Verdict.Reason == dosedesk.ReasonOverrideLimit
	return &o, nil
}
