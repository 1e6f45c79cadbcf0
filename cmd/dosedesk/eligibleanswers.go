package main

import (
	"slices"
	"strings"

	"dosedesk"
)

// answers reads what was not answered with no: pregnant=yes;recovered=2021-04-20.
func (r *caseRow) answers(on dosedesk.Day) (a dosedesk.Answers) {
	text := r.field("answers")
	if text == "" {
		return a
	}
	var asked []string
	for one := range strings.SplitSeq(text, ";") {
		question, answer, _ := strings.Cut(one, "=")
		r.expect(!slices.Contains(asked, question), "answers", "each question once")
		r.answer(&a, question, answer, on)
		asked = append(asked, question)
	}
	return a
}

func (r *caseRow) answer(a *dosedesk.Answers, question, answer string, on dosedesk.Day) {
	if yes := yesTo(a, question); yes != nil {
		*yes = answer == "yes"
		r.expect(*yes || answer == "no", "answers", question+"=yes or "+question+"=no")
		return
	}
	day := dayOf(a, question)
	if day == nil {
		r.expect(false, "answers", "question=value;... of allergy, pregnant, breastfeeding, acute, bleeding, "+
			"travel (yes or no), recovered, plasma, other_vaccine (a day)")
		return
	}
	*day = r.day("answers", answer, isDay+" after "+question+"=")
	r.expect(!on.Before(*day), "answers", "no day after that of on, for "+question)
}

// yesTo is where the answer to a question of yes or no stands, nil for others.
func yesTo(a *dosedesk.Answers, question string) *bool {
	switch question {
	case "allergy":
		return &a.Allergy
	case "pregnant":
		return &a.Pregnant
	case "breastfeeding":
		return &a.Breastfeeding
	case "acute":
		return &a.Acute
	case "bleeding":
		return &a.Bleeding
	case "travel":
		return &a.Travel
	}
	return nil
}

// dayOf is where the answer to a question for a day stands, nil for others.
func dayOf(a *dosedesk.Answers, question string) *dosedesk.Day {
	switch question {
	case "recovered":
		return &a.Recovered
	case "plasma":
		return &a.Plasma
	case "other_vaccine":
		return &a.OtherVaccine
	}
	return nil
}
