package server

import (
	"slices"

	"dosedesk"
)

// inCharge reports whether an event is by somebody who was in charge of the
// centre when it was recorded.
func (p *push) inCharge(h dosedesk.Header) (bool, error) {
	operator, known, err := p.tx.Operator(p.centre.ID, h.By.ID)
	if err != nil || !known || !operator.MayReview() {
		return false, err
	}
	return p.tx.OperatorKnown(p.centre.ID, h.By.ID, h.At.Wall)
}

// override lets a dose be given without a code. Beyond the centre's share of the
// day's doses it is kept all the same, and says so.
func (p *push) override(h dosedesk.Header, b *dosedesk.OverrideRecorded, e dosedesk.Entry) (dosedesk.Verdict, error) {
	entitled, err := p.inCharge(h)
	switch {
	case err != nil:
		return dosedesk.Verdict{}, err
	case !entitled:
		return refused(dosedesk.ReasonOperatorUnknown), nil
	case e.Booking != dosedesk.Online || !slices.Contains(dosedesk.OverrideReasons, b.Reason):
		return refused(dosedesk.ReasonMalformed), nil
	}
	o := b.Override(h)
	if o.Beyond, err = p.beyond(o, e.Override); err != nil {
		return dosedesk.Verdict{}, err
	}
	e.Override, e.Deferred = &o, nil
	change, err := p.tx.SaveEntry(e)
	verdict := accepted(change)
	if o.Beyond {
		verdict = review(dosedesk.ReasonOverrideLimit)
		verdict.Change = change
	}
	return verdict, err
}

// beyond reports whether an override is more than the centre may have that day,
// by the doses that are known so far. One that takes the place of another of the
// same visit and day counts once.
func (p *push) beyond(o dosedesk.Override, before *dosedesk.Override) (bool, error) {
	day := dosedesk.DayOf(o.At)
	doses, err := p.tx.DosesGiven(p.centre.ID, day)
	if err != nil {
		return false, err
	}
	others, err := p.tx.Overrides(p.centre.ID, day)
	if before != nil && dosedesk.DayOf(before.At) == day {
		others--
	}
	return others+1 > dosedesk.CentreOverrides(doses), err
}

// correct changes what a dose's record may have changed, and judges it again. It
// moves no dose: the event names its dose and the dose's own appointment, or has
// no effect.
func (p *push) correct(e dosedesk.Event, b *dosedesk.DoseCorrected, entry dosedesk.Entry, known bool) (dosedesk.Verdict, error) {
	entitled, err := p.inCharge(e.Header)
	switch {
	case err != nil:
		return dosedesk.Verdict{}, err
	case !entitled:
		return refused(dosedesk.ReasonOperatorUnknown), nil
	}
	d, found, err := p.tx.Dose(b.Dose)
	switch {
	case err != nil:
		return dosedesk.Verdict{}, err
	case !known || !found || d.Appointment != b.Appointment:
		return refused(dosedesk.ReasonUnknownAppointment), nil
	case d.GivenCentre != p.centre.ID:
		return refused(dosedesk.ReasonOtherCentre), nil
	case d.Reason == dosedesk.ReasonChainForked:
		return refused(dosedesk.ReasonChainForked), nil
	case !slices.Contains(dosedesk.Vaccines, b.Vaccine) || b.Batch == "" || b.Vaccinator.ID == "" || b.GivenAt.IsZero():
		return refused(dosedesk.ReasonMalformed), nil
	}
	d.CorrectedBy = e.ID
	d.Vaccine, d.Batch, d.Vaccinator, d.GivenAt = b.Vaccine, b.Batch, b.Vaccinator, b.GivenAt
	if err := p.settleAgain(&d, entry); err != nil {
		return dosedesk.Verdict{}, err
	}
	change, err := p.tx.SaveEntry(entry)
	return accepted(change), err
}
