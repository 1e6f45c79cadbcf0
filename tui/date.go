package tui

import (
	"strings"
	"time"

	"dosedesk"
)

// parseDate reads a day as people write it, 02-02-2021, 2.2.21 or 02022021, or
// as the programme does, 2021-02-02. Dots and slashes will do, and Devanagari
// digits. ok is false for anything else, and for a day that the calendar does
// not have.
func parseDate(s string) (day dosedesk.Day, ok bool) {
	s = plainDate(s)
	for _, layout := range []string{"2-1-2006", "2-1-06", "02012006", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, dosedesk.Kolkata); err == nil {
			return dosedesk.DayOf(t), true
		}
	}
	return dosedesk.Day{}, false
}

// parseExpiry reads the last day of a batch: a date, or a month as vials show
// it, 08-2021, which ends on its last day.
func parseExpiry(s string) (day dosedesk.Day, ok bool) {
	if t, err := time.ParseInLocation("1-2006", plainDate(s), dosedesk.Kolkata); err == nil {
		return dosedesk.DayOf(t).AddMonths(1).AddDays(-1), true
	}
	return parseDate(s)
}

// parseClock reads a time of day as people write it: 10:40, 9.05, 1040 or 905. ok
// is false for anything else.
func parseClock(s string) (after time.Duration, ok bool) {
	digits := strings.Map(func(r rune) rune {
		digit, ok := dosedesk.Digit(r)
		if !ok {
			return ':'
		}
		return rune(digit)
	}, strings.TrimSpace(s))
	if !strings.Contains(digits, ":") && len(digits) >= 3 {
		digits = digits[:len(digits)-2] + ":" + digits[len(digits)-2:]
	}
	t, err := time.Parse("15:04", digits)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

func plainDate(s string) string {
	return strings.Map(func(r rune) rune {
		if digit, ok := dosedesk.Digit(r); ok {
			return rune(digit)
		}
		if r == '.' || r == '/' {
			return '-'
		}
		return r
	}, strings.TrimSpace(s))
}

// dateText writes a day as the forms take it: 31-08-2021.
func dateText(d dosedesk.Day) string {
	if d.IsZero() {
		return ""
	}
	return d.Start().Format("02-01-2006")
}

// moment writes a time of today as "11:42", and another with its day in front.
func (d *desk) moment(t time.Time) string {
	calendar := d.words.Calendar
	if dosedesk.DayOf(t) == d.today() {
		return calendar.Time(t)
	}
	return calendar.ShortDay(dosedesk.DayOf(t)) + " " + calendar.Time(t)
}
