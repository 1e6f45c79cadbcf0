package tui

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// give puts a dose on the roster that is unconfirmed for a reason, given some
// time ago.
func (f *fakeDesk) give(entry int, reason dosedesk.Reason, ago time.Duration) {
	e := &f.vault.entries[entry]
	e.Doses = append(e.Doses, dosedesk.Dose{
		ID: testID(byte(50 + entry)), Appointment: e.ID, Number: e.Appointment.Dose, Vaccine: e.Session.Vaccine, Batch: "4121Z004",
		Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		By:         dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
		GivenAt:    f.now.Add(-ago), State: dosedesk.DoseUnconfirmed, Reason: reason,
	})
}

func TestReviewShowsTheOldestFirstWithAgeAndReason(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, 90*time.Minute)
	f.give(1, dosedesk.ReasonCodeMissing, 25*time.Hour)
	f.give(3, dosedesk.ReasonAlreadyGiven, 49*time.Hour)
	f.Press("f4")
	f.Expect(t, "> Farid Ansari", "!! 2 days", "! 25 h", "1 h", "already recorded")
	f.Press("down", "down")
	f.Expect(t, "> Lakshmi Kushwaha", "The code that was entered is wrong")
	f.Press("enter")
	f.Expect(t, "UNCONFIRMED", "Meera, vaccinator", "Sunita, verifier", "4121Z004", "Tries left for this code: 3")
}

func TestReviewWithNothingInIt(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.Press("f4", "enter", "down")
	f.Expect(t, "Nothing waits here")
}

func TestReviewIsTheInChargesAlone(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Press("f4")
	f.Expect(t, "Only the in-charge opens the review", "Find:")
}

func TestTheRightCodeInReviewConfirmsTheDose(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Press("f4", "enter", "c")
	f.Type(rightCode)
	f.Press("enter")
	f.Update(Changed{})
	f.Expect(t, "CONFIRMED: nothing more to do", "DD-210513-000042")
}

func TestANewCodeIsAskedForOnce(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeLocked, time.Hour)
	f.vault.entries[0].Code.TriesLeft = 0
	f.Press("f4", "enter", "enter")
	f.Expect(t, "The code is locked")
	f.Press("n")
	f.Expect(t, "The old code dies at once", "again to send a new one")
	f.Press("down", "n") // another key in between: not meant
	f.Expect(t, "The old code dies at once")
	f.Press("n")
	f.Expect(t, "The SMS with the new code is on its way")
	f.Press("n", "n")
	if asked := recordedOf[*dosedesk.ReissueAsked](f.vault); len(asked) != 1 || asked[0].Appointment != testID(1) {
		t.Errorf("asked: %v", asked)
	}
}

func TestAKeyThatDoesNotHelpSaysWhy(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonAlreadyGiven, time.Hour)
	f.give(1, dosedesk.ReasonCodeLocked, 2*time.Hour)
	f.vault.entries[1].Code = dosedesk.CodeState{Issue: 1 + dosedesk.CodeReissues}
	f.Press("f4", "enter", "n")
	f.Expect(t, "No further code can be sent")
	f.Press("esc", "down", "enter", "c")
	f.Expect(t, "The code does not settle this")
	f.Press("f1")
	f.Expect(t, "The code does not settle this")
	if n := len(f.vault.events); n != 0 {
		t.Errorf("%d events were recorded", n)
	}
}

func TestAReissueThatWasNotRecordedSaysSo(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("f4", "enter", "n", "n")
	f.Expect(t, "NOT RECORDED")
}

// A correction changes what was given and by whom, and names its own dose.
func TestTheInChargeCorrectsADose(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonVaccineDiffers, time.Hour)
	f.Press("f4", "enter", "e")
	f.Expect(t, "What was really given", "4121Z004", "Meera", "is never a correction")
	f.Press("enter", "enter")
	f.Type("5")
	f.Press("enter")
	f.Type("31-08-2021")
	f.Press("enter")
	f.Expect(t, "The correction is recorded", "4121Z0045")
	got := recordedOf[*dosedesk.DoseCorrected](f.vault)
	if len(got) != 1 || got[0].Dose != testID(50) || got[0].Appointment != f.vault.entries[0].ID || got[0].Batch != "4121Z0045" ||
		got[0].Vaccinator.ID != "meera" || !got[0].GivenAt.Equal(f.now.Add(-time.Hour)) {
		t.Errorf("recorded %+v", got)
	}
}

func TestTheReviewTellsWhatTheCitizenSays(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonDisputed, time.Hour)
	f.vault.entries[0].Doses[0].Said = dosedesk.SaidNo
	f.Press("f4", "enter")
	f.Expect(t, "The citizen says", "NO, by SMS")
}
