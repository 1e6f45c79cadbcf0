package dosedesk

import (
	"fmt"
	"slices"
)

// intervalRule asks for days since the dose before.
type intervalRule struct {
	period
	Dose     int
	Vaccines []Vaccine
	Travel   bool
	Days     int
	Advised  []int // the advised first and last day; none: no advice

	BookingsKeptUntil tomlDay `toml:"bookings_kept_until"` // a switch; no day: off
}

func (r *intervalRule) tracks() []string {
	var tracks []string
	for _, v := range r.Vaccines {
		track := fmt.Sprintf("interval before dose %d of %s", r.Dose, v)
		if r.Travel {
			track += " for travellers"
		}
		tracks = append(tracks, track)
	}
	return tracks
}

func (r *intervalRule) check() *fault {
	switch {
	case r.Dose < 2:
		return &fault{"dose", "an interval comes before dose 2 or a later one"}
	case len(r.Vaccines) == 0 || !within(r.Vaccines, Vaccines):
		return &fault{"vaccines", fmt.Sprintf("the vaccines are %q", Vaccines)}
	case r.Days < 1:
		return &fault{"days", "an interval has at least one day"}
	case r.Advised != nil && (len(r.Advised) != 2 || r.Advised[0] < r.Days || r.Advised[1] < r.Advised[0]):
		return &fault{"advised", "the advice is a first and a last day, neither before the interval has passed"}
	}
	return r.checkKept()
}

func (s *Schedule) intervalFindings(c Case, last PreviousDose) []Finding {
	r := s.interval(c)
	if r == nil {
		return []Finding{noSchedule(c)}
	}
	days := c.On.DaysSince(last.On)
	r = s.kept(c, r, days)
	f := r.finding(TopicInterval)
	f.Number, f.Days = r.Days, days
	if f.Days < r.Days {
		f.Outcome, f.From = NotYet, last.On.AddDays(r.Days)
	}
	if r.Advised == nil || f.Days <= r.Advised[1] {
		return []Finding{f}
	}
	late := r.finding(TopicWindow)
	late.Outcome, late.Number, late.Days = Caution, r.Advised[1], f.Days
	return []Finding{f, late}
}

// interval returns the interval in force; the travellers' for one of them where
// there is one.
func (s *Schedule) interval(c Case) *intervalRule {
	var ordinary *intervalRule
	for i := range s.rules.Interval {
		r := &s.rules.Interval[i]
		if r.Dose != c.Dose || !slices.Contains(r.Vaccines, c.Vaccine) || !r.inForce(c.On) {
			continue
		}
		switch {
		case !r.Travel:
			ordinary = r
		case c.Answers.Travel:
			return r
		}
	}
	return ordinary
}

// AsksTravel reports whether it matters that the citizen leaves the country: a
// rule in force has an interval of its own for travellers before this dose.
func (s *Schedule) AsksTravel(c Case) bool {
	for i := range s.rules.Interval {
		r := &s.rules.Interval[i]
		if r.Travel && r.Dose == c.Dose && slices.Contains(r.Vaccines, c.Vaccine) && r.inForce(c.On) {
			return true
		}
	}
	return false
}
