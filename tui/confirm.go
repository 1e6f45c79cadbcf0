package tui

import (
	"fmt"
	"time"

	"dosedesk"
)

// confirm says once more who gets what. F10, and nothing else, means that the
// dose was given: scanners send Enter, and fingers rest on it.
type confirm struct {
	appointment dosedesk.ID
	answers     dosedesk.Answers
	clearedBy   dosedesk.ID // the code.entered event behind the clearance, kept when the server takes that back
	saving      task        // the dose being recorded, 0 for none
}

func newConfirm(appointment dosedesk.ID, answers dosedesk.Answers) *confirm {
	return &confirm{appointment: appointment, answers: answers}
}

// open keeps what cleared the citizen, and shows his vaccine's batch above.
func (s *confirm) open(d *desk) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return stay()
	}
	d.vaccine = v.Session.Vaccine
	if !v.ClearedBy.IsZero() {
		s.clearedBy = v.ClearedBy
	}
	return stay()
}

func (s *confirm) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

func (s *confirm) press(d *desk, k key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return home()
	}
	if s.saving != 0 {
		return stay()
	}
	switch k.name() {
	case "f10":
		return s.give(d, v)
	case "enter":
		if _, chosen := d.Vault.Stock(v.Session.Vaccine); !chosen {
			return push(newStock(v.Session.Vaccine))
		}
		d.notice = d.words.Confirm.NotEnter
	case "esc":
		return home()
	case "delete":
		return push(newDefer(v, d.judge(v, s.answers), s.answers).choose(dosedesk.DeferredNotGiven))
	}
	return stay()
}

// off says why no dose can be recorded now; empty where one can.
func (s *confirm) off(d *desk, v dosedesk.Visit) string {
	w := d.words.Confirm
	stock, chosen := d.Vault.Stock(v.Session.Vaccine)
	switch {
	case d.closed(v) != "":
		return d.closed(v)
	case v.NeedsCode() && s.clearedBy.IsZero():
		return w.NotCleared
	case !chosen:
		return w.NoStock
	case stock.Expires.Before(d.today()):
		return fmt.Sprintf(w.Expired, stock.Batch, d.words.Calendar.Day(stock.Expires))
	}
	return ""
}

func (s *confirm) give(d *desk, v dosedesk.Visit) action {
	if d.notice = s.off(d, v); d.notice != "" {
		return stay()
	}
	stock, _ := d.Vault.Stock(v.Session.Vaccine)
	s.saving = d.newTask()
	return run(d.record(s.saving, &dosedesk.DoseRecorded{
		Appointment: v.ID, Citizen: v.Citizen.ReferenceID, Dose: v.Appointment.Dose,
		Vaccine: stock.Vaccine, Batch: stock.Batch, Expires: stock.Expires, Vaccinator: stock.Vaccinator,
		GivenAt: d.Now().Truncate(time.Millisecond), ClearedBy: s.clearedBy, Answers: s.answers,
	}))
}

func (s *confirm) receive(d *desk, msg any) action {
	result, ok := msg.(recorded)
	if !ok || s.saving == 0 || result.task != s.saving {
		return stay()
	}
	s.saving = 0
	if result.err != nil {
		d.notice = d.words.Frame.NotRecorded + " " + d.words.Frame.Disk
		return stay()
	}
	return replace(newDone(s.appointment, result.event.ID))
}

func (s *confirm) lines(d *desk, _ int) []string {
	w := d.words
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return paragraph(w.Citizen.Gone)
	}
	head := good(bold(" " + w.Confirm.Cleared))
	switch {
	case s.off(d, v) != "":
		head = bad(" ! " + w.Confirm.NotYet)
	case v.NeedsCode():
		head = bad(" ! " + w.Confirm.Lost)
	}
	lines := append([]string{head, ""}, d.who(v)...)
	lines = append(lines, "",
		fact(w.Citizen.PhotoID, fmt.Sprintf(w.Citizen.Ends, w.PhotoID(v.Citizen.PhotoID.Type), v.Citizen.PhotoID.LastFour)),
		fact(w.Confirm.Dose, fmt.Sprintf("%d  %s", v.Appointment.Dose, v.Session.Vaccine)))
	if stock, chosen := d.Vault.Stock(v.Session.Vaccine); chosen {
		lines = append(lines,
			fact(w.Confirm.Batch, fmt.Sprintf(w.Confirm.BatchUntil, stock.Batch, w.Calendar.Day(stock.Expires))),
			fact(w.Confirm.GivenBy, bold(stock.Vaccinator.Name)+"   "+w.Confirm.ToChange))
	}
	lines = append(lines, "")
	return append(lines, s.beneath(d, v)...)
}

func (s *confirm) beneath(d *desk, v dosedesk.Visit) []string {
	w := d.words.Confirm
	if off := s.off(d, v); off != "" {
		return paragraph("! " + off)
	}
	if v.NeedsCode() {
		return paragraph(w.LostNext)
	}
	lines := paragraph(w.PressF10)
	if v.Clearance == dosedesk.ClearedSealed {
		return append(append(lines, ""), paragraph(d.words.Code.CheckedLater)...)
	}
	return lines
}

func (s *confirm) bindings(d *desk) []binding {
	w := d.words
	off, wait := "", w.Confirm.Wait
	if v, ok := d.Vault.Visit(s.appointment); ok {
		off = s.off(d, v)
		if v.NeedsCode() {
			wait = w.Frame.Back // he is cleared no longer
		}
	}
	b := []binding{
		{key: "f10", label: w.Confirm.Given, off: off},
		{key: "esc", label: wait},
		{key: "delete", label: w.Confirm.NotGiven},
		{key: "f6", label: w.Frame.Stock},
	}
	return append(b, demoBindings(d)...)
}
