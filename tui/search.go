package tui

import (
	"fmt"

	"dosedesk"
	"dosedesk/tui/text"
)

// search finds the citizen who stands at the desk, as one types. Nobody is
// chosen until something is typed, or an arrow pressed: an Enter too many opens
// no stranger.
type search struct {
	find   field
	chosen mark
	found  []dosedesk.Visit
	total  int
	opened bool // a visit was opened from here: the next letter begins anew
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
	s.chosen.check(s.ids())
}

func (s *search) ids() []dosedesk.ID { return idsOf(s.found) }

// receive looks again whenever the roster or the outbox changed.
func (s *search) receive(d *desk, msg any) action {
	if _, ok := msg.(Changed); ok {
		s.look(d)
	}
	return stay()
}

func (s *search) press(d *desk, k key) action {
	_, types := k.letter()
	switch {
	case s.chosen.press(s.ids(), k):
		s.opened = false
	case k.name() == "esc":
		s.find.set("")
		s.typed(d)
	case k.name() == "enter":
		return s.enter(d)
	default:
		if s.opened && types {
			s.find.set("")
		}
		if s.find.press(k) {
			s.typed(d)
		}
	}
	return stay()
}

// typed looks for what the field holds now, and chooses the first found.
func (s *search) typed(d *desk) {
	s.opened, s.chosen = false, mark{}
	s.look(d)
	if s.find.value() != "" {
		s.chosen.set(s.ids(), 0)
	}
}

func (s *search) enter(d *desk) action {
	w := d.words.Search
	switch {
	case len(s.found) == 0:
		return stay()
	case s.chosen.lost:
		d.notice = w.Lost
		return stay()
	case s.chosen.at.IsZero():
		d.notice = w.Choose
		return stay()
	}
	s.opened = true
	return push(newCitizen(s.chosen.at))
}

func (s *search) subject(*desk) (dosedesk.ID, bool) {
	return s.chosen.at, !s.chosen.at.IsZero()
}

func (s *search) lines(d *desk, height int) []string {
	w := d.words.Search
	count := fmt.Sprintf(w.Of, s.total, d.Vault.Count())
	lines := []string{
		text.Row(text.Cell{At: 2, Text: w.Find}, text.Cell{At: s.fieldAt(d), Text: s.find.shown()}, text.Right(count, lineWidth)),
		text.Row(text.Cell{At: columnName, Text: w.Name}, text.Cell{At: columnBorn, Text: w.Born}, text.Cell{At: columnSex, Text: w.Sex},
			text.Cell{At: columnMobile, Text: w.Mobile}, text.Cell{At: columnSlot, Text: w.Slot},
			text.Cell{At: columnDose, Text: w.Dose}, text.Cell{At: columnState, Text: w.State}),
	}
	if len(s.found) == 0 {
		return append(append(lines, ""), paragraph(s.nothing(d))...)
	}
	own := append(s.hidden(d), s.ownUnconfirmed(d)...)
	rows := height - len(lines) - 1 - len(own)
	first := max(0, s.chosen.row(s.ids())-rows+1)
	for _, v := range s.found[first:min(len(s.found), first+rows)] {
		lines = append(lines, d.row(v, v.ID == s.chosen.at))
	}
	for len(lines) < height-1-len(own) {
		lines = append(lines, "")
	}
	return append(lines, own...)
}

// hidden says why not everybody can be found.
func (s *search) hidden(d *desk) (lines []string) {
	for _, l := range paragraph(d.words.Search.Hidden[d.Vault.Hidden()]) {
		lines = append(lines, warn(l))
	}
	return lines
}

// ownUnconfirmed tells the operator of the doses of today that he recorded and
// the server did not confirm: their certificates wait. Those from paper wait for
// their citizens as a matter of course; the review has them.
func (s *search) ownUnconfirmed(d *desk) []string {
	var name, sentence string
	n := 0
	for _, v := range inReview(d) {
		dose, _ := unconfirmed(v)
		if dose.By.ID == d.operator.ID && dosedesk.DayOf(dose.GivenAt) == d.today() && dose.KeyedIn.IsZero() {
			n++
			name = d.name(v.Citizen)
			sentence, _ = d.words.Reason(dose.Reason)
		}
	}
	if n == 0 {
		return nil
	}
	var lines []string
	for _, l := range paragraph("! " + fmt.Sprintf(d.words.Search.OwnUnconfirmed, n, name, sentence)) {
		lines = append(lines, warn(l))
	}
	return lines
}

func idsOf(visits []dosedesk.Visit) []dosedesk.ID {
	ids := make([]dosedesk.ID, len(visits))
	for i, v := range visits {
		ids[i] = v.ID
	}
	return ids
}

// nothing says why the list is empty, and what to do next.
func (s *search) nothing(d *desk) string {
	w := d.words.Search
	hidden := d.Vault.Hidden()
	switch {
	case hidden != dosedesk.HidesNothing:
		return w.Hidden[hidden]
	case d.Vault.Count() == 0 && d.Link.Status().AsOf.IsZero():
		return w.NoRoster
	case d.Vault.Count() == 0:
		return w.Empty
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

func (s *search) field() *field { return &s.find }

func (s *search) fieldAt(d *desk) int { return 3 + text.Width(d.words.Search.Find) }

func (s *search) cursor(d *desk) (line, column int, ok bool) {
	return 0, s.fieldAt(d) + s.find.ahead(), true
}

func (s *search) bindings(d *desk) []binding {
	w := d.words.Frame
	b := []binding{
		{key: "enter", label: w.Open},
		{key: "f8", label: w.Walkin},
		reviewBinding(d),
		{key: "f2", label: nextLanguageName(d)},
		{key: "f9", label: w.Lock},
		{key: "f5", label: w.Board},
	}
	return append(b, demoBindings(d)...)
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
