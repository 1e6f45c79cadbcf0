package dosedesk

import "time"

// CodeState is where an appointment's code stands. The zero CodeState is that
// of a walk-in, who has none.
type CodeState struct {
	Issue     int  `json:"issue,omitempty"`      // 1 is the first code, each re-issue one more; 0: there is no code
	TriesLeft int  `json:"tries_left,omitempty"` // over all terminals and channels
	Right     bool `json:"right,omitempty"`      // the right code has been entered
	RightBy   ID   `json:"right_by,omitzero"`    // by this code.entered event; none where the citizen sent it himself
}

// NewCodeState is the state of a new online booking.
func NewCodeState() CodeState { return CodeState{Issue: 1, TriesLeft: CodeTries} }

// Locked reports whether no further code is tested.
func (s CodeState) Locked() bool { return s.Issue > 0 && s.TriesLeft <= 0 && !s.Right }

// Tried reports whether a wrong code is on record: each re-issue allows one try
// more than there were at first.
func (s CodeState) Tried() bool { return s.Issue > 0 && s.TriesLeft < CodeTries+s.Issue-1 }

// Enter judges one entered code against the appointment's. A wrong one costs a
// try; once locked, right and wrong get the same answer. A right one may be
// entered again at no cost.
func (s CodeState) Enter(entered, want Code) (CodeState, CodeAnswer) {
	if s.TriesLeft <= 0 {
		return s, CodeLocked
	}
	if entered.Equal(want) {
		s.Right = true
		return s, CodeRight
	}
	s.TriesLeft--
	return s, CodeWrong
}

// Reissue replaces the code: the old one dies, and one more try is allowed. It
// reports false where the appointment has had all its codes, and where the right
// one was entered already: there is nothing left to prove.
func (s CodeState) Reissue() (CodeState, bool) {
	if s.Issue == 0 || s.Issue > CodeReissues || s.Right {
		return s, false
	}
	s.Issue++
	s.TriesLeft++
	return s, true
}

// wrong is how many wrong codes are counted.
func (s CodeState) wrong() int { return CodeTries + s.Issue - 1 - s.TriesLeft }

// Regain returns the state with what is known again of it: that it had come to
// this issue, with so many tries left, and how many wrong codes are on record.
// No try is given back, whatever is known first; with more wrong codes than were
// allowed, TriesLeft is below zero, and new codes do not open it.
func (s CodeState) Regain(issue, triesLeft, wrong int) CodeState {
	then := CodeState{Issue: issue, TriesLeft: triesLeft}
	wrong = max(wrong, s.wrong(), then.wrong())
	s.Issue = max(s.Issue, issue)
	s.TriesLeft = CodeTries + s.Issue - 1 - wrong
	return s
}

// ClockTolerance is how far ahead of the server a terminal's clock may be
// before a dose recorded by it is put in review.
const ClockTolerance = 10 * time.Minute

// DoseFacts is what the server knows when it judges a dose.
type DoseFacts struct {
	Centre        Centre     // of the terminal that recorded it
	Entry         *Entry     // of the appointment it names; nil where there is none
	Earlier       []Dose     // other doses of this citizen, at any centre
	Entered       CodeAnswer // what became of the code that cleared him; empty where none was entered
	Untested      Reason     // why that code was not tested; empty where it was
	Override      *Override  // that cleared him; nil where none did
	Said          Said       // the citizen's own answer
	OpenBooking   bool       // a walk-in, and an online booking of his is open
	Duplicate     bool       // a walk-in, and somebody very like him had this dose
	OperatorKnown bool       // whoever recorded it works at this centre
	ReceivedAt    time.Time
	Schedule      *Schedule
}

