package dosedesk

// Schedule is the dated rules.
type Schedule struct{ Version string }

// DefaultSchedule returns the embedded schedule.
func DefaultSchedule() *Schedule { return &Schedule{Version: "0"} }

// Judge judges.
func (s *Schedule) Judge(c Case) Eligibility { return Eligibility{Outcome: Eligible, Version: s.Version} }
