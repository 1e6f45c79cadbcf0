package tui

import (
	"fmt"

	"dosedesk"
)

// pressSummary takes F10, and nothing else, for the word that the paper says so.
func (s *paper) pressSummary(d *desk, k key) action {
	switch k.name() {
	case "esc":
		s.summary = false
	case "tab":
		return push(newQuestions(s.visit.ID, d.answers(s.visit.ID)))
	case "enter":
		d.notice = d.words.Confirm.NotEnter
	case "f10":
		return s.record(d)
	}
	return stay()
}

// record looks once more: another terminal's dose may have come meanwhile.
func (s *paper) record(d *desk) action {
	if d.notice = d.paperOff(s.visit); d.notice != "" {
		return stay()
	}
	s.saving = d.newTask()
	return run(d.record(s.saving, s.given()))
}

func (s *paper) receive(d *desk, msg any) action {
	result, ok := s.saving.ended(msg)
	if !ok {
		return stay()
	}
	if result.err != nil {
		d.notice = d.notRecorded(result.err)
		return stay()
	}
	return replace(newDone(s.visit, result.event))
}

func (s *paper) summaryLines(d *desk) []string {
	w, b := d.words, s.given()
	lines := append([]string{" " + warn(bold(w.Paper.Head)), ""}, d.who(s.visit)...)
	lines = append(lines, "", d.photoID(s.visit),
		fact(w.Paper.When, bold(d.atMinute(b.GivenAt))),
		fact(w.Confirm.Dose, fmt.Sprintf("%d  %s", b.Dose, b.Vaccine)),
		fact(w.Confirm.Batch, fmt.Sprintf(w.Confirm.BatchUntil, b.Batch, w.Calendar.Day(b.Expires))),
		fact(w.Confirm.GivenBy, b.Vaccinator.Name),
		fact(w.Paper.KeyedBy, d.operator.Name))
	lines = append(append(lines, d.answerLines(s.answers)...), "")
	if off := d.paperOff(s.visit); off != "" {
		return append(lines, paragraph("! "+off)...)
	}
	lines = append(lines, paragraph(s.waits(d))...)
	for _, warning := range s.warnings(d) {
		for _, l := range paragraph("! " + warning) {
			lines = append(lines, warn(l))
		}
	}
	return lines
}

// waits says what the certificate waits for.
func (s *paper) waits(d *desk) string {
	switch {
	case s.visit.Booking == dosedesk.Walkin:
		return d.words.Paper.Walkin
	case s.visit.NeedsCode():
		return d.words.Paper.NoCode
	}
	return d.certificateNext(s.visit)
}

// warnings say what will keep the dose in the review, whatever the citizen
// answers. They stop nothing: it was given.
func (s *paper) warnings(d *desk) (said []string) {
	w := d.words.Paper
	if s.visit.Cancelled {
		said = append(said, w.Cancelled)
	}
	if !d.judge(s.visit, s.answers).Outcome.Admits() {
		said = append(said, fmt.Sprintf(w.NotDue, d.words.Calendar.Day(s.visit.Session.Day)))
	}
	return said
}

func (s *paper) summaryBindings(d *desk) []binding {
	w := d.words
	return append([]binding{
		{key: "f10", label: w.Paper.Given, off: d.paperOff(s.visit)},
		{key: "esc", label: w.Frame.Back},
		{key: "tab", label: w.Citizen.QuestionsKey},
	}, demoBindings(d)...)
}
