package tui

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// bleeds answers the question about bleeding with yes, and goes back.
func (f *fakeDesk) bleeds() {
	f.Press("tab", "down", "down", "down", "down", "y", "esc")
}

func TestWhoWaitsIsNotAskedAgain(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.bleeds()
	f.Press("enter")
	f.code(rightCode)
	f.Press("esc") // waits
	f.open("Laxmi")
	f.Expect(t, "ELIGIBLE, WITH CAUTION", "bleeding")
	f.Press("enter", "f10")
	doses := recordedOf[*dosedesk.DoseRecorded](f.vault)
	if len(doses) != 1 || !doses[0].Answers.Bleeding {
		t.Errorf("recorded: %+v", doses)
	}
}

func TestAnswersAreTheCitizensOwn(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.bleeds()
	f.open("Lakshmi")
	f.Expect(t, "no to all")
}

func TestADeferralKeepsAnswerAndDay(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab", "down", "down", "down", "down", "down")
	f.Type("20-4-21")
	f.Press("esc", "delete", "enter")
	f.Expect(t, "DEFERRED", "from 18 May 2021")
	f.Press("f9")
	f.signIn("anil") // whoever opens it then
	f.open("Laxmi")
	f.Expect(t, "Deferred", "an answer to the health questions", "until 18 May", "NOT YET: from 18 May 2021", "recovered")
	f.ExpectNot(t, "no to all")
}

func TestAnswersAreForgottenTheNextDay(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.bleeds()
	f.pass(24 * time.Hour)
	f.open("Laxmi")
	if *f.app.answers(testID(2)) != (dosedesk.Answers{}) {
		t.Error("yesterday's answers are still there")
	}
}

func TestOnlyQuestionsThatConcernTheCitizenAreAsked(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Farid")
	f.Press("tab")
	f.Expect(t, "Are you ill now", "bleeding")
	f.ExpectNot(t, "pregnant", "breast-feeding", "abroad")
	f.Press("down", "down", "y", "esc") // the third is the next in the list
	f.Expect(t, "Health questions       bleeding")
	f.open("Laxmi")
	f.Press("tab")
	f.Expect(t, "pregnant", "breast-feeding")
	f.ExpectNot(t, "abroad")
}

// From 7 June to 31 August 2021 travellers had a shorter interval.
func TestTravelIsAskedWhileARuleAsksIt(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	june := dosedesk.Day{Year: 2021, Month: 6, Day: 20}
	f.pass(june.Start().Sub(testDay.Start()))
	f.vault.entries[2].Session.Day = june // Ramesh: 83 days since the first
	f.open("Ramesh")
	f.Expect(t, "NOT YET: from 21 June 2021")
	f.Press("tab", "up", "down", "down", "down", "down", "down", "down")
	f.Expect(t, "> Are you going abroad to study, work or compete?")
	f.Press("y", "esc")
	f.Expect(t, "ELIGIBLE", "at least 28", "travel")
}

func TestADateThatIsNoneIsLeftWithEscOrAnArrow(t *testing.T) {
	for _, key := range []string{"esc", "up", "down", "tab", "shift+tab"} {
		f := signedInAs(t, "sunita", lang.English)
		f.open("Laxmi")
		f.Press("tab", "down", "down", "down", "down", "down")
		f.Type("1-5-21")
		f.Press("down", "up") // taken
		f.Press("ctrl+u")
		f.Type("99")
		f.Expect(t, "No verdict yet: the date is missing")
		f.ExpectNot(t, "ELIGIBLE", "NOT YET")
		f.Press(key)
		f.Expect(t, "That is no date", "the answer is as it was before", "NOT YET: from 29 May 2021")
		if got, want := f.app.answers(testID(2)).Recovered, (dosedesk.Day{Year: 2021, Month: 5, Day: 1}); got != want {
			t.Errorf("%s: recovered %v", key, got)
		}
	}
}

func TestAVerdictFollowsADateAsItIsTyped(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab", "down", "down", "down", "down", "down")
	f.Type("01052021")
	f.Expect(t, "NOT YET: from 29 May 2021")
	f.Press("ctrl+u")
	f.Expect(t, "ELIGIBLE today")
}

func TestReasonsWithoutRoomAreCounted(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	d := &f.app.desk
	var all []dosedesk.Finding
	for range 5 {
		all = append(all, dosedesk.Finding{Topic: dosedesk.TopicAcute, Outcome: dosedesk.NotYet})
	}
	met := dosedesk.Finding{Topic: dosedesk.TopicSameVaccine, Outcome: dosedesk.Eligible}
	for room, want := range map[int]int{6: 6, 5: 5, 4: 4, 2: 2} {
		lines := d.findings(append(all, met), room)
		if len(lines) != want {
			t.Errorf("%d lines in a room of %d", len(lines), room)
		}
	}
	if lines := d.findings(all, 3); len(lines) != 3 || !contains(lines[2], "and 3 more") {
		t.Errorf("the last line is %q", lines[len(lines)-1])
	}
}
