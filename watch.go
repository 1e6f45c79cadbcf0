package dosedesk

import (
	"math"
	"time"
)

// WatchWindow is how far back wrong codes count.
const WatchWindow = 24 * time.Hour

// Alarm is what the wrong codes of an operator, or of a whole centre, lead to:
// a signal first, then a stop.
type Alarm string

// The alarms.
const (
	NoAlarm   Alarm = ""
	AlarmWarn Alarm = "warn" // the in-charge is told
	AlarmStop Alarm = "stop" // no further code is tested for now
)

// Watch is where an operator or a centre stands.
type Watch struct {
	Alarm   Alarm     `json:"alarm"`
	Wrong   int       `json:"wrong"`   // codes found wrong within WatchWindow
	Entered int       `json:"entered"` // codes tested within WatchWindow
	Since   time.Time `json:"since"`   // of the alarm
	Until   time.Time `json:"until"`   // when enough of the wrong ones are past
}

// Stopped reports whether no code is tested at a time.
func (w Watch) Stopped(now time.Time) bool { return w.Alarm == AlarmStop && now.Before(w.Until) }

// Honest people err: of codes entered, one in 200 is a slip of the tongue or the
// finger, on a bad day one in 50. An alarm is raised by what honest error brings
// about on less than one day in a thousand.
const (
	honestError    = 0.005
	badDayError    = 0.02
	falseAlarm     = 0.001
	leastEntered   = 100    // a desk's quiet day: fewer entered allow no fewer wrong
	mostConsidered = 20_000 // beyond, the sum below has no digits left
)

// WatchLimits are the numbers of wrong codes, of so many entered in 24 hours,
// that raise a signal and a stop: 5 and 9 of up to 100, 7 and 16 of 300.
func WatchLimits(entered int) (warn, stop int) {
	n := float64(min(max(entered, leastEntered), mostConsidered))
	return unlikely(n * honestError), unlikely(n * badDayError)
}

// unlikely is the least number that a Poisson distribution of this mean reaches
// with a chance below falseAlarm.
func unlikely(mean float64) int {
	term := math.Exp(-mean)
	below := term // the chance of fewer than k
	k := 1
	for ; 1-below >= falseAlarm; k++ {
		term *= mean / float64(k)
		below += term
	}
	return k
}

// Judge says what so many wrong codes lead to.
func (w Watch) Judge() Alarm {
	switch warn, stop := WatchLimits(w.Entered); {
	case w.Wrong >= stop:
		return AlarmStop
	case w.Wrong >= warn:
		return AlarmWarn
	}
	return NoAlarm
}
