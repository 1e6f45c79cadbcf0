package dosedesk

import (
	"cmp"
	"maps"
	"slices"
	"time"
)

// period is when a rule is in force, and where it comes from.
type period struct {
	From   tomlDay
	Until  tomlDay // the last day; no day while the rule is still in force
	Source string
	line   int
}

func (p *period) when() *period { return p }

func (p *period) inForce(on Day) bool {
	return !on.Before(p.From.Day) && (p.Until.IsZero() || !p.Until.Before(on))
}

// finding begins what a rule says: satisfied, unless the caller says otherwise.
func (p *period) finding(topic Topic) Finding {
	return Finding{Topic: topic, Outcome: Eligible, Since: p.From.Day, Source: p.Source}
}

func (p *period) checkPeriod() *fault {
	switch {
	case p.From.IsZero():
		return &fault{"from", "the first day is missing"}
	case !p.Until.IsZero() && p.Until.Before(p.From.Day):
		return &fault{"until", "the last day is before the first"}
	case p.Source == "":
		return &fault{"source", "the source is missing"}
	}
	return nil
}

// tomlDay is a day as TOML writes it: 2021-05-13, without quotes.
type tomlDay struct{ Day }

// UnmarshalTOML implements toml.Unmarshaler.
func (d *tomlDay) UnmarshalTOML(value any) error {
	t, ok := value.(time.Time)
	if !ok || t.Location().String() != "date-local" { // a date, without time and zone
		return Errorf(EInvalid, "a day is written as 2021-05-13, without quotes")
	}
	d.Year, d.Month, d.Day.Day = t.Date()
	return nil
}

// checkTracks refuses two rules in force at once on one track, and days between
// them without any.
func checkTracks(rules []rule) error {
	tracks := make(map[string][]*period)
	for _, r := range rules {
		for _, track := range r.tracks() {
			tracks[track] = append(tracks[track], r.when())
		}
	}
	for _, track := range slices.Sorted(maps.Keys(tracks)) {
		periods := tracks[track]
		slices.SortFunc(periods, func(a, b *period) int {
			return cmp.Or(a.From.DaysSince(b.From.Day), cmp.Compare(a.line, b.line))
		})
		for i := range periods[1:] {
			if err := checkFollows(track, periods[i], periods[i+1]); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkFollows(track string, before, after *period) error {
	next := before.Until.AddDays(1)
	switch {
	case before.Until.IsZero() || after.From.Before(next):
		return faultAt(after.line, "overlap: %s, in force already by line %d", track, before.line)
	case next.Before(after.From.Day):
		return faultAt(after.line, "gap: %s, none from %v to %v", track, next, after.From.AddDays(-1))
	}
	return nil
}
