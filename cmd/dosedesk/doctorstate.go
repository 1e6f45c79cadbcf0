package main

import (
	"slices"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/tui/lang"
)

// From when on something is wrong.
const (
	longUnsent  = 24 * time.Hour
	oldRoster   = 24 * time.Hour
	endsSoon    = 7 * 24 * time.Hour  // a certificate, which renews itself from ten days on
	renewable   = 60 * 24 * time.Hour // after its end
	doubtful    = 10 * time.Minute    // a clock, as the server has it
	serverIsNow = time.Minute         // with the link up, the roster is of a few seconds ago
)

// checkState looks at how the terminal stands, at a time of this machine.
func checkState(s state.State, now time.Time) []finding {
	return slices.Concat(
		[]finding{checkDesk(s), checkClock(s, now), checkUnsent(s), checkCertificate(s, now), checkRoster(s, now), checkLink(s)},
		checkCarried(s), checkRepairs(s),
	)
}

func checkDesk(s state.State) finding {
	if s.Link == nil {
		return well("vault", "it opens; no desk is running")
	}
	return well("vault", "a desk has it open, and answers")
}

// checkClock compares with the server's time where that is known: it was later
// than the roster's; and with the link up it is about the same.
func checkClock(s state.State, now time.Time) finding {
	behind := s.RosterAsOf.Sub(now)
	ahead := -behind - serverIsNow
	switch {
	case s.RosterAsOf.IsZero():
		return well("clock", "the server's time is not known yet")
	case behind > doubtful:
		return well("clock", "it is %s h behind the server's", ageOf(behind)).but("Set date and time")
	case s.Link != nil && s.Link.Up && ahead > doubtful:
		return well("clock", "it is %s h ahead of the server's", ageOf(ahead)).but("Set date and time")
	}
	return well("clock", "it does not contradict the server's")
}

func checkUnsent(s state.State) finding {
	f := well("outbox", "all is sent")
	if s.Unsent == 0 {
		return f
	}
	waits := time.Duration(s.UnsentFor) * time.Second
	f = well("outbox", "%d events are not sent, the oldest for %s h", s.Unsent, ageOf(waits))
	if waits < longUnsent {
		return f
	}
	return f.but("Get a link, or carry them to the server or to a terminal that has one: dosedesk outbox export FILE")
}

func checkCertificate(s state.State, now time.Time) finding {
	left := s.CertificateUntil.Sub(later(now, s.RosterAsOf))
	f := well("certificate", "good until %s", momentOf(s.CertificateUntil, "never"))
	switch {
	case s.CertificateUntil.IsZero():
		return well("certificate", "it cannot be read").but("Send what is not sent with dosedesk outbox export, then enrol another --dir")
	case left < -renewable:
		return f.but("It ended too long ago to be renewed: what was recorded is still taken, but no roster comes. Enrol another --dir once all is sent")
	case left < endsSoon:
		return f.but("It renews itself with the next link: get one, before 60 days after its end")
	}
	return f
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func checkRoster(s state.State, now time.Time) finding {
	f := well("roster", "as of %s", momentOf(s.RosterAsOf, "never"))
	if s.RosterAsOf.IsZero() || now.Sub(s.RosterAsOf) > oldRoster {
		return f.but("Open the desk with a link: new bookings and doses of other terminals are missing")
	}
	return f
}

func checkLink(s state.State) finding {
	switch {
	case s.Link == nil:
		return well("link", "not known: no desk is running")
	case s.Link.Up:
		return well("link", "up since %s", momentOf(s.Link.Since, "the start"))
	}
	return well("link", "down since %s", momentOf(s.Link.Since, "the start")).
		but(unstopped(lang.For(lang.English).Link.Problem(s.Link.Problem)))
}

func checkRepairs(s state.State) (findings []finding) {
	for _, repair := range s.Repaired {
		findings = append(findings, well("repair", "a damaged file was made anew").but(unstopped(lang.For(lang.English).Repairs[repair])))
	}
	return findings
}

// checkCarried looks at what this terminal takes to the server for others.
func checkCarried(s state.State) (findings []finding) {
	if s.Carried > 0 {
		findings = append(findings, well("carried", "files of other terminals that wait for the link: %d", s.Carried))
	}
	for _, code := range s.CarriedRefused {
		f, ok := refusals[code]
		if !ok {
			f = well("carried", "the server refused a file of another terminal").but("Tell the district; the file is kept in the folder carried")
		}
		findings = append(findings, f)
	}
	return findings
}

// refusals say why the server refused a carried file, and what helps.
var refusals = map[dosedesk.ErrorCode]finding{
	dosedesk.EDamaged: well("carried", "a file of another terminal was damaged on the way").
		but("Have it exported anew there, and take that in: dosedesk outbox import FILE"),
	dosedesk.EUnauthorized: well("carried", "the server does not know the terminal that a file is of, or its signature").
		but("Tell the district; the file is kept in the folder carried"),
	dosedesk.EConflict: well("carried", "the server lacks earlier events of the terminal that a file is of").
		but("Once that terminal had a link, take the file in again: dosedesk outbox import FILE"),
}
