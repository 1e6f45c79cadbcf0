package tui

import (
	"fmt"

	"dosedesk"
)

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
		s.noCode = false // it is on its way: back to where it is typed
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

// stopped says why whoever is signed in can type no code for now, and until
// when, and what to do instead; empty where he can.
func (d *desk) stopped() (why, next string) {
	w, now := d.words.Code, d.Now()
	if watch := d.operator.Watch; watch.Stopped(now) {
		return fmt.Sprintf(w.Stopped+" "+w.StoppedUntil, d.moment(watch.Until)), w.StoppedNext
	}
	if watch := d.Vault.Centre().Watch; watch.Stopped(now) {
		return fmt.Sprintf(w.StoppedCentre+" "+w.StoppedUntil, d.moment(watch.Until)), w.CentreNext
	}
	return "", ""
}
