package tui

import (
	"context"
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
)

// stock asks once for each vaccine who gives it and from which batch, until it
// is changed.
type stock struct {
	form
	vaccine     dosedesk.Vaccine // wanted; whose stock the form shows
	vaccinators []dosedesk.Operator
	saving      task // 0 for none
}

func newStock(v dosedesk.Vaccine) *stock { return &stock{vaccine: v} }

// The entries of the form, in their order.
const (
	stockVaccine = iota
	stockVaccinator
	stockBatch
	stockExpiry
	stockEntries
)

func (s *stock) open(d *desk) action {
	if s.entries != nil {
		return stay()
	}
	vaccines := d.vaccinesToday()
	s.vaccinators = d.vaccinators()
	s.entries = []*entry{chosen(0, vaccines...), s.vaccinatorEntry(), typed(20, batchLetters), typed(10, dateLetters)}
	if slices.Contains(vaccines, string(s.vaccine)) {
		s.entries[stockVaccine].choose(string(s.vaccine))
		s.at = stockVaccinator
	}
	s.load(d)
	return stay()
}

func (s *stock) vaccinatorEntry() *entry {
	e := &entry{chosen: -1, choices: []choice{}}
	for _, o := range s.vaccinators {
		e.choices = append(e.choices, choice{o.ID, func(*desk) string { return o.Name }})
	}
	return e
}

// load shows what is known of the chosen vaccine. Without that, whoever is
// signed in and gives doses is proposed.
func (s *stock) load(d *desk) {
	s.vaccine = dosedesk.Vaccine(s.entries[stockVaccine].value())
	known, ok := d.Vault.Stock(s.vaccine)
	if !ok {
		known.Vaccinator.ID = d.operator.ID
	}
	s.entries[stockVaccinator].choose(known.Vaccinator.ID)
	s.entries[stockBatch].typed.set(known.Batch)
	s.entries[stockExpiry].typed.set(dateText(known.Expires))
}

func (s *stock) press(d *desk, k key) action {
	if k.name() == "esc" {
		return pop()
	}
	if s.saving != 0 || s.missing(d) != "" {
		return stay()
	}
	done := s.form.press(d, k, stockEntries, func(i int) string { return s.check(d, i, d.today()) })
	if s.entries[stockVaccine].value() != string(s.vaccine) {
		s.load(d)
	}
	if !done {
		return stay()
	}
	s.saving = d.newTask()
	return run(d.setStock(s.saving, s.filled()))
}

// missing says what the terminal lacks before any stock can be chosen.
func (s *stock) missing(d *desk) string {
	switch {
	case len(s.entries[stockVaccine].choices) == 0:
		return d.words.Stock.NoSession
	case len(s.entries[stockVaccinator].choices) == 0:
		return d.words.Stock.NoVaccinator
	}
	return ""
}

// check says what is wrong with an entry, for a dose of a day.
func (s *stock) check(d *desk, i int, on dosedesk.Day) string {
	w, value := d.words.Stock, s.entries[i].value()
	switch i {
	case stockVaccinator:
		if value == "" {
			return w.PickVaccinator
		}
	case stockBatch:
		if len(value) < 3 {
			return w.BatchWrong
		}
	case stockExpiry:
		expires, ok := parseExpiry(value)
		if !ok {
			return w.ExpiryWrong
		}
		if expires.Before(on) {
			return fmt.Sprintf(w.Expired, d.words.Calendar.Day(expires))
		}
	}
	return ""
}

// filled returns the stock of a form that was checked.
func (s *stock) filled() dosedesk.Stock {
	expires, _ := parseExpiry(s.entries[stockExpiry].value())
	return dosedesk.Stock{
		Vaccine: s.vaccine, Vaccinator: s.vaccinators[s.entries[stockVaccinator].chosen].Signature(),
		Batch: s.entries[stockBatch].value(), Expires: expires,
	}
}

// stockSet is the result of setStock.
type stockSet struct {
	task task
	err  error
}

func (d *desk) setStock(t task, chosen dosedesk.Stock) tea.Cmd {
	failed := func(err error) tea.Msg { return stockSet{t, err} }
	d.writing[t] = write{vaccine: chosen.Vaccine}
	return d.command(10*time.Second, func(context.Context) tea.Msg {
		return stockSet{t, d.Vault.SetStock(chosen)}
	}, failed)
}

func (s *stock) receive(d *desk, msg any) action {
	result, ok := msg.(stockSet)
	if !ok || result.task != s.saving {
		return stay()
	}
	s.saving = 0
	if result.err != nil {
		s.problem = d.words.Stock.NotKept
		return stay()
	}
	d.vaccine = s.vaccine
	return pop()
}

func (s *stock) lines(d *desk, _ int) []string {
	w := d.words.Stock
	lines := []string{" " + bold(w.Title), ""}
	if missing := s.missing(d); missing != "" {
		return append(lines, paragraph(missing)...)
	}
	lines = append(lines, s.form.lines(d, []string{w.Vaccine, w.Vaccinator, w.Batch, w.Expiry})...)
	if s.problem == "" {
		lines = append(lines, paragraph(w.Once)...)
	}
	return lines
}

// stockFirst is the body's line of the first entry.
const stockFirst = 2

func (s *stock) cursor(d *desk) (line, column int, ok bool) {
	if s.missing(d) != "" {
		return 0, 0, false
	}
	return s.form.cursor(stockFirst)
}

func (s *stock) bindings(d *desk) []binding {
	enter := d.words.Form.Next
	if s.at == stockEntries-1 {
		enter = d.words.Stock.Keep
	}
	return s.form.bindings(d, enter, s.missing(d))
}
