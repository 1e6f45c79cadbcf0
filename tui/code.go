package tui

import (
	"strings"

	"dosedesk"
)

// code asks for the citizen's four digits. With a link the server's word is
// waited for; without one it is decided when the link is back. A slip whose code
// was read already is entered as soon as the screen opens.
type code struct {
	codeField
	appointment dosedesk.ID
	answers     dosedesk.Answers
	slip        dosedesk.Token // to be entered; no appointment: none
	noCode      bool           // shows what to do without a code
	warned      int            // how much was said against N since another key
	sending     task           // the code being recorded, 0 for none
	asking      task           // its verdict being waited for, 0 for none
	event       dosedesk.ID    // the code.entered event that was recorded last
	reissuing   task           // a new code being asked for, 0 for none
}

func newCode(appointment dosedesk.ID, answers dosedesk.Answers) *code {
	return &code{appointment: appointment, answers: answers}
}

// open enters the slip that the screen was opened with.
func (s *code) open(d *desk) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok || s.slip.Appointment != s.appointment {
		return stay()
	}
	slip := s.slip
	s.slip = dosedesk.Token{}
	return s.enterSlip(d, v, slip)
}

func (s *code) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

// hide wipes the digits.
func (s *code) hide() {
	s.wipe()
	s.slip = dosedesk.Token{}
}

func (s *code) busy() bool { return s.sending != 0 || s.asking != 0 }

// takes reports whether a code can be typed now.
func (s *code) takes(d *desk, v dosedesk.Visit) bool {
	stopped, _ := d.stopped()
	return stopped == "" && s.takesSlip(v)
}

// takesSlip reports whether a slip can be entered now: one that was verified is
// no guess, and whoever is stopped can enter it.
func (s *code) takesSlip(v dosedesk.Visit) bool {
	return !s.busy() && !v.Code.Locked() && !v.Reissuing && s.reissuing == 0
}

func (s *code) press(d *desk, k key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return home()
	}
	if s.busy() || s.flooded(d.Now(), k) {
		return stay()
	}
	name, warned := strings.ToLower(k.name()), s.warned
	s.warned = 0
	switch {
	case name == "esc" && s.noCode:
		s.noCode = false
	case name == "esc":
		s.hide()
		return pop()
	case name == "delete":
		return s.deferVisit(d, v)
	case name == "tab":
		s.hide()
		s.noCode = !s.noCode
	case name == "o":
		return s.override(d, v)
	case !s.noCode && s.takes(d, v):
		return s.pressField(d, k)
	case name == "n":
		return s.askNew(d, v, warned)
	}
	return stay()
}

func (s *code) deferVisit(d *desk, v dosedesk.Visit) action {
	if _, given := v.Dose(); given {
		return stay()
	}
	s.hide()
	return push(newDefer(v, d.judge(v, s.answers), s.answers).choose(dosedesk.DeferredNoCode))
}

// override lets the in-charge clear the citizen without a code.
func (s *code) override(d *desk, v dosedesk.Visit) action {
	if d.notice = d.overrideOff(v, dosedesk.OverrideGivenFirst); d.notice != "" {
		return stay()
	}
	s.hide()
	return push(newOverride(d, v, s.answers))
}

// submit seals and records what was typed.
func (s *code) submit(d *desk) action {
	c, err := dosedesk.ParseCode(string(s.digits))
	s.wipe()
	if err != nil {
		s.problem = d.words.Code.FourDigits
		return stay()
	}
	s.problem = ""
	s.sending = d.newTask()
	return run(d.enterCode(s.sending, s.appointment, c))
}

// enterSlip records the code of a slip that was verified. Where no code is
// taken, the screen says why, and nothing is recorded.
func (s *code) enterSlip(d *desk, v dosedesk.Visit, slip dosedesk.Token) action {
	if !s.takesSlip(v) {
		return stay()
	}
	s.wipe()
	s.problem, s.noCode = "", false
	s.sending = d.newTask()
	return run(d.enterSlip(s.sending, slip))
}
