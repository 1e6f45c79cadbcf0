package main

import (
	"time"

	"dosedesk"
)

// opening is when the demo's day begins.
const opening = 9*time.Hour + 30*time.Minute

// A clock runs at the pace of the real one, from another moment.
type clock struct{ shift time.Duration }

// newClock starts at 09:30 on the day, or, where the desk has been at work
// already, where its last event left it.
func newClock(on dosedesk.Day, last, now time.Time) clock {
	start := on.Start().Add(opening)
	if last.After(start) && dosedesk.DayOf(last) == on {
		start = last
	}
	return clock{start.Sub(now)}
}

// Now is the demo's time.
func (c clock) Now() time.Time { return time.Now().Add(c.shift) }
