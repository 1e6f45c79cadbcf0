package tui

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// full makes every write fail.
func (f *fakeDesk) full() {
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
}

// The dose was given, the citizen's screen was left, and the disk is full.
func TestAFailedDoseIsToldWhereverTheDeskIsByThen(t *testing.T) {
	for where, leave := range map[string]func(f *fakeDesk){
		"at the search":            func(f *fakeDesk) { f.Press("f3") },
		"at another citizen":       func(f *fakeDesk) { f.open("Farid") },
		"under the help":           func(f *fakeDesk) { f.Press("f1") },
		"behind the lock":          func(f *fakeDesk) { f.Press("f9") },
		"with another operator":    func(f *fakeDesk) { f.Press("f9"); f.signIn("anil") },
		"with the same, too late":  func(f *fakeDesk) { f.Press("f9"); f.pass(resumeWithin); f.signIn("sunita") },
		"at another confirm (new)": func(f *fakeDesk) { f.Press("f3"); f.clear("Farid") },
	} {
		f := cleared(t, lang.English)
		f.full()
		cmd := f.late(f10Key)
		f.vault.fails = nil
		leave(f)
		f.full()
		f.results(cmd)
		const told = "NOT RECORDED: Laxmi Nair, the dose that was given"
		f.Expect(t, told)
		f.pass(quiet)
		f.Press("x", "enter", "down")
		f.Expect(t, told)
		f.Press("esc")
		f.ExpectNot(t, told)
		if t.Failed() {
			t.Fatal(where)
		}
	}
}

func TestWhatIsWrittenAfterAllIsAlarmNoMore(t *testing.T) {
	f := cleared(t, lang.English)
	f.full()
	cmd := f.late(f10Key)
	f.Press("f3")
	f.results(cmd)
	f.Expect(t, "NOT RECORDED: Laxmi Nair")
	f.vault.fails = nil
	f.pass(quiet)
	f.open("Laxmi")
	f.Press("enter", "f10")
	f.Expect(t, "RECORDED  11:42")
	f.ExpectNot(t, "NOT RECORDED")
	f.doses(t, 1)
}

func TestAStockThatWasNotKeptIsToldAfterItsScreenWasLeft(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f6", "enter", "enter", "enter")
	f.full()
	cmd := f.late(enterKey)
	f.Press("f3")
	f.results(cmd)
	f.Expect(t, "NOT KEPT: vaccinator and batch of COVISHIELD")
}

// The first write is slow; the operator does not wait for it.
func TestNoSecondDoseWhileTheFirstIsBeingWritten(t *testing.T) {
	f := cleared(t, lang.English)
	first := f.late(f10Key)
	f.Update(Changed{})
	f.Expect(t, "The dose is being recorded ...")
	f.ExpectNot(t, "F10 the dose was given")
	f.open("Laxmi")
	f.Press("enter")
	f.Expect(t, "The dose is being recorded ...")
	f.Press("f10", "enter", "delete", "esc")
	f.Press("f9")
	f.signIn("anil")
	f.open("Laxmi")
	f.Press("enter", "f10")
	f.doses(t, 0)
	f.results(first)
	f.pass(quiet)
	f.Expect(t, "RECORDED  11:42")
	f.doses(t, 1)
}

// A pull took the booking away while the citizen sat in the chair.
func TestADoseIsRecordedThoughTheBookingLeftTheRoster(t *testing.T) {
	f := cleared(t, lang.English)
	code := f.vault.events[0].ID
	f.vault.entries = nil
	f.Update(Changed{})
	f.Expect(t, "CLEARED", "Laxmi Nair", "has left the roster")
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42", "Laxmi Nair", "until 12:12")
	doses := recordedOf[*dosedesk.DoseRecorded](f.vault)
	if len(doses) != 1 || doses[0].Appointment != testID(2) || doses[0].Citizen != "56563202700912" || doses[0].ClearedBy != code {
		t.Errorf("recorded: %+v", doses)
	}
}

// The server's refusal takes the dose off the visit; what was given was given.
func TestADoseThatTheServerRefusesIsToldWithItsTime(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42")
	f.vault.outbox = nil
	f.Update(Changed{})
	f.Expect(t, "NOT TAKEN by the server: the dose given at 11:42", "4121Z004", "Meera", "until 12:12")
	f.ExpectNot(t, "if no SMS comes")
	f.vault.entries = nil
	f.Update(Changed{})
	f.Expect(t, "11:42", "4121Z004", "until 12:12")
}

func TestAVaccinatorWhoLeftIsNotNamed(t *testing.T) {
	f := cleared(t, lang.English)
	f.vault.operators = []dosedesk.Operator{
		{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
		{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator, Disabled: true},
		{ID: "asha", Name: "Asha", Role: dosedesk.Vaccinator},
	}
	f.Update(Changed{})
	f.Expect(t, "Meera may no longer give doses at this centre. F6 chooses who does")
	f.Press("f10")
	f.doses(t, 0)
	f.Press("f6", "a", "enter", "enter", "enter")
	f.pass(quiet)
	f.Press("f10")
	f.doses(t, 1)
}

// The vault has the dose already: it was written though its commit failed.
func TestADoseThatIsThereAlreadyIsLookedAtAgain(t *testing.T) {
	f := cleared(t, lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EConflict, "recorded already")
	f.Press("f10")
	f.Expect(t, "NOT RECORDED. It may be on this terminal already")
	f.ExpectNot(t, "disk")
	cmd := f.late(f10Key)
	f.Press("f3")
	f.results(cmd)
	f.Expect(t, "NOT RECORDED: Laxmi Nair, the dose that was given. It may be on this terminal")
}

func TestTheConfirmScreenWaitsNoLongerThanTheWrite(t *testing.T) {
	f := cleared(t, lang.English)
	f.full()
	cmd := f.late(f10Key)
	f.results(cmd)
	f.Expect(t, "NOT RECORDED", "CLEARED", "F10 the dose was given")
	f.pass(time.Second)
	f.Press("esc") // no alarm stands in its way: the screen said it itself
	f.Expect(t, "Find:")
}
