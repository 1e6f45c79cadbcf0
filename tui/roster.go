package tui

import (
	"cmp"
	"slices"

	"dosedesk"
)

// sessionsToday are today's sessions on the roster, one for each vaccine, in the
// order of the vaccines.
func (d *desk) sessionsToday() []dosedesk.Session {
	return slices.DeleteFunc(d.sessions(), func(s dosedesk.Session) bool { return s.Day != d.today() })
}

// sessions are those of today and then of the days before: who came then without
// a booking is on paper.
func (d *desk) sessions() []dosedesk.Session {
	var sessions []dosedesk.Session
	for _, v := range d.Vault.Visits() {
		known := slices.ContainsFunc(sessions, func(s dosedesk.Session) bool {
			return s.Vaccine == v.Session.Vaccine && s.Day == v.Session.Day
		})
		if !d.today().Before(v.Session.Day) && !known {
			sessions = append(sessions, v.Session)
		}
	}
	slices.SortFunc(sessions, func(a, b dosedesk.Session) int {
		return cmp.Or(b.Day.DaysSince(a.Day), slices.Index(dosedesk.Vaccines, a.Vaccine)-slices.Index(dosedesk.Vaccines, b.Vaccine))
	})
	return sessions
}

// sessionEntry chooses among sessions by vaccine; one of another day by that day
// too, and never by itself.
func (d *desk) sessionEntry(sessions []dosedesk.Session) *entry {
	e := &entry{choices: []choice{}}
	for _, s := range sessions {
		c := choice{string(s.Vaccine), func(*desk) string { return string(s.Vaccine) }}
		if s.Day != d.today() {
			c.value += " " + s.Day.String()
			c.label = func(d *desk) string { return string(s.Vaccine) + ", " + d.words.Calendar.Day(s.Day) }
		}
		e.choices = append(e.choices, c)
	}
	if len(sessions) > 0 && sessions[0].Day != d.today() {
		e.chosen = -1
	}
	return e
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
