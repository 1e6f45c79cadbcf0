package dosedesk

import (
	"fmt"
	"slices"
)

// questions are the health questions, in the order in which they speak.
var questions = []Topic{
	TopicAllergy, TopicPregnant, TopicBreastfeeding, TopicAcute, TopicBleeding,
	TopicRecovered, TopicPlasma, TopicOtherVaccine,
}

// answerTo returns what the citizen said to a health question: yes, or a day. A
// yes has no day, a day is a yes.
func (a Answers) answerTo(question Topic) (yes bool, day Day) {
	switch question {
	case TopicAllergy:
		return a.Allergy, Day{}
	case TopicPregnant:
		return a.Pregnant, Day{}
	case TopicBreastfeeding:
		return a.Breastfeeding, Day{}
	case TopicAcute:
		return a.Acute, Day{}
	case TopicBleeding:
		return a.Bleeding, Day{}
	case TopicRecovered:
		return !a.Recovered.IsZero(), a.Recovered
	case TopicPlasma:
		return !a.Plasma.IsZero(), a.Plasma
	case TopicOtherVaccine:
		return !a.OtherVaccine.IsZero(), a.OtherVaccine
	default:
		return false, Day{}
	}
}

// healthRule is what follows from an answer to a health question: an outcome
// after a yes, a wait after a day.
type healthRule struct {
	period
	Question   Topic
	Outcome    Outcome
	WaitDays   int `toml:"wait_days"`
	WaitMonths int `toml:"wait_months"`
}

func (r *healthRule) tracks() []string { return []string{"answer to " + string(r.Question)} }

func (r *healthRule) check() *fault {
	outcomes := []Outcome{Eligible, Caution, NotYet, NotEligible}
	wait := r.WaitDays != 0 || r.WaitMonths != 0
	switch {
	case !slices.Contains(questions, r.Question):
		return &fault{"question", fmt.Sprintf("the questions are %q", questions)}
	case r.WaitDays < 0:
		return &fault{"wait_days", "a wait is not negative"}
	case r.WaitMonths < 0:
		return &fault{"wait_months", "a wait is not negative"}
	case r.dated() && (r.Outcome != "" || r.WaitDays == 0 == (r.WaitMonths == 0)):
		return &fault{"question", "after a date comes wait_days or wait_months, one of the two"}
	case !r.dated() && (wait || !slices.Contains(outcomes, r.Outcome)):
		return &fault{"outcome", fmt.Sprintf("after a yes comes one of the outcomes %q", outcomes)}
	}
	return nil
}

// dated reports whether the answer is a day.
func (r *healthRule) dated() bool {
	return r.Question == TopicRecovered || r.Question == TopicPlasma || r.Question == TopicOtherVaccine
}

// judge says what follows from a yes, or from a day.
func (r *healthRule) judge(c Case, day Day) Finding {
	f := r.finding(r.Question)
	if !r.dated() {
		f.Outcome = r.Outcome
		return f
	}
	f.Day = day
	if from := day.AddMonths(r.WaitMonths).AddDays(r.WaitDays); c.On.Before(from) {
		f.Outcome, f.From = NotYet, from
	}
	return f
}

// healthFindings says what follows from the answers; a no has no consequence.
func (s *Schedule) healthFindings(c Case) []Finding {
	var findings []Finding
	for _, question := range questions {
		yes, day := c.Answers.answerTo(question)
		if !yes {
			continue
		}
		for i := range s.rules.Health {
			if r := &s.rules.Health[i]; r.Question == question && r.inForce(c.On) {
				findings = append(findings, r.judge(c, day))
			}
		}
	}
	return findings
}
