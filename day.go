package dosedesk

import (
	"cmp"
	"time"
)

// Kolkata is the zone every day and every time on a screen is counted in. India
// has kept UTC+5:30 without summer time since 1945, so the zone is fixed here
// and needs no time zone database on the machine.
var Kolkata = time.FixedZone("IST", 5*3600+30*60)

// Day is a calendar day in Asia/Kolkata. The zero Day is no day.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf returns the day on which t falls in Asia/Kolkata.
func DayOf(t time.Time) Day {
	y, m, d := t.In(Kolkata).Date()
	return Day{y, m, d}
}

// ParseDay reads YYYY-MM-DD. It fails with EInvalid, also for a day that the
// calendar does not have.
func ParseDay(s string) (Day, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, Kolkata)
	if err != nil {
		return Day{}, Errorf(EInvalid, "a day is written as 2021-05-13")
	}
	return DayOf(t), nil
}

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Start returns the moment d begins.
func (d Day) Start() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Kolkata) }

// Before reports whether d is earlier than other.
func (d Day) Before(other Day) bool { return d.Compare(other) < 0 }

// Compare puts days in order, as cmp.Compare does.
func (d Day) Compare(other Day) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// AddDays returns the day n days later.
func (d Day) AddDays(n int) Day { return DayOf(d.Start().AddDate(0, 0, n)) }

// AddMonths returns the same day number n months later, or that month's last
// day where it has no such number.
func (d Day) AddMonths(n int) Day {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, Kolkata)
	last := first.AddDate(0, 1, -1).Day()
	return Day{first.Year(), first.Month(), min(d.Day, last)}
}

// DaysSince returns how many days lie between earlier and d: 0 on the same day.
func (d Day) DaysSince(earlier Day) int {
	return int(d.Start().Sub(earlier.Start()) / (24 * time.Hour))
}

// String returns YYYY-MM-DD, or nothing for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Start().Format(time.DateOnly)
}

// MarshalText implements encoding.TextMarshaler.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	parsed, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
