package tui

import (
	"fmt"
	"time"

	"dosedesk"
)

// paper keys in a dose that was given earlier and kept on paper, with its real
// day and time. It asks for no code: one that was written down could be read by
// the centre. The citizen answers for himself.
type paper struct {
	stock
	visit   dosedesk.Visit // as it was last on the roster: what was given is recorded from it
	answers dosedesk.Answers
	summary bool // all is filled in, and is read again before it is recorded
}

func newPaper(v dosedesk.Visit) *paper { return &paper{visit: v} }

// The entries of the form follow those of the stock.
const (
	paperDay = stockEntries + iota
	paperTime
	paperEntries
)

// paperOff says why no dose can be keyed in for a visit; empty where one can. A
// cancelled booking is no reason: the dose was given.
func (d *desk) paperOff(v dosedesk.Visit) string {
	_, given := v.Dose()
	switch {
	case d.givingTo(v.ID):
		return d.words.Confirm.Saving
	case given || d.today().Before(v.Session.Day):
		return d.closed(v)
	}
	return ""
}

// open proposes what F6 chose, and begins with the first thing that is not
// known.
func (s *paper) open(d *desk) action {
	s.look(d)
	s.answers = *d.answers(s.visit.ID)
	if s.entries != nil {
		return stay()
	}
	s.vaccinators = d.vaccinators()
	vaccine := string(s.visit.Session.Vaccine)
	s.entries = []*entry{
		chosen(0, vaccine), s.vaccinatorEntry(), typed(20, batchLetters), typed(10, dateLetters),
		typed(10, dateLetters), typed(5, timeLetters),
	}
	s.load(d)
	s.entries[paperDay].typed.set(dateText(s.visit.Session.Day))
	for s.at < paperTime && s.check(d, s.at) == "" {
		s.at++
	}
	return stay()
}

func (s *paper) look(d *desk) {
	if now, found := d.Vault.Visit(s.visit.ID); found {
		s.visit = now
	}
}

func (s *paper) subject(*desk) (dosedesk.ID, bool) { return s.visit.ID, true }

func (s *paper) press(d *desk, k key) action {
	s.look(d)
	switch {
	case s.saving != 0:
		return stay()
	case s.summary:
		return s.pressSummary(d, k)
	case k.name() == "esc":
		return pop()
	case k.name() == "f10":
		d.notice = d.words.Paper.First
	case s.missing(d) == "":
		s.summary = s.form.press(d, k, paperEntries, func(i int) string { return s.check(d, i) })
	}
	return stay()
}

func (s *paper) check(d *desk, i int) string {
	w, day := d.words.Paper, s.visit.Session.Day
	switch i {
	case paperDay:
		on, ok := parseDate(s.entries[i].value())
		if !ok {
			return w.DayWrong
		}
		if on != day {
			return fmt.Sprintf(w.DayOther, d.words.Calendar.Day(day))
		}
	case paperTime:
		after, ok := parseClock(s.entries[i].value())
		if !ok {
			return w.TimeWrong
		}
		if now := d.Now(); day.Start().Add(after).After(now) {
			return fmt.Sprintf(w.Later, d.words.Calendar.Time(now))
		}
	}
	return s.stock.check(d, i, day)
}

// given is what the form says, once it was checked.
func (s *paper) given() *dosedesk.DoseRecorded {
	v, stock := s.visit, s.filled()
	after, _ := parseClock(s.entries[paperTime].value())
	return &dosedesk.DoseRecorded{
		Appointment: v.ID, Citizen: v.Citizen.ReferenceID, Dose: v.Appointment.Dose,
		Vaccine: stock.Vaccine, Batch: stock.Batch, Expires: stock.Expires, Vaccinator: stock.Vaccinator,
		GivenAt: v.Session.Day.Start().Add(after), ClearedBy: v.ClearedBy, Answers: s.answers,
	}
}

func (s *paper) lines(d *desk, _ int) []string {
	s.look(d)
	if s.summary {
		return s.summaryLines(d)
	}
	if missing := s.missing(d); missing != "" {
		return append(s.head(d), paragraph(missing)...)
	}
	w, stock := d.words.Paper, d.words.Stock
	labels := []string{stock.Vaccine, stock.Vaccinator, stock.Batch, stock.Expiry, w.Day, w.Time}
	lines := append(s.head(d), s.form.lines(d, labels)...)
	if s.problem == "" {
		lines = append(lines, paragraph(w.Means)...)
	}
	return lines
}

func (s *paper) head(d *desk) []string {
	return append(append([]string{" " + bold(d.words.Paper.Title), ""}, d.who(s.visit)...), "")
}

func (s *paper) cursor(d *desk) (line, column int, ok bool) {
	if s.summary || s.missing(d) != "" {
		return 0, 0, false
	}
	return s.form.cursor(len(s.head(d)))
}

func (s *paper) bindings(d *desk) []binding {
	if s.summary {
		return s.summaryBindings(d)
	}
	enter := d.words.Form.Next
	if s.at == paperTime {
		enter = d.words.Paper.ReadAgain
	}
	return s.form.bindings(d, enter, s.missing(d))
}

// atMinute is a moment as paper has it: day and time, to the minute.
func (d *desk) atMinute(t time.Time) string {
	return d.words.Calendar.Today(dosedesk.DayOf(t)) + ", " + d.words.Calendar.Time(t)
}
