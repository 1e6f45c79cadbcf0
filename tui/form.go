package tui

import (
	"strings"
	"unicode"

	"dosedesk"
	"dosedesk/tui/text"
)

// A form is a column of entries, one of which has the keys. An entry is either
// typed or chosen among a few with the left and right arrows.
type form struct {
	entries []*entry
	at      int    // which entry has the keys
	problem string // what is wrong with it; said when one wants to leave it
}

type entry struct {
	typed   field
	accept  func(r rune) (rune, bool) // the letters a typed entry takes, as it takes them
	masked  bool                      // only its end is shown once it is left
	secret  bool                      // dots are shown
	tick    bool                      // one choice, which is made or not
	choices []choice                  // nil: the entry is typed
	chosen  int                       // -1: nothing yet
	before  []int                     // what was chosen before each letter, for Backspace
}

// A choice is found by the first letter of its value and of its label, which
// depends on the language.
type choice struct {
	value string
	label func(d *desk) string
}

func (f *form) field() *field { return &f.entries[f.at].typed }

func typed(limit int, accept func(rune) (rune, bool)) *entry {
	return &entry{typed: newField(limit), accept: accept}
}

// chosen makes an entry of choices that are called the same in each language.
func chosen(at int, values ...string) *entry {
	e := &entry{chosen: min(at, len(values)-1), choices: make([]choice, len(values))}
	for i, v := range values {
		e.choices[i] = choice{v, func(*desk) string { return v }}
	}
	return e
}

// value returns what was typed, or the value of what was chosen.
func (e *entry) value() string {
	switch {
	case e.choices == nil:
		return strings.TrimSpace(e.typed.value())
	case e.chosen < 0:
		return ""
	}
	return e.choices[e.chosen].value
}

// choose picks the choice with this value, or none where there is no such.
func (e *entry) choose(value string) {
	e.chosen = -1
	for i, c := range e.choices {
		if c.value == value {
			e.chosen = i
		}
	}
}

func (e *entry) press(d *desk, k key) {
	r, types := k.letter()
	switch {
	case e.choices != nil:
		e.pressChoice(d, k, r)
	case types:
		if as, ok := e.accept(r); ok {
			k.msg.Runes = []rune{as}
			e.typed.press(k)
		}
	default:
		e.typed.press(k)
	}
}

func (e *entry) pressChoice(d *desk, k key, r rune) {
	n := len(e.choices)
	switch {
	case n == 0:
	case k.name() == "right":
		e.chosen = (e.chosen + 1) % n
	case k.name() == "left":
		e.chosen = (max(0, e.chosen) + n - 1) % n
	case k.name() == "backspace" && len(e.before) > 0:
		e.chosen, e.before = e.before[len(e.before)-1], e.before[:len(e.before)-1]
	case r != 0 && !k.burst:
		for i := 1; i <= n; i++ {
			if at := (e.chosen + i) % n; at >= 0 && e.choices[at].starts(d, r) {
				e.before = append(e.before, e.chosen)
				e.chosen = at
				return
			}
		}
	}
}

func (c choice) starts(d *desk, r rune) bool {
	if digit, ok := dosedesk.Digit(r); ok {
		r = rune(digit)
	}
	for _, word := range []string{c.value, c.label(d)} {
		if first := []rune(word); len(first) > 0 && unicode.ToLower(first[0]) == unicode.ToLower(r) {
			return true
		}
	}
	return false
}

// press moves among the first shown entries, or edits. Going on is refused
// while check has something to say about the entry; going back is always free,
// and so is leaving an empty one for later.
// done reports that Enter was pressed on the last entry and all are right.
func (f *form) press(d *desk, k key, shown int, check func(i int) string) (done bool) {
	switch k.name() {
	case "up", "shift+tab":
		f.problem, f.at = "", max(0, f.at-1)
	case "down", "tab":
		if k.name() == "down" && f.entries[f.at].value() == "" {
			f.problem, f.at = "", min(f.at+1, shown-1)
			return false
		}
		if f.checked(f.at, check) {
			f.at = min(f.at+1, shown-1)
		}
	case "enter":
		if !f.checked(f.at, check) {
			return false
		}
		if f.at < shown-1 {
			f.at++
			return false
		}
		return f.allChecked(shown, check)
	default:
		before := f.entries[f.at].value()
		if f.entries[f.at].press(d, k); f.entries[f.at].value() != before {
			f.problem = ""
		}
	}
	return false
}

