package tui

import "dosedesk"

// askNew asks for a new code. What speaks against that is said first, and takes
// an N more each.
func (s *code) askNew(d *desk, v dosedesk.Visit, warned int) action {
	if v.Reissuing || s.reissuing != 0 {
		return stay() // the screen says so
	}
	if d.notice = s.newCodeOff(d, v); d.notice != "" {
		return stay()
	}
	if against := d.againstNew(v); warned < len(against) {
		s.warned, d.notice = warned+1, against[warned]
		return stay()
	}
	s.problem = "" // it was about the old code
	s.reissuing = d.newTask()
	return run(d.record(s.reissuing, &dosedesk.ReissueAsked{Appointment: s.appointment}))
}

// againstNew is what speaks against a new code: it is the last one; or, without a
// link, the old one dies, and the new one comes when the link is back.
func (d *desk) againstNew(v dosedesk.Visit) (against []string) {
	if v.Code.Issue == dosedesk.CodeReissues {
		against = append(against, d.words.Code.NewLast)
	}
	if !d.Link.Status().Up {
		against = append(against, d.words.Code.NewNoLink)
	}
	return against
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
