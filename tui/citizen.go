package tui

import (
	"fmt"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/tui/text"
)

// citizen shows who stands at the desk, to be compared with the photo ID, and
// whether he may have this dose today. Enter says: the ID matches, the answers
// are as shown, he consents.
type citizen struct {
	appointment dosedesk.ID
	answers     dosedesk.Answers
	slip        dosedesk.Token // of his that was scanned, and is not entered yet
}

func newCitizen(appointment dosedesk.ID) *citizen { return &citizen{appointment: appointment} }

func (s *citizen) open(d *desk) action {
	if v, ok := d.Vault.Visit(s.appointment); ok {
		d.vaccine = v.Session.Vaccine
	}
	s.answers = *d.answers(s.appointment)
	return stay()
}

func (s *citizen) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

// hide wipes the slip: it holds the code.
func (s *citizen) hide() { s.slip = dosedesk.Token{} }

func (s *citizen) press(d *desk, k key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return home()
	}
	switch k.name() {
	case "esc":
		return pop()
	case "tab":
		return push(newQuestions(s.appointment, d.answers(s.appointment)))
	case "delete":
		if d.closed(v) != "" {
			d.notice = d.words.Citizen.Closed
			return stay()
		}
		return push(newDefer(v, d.judge(v, s.answers), s.answers))
	case "p", "P":
		if d.notice = d.paperOff(v); d.notice == "" {
			return push(newPaper(v))
		}
	case "enter":
		return s.goOn(d, v)
	}
	return stay()
}

func (s *citizen) goOn(d *desk, v dosedesk.Visit) action {
	switch {
	case d.closed(v) != "":
		d.notice = d.words.Citizen.Closed
	case !d.judge(v, s.answers).Outcome.Admits():
		d.notice = d.words.Citizen.NotAdmitted
	case v.NeedsCode() || s.slipHelps(v):
		next := newCode(s.appointment, s.answers)
		next.slip = s.slip
		s.hide()
		return push(next)
	default:
		return push(newConfirm(s.appointment, s.answers))
	}
	return stay()
}

// judge asks the schedule about a visit here: today, or on its own day where that
// is past and the dose can only be on paper.
func (d *desk) judge(v dosedesk.Visit, answers dosedesk.Answers) dosedesk.Eligibility {
	day := d.today()
	if v.Session.Day.Before(day) {
		day = v.Session.Day
	}
	return d.Vault.Schedule().Judge(v.Case(day, d.Vault.Centre().Kind, answers))
}

// closed says why a visit is not to be gone on with, and what to do; empty where
// it is open.
func (d *desk) closed(v dosedesk.Visit) string {
	w := d.words.Citizen
	dose, _ := v.Dose()
	switch v.State(d.today()) {
	case dosedesk.VisitOtherDay:
		if v.Session.Day.Before(d.today()) {
			return fmt.Sprintf(d.words.Paper.PastDay, d.words.Calendar.Day(v.Session.Day))
		}
		return fmt.Sprintf(w.OtherDay, d.words.Calendar.Day(v.Session.Day))
	case dosedesk.VisitCancelled:
		return w.Cancelled
	case dosedesk.VisitGiven:
		return fmt.Sprintf(w.Given, d.moment(dose.GivenAt))
	case dosedesk.VisitConfirmed:
		return fmt.Sprintf(w.Confirmed, d.moment(dose.GivenAt), dose.Certificate)
	case dosedesk.VisitUnconfirmed:
		sentence, _ := d.words.Reason(dose.Reason)
		return fmt.Sprintf(w.Unconfirmed, d.moment(dose.GivenAt), sentence)
	case dosedesk.VisitDue, dosedesk.VisitLocked, dosedesk.VisitCleared, dosedesk.VisitDeferredNow:
	}
	return ""
}

// columnFact is where what is known stands, behind what it is.
const columnFact = 25

func fact(label, value string) string {
	return text.Row(text.Cell{At: 2, Text: label}, text.Cell{At: columnFact, Text: value})
}

func (s *citizen) lines(d *desk, height int) []string {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return paragraph(d.words.Citizen.Gone)
	}
	lines := append(d.who(v), "")
	lines = append(lines, s.facts(d, v)...)
	if stop := d.closed(v); stop != "" {
		for _, l := range paragraph(stop) {
			lines = append(lines, bold(l))
		}
		return lines
	}
	if v.Deferred != nil {
		lines = append(lines, d.deferredLines(*v.Deferred)...)
	}
	return append(lines, s.verdict(d, v, height-len(lines))...)
}

// who is the line that says whose visit this is.
func (d *desk) who(v dosedesk.Visit) []string {
	c := v.Citizen
	w := d.words.Citizen
	return []string{text.Row(text.Cell{At: 2, Text: d.names(c)},
		text.Cell{At: 44, Text: fmt.Sprintf(w.Born, c.BirthYear) + "  " + d.gender(c.Gender)},
		text.Right(fmt.Sprintf(w.DoseOf, v.Appointment.Dose, v.Session.Vaccine), lineWidth))}
}

