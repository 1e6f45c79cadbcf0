package dosedesk

import (
	"fmt"
	"slices"
)

// sameRule asks for the vaccine of the dose before.
type sameRule struct{ period }

func (r *sameRule) tracks() []string { return []string{"same vaccine"} }

func (r *sameRule) check() *fault { return nil }

// mixRule allows one vaccine after another.
type mixRule struct {
	period
	Dose    int
	Vaccine Vaccine
	After   []Vaccine
}

func (r *mixRule) tracks() []string {
	var tracks []string
	for _, v := range r.After {
		tracks = append(tracks, fmt.Sprintf("dose %d of %s after %s", r.Dose, r.Vaccine, v))
	}
	return tracks
}

func (r *mixRule) check() *fault {
	switch {
	case r.Dose < 2:
		return &fault{"dose", "the first dose follows no other"}
	case !slices.Contains(Vaccines, r.Vaccine):
		return &fault{"vaccine", fmt.Sprintf("the vaccines are %q", Vaccines)}
	case len(r.After) == 0 || !within(r.After, Vaccines) || slices.Contains(r.After, r.Vaccine):
		return &fault{"after", fmt.Sprintf("after one or more other vaccines of %q", Vaccines)}
	}
	return nil
}

// sameFindings says whether this vaccine may follow the dose before.
func (s *Schedule) sameFindings(c Case, last PreviousDose) []Finding {
	if r := s.mix(c, last); r != nil {
		f := r.finding(TopicMix)
		f.Vaccine = last.Vaccine
		return []Finding{f}
	}
	for i := range s.rules.Same {
		r := &s.rules.Same[i]
		if !r.inForce(c.On) {
			continue
		}
		f := r.finding(TopicSameVaccine)
		f.Vaccine = last.Vaccine
		if last.Vaccine != c.Vaccine {
			f.Outcome = NotEligible
		}
		return []Finding{f}
	}
	return nil
}

func (s *Schedule) mix(c Case, last PreviousDose) *mixRule {
	for i := range s.rules.Mix {
		r := &s.rules.Mix[i]
		if r.Dose == c.Dose && r.Vaccine == c.Vaccine && slices.Contains(r.After, last.Vaccine) && r.inForce(c.On) {
			return r
		}
	}
	return nil
}
