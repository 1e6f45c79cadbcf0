package dosedesk

import (
	"fmt"
	"slices"
)

// vaccineRule is a vaccine of the programme: the doses of its series and the
// least age for it.
type vaccineRule struct {
	period
	ageRule
	Name  Vaccine
	Doses int
}

func (r *vaccineRule) tracks() []string { return []string{"vaccine " + string(r.Name)} }

func (r *vaccineRule) check() *fault {
	switch {
	case !slices.Contains(Vaccines, r.Name):
		return &fault{"name", fmt.Sprintf("the vaccines are %q", Vaccines)}
	case r.Doses < 1:
		return &fault{"doses", "a series has at least one dose"}
	case r.Age == 0:
		return &fault{"age", "a vaccine has a least age"}
	}
	return r.checkAge()
}

// vaccine returns the rule in force for the case's vaccine, nil where there is
// none.
func (s *Schedule) vaccine(c Case) *vaccineRule {
	for i := range s.rules.Vaccine {
		if r := &s.rules.Vaccine[i]; r.Name == c.Vaccine && r.inForce(c.On) {
			return r
		}
	}
	return nil
}

// noVaccine says whether the vaccine is not given on that day, or not at all.
func (s *Schedule) noVaccine(c Case) Finding {
	f := noSchedule(c)
	if slices.ContainsFunc(s.rules.Vaccine, func(r vaccineRule) bool { return r.Name == c.Vaccine }) {
		f.Topic = TopicVaccine
	}
	return f
}
