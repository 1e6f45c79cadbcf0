package tui

import (
	"fmt"
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
	offlineN    bool           // N was pressed, and that the link is needed was said
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

// takes reports whether a code can be entered now.
func (s *code) takes(d *desk, v dosedesk.Visit) bool {
	return !s.busy() && !v.Code.Locked() && !v.Reissuing && s.reissuing == 0 && d.stopped() == ""
}

func (s *code) press(d *desk, k key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return home()
	}
	if s.busy() {
		return stay()
	}
	switch name := strings.ToLower(k.name()); {
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
		return s.askNew(d, v)
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
	if d.notice = d.overrideOff(v); d.notice != "" {
		return stay()
	}
	s.hide()
	return push(newOverride(d, v, s.answers))
}

// askNew asks for a new code. Without a link that takes a second N: the old code
// dies, and the new one comes when the link is back.
func (s *code) askNew(d *desk, v dosedesk.Visit) action {
	if v.Reissuing || s.reissuing != 0 {
		return stay() // the screen says so
	}
	if d.notice = s.newCodeOff(d, v); d.notice != "" {
		return stay()
	}
	if !d.Link.Status().Up && !s.offlineN {
		s.offlineN, d.notice = true, d.words.Code.NewNoLink
		return stay()
	}
	s.problem, s.offlineN = "", false // it was about the old code
	s.reissuing = d.newTask()
	return run(d.record(s.reissuing, &dosedesk.ReissueAsked{Appointment: s.appointment}))
}

// newCodeOff says why no new code can be sent; empty where one can.
func (s *code) newCodeOff(d *desk, v dosedesk.Visit) string {
	switch {
	case v.Reissuing || s.reissuing != 0:
		return d.onItsWay()
	case v.Code.Issue > dosedesk.CodeReissues:
		return d.words.Code.NoMore
	}
	return ""
}

// onItsWay says when a new code that was asked for comes.
func (d *desk) onItsWay() string {
	if d.Link.Status().Up {
		return d.words.Code.NewSent
	}
	return d.words.Code.NewWhenLink
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
	if !s.takes(d, v) {
		return stay()
	}
	s.wipe()
	s.problem, s.noCode = "", false
	s.sending = d.newTask()
	return run(d.enterSlip(s.sending, slip))
}

func (s *code) receive(d *desk, msg any) action {
	switch msg := msg.(type) {
	case recorded:
		return s.written(d, msg)
	case judged:
		if s.asking != 0 && msg.task == s.asking {
			s.asking = 0
			return s.judged(d, msg)
		}
	}
	return stay()
}

func (s *code) written(d *desk, result recorded) action {
	switch {
	case s.reissuing != 0 && result.task == s.reissuing:
		s.reissuing = 0
	case s.sending != 0 && result.task == s.sending:
		s.sending = 0
	default:
		return stay()
	}
	if result.err != nil {
		d.notice = d.notRecorded(result.err)
		return stay()
	}
	if _, ok := result.event.Body.(*dosedesk.CodeEntered); !ok {
		return stay()
	}
	s.event = result.event.ID
	d.entered[s.event] = result.event.At.Wall
	if !d.Link.Status().Up {
		return s.passed(d, s.afterwards(d))
	}
	s.asking = d.newTask()
	return run(d.await(s.asking, s.event))
}

// judged takes the server's word; without one in time the desk goes on as
// offline, and the same event is judged when the link is back.
func (s *code) judged(d *desk, result judged) action {
	w := d.words.Code
	v, _ := d.Vault.Visit(s.appointment)
	_, given := v.Dose()
	switch {
	case !result.ok:
		return s.passed(d, s.afterwards(d))
	case result.verdict.Code == dosedesk.CodeRight:
		return s.passed(d, w.RightAfterwards)
	case result.verdict.Code == dosedesk.CodeWrong && given:
		s.problem = fmt.Sprintf(w.WrongGiven, result.verdict.TriesLeft)
	case result.verdict.Code == dosedesk.CodeWrong:
		s.problem = fmt.Sprintf(w.Wrong, result.verdict.TriesLeft)
	case result.verdict.Code == dosedesk.CodeLocked:
		s.problem = w.Locked
	case result.verdict.Reason == dosedesk.ReasonTooManyWrong:
		s.problem = w.Stopped + " " + w.StoppedNext
	default:
		sentence, next := d.words.Reason(result.verdict.Reason)
		s.problem = sentence + " " + next
	}
	return stay()
}

// afterwards says what becomes of a code without the server's word.
func (s *code) afterwards(d *desk) string {
	if v, ok := d.Vault.Visit(s.appointment); ok && v.Clearance == dosedesk.ClearedSlip {
		return d.words.Slip.Right
	}
	return d.words.Code.CheckedLater
}

// passed goes on to the dose; where that was given already, back to the review.
func (s *code) passed(d *desk, afterwards string) action {
	if v, ok := d.Vault.Visit(s.appointment); ok {
		if _, given := v.Dose(); given {
			d.notice = afterwards
			return pop()
		}
	}
	next := newConfirm(s.appointment, s.answers)
	next.clearedBy = s.event
	return replace(next)
}

// stopped says why whoever is signed in can enter no code for now, and until
// when; empty where he can.
func (d *desk) stopped() string {
	w, now := d.words.Code, d.Now()
	if watch := d.operator.Watch; watch.Stopped(now) {
		return fmt.Sprintf(w.Stopped+" "+w.StoppedUntil, d.moment(watch.Until))
	}
	if watch := d.Vault.Centre().Watch; watch.Stopped(now) {
		return fmt.Sprintf(w.StoppedCentre+" "+w.StoppedUntil, d.moment(watch.Until))
	}
	return ""
}
