package dosedesk

import "time"

// paperAfter is how long a desk may take to record a dose that was given beside
// it. What comes later was kept on paper meanwhile.
const paperAfter = 5 * time.Minute

// KeyedIn returns when a dose was keyed in from paper: the moment of its event,
// where that lies well behind the one at which the dose was given; no time for a
// dose that was recorded as it was given. Nobody can leave a mark out or set one:
// both times are in the event, and the server sees when it came.
func KeyedIn(at Stamp, b *DoseRecorded) time.Time {
	if at.Wall.Sub(b.GivenAt) <= paperAfter {
		return time.Time{}
	}
	return at.Wall
}

// paperPercent is the share of an operator's doses of a day that may come from
// paper without a signal; one always may.
const paperPercent = 5

// MuchPaper reports whether so many doses from paper are a signal. It stops
// nothing: each of them waits for its citizen anyway.
func MuchPaper(paper, doses int) bool { return paper > max(1, doses*paperPercent/100) }
