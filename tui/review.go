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
type review struct{ chosen int }

func newReview() *review { return &review{} }

// The ages from which a dose in review turns amber and red.
const (
	amberAfter = 24 * time.Hour
	redAfter   = 48 * time.Hour
)

// inReview are the visits with a dose that the server did not confirm, the
// longest given first.
func inReview(d *desk) []dosedesk.Visit {
	var waiting []dosedesk.Visit
	for _, v := range d.Vault.Visits() {
		if _, ok := unconfirmed(v); ok {
			waiting = append(waiting, v)
		}
	}
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

func (s *review) press(d *desk, k key) action {
	waiting := inReview(d)
	last := max(0, len(waiting)-1)
	s.chosen = min(s.chosen, last)
	switch k.name() {
	case "esc":
		return pop()
	case "up":
		s.chosen = max(0, s.chosen-1)
	case "down":
		s.chosen = min(last, s.chosen+1)
	case "enter":
		if len(waiting) > 0 {
			return push(newReviewEntry(waiting[s.chosen].ID))
		}
	}
	return stay()
}

// subject is whom the list's mark stands at.
func (s *review) subject(d *desk) (dosedesk.ID, bool) {
	waiting := inReview(d)
	if len(waiting) == 0 {
		return dosedesk.ID{}, false
	}
	return waiting[min(s.chosen, len(waiting)-1)].ID, true
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
	s.chosen = min(s.chosen, len(waiting)-1)
	lines := []string{" " + bold(w.Title), text.Row(
		text.Cell{At: columnName, Text: w.Name}, text.Cell{At: reviewDose, Text: w.Dose},
		text.Cell{At: reviewGiven, Text: w.Given}, text.Cell{At: reviewAge, Text: w.Age}, text.Cell{At: reviewVaccine, Text: w.Vaccine})}
	rows := height - len(lines) - reviewDetail
	first := max(0, s.chosen-rows+1)
	for i, v := range waiting[first:min(len(waiting), first+rows)] {
		lines = append(lines, s.row(d, v, first+i == s.chosen))
	}
	dose, _ := unconfirmed(waiting[s.chosen])
	return append(append(lines, ""), reasonLines(d, dose.Reason)...)
}

func (s *review) row(d *desk, v dosedesk.Visit, chosen bool) string {
	mark, name := " ", d.name(v.Citizen)
	if chosen {
		mark, name = ">", reversed(text.Truncate(name, reviewDose-columnName-1))
	}
	dose, _ := unconfirmed(v)
	return text.Row(text.Cell{At: 2, Text: mark}, text.Cell{At: columnName, Text: name},
		text.Cell{At: reviewDose, Text: strconv.Itoa(dose.Number)}, text.Cell{At: reviewGiven, Text: d.moment(dose.GivenAt)},
		text.Cell{At: reviewAge, Text: d.reviewAge(dose)}, text.Cell{At: reviewVaccine, Text: string(dose.Vaccine)})
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