func (s *citizen) facts(d *desk, v dosedesk.Visit) []string {
	w := d.words.Citizen
	lines := []string{d.photoID(v)}
	for n, p := range v.Previous {
		lines = append(lines, fact(fmt.Sprintf(w.Earlier, n+1),
			fmt.Sprintf(w.DaysAgo, p.Vaccine, d.words.Calendar.Day(p.On), d.today().DaysSince(p.On))))
	}
	if v.Booking == dosedesk.Walkin {
		lines = append(lines, fact(w.Booking, w.Walkin))
	} else {
		lines = append(lines, fact(w.Booking, fmt.Sprintf(w.Online, v.Slot)))
	}
	if state := s.codeState(d, v); state != "" && d.closed(v) == "" {
		lines = append(lines, fact(w.Code, state))
	}
	return append(lines, "")
}

// verdict is what the rules say, with every one that spoke, as far as there is
// room, and what the citizen answered.
func (s *citizen) verdict(d *desk, v dosedesk.Visit, room int) []string {
	w := d.words.Citizen
	e := d.judge(v, s.answers)
	rules := fmt.Sprintf(w.Rules, d.words.Calendar.Day(d.Vault.Schedule().InForce(d.today())))
	lines := []string{text.Row(text.Cell{At: 2, Text: d.outcome(e)}, text.Right(rules, lineWidth))}
	consent := text.Row(text.Cell{At: 2, Text: w.Consent}, text.Cell{At: columnFact, Text: w.ConsentGiven}, text.Right(faint(d.words.Paper.Hint), lineWidth))
	said := append(d.answerLines(s.answers), consent)
	lines = append(lines, d.findings(e.Findings, room-len(lines)-1-len(said))...)
	return append(append(lines, ""), said...)
}

// answerLines are what the citizen did not answer with no.
func (d *desk) answerLines(answers dosedesk.Answers) []string {
	w := d.words.Citizen
	if answers == (dosedesk.Answers{}) {
		return []string{text.Row(text.Cell{At: 2, Text: w.Questions}, text.Cell{At: columnFact, Text: w.NoToAll}, text.Right(w.TabToChange, lineWidth))}
	}
	var lines []string
	label := w.Questions
	for _, l := range text.Wrap(d.answersWords(answers), lineWidth-columnFact+1) {
		lines = append(lines, fact(label, l))
		label = ""
	}
	return lines
}

// fitting are the findings for which there is room. Where there is not enough,
// the satisfied ones are left out first: what stands against a dose is shown.
func fitting(findings []dosedesk.Finding, room int) []dosedesk.Finding {
	excess := len(findings) - max(0, room)
	fit := slices.DeleteFunc(slices.Clone(findings), func(f dosedesk.Finding) bool {
		if excess <= 0 || f.Outcome != dosedesk.Eligible {
			return false
		}
		excess--
		return true
	})
	return fit[:min(len(fit), max(0, room))]
}

func (d *desk) outcome(e dosedesk.Eligibility) string {
	w := d.words.Eligibility
	switch e.Outcome {
	case dosedesk.Eligible:
		return good(bold(w.Eligible))
	case dosedesk.Caution:
		return warn(bold(w.Caution))
	case dosedesk.NotYet:
		if e.From.IsZero() {
			return bad(w.NotYet)
		}
		return bad(fmt.Sprintf(w.NotYetFrom, d.words.Calendar.Day(e.From)))
	case dosedesk.NotEligible:
	}
	return bad(w.NotEligible)
}

// finding is one rule: a symbol, what it says, and since when it holds.
func (d *desk) finding(f dosedesk.Finding) string {
	line := []text.Cell{{At: 4, Text: d.words.Marked(f)}}
	if !f.Since.IsZero() {
		since := fmt.Sprintf(d.words.Eligibility.Since, d.words.Calendar.Day(f.Since))
		line = append(line, text.Right(faint(since), lineWidth))
	}
	return text.Row(line...)
}

// answersWords names the questions that were not answered with no.
func (d *desk) answersWords(a dosedesk.Answers) string {
	var said []string
	for i, q := range questionsOf(&a) {
		if q.answered() {
			said = append(said, d.words.Questions.Short[i])
		}
	}
	return strings.Join(said, ", ")
}

func (s *citizen) bindings(d *desk) []binding {
	w := d.words
	off, closed, paper := "", "", ""
	if v, ok := d.Vault.Visit(s.appointment); ok {
		closed, paper = d.closed(v), d.paperOff(v)
		if off = closed; off == "" && !d.judge(v, s.answers).Outcome.Admits() {
			off = w.Citizen.NotAdmitted
		}
	}
	b := []binding{
		{key: "enter", label: w.Citizen.GoOn, off: off},
		{key: "delete", label: w.Citizen.Defer, off: closed},
		{key: "esc", label: w.Frame.Back},
		{key: "tab", label: w.Citizen.QuestionsKey},
		{key: "p", label: w.Paper.Key, off: paper},
	}
	return append(b, demoBindings(d)...)
}
