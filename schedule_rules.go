package dosedesk

import "slices"

// ruleSet is the rules of a schedule by kind, as the TOML file names the kinds.
type ruleSet struct {
	Vaccine  []vaccineRule
	Who      []whoRule
	Interval []intervalRule
	Same     []sameRule `toml:"same_vaccine"`
	Mix      []mixRule
	Health   []healthRule
}

func (s *ruleSet) all() []rule {
	var all []rule
	all = appendRules(all, s.Vaccine)
	all = appendRules(all, s.Who)
	all = appendRules(all, s.Interval)
	all = appendRules(all, s.Same)
	all = appendRules(all, s.Mix)
	return appendRules(all, s.Health)
}

func (s *ruleSet) add(more ruleSet) {
	s.Vaccine = append(s.Vaccine, more.Vaccine...)
	s.Who = append(s.Who, more.Who...)
	s.Interval = append(s.Interval, more.Interval...)
	s.Same = append(s.Same, more.Same...)
	s.Mix = append(s.Mix, more.Mix...)
	s.Health = append(s.Health, more.Health...)
}

func appendRules[R any, P interface {
	*R
	rule
}](all []rule, rules []R) []rule {
	for i := range rules {
		all = append(all, P(&rules[i]))
	}
	return all
}

// rule is one entry of the schedule.
type rule interface {
	// when returns the entry's dates, source and line.
	when() *period
	// tracks names what the entry is about. At any time at most one entry is in
	// force on a track, and from the first to the last there is no gap.
	tracks() []string
	// check returns what is wrong with the entry, nil where nothing is.
	check() *fault
}

// fault is what is wrong with an entry, at which of its keys.
type fault struct{ key, problem string }

// within reports whether all has every one of some.
func within[T comparable](some, all []T) bool {
	return !slices.ContainsFunc(some, func(one T) bool { return !slices.Contains(all, one) })
}
