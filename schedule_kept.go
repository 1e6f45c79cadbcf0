package dosedesk

// checkKept wants a last day within the entry's own, of the ordinary interval.
func (r *intervalRule) checkKept() *fault {
	const key = "bookings_kept_until"
	last := r.BookingsKeptUntil
	switch {
	case last.IsZero():
		return nil
	case r.Travel:
		return &fault{key, "bookings are kept by the ordinary interval only"}
	case last.Before(r.From.Day) || !r.Until.IsZero() && r.Until.Before(last.Day):
		return &fault{key, "bookings are kept from the entry's first day on, and no longer than it is in force"}
	}
	return nil
}

// checkKept refuses a switch without an entry before it, by which bookings could
// be judged.
func (s *Schedule) checkKept() error {
	for i := range s.rules.Interval {
		r := &s.rules.Interval[i]
		if r.BookingsKeptUntil.IsZero() {
			continue
		}
		for _, v := range r.Vaccines {
			if s.intervalBefore(r, v) == nil {
				return faultAt(r.line, "no interval before dose %d of %s ends on %v, so no booking can be kept",
					r.Dose, v, r.From.AddDays(-1))
			}
		}
	}
	return nil
}

// kept returns the interval that judges so many days: r, or the one before it
// where r still keeps the booking. That helps an online booking only, and only
// where the days are too few for r and enough for the one before.
//
// No record says when a booking was made, so every online one counts as made
// before the change. A booking for another day would be a new one: he who is too
// early by both is told the first day by r.
func (s *Schedule) kept(c Case, r *intervalRule, days int) *intervalRule {
	if c.Booking != Online || days >= r.Days || r.BookingsKeptUntil.Before(c.On) {
		return r
	}
	if before := s.intervalBefore(r, c.Vaccine); days >= before.Days {
		return before
	}
	return r
}

// intervalBefore returns the ordinary interval that r took the place of, nil
// where there is none.
func (s *Schedule) intervalBefore(r *intervalRule, v Vaccine) *intervalRule {
	return s.interval(Case{On: r.From.AddDays(-1), Dose: r.Dose, Vaccine: v})
}
