package tui

import (
	"fmt"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/tui/text"
)

// signIn asks who works at this desk: the operator's id, then his PIN.
type signIn struct {
	id      field
	pin     field
	atPIN   bool
	anew    bool // the next letter begins another id
	first   bool // since the start: it tells what was put right
	leaving bool // Ctrl-Q was pressed, and there are unsent events
	waiting task // the sign-in under way, 0 for none
	problem string
}

func firstSignIn() *signIn {
	s := newSignIn()
	s.first = true
	return s
}

func newSignIn() *signIn { return &signIn{id: newField(32), pin: newField(12)} }

// hide wipes the PIN.
func (s *signIn) hide() { s.pin.set("") }

func (s *signIn) press(d *desk, k key) action {
	leaving := s.leaving
	s.problem, s.leaving = "", false
	switch k.name() {
	case "enter":
		return s.enter(d)
	case "esc", "up", "shift+tab":
		s.atPIN, s.anew = false, true
		s.pin.set("")
	case "tab", "down":
		s.atPIN = s.id.value() != ""
	case "ctrl+q":
		return s.quit(d, leaving)
	default:
		s.edit(k)
	}
	return stay()
}

// quit ends the program; where something is not sent, only when it is asked for
// twice.
func (s *signIn) quit(d *desk, sure bool) action {
	if n := d.Vault.Unsent().Count; n > 0 && !sure {
		s.problem, s.leaving = fmt.Sprintf(d.words.SignIn.Unsent, n), true
		return stay()
	}
	return quit()
}

func (s *signIn) field() *field { return &s.id }

func (s *signIn) edit(k key) {
	r, types := k.letter()
	if !s.atPIN {
		if s.anew && types {
			s.id.set("")
		}
		s.anew = false
		s.id.press(k)
		return
	}
	if types {
		digit, ok := dosedesk.Digit(r)
		if !ok {
			return
		}
		k.msg.Runes = []rune{rune(digit)}
	}
	s.pin.press(k)
}

func (s *signIn) enter(d *desk) action {
	switch {
	case s.waiting != 0:
		return stay()
	case s.id.value() == "":
		s.problem = d.words.SignIn.TypeID
		return stay()
	case !s.atPIN:
		s.atPIN = true
		return stay()
	case s.pin.value() == "":
		s.problem = d.words.SignIn.TypePIN
		return stay()
	}
	s.waiting = d.newTask()
	return run(d.signIn(s.waiting, strings.ToLower(strings.TrimSpace(s.id.value())), s.pin.value()))
}

// receive says why nobody was signed in; see App.admit for the other answer.
func (s *signIn) receive(d *desk, msg any) action {
	result, ok := msg.(signedIn)
	if !ok || result.task != s.waiting {
		return stay()
	}
	s.waiting = 0
	s.pin.set("")
	w := d.words.SignIn
	switch dosedesk.CodeOf(result.err) {
	case dosedesk.EUnauthorized:
		s.problem = w.Wrong
		if len(d.Vault.Operators()) == 0 {
			s.problem = w.Nobody
		}
	case dosedesk.ETooMany:
		s.problem = w.TooMany
		if s.first && slices.Contains(d.Vault.Repaired(), dosedesk.RepairOutbox) {
			s.problem = w.NotYet // another operator's is not taken either
		}
	default:
		s.problem = d.words.Frame.Failed
	}
	return stay()
}

func (s *signIn) lines(d *desk, height int) []string {
	w := d.words.SignIn
	lines := []string{"", " " + bold(w.Title), ""}
	lines = append(lines,
		text.Row(text.Cell{At: 2, Text: w.ID}, text.Cell{At: fieldColumn, Text: operatorShown(s.id.shown())}),
		text.Row(text.Cell{At: 2, Text: w.PIN}, text.Cell{At: fieldColumn, Text: strings.Repeat("●", len(s.pin.value()))}),
		"")
	if s.waiting != 0 {
		lines = append(lines, " "+w.Checking)
	}
	if s.problem != "" {
		for _, l := range paragraph(s.problem) {
			lines = append(lines, bad(l))
		}
	}
	lines = append(append(lines, s.repaired(d)...), "", " "+faint(w.Who))
	for _, o := range d.Vault.Operators() {
		if len(lines) > height-4 {
			break
		}
		lines = append(lines, text.Row(text.Cell{At: 4, Text: o.ID}, text.Cell{At: fieldColumn, Text: o.Name + ", " + d.words.Frame.Role(string(o.Role))}))
	}
	if len(d.Vault.Operators()) == 0 {
		lines = append(lines, paragraph(w.Nobody)...)
	}
	if d.Hint != "" {
		lines = append(append(lines, ""), paragraph(fmt.Sprintf(w.Demo, d.Hint))...)
	}
	return lines
}

// repaired says what was damaged when the terminal started, until somebody has
// signed in.
func (s *signIn) repaired(d *desk) (lines []string) {
	if !s.first {
		return nil
	}
	for _, repair := range d.Vault.Repaired() {
		if repair == dosedesk.RepairRoster && !d.Link.Status().AsOf.IsZero() {
			continue // it is here again
		}
		for _, l := range paragraph(d.words.Repairs[repair]) {
			lines = append(lines, warn(l))
		}
	}
	return lines
}

// operatorShown hides digits alone: whoever begins with his PIN does not show it
// to the queue.
func operatorShown(id string) string {
	digits := func(r rune) bool { _, ok := dosedesk.Digit(r); return ok }
	if strings.TrimFunc(id, digits) == "" {
		return secretDots(id)
	}
	return id
}

const fieldColumn = 24

func (s *signIn) cursor(*desk) (line, column int, ok bool) {
	if s.atPIN {
		return 4, fieldColumn + s.pin.ahead(), true
	}
	return 3, fieldColumn + s.id.ahead(), true
}

func (s *signIn) bindings(d *desk) []binding {
	w := d.words
	b := []binding{
		{key: "enter", label: w.SignIn.Enter}, {key: "f2", label: nextLanguageName(d)}, {key: "ctrl+q", label: w.Frame.Quit},
	}
	if d.Cable != nil {
		b = append(b, cableBinding(d))
	}
	return b
}

func nextLanguageName(d *desk) string {
	return langAfter(d.words.Language, d.Languages).Language.Own()
}

func cableBinding(d *desk) binding {
	if d.Cable.Pulled() {
		return binding{key: "f11", label: d.words.Frame.PlugCable}
	}
	return binding{key: "f11", label: d.words.Frame.PullCable}
}
