package tui

import (
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// atCode is a desk at the code screen of a citizen who is due.
func atCode(t *testing.T, language lang.Language) *fakeDesk {
	t.Helper()
	f := signedInAs(t, "sunita", language)
	f.open("Laxmi")
	f.Press("enter")
	return f
}

// code types a code and sends it.
func (f *fakeDesk) code(digits string) {
	f.Type(digits)
	f.Press("enter")
	f.pass(quiet)
}

// entered fails the test unless so many codes, and no dose, were recorded.
func (f *fakeDesk) entered(t *testing.T, want int) {
	t.Helper()
	if n := len(recordedOf[*dosedesk.CodeEntered](f.vault)); n != want {
		t.Errorf("%d codes were recorded, want %d", n, want)
	}
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != 0 {
		t.Errorf("%d doses were recorded", n)
	}
}

const (
	noDots   = "_   _   _   _"
	allDots  = "●   ●   ●   ●"
	twoDots  = "●   ●   _   _"
	checking = "The code is checked when the link is back"
)

func TestWhoIsDueShowsIDAndVerdict(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Lakshmi")
	f.Expect(t, "Lakshmi Kushwaha", "लक्ष्मी कुशवाहा", "born 1962", "dose 2 of COVISHIELD", "Aadhaar Card, ends 7735",
		"ELIGIBLE today", "100 days since the dose before, at least 84", "no to all", "asked and given")
	f.Press("enter")
	f.Expect(t, "Ask for the four-digit code")
}

func TestASecondDoseThatIsNotDueIsDeferredUntilItIs(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Ramesh")
	f.Expect(t, "NOT YET: from 21 June 2021", "only 45 days since the dose before; 84 needed")
	f.ExpectNot(t, "Enter ID matches")
	f.Press("enter")
	f.Expect(t, "The rules do not allow this dose today", "NOT YET")
	f.Press("delete")
	f.Expect(t, "> not due, or not allowed by the rules", "he may come from 21 June 2021")
	f.Press("enter")
	f.Expect(t, "DEFERRED", "the dose may be given from 21 June 2021")
	deferred := recordedOf[*dosedesk.VisitDeferred](f.vault)
	want := dosedesk.VisitDeferred{
		Appointment: testID(3), Reason: dosedesk.DeferredNotDue, Outcome: dosedesk.NotYet,
		Until: dosedesk.Day{Year: 2021, Month: 6, Day: 21},
	}
	if len(deferred) != 1 || *deferred[0] != want {
		t.Errorf("recorded: %+v", deferred)
	}
	f.Press("x")
	f.Expect(t, "Find:")
	f.open("Ramesh")
	f.Expect(t, "Deferred", "11:42, not due, or not allowed by the rules")
	if n := len(f.vault.events); n != 1 {
		t.Errorf("%d events were recorded", n)
	}
}

func TestADeferralThatWasNotRecordedSaysSo(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.open("Ramesh")
	f.Press("delete", "enter")
	f.Expect(t, "NOT RECORDED", "Why is there no dose today?")
	f.ExpectNot(t, "DEFERRED")
	f.vault.fails = nil
	f.Press("down", "up", "enter")
	f.Expect(t, "DEFERRED")
}

// stopped opens a visit that is not to be gone on with, and presses everything
// that could.
func (f *fakeDesk) stopped(t *testing.T, name string, says ...string) {
	t.Helper()
	f.open(name)
	f.Expect(t, says...)
	for _, key := range []string{"enter", "delete", "f10"} {
		f.Press(key)
		f.Expect(t, says...)
		if n := strings.Count(f.Screen(), says[0]); n != 1 {
			t.Errorf("%s: after %s the screen says it %d times", name, key, n)
		}
	}
	f.ExpectNot(t, "ELIGIBLE", "Enter ID matches", "Delete defer")
	if n := len(f.vault.events); n != 0 {
		t.Errorf("%s: %d events were recorded", name, n)
	}
}

func TestAVisitThatIsClosedSaysWhy(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.give(1, "", time.Hour)
	settle(&f.vault.entries[1].Doses[0], true)
	f.give(3, "", time.Hour)
	f.vault.entries[3].Doses[0].State = dosedesk.DosePending
	f.stopped(t, "Meena", "This booking is for 14 May 2021")
	f.stopped(t, "Suresh", "This booking was cancelled")
	f.stopped(t, "Lakshmi", "given at 10:42 and is unconfirmed", "The code that was entered is", "review (F4)")
	f.stopped(t, "Laxmi", "given at 10:42 and is confirmed: certificate DD-210513-000042")
	f.stopped(t, "Farid", "recorded at 10:42, and waits for the server")
}

func TestEachOfThreeAnswersHasItsOutcome(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Expect(t, "ELIGIBLE today")
	f.Press("tab", "y", "esc") // ill now
	f.Expect(t, "NOT YET", "ill now: 4 to 8 weeks after recovery")
	f.Press("enter")
	f.Expect(t, "The rules do not allow this dose today")
	f.Press("tab", "n", "down", " ", "esc") // no; allergy
	f.Expect(t, "NOT ELIGIBLE", "severe allergic reaction: see a doctor")
	f.Press("tab", "down", " ", "down", "down", "down", "y", "esc") // no; bleeding
	f.Expect(t, "ELIGIBLE, WITH CAUTION", "! bleeding disorder: tell the vaccinator")
	f.Press("enter")
	f.Expect(t, "Ask for the four-digit code")
}

func TestAnAnswerIsTheReasonToDefer(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab", "down", "down", "down", "down", "down")
	f.Type("01-05-2021")
	f.Press("esc")
	f.Expect(t, "NOT YET: from 29 May 2021", "recovered 1 May 2021: wait until 29 May 2021")
	f.Press("delete")
	f.Expect(t, "> an answer to the health questions")
	f.Press("enter")
	deferred := recordedOf[*dosedesk.VisitDeferred](f.vault)
	recovered := dosedesk.Day{Year: 2021, Month: 5, Day: 1}
	if len(deferred) != 1 || deferred[0].Reason != dosedesk.DeferredHealth || deferred[0].Until != recovered.AddDays(28) || deferred[0].Answers.Recovered != recovered {
		t.Errorf("recorded: %+v", deferred)
	}
}

func TestADateOfAnAnswerIsNotYetToCome(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab", "down", "down", "down", "down", "down")
	for wrong, says := range map[string]string{
		"14-05-2021": "still to come: today is 13 May 2021", "31-02-2021": "That is no date", "1": "That is no date",
	} {
		f.Type(wrong)
		f.Press("enter")
		f.Expect(t, says, "the date is missing", "Health questions")
		f.ExpectNot(t, "ELIGIBLE")
		f.Press("ctrl+u")
	}
	f.Type("१३-०५-२०२१")
	f.Press("enter")
	f.ExpectNot(t, "That is no date")
	f.Press("esc")
	f.Expect(t, "NOT YET", "recovered 13 May 2021")
	f.Press("tab", "down", "down", "down", "down", "down", "ctrl+u", "esc")
	f.Expect(t, "ELIGIBLE today", "no to all")
}

func TestEnterAnswersEveryQuestionInTurn(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab")
	for range 7 {
		f.Press("enter")
	}
	f.Press("up", "down") // another vaccine, the last one
	f.Expect(t, "> Another vaccine in the last 14 days?")
	f.Type("1.3.21")
	f.Press("enter")
	f.Expect(t, "ELIGIBLE today", "other vaccine")
}

// Whoever types the whole word means what it says.
func TestNoInFullIsNotYes(t *testing.T) {
	f := signedInAs(t, "sunita", lang.HindiLatin)
	f.open("Laxmi")
	for _, no := range []string{"nahin", "नहीं", "NAHIN", "no"} {
		f.Press("tab", "y")
		f.Expect(t, "HAAN")
		f.Type(no)
		f.Press("esc")
		f.Expect(t, "AAJ PAATRA HAIN")
	}
}
