package tui

import (
	"dosedesk"
	"dosedesk/tui/text"
)

// questions asks the health questions. All are answered with no until one says
// otherwise; the verdict below follows at once.
type questions struct {
	appointment dosedesk.ID
	answers     *dosedesk.Answers
	asked       []question
	at          int
	date        field
	problem     string
}

// A question is answered with yes or no, or with a date, of which none is no.
type question struct {
	yes *bool
	on  *dosedesk.Day
}

func (q question) answered() bool {
	if q.yes != nil {
		return *q.yes
	}
	return !q.on.IsZero()
}

// questionsOf lists the questions in the order of lang.Questions.
func questionsOf(a *dosedesk.Answers) []question {
	return []question{
		{yes: &a.Acute},
		{yes: &a.Allergy},
		{yes: &a.Pregnant},
		{yes: &a.Breastfeeding},
		{yes: &a.Bleeding},
		{on: &a.Recovered},
		{on: &a.Plasma},
		{on: &a.OtherVaccine},
		{yes: &a.Travel},
	}
}

func newQuestions(appointment dosedesk.ID, a *dosedesk.Answers) *questions {
	return &questions{appointment: appointment, answers: a, asked: questionsOf(a), date: newField(10)}
}

func (s *questions) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

func (s *questions) press(d *desk, k key) action {
	switch k.name() {
	case "esc":
		if s.leave(d) {
			return pop()
		}
	case "enter":
		if s.leave(d) {
			return s.next()
		}
	case "tab", "down":
		if s.leave(d) {
			s.enter(min(s.at+1, len(s.asked)-1))
		}
	case "up", "shift+tab":
		if s.leave(d) {
			s.enter(max(s.at-1, 0))
		}
	default:
		s.answer(k)
	}
	return stay()
}

// next goes to the next question, and back to the citizen after the last.
func (s *questions) next() action {
	if s.at == len(s.asked)-1 {
		return pop()
	}
	s.enter(s.at + 1)
	return stay()
}

func (s *questions) enter(at int) {
	s.at = at
	s.date.set("")
	if on := s.asked[at].on; on != nil {
		s.date.set(dateText(*on))
	}
}

// leave takes the date over; one that is none, or is yet to come, is asked for
// again.
func (s *questions) leave(d *desk) bool {
	s.problem = ""
	on := s.asked[s.at].on
	if on == nil {
		return true
	}
	if s.date.value() == "" {
		*on = dosedesk.Day{}
		return true
	}
	day, ok := parseDate(s.date.value())
	if !ok || d.today().Before(day) {
		s.problem = d.words.Questions.NoDate
		return false
	}
	*on = day
	return true
}

// answer takes a letter: of a date, or y and n, or a space that turns one into
// the other.
func (s *questions) answer(k key) {
	q := s.asked[s.at]
	if q.on != nil {
		s.answerDate(k)
		return
	}
	switch r, _ := k.letter(); r {
	case 'y', 'Y': // not h: whoever types nahin in full means no
		*q.yes = true
	case 'n', 'N', 'न':
		*q.yes = false
	case ' ':
		*q.yes = !*q.yes
	}
}

func (s *questions) answerDate(k key) {
	if r, types := k.letter(); types {
		as, ok := dateLetters(r)
		if !ok {
			return
		}
		k.msg.Runes = []rune{as}
	}
	s.date.press(k)
}

const columnAnswer = 62

func (s *questions) lines(d *desk, height int) []string {
	w := d.words.Questions
	lines := []string{" " + bold(w.Title), ""}
	for i, q := range s.asked {
		mark := " "
		if i == s.at {
			mark = ">"
		}
		lines = append(lines, text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: 4, Text: w.Asked[i]}, text.Cell{At: columnAnswer, Text: s.said(d, q, i)}))
	}
	lines = append(lines, "")
	if s.asked[s.at].on != nil {
		lines = append(lines, paragraph(w.DateHow)...)
	} else {
		lines = append(lines, paragraph(w.YesHow)...)
	}
	if s.problem != "" {
		for _, l := range paragraph("! " + s.problem) {
			lines = append(lines, bad(l))
		}
	}
	return append(lines, s.verdict(d, height-len(lines))...)
}

// verdict is the outcome by the answers so far, and what stands against the
// dose, as far as there is room.
func (s *questions) verdict(d *desk, room int) []string {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return nil
	}
	e := d.judge(v, *s.answers)
	lines := []string{"", " " + d.outcome(e)}
	for _, f := range e.Findings {
		if f.Outcome != dosedesk.Eligible && len(lines) < room {
			lines = append(lines, d.finding(f))
		}
	}
	return lines
}

func (s *questions) said(d *desk, q question, i int) string {
	w := d.words.Questions
	switch {
	case q.on != nil && i == s.at:
		return s.date.value()
	case q.on != nil && !q.on.IsZero():
		return warn(dateText(*q.on))
	case q.answered():
		return warn(w.Yes)
	}
	return w.No
}

func (s *questions) cursor(*desk) (line, column int, ok bool) {
	if s.asked[s.at].on != nil {
		return 2 + s.at, columnAnswer + s.date.ahead(), true
	}
	return 2 + s.at, columnAnswer, true
}

func (s *questions) bindings(d *desk) []binding {
	w := d.words
	return []binding{
		{key: "enter", label: w.Questions.Next}, {key: "updown", label: w.Frame.Move}, {key: "esc", label: w.Frame.Back},
	}
}
