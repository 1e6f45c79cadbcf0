package tui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// idleFor lets time go by without a key; the timer goes off at its end.
func (f *fakeDesk) idleFor(d time.Duration) {
	f.pass(d)
	f.Update(idle{})
}

func TestAnIdleDeskLocksItselfAndIsResumed(t *testing.T) {
	f := cleared(t, lang.English)
	f.idleFor(idleAfter - time.Second)
	f.Expect(t, "CLEARED")
	f.idleFor(time.Second)
	f.Expect(t, "Who works at this desk?", "no key was pressed for 5 minutes. Sunita goes on")
	f.ExpectNot(t, "Laxmi")
	f.pass(resumeWithin - 2*quiet)
	f.signIn("sunita")
	f.Expect(t, "CLEARED", "Laxmi Nair")
}

func TestWhatWasRepairedIsToldAtTheStartOnly(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.vault.repaired = []dosedesk.Repair{dosedesk.RepairJournal}
	f.Update(Changed{})
	f.Expect(t, "The second copy of the recorded doses was damaged")
	f.signIn("sunita")
	f.Press("f9")
	f.Expect(t, "Who works at this desk?")
	f.ExpectNot(t, "damaged")
}

func TestAPINTypedTooEarlyIsNotShown(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Type(testPIN)
	f.Expect(t, "●●●●")
	f.ExpectNot(t, testPIN)
	f.Press("esc")
	f.Type("sunita")
	f.Expect(t, "Operator              sunita")
}

// It said that the operator's PIN had been wrong, and sent him to try another's.
func TestNobodysPINIsBlamedAfterARepair(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.vault.repaired = []dosedesk.Repair{dosedesk.RepairOutbox}
	f.signIn("sunita")
	f.Expect(t, "No PIN is taken yet", "The file of the recorded doses was damaged")
	f.ExpectNot(t, "wrong", "another operator")
}

func TestAListThatCameAgainIsNotCalledMissing(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.vault.repaired = []dosedesk.Repair{dosedesk.RepairRoster}
	f.link.status = dosedesk.Link{Since: f.now, Problem: dosedesk.EUnreachable}
	f.Update(Changed{})
	f.Expect(t, "The list of citizens was damaged")
	f.plug()
	f.ExpectNot(t, "The list of citizens was damaged")
}

func TestAKeyKeepsTheDeskOpen(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.pass(idleAfter - time.Second)
	f.Press("down")
	f.idleFor(2 * time.Second)
	f.Expect(t, "Find:")
}

func TestTheCodeFieldIsEmptyAfterTheIdleLock(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48")
	f.idleFor(idleAfter)
	f.signIn("sunita")
	f.Expect(t, "Ask for the four-digit code", noDots)
}

func TestAWriteInHandOutlivesTheIdleLock(t *testing.T) {
	f := cleared(t, lang.English)
	cmd := f.late(f10Key)
	f.idleFor(idleAfter)
	f.results(cmd)
	f.signIn("sunita")
	f.Expect(t, "RECORDED")
	f.doses(t, 1)
}

func TestNobodyIsLockedOutTwice(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.idleFor(idleAfter)
	f.Expect(t, "Who works at this desk?")
	f.ExpectNot(t, "Locked")
}

// lateSignIn gives a PIN and returns the command that checks it, not yet run.
func (f *fakeDesk) lateSignIn(operator string) tea.Cmd {
	f.Type(operator)
	f.Press("enter")
	f.Type(testPIN)
	return f.late(enterKey)
}

func TestHelpOverTheSignInLetsNobodyIn(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	cmd := f.lateSignIn("sunita")
	f.Press("f1")
	f.results(cmd)
	f.Expect(t, "Find:", "Sunita, verifier")
	f.pass(quiet)
	f.open("Laxmi")
	f.Press("enter")
	f.code(rightCode)
	f.Press("f10")
	if by := f.vault.events[0].By.ID; by != "sunita" {
		t.Errorf("the code is signed by %q", by)
	}

	f = newFakeDesk(t, lang.English)
	f.Press("f1", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10")
	f.Expect(t, "Keys of this screen")
	f.Press("esc")
	f.Expect(t, "Who works at this desk?")
}

func TestAWrongPINIsToldUnderTheHelp(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Type("sunita")
	f.Press("enter", "1")
	cmd := f.late(enterKey)
	f.Press("f1")
	f.results(cmd)
	f.Press("esc")
	f.Expect(t, "Operator or PIN is wrong")
}

func TestAnOperatorWhoIsTakenOffTheListIsLockedOut(t *testing.T) {
	f := cleared(t, lang.English)
	f.vault.operators = []dosedesk.Operator{} // a new epoch: the list is on its way
	f.Update(Changed{})
	f.Expect(t, "CLEARED")
	f.vault.operators = []dosedesk.Operator{
		{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier, Disabled: true},
		{ID: "anil", Name: "Anil", Role: dosedesk.InCharge},
	}
	f.Update(Changed{})
	f.Expect(t, "Who works at this desk?", "Sunita may no longer work at this desk")
	f.Press("f10")
	f.doses(t, 0)
}

// A code that is half typed must not outlive its screen.
func TestWhateverLeavesTheCodeScreenWipesIt(t *testing.T) {
	for _, key := range []string{"f3", "esc", "f9"} {
		f := atCode(t, lang.English)
		f.Type("48")
		screen := f.app.top().(*code)
		digits := screen.digits
		f.Press(key)
		if len(screen.digits) != 0 || digits[0] != 0 {
			t.Errorf("%s leaves digits behind", key)
		}
	}
}

func TestAWrongPINIsTypedAgainUnseen(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Type("sunita")
	f.Press("enter")
	f.Type("1111")
	f.Press("enter")
	f.Expect(t, "Operator or PIN is wrong. Type the PIN again", "sunita")
	f.Type(testPIN)
	f.ExpectNot(t, testPIN)
	f.Expect(t, allPINDots)
	f.Press("enter")
	f.Expect(t, "Find:", "Sunita, verifier")
}

const allPINDots = "●●●●"

func TestEscAtThePINMakesRoomForAnotherOperator(t *testing.T) {
	for _, key := range []string{"esc", "up", "*"} {
		f := newFakeDesk(t, lang.English)
		f.Type("sunita")
		f.Press("enter", "1", "enter")
		f.pass(quiet)
		f.pad(key)
		f.signIn("anil")
		f.Expect(t, "Anil, in-charge")
	}
}

func TestBackspaceMendsTheOperatorsName(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Type("sunitq")
	f.Press("enter", "esc", "backspace")
	f.signIn("a")
	f.Expect(t, "Sunita, verifier")
}

func TestEnterAtAnEmptySignInSaysWhatIsMissing(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Press("enter")
	f.Expect(t, "Type your operator name first")
	f.Type("sunita")
	f.Press("enter", "enter")
	f.Expect(t, "Type your PIN")
}

func TestQuittingWithUnsentEventsIsAskedForTwice(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	if _, err := f.vault.Record(f.app.operator, &dosedesk.ReissueAsked{Appointment: testID(1)}); err != nil {
		t.Fatal(err)
	}
	f.Press("f9", "ctrl+q")
	f.Expect(t, "Not sent yet: 1")
	f.Press("x", "ctrl+q")
	if f.Expect(t, "Not sent yet: 1"); f.Quit() {
		t.Error("the desk has ended")
	}
	f.Press("ctrl+q")
	if !f.Quit() {
		t.Error("the desk goes on")
	}
}

func TestQuittingWithAllSentIsAskedForOnce(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Press("ctrl+q")
	if !f.Quit() {
		t.Error("the desk goes on")
	}
}
