package tui

import (
	"slices"

	"dosedesk"
)

// correction puts right what was recorded of a dose: vaccine, vaccinator, batch.
// It has no field for another citizen, appointment or dose number: that would be
// another dose.
type correction struct {
	stock
	appointment dosedesk.ID
	dose        dosedesk.Dose
}

func newCorrection(appointment dosedesk.ID, dose dosedesk.Dose) *correction {
	return &correction{appointment: appointment, dose: dose}
}

func (s *correction) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

// open begins with what was recorded.
func (s *correction) open(d *desk) action {
	if s.entries != nil {
		return stay()
	}
	var vaccines []string
	for _, v := range dosedesk.Vaccines {
		vaccines = append(vaccines, string(v))
	}
	s.vaccinators = d.vaccinators()
	if by := s.dose.Vaccinator; !slices.ContainsFunc(s.vaccinators, func(o dosedesk.Operator) bool { return o.ID == by.ID }) {
		s.vaccinators = append(s.vaccinators, dosedesk.Operator{ID: by.ID, Name: by.Name, Role: by.Role})
	}
	s.entries = []*entry{chosen(0, vaccines...), s.vaccinatorEntry(), typed(20, batchLetters), typed(10, dateLetters)}
	s.entries[stockVaccine].choose(string(s.dose.Vaccine))
	s.entries[stockVaccinator].choose(s.dose.Vaccinator.ID)
	s.entries[stockBatch].typed.set(s.dose.Batch)
	if known, ok := d.Vault.Stock(s.dose.Vaccine); ok && known.Batch == s.dose.Batch {
		s.entries[stockExpiry].typed.set(dateText(known.Expires))
	}
	return stay()
}

func (s *correction) press(d *desk, k key) action {
	switch {
	case k.name() == "esc":
		return pop()
	case s.saving != 0:
		return stay()
	}
	given := dosedesk.DayOf(s.dose.GivenAt)
	if !s.form.press(d, k, stockEntries, func(i int) string { return s.check(d, i, given) }) {
		return stay()
	}
	s.vaccine = dosedesk.Vaccine(s.entries[stockVaccine].value())
	as := s.filled()
	s.saving = d.newTask()
	return run(d.record(s.saving, &dosedesk.DoseCorrected{
		Appointment: s.appointment, Dose: s.dose.ID, Vaccine: as.Vaccine, Batch: as.Batch, Expires: as.Expires,
		Vaccinator: as.Vaccinator, GivenAt: s.dose.GivenAt,
	}))
}

func (s *correction) receive(d *desk, msg any) action {
	result, ok := s.saving.ended(msg)
	if !ok {
		return stay()
	}
	if result.err != nil {
		s.problem = d.notRecorded(result.err)
		return stay()
	}
	d.notice = d.words.Review.Corrected
	return pop()
}

func (s *correction) lines(d *desk, _ int) []string {
	w := d.words
	lines := append([]string{" " + bold(w.Review.CorrectTitle), ""},
		s.form.lines(d, []string{w.Stock.Vaccine, w.Stock.Vaccinator, w.Stock.Batch, w.Stock.Expiry})...)
	if s.problem == "" {
		lines = append(lines, paragraph(w.Review.CorrectNever)...)
	}
	return lines
}

func (s *correction) cursor(*desk) (line, column int, ok bool) { return s.form.cursor(stockFirst) }

func (s *correction) bindings(d *desk) []binding {
	enter := d.words.Form.Next
	if s.at == stockEntries-1 {
		enter = d.words.Review.Correct
	}
	return s.form.bindings(d, enter, "")
}
