package tui

import (
	"fmt"
	"slices"

	"dosedesk"
	"dosedesk/tui/text"
)

// deferral ends a visit without a dose, with a reason of the closed list.
type deferral struct {
	visit   dosedesk.Visit
	verdict dosedesk.Eligibility
	answers dosedesk.Answers
	reasons []dosedesk.Deferral
	chosen  int
	saving  task // the event being recorded, 0 for none
	saved   bool
}

// deferrals are the reasons, in the order in which the screen lists them.
var deferrals = []dosedesk.Deferral{
	dosedesk.DeferredNotDue, dosedesk.DeferredHealth, dosedesk.DeferredIdentity, dosedesk.DeferredConsent,
	dosedesk.DeferredNoCode, dosedesk.DeferredNotGiven, dosedesk.DeferredNoVaccine,
}

// newDefer begins with the reason that the verdict suggests. Whoever was not
// cleared is not deferred as one who was.
func newDefer(v dosedesk.Visit, e dosedesk.Eligibility, answers dosedesk.Answers) *deferral {
	s := &deferral{visit: v, verdict: e, answers: answers, reasons: slices.Clone(deferrals)}
	if v.Clearance == dosedesk.NotCleared {
		s.reasons = slices.DeleteFunc(s.reasons, func(r dosedesk.Deferral) bool { return r == dosedesk.DeferredNotGiven })
	}
	switch {
	case e.Outcome.Admits():
		s.choose(dosedesk.DeferredIdentity)
	case answers != dosedesk.Answers{}:
		s.choose(dosedesk.DeferredHealth)
	}
	return s
}

// choose begins with a reason; the screen that names it knows that it is so.
func (s *deferral) choose(reason dosedesk.Deferral) *deferral {
	if !slices.Contains(s.reasons, reason) {
		s.reasons = append(s.reasons, reason)
	}
	s.chosen = slices.Index(s.reasons, reason)
	return s
}

func (s *deferral) subject(*desk) (dosedesk.ID, bool) { return s.visit.ID, true }

func (s *deferral) press(d *desk, k key) action {
	if s.saved {
		return nextSearch(d, k)
	}
	if s.saving != 0 {
		return stay()
	}
	switch k.name() {
	case "esc":
		return pop()
	case "up":
		s.chosen = max(0, s.chosen-1)
	case "down", "tab":
		s.chosen = min(len(s.reasons)-1, s.chosen+1)
	case "enter":
		s.saving = d.newTask()
		return run(d.record(s.saving, &dosedesk.VisitDeferred{
			Appointment: s.visit.ID, Reason: s.reasons[s.chosen], Outcome: s.verdict.Outcome,
			Until: s.verdict.From, Answers: s.answers,
		}))
	}
	return stay()
}

func (s *deferral) receive(d *desk, msg any) action {
	result, ok := s.saving.ended(msg)
	if !ok {
		return stay()
	}
	if result.err != nil {
		d.notice = d.notRecorded(result.err)
		return stay()
	}
	s.saved = true
	return stay()
}

func (s *deferral) lines(d *desk, _ int) []string {
	w := d.words.Defer
	lines := append(d.who(s.visit), "")
	if s.saved {
		return append(lines, s.told(d)...)
	}
	lines = append(lines, " "+bold(w.Title), "")
	for i, reason := range s.reasons {
		mark, label := " ", w.Reasons[reason]
		if i == s.chosen {
			mark, label = ">", reversed(label)
		}
		lines = append(lines, text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: 4, Text: label}))
	}
	if !s.verdict.From.IsZero() {
		lines = append(append(lines, ""), paragraph(fmt.Sprintf(w.From, d.words.Calendar.Day(s.verdict.From)))...)
	}
	return lines
}

// told is what to tell the citizen.
func (s *deferral) told(d *desk) []string {
	w := d.words.Defer
	lines := []string{" " + bold(w.Saved), "", " " + w.Reasons[s.reasons[s.chosen]], ""}
	if !s.verdict.From.IsZero() {
		return append(lines, paragraph(fmt.Sprintf(w.Tell, d.words.Calendar.Day(s.verdict.From)))...)
	}
	return append(lines, paragraph(w.TellNoDay[s.reasons[s.chosen]])...)
}

// deferredLines say when a visit was deferred and why, and until which day where
// there is one.
func (d *desk) deferredLines(was dosedesk.Deferred) []string {
	lines := []string{fact(d.words.Citizen.DeferredAt, d.moment(was.At)+", "+d.words.Defer.Reasons[was.Reason])}
	if !was.Until.IsZero() {
		lines = append(lines, fact("", fmt.Sprintf(d.words.Defer.Until, d.words.Calendar.ShortDay(was.Until))))
	}
	return lines
}

func (s *deferral) bindings(d *desk) []binding {
	w := d.words
	if s.saved {
		return []binding{{label: w.Done.Next}}
	}
	return []binding{{key: "enter", label: w.Defer.Save}, {key: "updown", label: w.Frame.Move}, {key: "esc", label: w.Frame.Back}}
}
