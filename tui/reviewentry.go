package tui

import (
	"fmt"
	"slices"
	"strconv"

	"dosedesk"
	"dosedesk/tui/text"
)

// reviewEntry is one dose of the review: who, why it is unconfirmed, what speaks
// for it, and what the in-charge can do. It stays when the dose is confirmed,
// and says so.
type reviewEntry struct {
	appointment dosedesk.ID
	dose        dosedesk.ID // the dose.recorded event
	sure        bool        // N was pressed once
	asking      task        // the new code being asked for, 0 for none
}

func newReviewEntry(appointment, dose dosedesk.ID) *reviewEntry {
	return &reviewEntry{appointment: appointment, dose: dose}
}

func (s *reviewEntry) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

// find returns the visit and the dose as they are now; ok is false where the
// roster was replaced and holds them no more.
func (s *reviewEntry) find(d *desk) (v dosedesk.Visit, dose dosedesk.Dose, ok bool) {
	v, ok = d.Vault.Visit(s.appointment)
	at := slices.IndexFunc(v.Doses, func(x dosedesk.Dose) bool { return x.ID == s.dose })
	if !ok || at < 0 {
		return v, dosedesk.Dose{}, false
	}
	return v, v.Doses[at], true
}

func (s *reviewEntry) press(d *desk, k key) action {
	sure := s.sure
	s.sure = false
	switch k.name() {
	case "esc":
		return pop()
	case "enter", "c", "C":
		return s.enterCode(d)
	case "n", "N":
		return s.askNewCode(d, sure)
	case "e", "E":
		if _, dose, ok := s.find(d); ok {
			return push(newCorrection(s.appointment, dose))
		}
	}
	return stay()
}

func (s *reviewEntry) enterCode(d *desk) action {
	if d.notice = s.codeOff(d); d.notice != "" {
		return stay()
	}
	return push(newCode(s.appointment, dosedesk.Answers{}))
}

// askNewCode asks for a new code when it is wanted twice: the old one dies.
func (s *reviewEntry) askNewCode(d *desk, sure bool) action {
	if d.notice = s.newCodeOff(d); d.notice != "" {
		return stay()
	}
	if !sure {
		s.sure, d.notice = true, d.words.Review.Sure
		return stay()
	}
	s.asking = d.newTask()
	return run(d.record(s.asking, &dosedesk.ReissueAsked{Appointment: s.appointment}))
}

// codeOff says why the code cannot be entered here; empty where it can.
func (s *reviewEntry) codeOff(d *desk) string {
	w := d.words.Review
	v, dose, ok := s.find(d)
	switch {
	case !ok || dose.State != dosedesk.DoseUnconfirmed:
		return w.Settled
	case !dose.Reason.AboutCode():
		return w.NotAboutCode
	case v.Code.Locked() && v.Code.Issue > dosedesk.CodeReissues:
		return w.NoMoreCodes
	case v.Code.Locked():
		return w.Locked
	}
	return ""
}

// newCodeOff says why no new code can be sent; empty where one can.
func (s *reviewEntry) newCodeOff(d *desk) string {
	w := d.words.Review
	v, dose, ok := s.find(d)
	switch {
	case !ok || dose.State != dosedesk.DoseUnconfirmed:
		return w.Settled
	case !dose.Reason.AboutCode():
		return w.NotAboutCode
	case v.Reissuing || s.asking != 0:
		return d.newCodeWords()
	case v.Code.Issue == 0 || v.Code.Issue > dosedesk.CodeReissues:
		return w.NoMoreCodes
	}
	return ""
}

func (s *reviewEntry) receive(d *desk, msg any) action {
	result, ok := msg.(recorded)
	if !ok || result.task != s.asking {
		return stay()
	}
	s.asking = 0
	if result.err != nil {
		d.notice = d.notRecorded(result.err)
		return stay()
	}
	d.notice = d.newCodeWords()
	return stay()
}

// newCodeWords say when the new code reaches the registered mobile.
func (d *desk) newCodeWords() string {
	if d.Link.Status().Up {
		return d.words.Review.Asked
	}
	return d.words.Review.AskedOffline
}

func (s *reviewEntry) lines(d *desk, _ int) []string {
	w := d.words.Review
	v, dose, ok := s.find(d)
	if !ok {
		return paragraph(w.Gone)
	}
	c := v.Citizen
	lines := []string{
		text.Row(text.Cell{At: 2, Text: d.names(c)}, text.Cell{At: 56, Text: fmt.Sprintf(w.Born, c.BirthYear)},
			text.Cell{At: 72, Text: d.gender(c.Gender)}), "",
		entryRow(w.Dose, strconv.Itoa(dose.Number)+"  "+string(dose.Vaccine)),
		entryRow(w.Batch, dose.Batch),
		entryRow(w.Given, d.given(dose)),
		entryRow(w.GivenBy, d.signature(dose.Vaccinator)),
		entryRow(w.RecordedBy, d.signature(dose.By)),
		entryRow(w.Mobile, c.MaskedMobile()), entryRow(w.Answer, w.Answers[dose.Said]), "",
	}
	return append(lines, s.verdict(d, v, dose)...)
}

// given is when a dose was given, and when it was keyed in where it was on paper.
func (d *desk) given(dose dosedesk.Dose) string {
	if dose.KeyedIn.IsZero() {
		return d.moment(dose.GivenAt)
	}
	return fmt.Sprintf(d.words.Paper.InReview, d.moment(dose.GivenAt), d.moment(dose.KeyedIn))
}

const columnEvidence = 24

func entryRow(label, value string) string {
	return text.Row(text.Cell{At: 2, Text: label}, text.Cell{At: columnEvidence, Text: value})
}

func (d *desk) signature(s dosedesk.Signature) string {
	return s.Name + ", " + d.words.Frame.Role(string(s.Role))
}

// verdict says where the dose stands, and the next step while it is unconfirmed.
func (s *reviewEntry) verdict(d *desk, v dosedesk.Visit, dose dosedesk.Dose) []string {
	w := d.words.Review
	if dose.State == dosedesk.DoseConfirmed {
		return []string{" " + good("+ "+w.Confirmed), " " + fmt.Sprintf(w.Certificate, dose.Certificate)}
	}
	lines := []string{text.Row(text.Cell{At: 2, Text: warn("! " + w.Unconfirmed)}, text.Cell{At: columnEvidence, Text: d.reviewAge(dose)})}
	lines = append(lines, reasonLines(d, dose.Reason)...)
	if dose.Reason.AboutCode() && !v.Code.Locked() {
		lines = append(lines, " "+fmt.Sprintf(w.TriesLeft, v.Code.TriesLeft))
	}
	return lines
}

func (s *reviewEntry) bindings(d *desk) []binding {
	w := d.words.Review
	return []binding{
		{key: "enter", label: w.EnterCode, off: s.codeOff(d)},
		{key: "n", label: w.NewCode, off: s.newCodeOff(d)},
		{key: "e", label: w.Correct},
		{key: "esc", label: d.words.Frame.Back},
	}
}
