package tui

import (
	"slices"

	"dosedesk"
)

// sessionsToday are today's sessions on the roster, one for each vaccine, in the
// order of the vaccines.
func (d *desk) sessionsToday() []dosedesk.Session {
	var sessions []dosedesk.Session
	for _, v := range d.Vault.Visits() {
		known := slices.ContainsFunc(sessions, func(s dosedesk.Session) bool { return s.Vaccine == v.Session.Vaccine })
		if v.Session.Day == d.today() && !known {
			sessions = append(sessions, v.Session)
		}
	}
	slices.SortFunc(sessions, func(a, b dosedesk.Session) int {
		return slices.Index(dosedesk.Vaccines, a.Vaccine) - slices.Index(dosedesk.Vaccines, b.Vaccine)
	})
	return sessions
}

func (d *desk) vaccinesToday() []string {
	var vaccines []string
	for _, s := range d.sessionsToday() {
		vaccines = append(vaccines, string(s.Vaccine))
	}
	return vaccines
}

// vaccinators are those who may be named as having given a dose here.
func (d *desk) vaccinators() []dosedesk.Operator {
	centre := d.Vault.Centre()
	return slices.DeleteFunc(slices.Clone(d.Vault.Operators()), func(o dosedesk.Operator) bool { return !o.MayGive(centre) || o.Disabled })
}

// worksHere reports whether somebody may still be named as having given a dose.
// While the list is being fetched anew, nothing speaks against him.
func (d *desk) worksHere(operator string) bool {
	return len(d.Vault.Operators()) == 0 ||
		slices.ContainsFunc(d.vaccinators(), func(o dosedesk.Operator) bool { return o.ID == operator })
}
