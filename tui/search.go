package tui

import (
	"fmt"
	"strconv"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

// search finds the citizen who stands at the desk, as one types.
type search struct {
	find   field
	chosen int // row of the list, counted from 0
	found  []dosedesk.Visit
	total  int
}

func newSearch() *search { return &search{find: newField(64)} }

// searchLimit is how many visits are asked of the vault: more than any screen
// has rows for.
const searchLimit = 100

func (s *search) open(d *desk) action {
	s.look(d)
	return stay()
}

func (s *search) look(d *desk) {
	s.found, s.total = d.Vault.Search(s.find.value(), searchLimit)
	s.chosen = min(s.chosen, max(0, len(s.found)-1))
}

// receive looks again whenever the roster or the outbox changed.
func (s *search) receive(d *desk, msg any) action {
	if _, ok := msg.(Changed); ok {
		s.look(d)
	}
	return stay()
}

func (s *search) press(d *desk, k key) action {
	switch k.name() {
	case "up":
		s.chosen = max(0, s.chosen-1)
	case "down":
		s.chosen = min(max(0, len(s.found)-1), s.chosen+1)
	case "pgup":
		s.chosen = max(0, s.chosen-10)
	case "pgdown":
		s.chosen = min(max(0, len(s.found)-1), s.chosen+10)
	case "esc":
		s.find.set("")
		s.chosen = 0
		s.look(d)
	case "enter":
		return s.enter()
	default:
		if s.find.press(k) {
			s.chosen = 0
			s.look(d)
		}
	}
	return stay()
}

func (s *search) enter() action {
	if len(s.found) == 0 {
		return stay()
	}
	return push(newCitizen(s.found[s.chosen].ID))
}

func (s *search) subject(*desk) (dosedesk.ID, bool) {
	if len(s.found) == 0 {
		return dosedesk.ID{}, false
	}
	return s.found[s.chosen].ID, true
}

// The columns of the list.
const (
	columnName   = 4
	columnBorn   = 32
	columnSex    = 38
	columnMobile = 43
	columnSlot   = 51
	columnDose   = 64
	columnState  = 69
)

func (s *search) lines(d *desk, height int) []string {
	w := d.words.Search
	count := fmt.Sprintf(w.Of, s.total, len(d.Vault.Visits()))
	lines := []string{
		text.Row(text.Cell{At: 2, Text: w.Find}, text.Cell{At: s.fieldAt(d), Text: s.find.value()}, text.Right(count, lineWidth)),
		text.Row(text.Cell{At: columnName, Text: w.Name}, text.Cell{At: columnBorn, Text: w.Born}, text.Cell{At: columnSex, Text: w.Sex},
			text.Cell{At: columnMobile, Text: w.Mobile}, text.Cell{At: columnSlot, Text: w.Slot},
			text.Cell{At: columnDose, Text: w.Dose}, text.Cell{At: columnState, Text: w.State}),
	}
	if len(s.found) == 0 {
		return append(append(lines, ""), paragraph(s.nothing(d))...)
	}
	rows := height - len(lines) - 1
	first := max(0, s.chosen-rows+1)
	for i, v := range s.found[first:min(len(s.found), first+rows)] {
		lines = append(lines, d.row(v, first+i == s.chosen))
	}
	return lines
}

// nothing says why the list is empty, and what to do next.
func (s *search) nothing(d *desk) string {
	w := d.words.Search
	switch {
	case len(d.Vault.Visits()) == 0:
		return w.NoRoster
	case isNumber(s.find.value()):
		return w.NoneNumber
	}
	return w.None
}

func isNumber(s string) bool {
	for _, r := range s {
		if _, ok := dosedesk.Digit(r); !ok {
			return false
		}
	}
	return s != ""
}

// row draws a visit as one line of a list.
func (d *desk) row(v dosedesk.Visit, chosen bool) string {
	mark, name := " ", d.name(v.Citizen)
	if chosen {
		mark, name = ">", reversed(text.Truncate(name, columnBorn-columnName-1))
	}
	return text.Row(
		text.Cell{At: 2, Text: mark}, text.Cell{At: columnName, Text: name},
		text.Cell{At: columnBorn, Text: strconv.Itoa(v.Citizen.BirthYear)},
		text.Cell{At: columnSex, Text: d.gender(v.Citizen.Gender)},
		text.Cell{At: columnMobile, Text: v.Citizen.MaskedMobile()},
		text.Cell{At: columnSlot, Text: v.Slot},
		text.Cell{At: columnDose, Text: strconv.Itoa(v.Appointment.Dose)},
		text.Cell{At: columnState, Text: d.state(v)},
	)
}

// name is the citizen's name in the script of the language.
func (d *desk) name(c dosedesk.Citizen) string {
	if d.words.Language == lang.Hindi && c.NameHindi != "" {
		return c.NameHindi
	}
	return c.Name
}

func (d *desk) gender(g dosedesk.Gender) string {
	f := d.words.Frame
	switch g {
	case dosedesk.Male:
		return f.Male
	case dosedesk.Female:
		return f.Female
	case dosedesk.Other:
		return f.Other
	}
	return ""
}

// state is where a visit stands, in a word or two.
func (d *desk) state(v dosedesk.Visit) string {
	w := d.words.Search
	switch v.State(d.today()) {
	case dosedesk.VisitDue:
		return d.dueWord(v)
	case dosedesk.VisitOtherDay:
		return d.words.Calendar.ShortDay(v.Session.Day)
	case dosedesk.VisitLocked:
		return bad(w.Locked)
	case dosedesk.VisitCleared:
		return good(w.Cleared)
	case dosedesk.VisitGiven:
		dose, _ := v.Dose()
		return fmt.Sprintf(w.Given, d.words.Calendar.Time(dose.GivenAt))
	case dosedesk.VisitConfirmed:
		dose, _ := v.Dose()
		return good(fmt.Sprintf(w.Confirmed, d.words.Calendar.Time(dose.GivenAt)))
	case dosedesk.VisitUnconfirmed:
		return warn(w.Unconfirmed)
	case dosedesk.VisitDeferredNow:
		return w.Deferred
	case dosedesk.VisitCancelled:
		return w.Cancelled
	}
	return ""
}

// dueWord says "due now" in the hours of the slot, and "due" outside them.
func (d *desk) dueWord(v dosedesk.Visit) string {
	now := d.words.Calendar.Time(d.Now())
	if len(v.Slot) == len("09:00-11:00") && v.Slot[:5] <= now && now < v.Slot[6:] {
		return d.words.Search.DueNow
	}
	return d.words.Search.Due
}

func (s *search) fieldAt(d *desk) int { return 3 + text.Width(d.words.Search.Find) }

func (s *search) cursor(d *desk) (line, column int, ok bool) {
	return 0, s.fieldAt(d) + s.find.ahead(), true
}

func (s *search) bindings(d *desk) []binding {
	w := d.words.Frame
	b := []binding{{key: "enter", label: w.Open}, {key: "f8", label: w.Walkin}, reviewBinding(d)}
	b = append(b, demoBindings(d)...)
	return append(b,
		binding{key: "f2", label: nextLanguageName(d)}, binding{key: "f9", label: w.Lock}, binding{key: "f5", label: w.Board})
}

// reviewBinding says how many doses wait in the review.
func reviewBinding(d *desk) binding {
	b := binding{key: "f4", label: d.words.Frame.Review}
	if n := len(inReview(d)); n > 0 {
		b.label = fmt.Sprintf(d.words.Frame.ReviewN, n)
	}
	if !d.operator.MayReview() {
		b.off = d.words.Frame.OnlyInCharge
	}
	return b
}

// demoBindings are the demo's two keys, and none elsewhere.
func demoBindings(d *desk) []binding {
	var b []binding
	if d.Cable != nil {
		b = append(b, cableBinding(d))
	}
	if d.Phone != nil {
		b = append(b, binding{key: "f12", label: d.words.Frame.Phone})
	}
	return b
}
