package tui

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"dosedesk"
	"dosedesk/tui/text"
)

// review is the in-charge's queue: doses that were given and are not confirmed,
// the oldest first.
type review struct{ chosen mark }

func newReview() *review { return &review{} }

// The ages from which a dose in review turns amber and red.
const (
	amberAfter = 24 * time.Hour
	redAfter   = 48 * time.Hour
)

// inReview are the visits with a dose that the server did not confirm, the
// longest given first.
func inReview(d *desk) []dosedesk.Visit {
	waiting := d.Vault.InReview()
	slices.SortStableFunc(waiting, func(a, b dosedesk.Visit) int {
		first, _ := unconfirmed(a)
		second, _ := unconfirmed(b)
		return first.GivenAt.Compare(second.GivenAt)
	})
	return waiting
}

// unconfirmed is the first dose of a visit that waits in the review. There may
// be two doses, from two terminals; one of them may be confirmed.
func unconfirmed(v dosedesk.Visit) (dosedesk.Dose, bool) {
	for _, dose := range v.Doses {
		if dose.State == dosedesk.DoseUnconfirmed {
			return dose, true
		}
	}
	return dosedesk.Dose{}, false
}

// open chooses the oldest, until something else is.
func (s *review) open(d *desk) action {
	if s.chosen == (mark{}) {
		s.chosen.set(idsOf(inReview(d)), 0)
	}
	return stay()
}

func (s *review) press(d *desk, k key) action {
	waiting := inReview(d)
	ids := idsOf(waiting)
	s.chosen.check(ids)
	if s.chosen.press(ids, k) {
		return stay()
	}
	switch k.name() {
	case "esc":
		return pop()
	case "enter":
		return s.enter(d, waiting)
	}
	return stay()
}

func (s *review) enter(d *desk, waiting []dosedesk.Visit) action {
	at := s.chosen.row(idsOf(waiting))
	if at < 0 {
		if len(waiting) > 0 {
			d.notice = d.words.Search.Lost
		}
		return stay()
	}
	dose, _ := unconfirmed(waiting[at])
	return push(newReviewEntry(s.chosen.at, dose.ID))
}

// subject is whom the list's mark stands at.
func (s *review) subject(d *desk) (dosedesk.ID, bool) {
	s.chosen.check(idsOf(inReview(d)))
	return s.chosen.at, !s.chosen.at.IsZero()
}

// The columns of the list; the name has the column of the search.
const (
	reviewDose    = 30
	reviewGiven   = 36
	reviewAge     = 51
	reviewVaccine = 63
)

// reviewDetail is how many lines below the list tell of the chosen dose.
const reviewDetail = 6

func (s *review) lines(d *desk, height int) []string {
	w, waiting := d.words.Review, inReview(d)
	if len(waiting) == 0 {
		return append([]string{" " + bold(w.Title), ""}, paragraph(w.Empty)...)
	}
	ids := idsOf(waiting)
	s.chosen.check(ids)
	at := s.chosen.row(ids)
	lines := []string{" " + bold(w.Title), text.Row(
		text.Cell{At: columnName, Text: w.Name}, text.Cell{At: reviewDose, Text: w.Dose},
		text.Cell{At: reviewGiven, Text: w.Given}, text.Cell{At: reviewAge, Text: w.Age}, text.Cell{At: reviewVaccine, Text: w.Vaccine})}
	rows := height - len(lines) - reviewDetail
	first := max(0, at-rows+1)
	for _, v := range waiting[first:min(len(waiting), first+rows)] {
		lines = append(lines, s.row(d, v, v.ID == s.chosen.at))
	}
	if at < 0 {
		return lines
	}
	dose, _ := unconfirmed(waiting[at])
	return append(append(lines, ""), reasonLines(d, dose.Reason)...)
}

func (s *review) row(d *desk, v dosedesk.Visit, chosen bool) string {
	mark, name := " ", d.name(v.Citizen)
	if chosen {
		mark, name = ">", reversed(text.Truncate(name, reviewDose-columnName-1))
	}
	dose, _ := unconfirmed(v)
	vaccine := string(dose.Vaccine)
	if !dose.KeyedIn.IsZero() {
		vaccine += " " + d.words.Paper.Mark
	}
	return text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: columnName, Text: name},
		text.Cell{At: reviewDose, Text: strconv.Itoa(dose.Number)}, text.Cell{At: reviewGiven, Text: d.moment(dose.GivenAt)},
		text.Cell{At: reviewAge, Text: d.reviewAge(dose)}, text.Cell{At: reviewVaccine, Text: vaccine})
}

// reviewAge is how long a dose has waited: amber after a day, red after two.
func (d *desk) reviewAge(dose dosedesk.Dose) string {
	age := max(0, d.Now().Sub(dose.GivenAt))
	switch {
	case age >= redAfter:
		return bad("!! " + d.age(age))
	case age >= amberAfter:
		return warn("! " + d.age(age))
	}
	return d.age(age)
}

// reasonLines say why a dose is unconfirmed, and the in-charge's next step.
func reasonLines(d *desk, reason dosedesk.Reason) []string {
	sentence, next := d.words.Reason(reason)
	return append(paragraph("! "+sentence), paragraph(fmt.Sprintf(d.words.Review.Next, next))...)
}

func (s *review) bindings(d *desk) []binding {
	w := d.words
	off := ""
	if len(inReview(d)) == 0 {
		off = w.Review.Empty
	}
	return []binding{{key: "enter", label: w.Frame.Open, off: off}, {key: "updown", label: w.Frame.Move, off: off}, {key: "esc", label: w.Frame.Back}}
}
