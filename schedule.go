package dosedesk

import (
	_ "embed"
	"fmt"
	"sync"
)

//go:embed schedule.toml
var scheduleTOML []byte

// Schedule is the dated eligibility rules. It does not change once parsed, and
// any number of goroutines may ask it.
type Schedule struct {
	// Version is the day of the newest rule and an edition: "2022-08-12.1".
	Version string

	rules ruleSet
}

// DefaultSchedule returns the schedule that is built in.
func DefaultSchedule() *Schedule { return defaultSchedule() }

var defaultSchedule = sync.OnceValue(func() *Schedule {
	s, err := ParseSchedule(scheduleTOML)
	if err != nil {
		panic(fmt.Sprintf("the built-in schedule: %v", err)) // a test parses it
	}
	return s
})

// InForce returns the first day of the newest rule in force on a day, as screens
// name the rules: "rules of 13 May 2021". It is no day before the first rule.
func (s *Schedule) InForce(on Day) Day {
	var newest Day
	for _, r := range s.rules.all() {
		if p := r.when(); p.inForce(on) && newest.Before(p.From.Day) {
			newest = p.From.Day
		}
	}
	return newest
}
