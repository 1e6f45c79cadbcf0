package dosedesk

// Judge says whether the citizen may get the dose: a pure function of the case
// and the schedule, whatever the order of the rules in its file. Where no rule
// admits, he is not eligible.
func (s *Schedule) Judge(c Case) Eligibility {
	e := Eligibility{Version: s.Version, Findings: s.findings(c)}
	e.Outcome, e.From = conclude(e.Findings)
	return e
}

// conclude makes one outcome of all findings: the severest. He may come on the
// first day on which every waiting rule is satisfied; where one names no day,
// there is none.
func conclude(findings []Finding) (Outcome, Day) {
	outcome, from, named := Eligible, Day{}, true
	for _, f := range findings {
		outcome = severest(outcome, f.Outcome)
		if f.Outcome != NotYet {
			continue
		}
		named = named && !f.From.IsZero()
		if from.Before(f.From) {
			from = f.From
		}
	}
	if outcome != NotYet || !named {
		return outcome, Day{}
	}
	return outcome, from
}

// severity orders the outcomes. One unknown to it counts as a refusal.
func (o Outcome) severity() int {
	switch o {
	case Eligible:
		return 0
	case Caution:
		return 1
	case NotYet:
		return 2
	default:
		return 3
	}
}

func severest(a, b Outcome) Outcome {
	if b.severity() > a.severity() {
		return b
	}
	return a
}

func (s *Schedule) findings(c Case) []Finding {
	vaccine := s.vaccine(c)
	if vaccine == nil {
		return []Finding{s.noVaccine(c)}
	}
	findings := s.whoFindings(c, vaccine)
	if findings == nil {
		return []Finding{noSchedule(c)}
	}
	findings = append(findings, s.previousFindings(c)...)
	return append(findings, s.healthFindings(c)...)
}

func noSchedule(c Case) Finding {
	return Finding{Topic: TopicNoSchedule, Outcome: NotEligible, Vaccine: c.Vaccine}
}

// previousFindings says whether the dose before this one was long enough ago, and
// of a vaccine that this one may follow.
func (s *Schedule) previousFindings(c Case) []Finding {
	n := len(c.Previous)
	switch {
	case n >= c.Dose && n > 0:
		last := c.Previous[n-1]
		return []Finding{{Topic: TopicPrevious, Outcome: NotEligible, Number: n, Day: last.On, Vaccine: last.Vaccine}}
	case n != c.Dose-1 || n > 0 && c.Previous[n-1].On.IsZero():
		return []Finding{{Topic: TopicPrevious, Outcome: NotEligible, Number: n}}
	case n == 0:
		return nil
	}
	last := c.Previous[n-1]
	return append(s.intervalFindings(c, last), s.sameFindings(c, last)...)
}
