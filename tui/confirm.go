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
	visit       dosedesk.Visit // as it was last on the roster: what is given is recorded from it
	answers     dosedesk.Answers
	clearedBy   dosedesk.ID // the code.entered event behind the clearance, kept when the server takes that back
	saving      task        // the dose being recorded, 0 for none
}

func newConfirm(appointment dosedesk.ID, answers dosedesk.Answers) *confirm {
	return &confirm{appointment: appointment, answers: answers}
}

// open shows the vaccine's batch above.
func (s *confirm) open(d *desk) action {
	if v, ok := s.look(d); ok {
		d.vaccine = v.Session.Vaccine
	}
	return stay()
}

// look returns the visit, and keeps it and what cleared it: the dose may have
// been given when the roster has them no more. ok is false where it never had.
func (s *confirm) look(d *desk) (v dosedesk.Visit, ok bool) {
	if now, found := d.Vault.Visit(s.appointment); found {
		s.visit = now
		if !now.ClearedBy.IsZero() {
			s.clearedBy = now.ClearedBy
		}
	}
	return s.visit, !s.visit.ID.IsZero()
}

func (s *confirm) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

func (s *confirm) press(d *desk, k key) action {
	v, ok := s.look(d)
	switch {
	case !ok:
		return home()
	case d.givingTo(s.appointment):
		d.notice = d.words.Confirm.Saving
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
	case d.givingTo(s.appointment):
		return w.Saving
	case d.closed(v) != "":
		return d.closed(v)
	case v.NeedsCode() && s.clearedBy.IsZero():
		return w.NotCleared
	case !chosen:
		return w.NoStock
	case v.Clearance == dosedesk.ClearedOverride && stock.Vaccinator.ID == v.Override.By.ID:
		return fmt.Sprintf(d.words.Override.SamePerson, v.Override.By.Name)
	case stock.Expires.Before(d.today()):
		return fmt.Sprintf(w.Expired, stock.Batch, d.words.Calendar.Day(stock.Expires))
	case !d.worksHere(stock.Vaccinator.ID):
		return fmt.Sprintf(w.NotHere, stock.Vaccinator.Name)
	}
	return ""
}

func (s *confirm) give(d *desk, v dosedesk.Visit) action {
	if s.off(d, v) != "" {
		return stay() // the screen says why, once
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
	if !ok {
		return stay()
	}
	dose, isDose := result.event.Body.(*dosedesk.DoseRecorded)
	switch {
	case isDose && result.err == nil && dose.Appointment == s.appointment: // asked for here, or before the screen was left
		return replace(newDone(s.visit, result.event))
	case s.saving != 0 && result.task == s.saving:
		s.saving = 0
		d.notice = d.notRecorded(result.err)
	}
	return stay()
}

func (s *confirm) lines(d *desk, _ int) []string {
	w := d.words
	v, ok := s.look(d)
	if !ok {
		return paragraph(w.Citizen.Gone)
	}
	head := good(bold(" " + w.Confirm.Cleared))
	switch {
	case d.givingTo(s.appointment):
		head = bold(" " + w.Confirm.Saving)
	case s.off(d, v) != "":
		head = bad(" ! " + w.Confirm.NotYet)
	case v.NeedsCode():
		head = bad(" ! " + w.Confirm.Lost)
	case v.Clearance == dosedesk.ClearedOverride:
		head = warn(" ! " + d.allowedBy(*v.Override))
	}
	lines := append([]string{head, ""}, d.who(v)...)
	lines = append(lines, "",
		fact(d.photoIDLabel(v), fmt.Sprintf(w.Citizen.Ends, w.PhotoID(v.Citizen.PhotoID.Type), v.Citizen.PhotoID.LastFour)),
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
	switch off := s.off(d, v); {
	case d.givingTo(s.appointment):
		return nil
	case off != "":
		return paragraph("! " + off)
	case v.NeedsCode():
		return paragraph(w.LostNext)
	}
	lines := paragraph(w.PressF10)
	if _, ok := d.Vault.Visit(s.appointment); !ok {
		lines = append(append(lines, ""), paragraph(w.OffRoster)...)
	}
	if next := d.certificateNext(v); next != "" {
		return append(append(lines, ""), paragraph(next)...)
	}
	return lines
}

// photoIDLabel says whether a photo ID was booked, or seen at this desk.
func (d *desk) photoIDLabel(v dosedesk.Visit) string {
	if v.Booking == dosedesk.Walkin {
		return d.words.Walkin.PhotoID
	}
	return d.words.Citizen.PhotoID
}

// certificateNext says what the certificate waits for, as far as the code goes.
func (d *desk) certificateNext(v dosedesk.Visit) string {
	switch v.Clearance {
	case dosedesk.ClearedSealed:
		return d.words.Code.CheckedLater
	case dosedesk.ClearedSlip:
		return d.words.Slip.Right
	case dosedesk.ClearedOverride:
		return d.words.Override.Waits
	case dosedesk.NotCleared, dosedesk.ClearedRight:
	}
	return ""
}

func (s *confirm) bindings(d *desk) []binding {
	w := d.words
	off, wait := "", w.Confirm.Wait
	if v, ok := s.look(d); ok {
		off = s.off(d, v)
		switch {
		case v.Booking == dosedesk.Walkin:
			wait = w.Confirm.WaitWalkin
		case v.NeedsCode():
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