func (f *form) checked(i int, check func(int) string) bool {
	f.problem = check(i)
	return f.problem == ""
}

// allChecked goes to the first entry that is wrong: a later one may have made
// it so.
func (f *form) allChecked(shown int, check func(int) string) bool {
	for i := range shown {
		if !f.checked(i, check) {
			f.at = i
			return false
		}
	}
	return true
}

// lines draws the entries with their labels, a line each, the problem below.
func (f *form) lines(d *desk, labels []string) []string {
	var lines []string
	for i, label := range labels {
		mark := " "
		if i == f.at {
			mark = ">"
		}
		lines = append(lines, text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: 4, Text: label},
			text.Cell{At: formColumn, Text: f.entries[i].shown(d, i == f.at, i == f.at)}))
	}
	lines = append(lines, "")
	for _, l := range problemLines(f.problem) {
		lines = append(lines, bad(l))
	}
	return lines
}

func problemLines(problem string) []string {
	if problem == "" {
		return nil
	}
	return paragraph("! " + problem)
}

// formColumn is where the values of a form begin.
const formColumn = 34

// shown is what stands behind the label; whole shows a masked entry in full.
func (e *entry) shown(d *desk, active, whole bool) string {
	switch {
	case e.secret:
		return secretDots(e.typed.value())
	case e.choices == nil && e.masked && !whole:
		return dosedesk.Citizen{Mobile: e.value()}.MaskedMobile()
	case e.choices == nil:
		return e.typed.shown()
	case e.chosen < 0 && e.tick:
		return "[ ]"
	case e.chosen < 0:
		return faint(d.words.Form.Nothing)
	case active && len(e.choices) > 1:
		return "< " + reversed(e.choices[e.chosen].label(d)) + " >"
	}
	return e.choices[e.chosen].label(d)
}

// cursor returns the place of the typed entry that has the keys, in a form
// whose first entry is drawn on the given line.
func (f *form) cursor(first int) (line, column int, ok bool) {
	e := f.entries[f.at]
	if e.choices != nil {
		return 0, 0, false
	}
	return first + f.at, formColumn + e.typed.ahead(), true
}

// What typed entries take: digits of either script as Latin ones, the letters of
// a batch as capitals, the letters of a name, and those of a date and of a
// time.

func digitsOnly(r rune) (rune, bool) {
	digit, ok := dosedesk.Digit(r)
	return rune(digit), ok
}

func capitals(r rune) (rune, bool) {
	if digit, ok := digitsOnly(r); ok {
		return digit, true
	}
	r = unicode.ToUpper(r)
	return r, 'A' <= r && r <= 'Z'
}

func batchLetters(r rune) (rune, bool) {
	if r == '-' {
		return r, true
	}
	return capitals(r)
}

func nameLetters(r rune) (rune, bool) {
	return r, unicode.IsLetter(r) || unicode.IsMark(r) || strings.ContainsRune(" .'-\u200c\u200d", r)
}

func dateLetters(r rune) (rune, bool) {
	if digit, ok := digitsOnly(r); ok {
		return digit, true
	}
	return '-', strings.ContainsRune("-/.", r)
}

func timeLetters(r rune) (rune, bool) {
	if digit, ok := digitsOnly(r); ok {
		return digit, true
	}
	return ':', r == ':' || r == '.'
}

// bindings names the keys of a form; off says why it takes none.
func (f *form) bindings(d *desk, enter, off string) []binding {
	b := []binding{{key: "enter", label: enter, off: off}, {key: "updown", label: d.words.Frame.Move, off: off}}
	if len(f.entries[f.at].choices) > 1 {
		b = append(b, binding{key: "leftright", label: d.words.Form.Choose, off: off})
	}
	return append(b, binding{key: "esc", label: d.words.Frame.Back})
}
