package dosedesk

import (
	"cmp"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:embed schedule.toml
var scheduleTOML []byte

// Schedule is the dated eligibility rules. It does not change once parsed, and
// any number of goroutines may ask it.
type Schedule struct {
	// Version is the day of the newest rule and an edition: "2022-08-12.1".
	Version string

	text  string // as it was parsed
	rules ruleSet
}

// Text returns the TOML that the schedule was parsed from.
func (s *Schedule) Text() string { return s.text }

// NewerThan compares versions, by day and then edition.
func (s *Schedule) NewerThan(other *Schedule) bool {
	day, edition, _ := strings.Cut(s.Version, ".")
	otherDay, otherEdition, _ := strings.Cut(other.Version, ".")
	n, _ := strconv.Atoi(edition) // digits: checked when it was parsed
	m, _ := strconv.Atoi(otherEdition)
	return cmp.Or(strings.Compare(day, otherDay), cmp.Compare(n, m)) > 0
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
