package tui

import (
	"slices"

	"dosedesk"
)

// A question is answered with yes or no, or with a date, of which none is no.
type question struct {
	word int // its place in lang.Questions
	yes  *bool
	on   *dosedesk.Day
}

func (q question) answered() bool {
	if q.yes != nil {
		return *q.yes
	}
	return !q.on.IsZero()
}

// questionsOf lists the questions in the order of lang.Questions.
func questionsOf(a *dosedesk.Answers) []question {
	all := []question{
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
	for i := range all {
		all[i].word = i
	}
	return all
}

// questionsFor lists those that are to be asked of a citizen on this day. What
// was answered with yes stays to be seen.
func (d *desk) questionsFor(v dosedesk.Visit, a *dosedesk.Answers) []question {
	travel := d.Vault.Schedule().AsksTravel(v.Case(d.today(), d.Vault.Centre().Kind, *a))
	return slices.DeleteFunc(questionsOf(a), func(q question) bool {
		switch {
		case q.answered():
			return false
		case q.yes == &a.Pregnant || q.yes == &a.Breastfeeding:
			return v.Citizen.Gender == dosedesk.Male
		}
		return q.yes == &a.Travel && !travel
	})
}
