package dosedesk

import (
	"cmp"
	"fmt"
	"slices"
)

// whoRule admits a group of citizens to the first or the precaution dose. What it
// names must all hold; one whoRule that holds is enough.
type whoRule struct {
	period
	ageRule
	Name        string
	Dose        int
	Category    Category
	Comorbidity bool
	Vaccines    []Vaccine // none: any
	Booking     Booking
	Centres     []CentreKind // none: any
}

func (r *whoRule) tracks() []string {
	return []string{fmt.Sprintf("who %q for dose %d", r.Name, r.Dose)}
}

func (r *whoRule) check() *fault {
	categories := []Category{HealthCareWorker, FrontLineWorker}
	kinds := []CentreKind{Government, GovernmentWalkin, Private}
	switch {
	case r.Name == "":
		return &fault{"name", "the group has no name"}
	case r.Dose < 1:
		return &fault{"dose", "doses count from 1"}
	case r.Category != "" && !slices.Contains(categories, r.Category):
		return &fault{"category", fmt.Sprintf("the categories are %q", categories)}
	case r.Booking != "" && r.Booking != Online:
		return &fault{"booking", `a booking is "online", or left out`}
	case !within(r.Vaccines, Vaccines):
		return &fault{"vaccines", fmt.Sprintf("the vaccines are %q", Vaccines)}
	case !within(r.Centres, kinds):
		return &fault{"centres", fmt.Sprintf("the kinds of centre are %q", kinds)}
	}
	return r.checkAge()
}

// whoFindings says who may come for this dose. A later dose of a series asks for
// the vaccine's least age only, in the words of the rule that would admit the
// citizen to a first dose where there is one: "45 and older". It says nothing where
// the schedule knows no such dose.
func (s *Schedule) whoFindings(c Case, v *vaccineRule) []Finding {
	later := c.Dose > 1 && c.Dose <= v.Doses
	asked := c
	if later {
		asked.Dose = 1
	}
	best := s.nearest(asked)
	switch {
	case !later && best == nil:
		return nil
	case !later:
		return best.findings
	case best != nil && best.worst() == Eligible:
		for _, f := range best.findings {
			if f.Topic == TopicAge {
				return []Finding{f}
			}
		}
	}
	return []Finding{v.ageRule.judge(c, v.finding(TopicAge))}
}

// candidate is what one whoRule says of a case.
type candidate struct {
	rule     *whoRule
	findings []Finding
}

// nearest returns the rule that admits the citizen, or the one he comes nearest
// to; nil where there is none for this dose on this day.
func (s *Schedule) nearest(c Case) *candidate {
	var best *candidate
	for i := range s.rules.Who {
		r := &s.rules.Who[i]
		if r.Dose != c.Dose || !r.inForce(c.On) {
			continue
		}
		next := &candidate{r, r.judge(c)}
		if best == nil || next.compare(best) < 0 {
			best = next
		}
	}
	return best
}

// judge says one thing for each condition that the rule names.
func (r *whoRule) judge(c Case) []Finding {
	findings := make([]Finding, 0, 4)
	add := func(topic Topic, satisfied bool) *Finding {
		f := r.finding(topic)
		if !satisfied {
			f.Outcome = NotEligible
		}
		findings = append(findings, f)
		return &findings[len(findings)-1]
	}
	if r.Category != "" {
		add(TopicCategory, c.Category == r.Category)
	}
	if r.Age > 0 {
		findings = append(findings, r.ageRule.judge(c, r.finding(TopicAge)))
	}
	if r.Comorbidity {
		add(TopicComorbidity, c.Comorbidity).Number = r.Age
	}
	if listed := slices.Contains(r.Vaccines, c.Vaccine); len(r.Vaccines) == 1 || r.Vaccines != nil && !listed {
		add(TopicVaccine, listed).Vaccine = c.Vaccine
	}
	if r.Booking != "" {
		add(TopicBooking, c.Booking == r.Booking)
	}
	if r.Centres != nil {
		add(TopicCentre, slices.Contains(r.Centres, c.Centre))
	}
	return findings
}

// worst is the severest outcome of the rule's conditions.
func (c *candidate) worst() Outcome {
	worst, _ := conclude(c.findings)
	return worst
}

// lacking counts the conditions that do not hold, and whether age is one.
func (c *candidate) lacking() (conditions, age int) {
	for _, f := range c.findings {
		if f.Outcome != NotEligible {
			continue
		}
		conditions++
		if f.Topic == TopicAge {
			age = 1
		}
	}
	return conditions, age
}

// compare is negative where c is the better answer to the citizen: it admits him,
// it is open to everybody, less is missing and that is not the age, its age is
// nearest to his, it is the older rule.
func (c *candidate) compare(other *candidate) int {
	missing, tooYoung := c.lacking()
	otherMissing, otherTooYoung := other.lacking()
	age := cmp.Compare(other.rule.Age, c.rule.Age)
	if tooYoung > 0 {
		age = -age
	}
	return cmp.Or(
		cmp.Compare(c.worst().severity(), other.worst().severity()),
		cmp.Compare(c.rule.Category, other.rule.Category),
		cmp.Compare(missing, otherMissing),
		cmp.Compare(tooYoung, otherTooYoung),
		age,
		c.rule.From.DaysSince(other.rule.From.Day),
		cmp.Compare(c.rule.Name, other.rule.Name),
	)
}
