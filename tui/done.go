package tui

import (
	"fmt"
	"strings"
	"time"

	"dosedesk"
)

// observation is how long a citizen stays after the dose (ministry's guidelines
// of January 2021).
const observation = 30 * time.Minute

// done says what became of the dose, and turns by itself when the server
// answers. Any key goes on to the next citizen; a letter begins his search.
type done struct {
	visit dosedesk.Visit
	dose  dosedesk.Dose // as it was recorded
}

func newDone(v dosedesk.Visit, event dosedesk.Event) *done {
	dose := dosedesk.Dose{ID: event.ID}
	if b, ok := event.Body.(*dosedesk.DoseRecorded); ok {
		dose.Batch, dose.Vaccinator, dose.GivenAt = b.Batch, b.Vaccinator, b.GivenAt
		dose.KeyedIn = dosedesk.KeyedIn(event.At, b)
	}
	return &done{v, dose}
}

func (s *done) subject(*desk) (dosedesk.ID, bool) { return s.visit.ID, true }

func (s *done) press(d *desk, k key) action { return nextSearch(d, k) }

// nextSearch goes on to the next citizen; a letter begins his search.
func nextSearch(d *desk, k key) action {
	if _, types := k.letter(); !types {
		return home()
	}
	next := newSearch()
	next.press(d, k)
	return action{move: moveHome, to: next}
}

func (s *done) lines(d *desk, _ int) []string {
	w := d.words.Done
	v, dose, refused := s.find(d)
	lines := append(s.outcome(d, v, dose), "")
	if refused {
		lines = append(paragraph("! "+fmt.Sprintf(w.Refused, d.moment(dose.GivenAt))), "")
	}
	lines = append(lines, d.who(v)...)
	lines = append(lines, fact(d.words.Confirm.Batch, dose.Batch), fact(d.words.Confirm.GivenBy, dose.Vaccinator.Name), "")
	if !dose.KeyedIn.IsZero() {
		return lines // he left long ago
	}
	if dose.State != dosedesk.DoseUnconfirmed && !refused {
		lines = append(append(lines, paragraph(w.NoSMS)...), "")
	}
	until := d.words.Calendar.Time(dose.GivenAt.Add(observation))
	return append(lines, " "+bold(fmt.Sprintf(w.Wait, until)))
}

// find returns visit and dose as they are now. What the roster holds no more is
// shown as it was recorded; refused says that the server does not take the dose.
func (s *done) find(d *desk) (v dosedesk.Visit, dose dosedesk.Dose, refused bool) {
	v, ok := d.Vault.Visit(s.visit.ID)
	if !ok {
		return s.visit, s.dose, false
	}
	for _, dose := range v.Doses {
		if dose.ID == s.dose.ID {
			return v, dose, false
		}
	}
	return v, s.dose, true
}

// outcome says where the dose stands: recorded, confirmed, or in review.
func (s *done) outcome(d *desk, v dosedesk.Visit, dose dosedesk.Dose) []string {
	w := d.words.Done
	at := d.moment(dose.GivenAt)
	recorded := fmt.Sprintf(w.Recorded, at)
	if !dose.KeyedIn.IsZero() {
		recorded = fmt.Sprintf(d.words.Paper.Recorded, at, d.moment(dose.KeyedIn))
	}
	switch {
	case dose.State == dosedesk.DoseConfirmed:
		return []string{" " + good(bold(fmt.Sprintf(w.Confirmed, at))), " " + fmt.Sprintf(w.Certificate, dose.Certificate)}
	case dose.State == dosedesk.DoseUnconfirmed:
		sentence, next := d.words.Reason(dose.Reason)
		if dose.Reason != dosedesk.ReasonOverride { // that is the citizen's to settle
			next = w.InReview
		}
		if !dose.KeyedIn.IsZero() && dose.Reason == dosedesk.ReasonCodeMissing {
			sentence, next = d.words.Paper.Asked, ""
		}
		return append([]string{" " + warn("! "+fmt.Sprintf(w.Unconfirmed, at))}, paragraph(strings.TrimSpace(sentence+" "+next))...)
	case v.Clearance == dosedesk.ClearedSlip:
		return append([]string{" " + bold(recorded)}, paragraph(d.words.Slip.Right)...)
	case v.Clearance == dosedesk.ClearedOverride:
		return append([]string{" " + bold(recorded)}, paragraph(d.words.Override.Recorded)...)
	case !dose.KeyedIn.IsZero() && v.NeedsCode():
		return append([]string{" " + bold(recorded)}, paragraph(d.words.Paper.Asked)...)
	case v.Booking == dosedesk.Online && v.Clearance != dosedesk.ClearedRight:
		return append([]string{" " + bold(recorded)}, paragraph(w.CheckedLater)...)
	}
	return append([]string{" " + bold(recorded)}, paragraph(w.SentLater)...)
}

func (s *done) bindings(d *desk) []binding {
	b := []binding{{label: d.words.Done.Next}}
	return append(b, demoBindings(d)...)
}
