package tui

import (
	"fmt"
	"slices"

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

func newQuestions(appointment dosedesk.ID, a *dosedesk.Answers) *questions {
	return &questions{appointment: appointment, answers: a, date: newField(10)}
}

// open lists the questions, once.
func (s *questions) open(d *desk) action {
	if s.asked != nil {
		return stay()
	}
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return pop()
	}
	s.asked = d.questionsFor(v, s.answers)
	return stay()
}

func (s *questions) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

func (s *questions) press(d *desk, k key) action {
	switch k.name() {
	case "esc":
		if !s.take(d) {
			d.notice = s.problem + " " + d.words.Questions.Unchanged
		}
		return pop()
	case "enter":
		if s.take(d) {
			return s.next()
		}
	case "tab", "down":
		s.move(d, 1)
	case "up", "shift+tab":
		s.move(d, -1)
	default:
		s.problem = ""
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

// move leaves a question for another. A date that is none is not taken: the
// answer stays as it was, and one is told so.
func (s *questions) move(d *desk, by int) {
	if !s.take(d) {
		s.problem += " " + d.words.Questions.Unchanged
	}
	s.enter(max(0, min(s.at+by, len(s.asked)-1)))
}

func (s *questions) enter(at int) {
	s.at = at
	s.date.set("")
	if on := s.asked[at].on; on != nil {
		s.date.set(dateText(*on))
	}
}

// take makes the date in the field the answer. ok is false for one that is none,
// or is yet to come; problem says which.
func (s *questions) take(d *desk) (ok bool) {
	s.problem = ""
	on := s.asked[s.at].on
	if on == nil {
		return true
	}
	day, problem := s.typedDate(d)
	if s.problem = problem; problem != "" {
		return false
	}
	*on = day
	return true
}

// typedDate reads the date in the field; an empty one is no day, and none the
// less an answer.
func (s *questions) typedDate(d *desk) (day dosedesk.Day, problem string) {
	if s.date.value() == "" {
		return day, ""
	}
	day, ok := parseDate(s.date.value())
	switch {
	case !ok:
		return day, d.words.Questions.NoDate
	case d.today().Before(day):
		return day, fmt.Sprintf(d.words.Questions.LaterDate, d.words.Calendar.Day(d.today()))
	}
	return day, ""
}

// answer takes a letter: of a date, or y and n, or a space that turns one into
// the other.
func (s *questions) answer(k key) {
	q := s.asked[s.at]
	if q.on != nil {
		s.answerDate(k)
		return
	}
	switch k.command() {
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
		lines = append(lines, text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: 4, Text: w.Asked[q.word]}, text.Cell{At: columnAnswer, Text: s.said(d, q, i)}))
	}
	lines = append(lines, "")
	if s.asked[s.at].on != nil {
		lines = append(lines, paragraph(w.DateHow)...)
	} else {
		lines = append(lines, paragraph(w.YesHow)...)
	}
	for _, l := range problemLines(s.problem) {
		lines = append(lines, bad(l))
	}
	return append(lines, s.verdict(d, height-len(lines))...)
}

// verdict is the outcome by the answers as they are typed, and what stands
// against the dose, as far as there is room. While a date is wanting there is
// none.
func (s *questions) verdict(d *desk, room int) []string {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return nil
	}
	answers, problem := s.asTyped(d)
	if problem != "" {
		return []string{"", " " + warn("! "+d.words.Questions.DateMissing)}
	}
	e := d.judge(v, answers)
	against := slices.DeleteFunc(slices.Clone(e.Findings), func(f dosedesk.Finding) bool { return f.Outcome == dosedesk.Eligible })
	return append([]string{"", " " + d.outcome(e)}, d.findings(against, room-2)...)
}

// asTyped are the answers with the date in the field.
func (s *questions) asTyped(d *desk) (answers dosedesk.Answers, problem string) {
	answers = *s.answers
	if s.asked[s.at].on == nil {
		return answers, ""
	}
	day, problem := s.typedDate(d)
	*questionsOf(&answers)[s.asked[s.at].word].on = day
	return answers, problem
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
	b := []binding{{key: "enter", label: w.Questions.Next}}
	if s.asked[s.at].yes != nil {
		b = append(b, binding{label: w.Questions.YesNo})
	}
	return append(b, binding{key: "updown", label: w.Frame.Move}, binding{key: "esc", label: w.Frame.Back})
}