// JudgeDose says whether a recorded dose is confirmed, and why not. It is asked
// again, with new facts, whenever the appointment's code is entered, the citizen
// answers or the dose is corrected: it is confirmed only when nothing stands
// against it.
//
// The code holds for online bookings, at the centre and on the day that were
// booked (ministry's statement of 7 May 2021).
func JudgeDose(b *DoseRecorded, f DoseFacts) (DoseState, Reason) {
	for _, against := range []func(*DoseRecorded, DoseFacts) Reason{
		appointmentAgainst, citizenAgainst, identityAgainst, codeAgainst, sessionAgainst,
	} {
		if reason := against(b, f); reason != "" {
			return DoseUnconfirmed, reason
		}
	}
	return DoseConfirmed, ""
}

func appointmentAgainst(b *DoseRecorded, f DoseFacts) Reason {
	switch {
	case f.Entry == nil:
		return ReasonUnknownAppointment
	case f.Entry.Session.Centre != f.Centre.ID:
		return ReasonOtherCentre
	case f.Entry.Cancelled:
		return ReasonBookingCancelled
	}
	for _, earlier := range f.Earlier {
		if earlier.Number == b.Dose {
			return ReasonAlreadyGiven
		}
	}
	return ""
}

// citizenAgainst is the citizen's own word, which outweighs the desk's.
func citizenAgainst(_ *DoseRecorded, f DoseFacts) Reason {
	if f.Said == SaidNo {
		return ReasonDisputed
	}
	return ""
}

func identityAgainst(b *DoseRecorded, f DoseFacts) Reason {
	switch {
	case b.Citizen != f.Entry.Citizen.ReferenceID || b.Dose != f.Entry.Dose:
		return ReasonIdentityDiffers
	case !f.OperatorKnown:
		return ReasonOperatorUnknown
	case f.OpenBooking:
		return ReasonOpenBooking
	case f.Duplicate:
		return ReasonPossibleDuplicate
	}
	return ""
}

// codeAgainst asks for the citizen's code, or his own answer. An override lets
// the dose be given, and settles nothing; whoever gave the dose cannot have
// allowed it.
func codeAgainst(b *DoseRecorded, f DoseFacts) Reason {
	switch {
	case f.Entry.Booking != Online || f.Entry.Code.Right || f.Said == SaidYes:
		return ""
	case f.Override != nil && f.Override.By.ID != b.Vaccinator.ID && f.Override.Beyond:
		return ReasonOverrideLimit
	case f.Override != nil && f.Override.By.ID != b.Vaccinator.ID:
		return ReasonOverride
	case f.Untested != "":
		return f.Untested
	case f.Entered == CodeLocked:
		return ReasonCodeLocked
	case f.Entered == CodeWrong:
		return ReasonCodeWrong
	}
	return ReasonCodeMissing
}

func sessionAgainst(b *DoseRecorded, f DoseFacts) Reason {
	day := DayOf(b.GivenAt)
	subject := f.Entry.Case(day, f.Centre.Kind, b.Answers)
	subject.Vaccine = b.Vaccine
	subject.Previous = previousDoses(f.Entry.Previous, f.Earlier, b.Dose)
	switch {
	case b.GivenAt.After(f.ReceivedAt.Add(ClockTolerance)):
		return ReasonClockDoubtful
	case day != f.Entry.Session.Day:
		return ReasonOtherDay
	case b.Vaccine != f.Entry.Session.Vaccine:
		return ReasonVaccineDiffers
	case !f.Schedule.Judge(subject).Outcome.Admits():
		return ReasonNotDue
	}
	return ""
}

// previousDoses adds to what the booking named the doses that the registry
// itself knows of.
func previousDoses(booked []PreviousDose, known []Dose, number int) []PreviousDose {
	previous := append([]PreviousDose(nil), booked...)
	for n := len(previous) + 1; n < number; n++ {
		for _, dose := range known {
			if dose.Number == n {
				previous = append(previous, PreviousDose{Vaccine: dose.Vaccine, On: DayOf(dose.GivenAt)})
				break
			}
		}
	}
	return previous
}
