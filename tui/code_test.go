package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestTheRightCodeClears(t *testing.T) {
	f := atCode(t, lang.English)
	f.Expect(t, noDots)
	f.Type(rightCode[:2])
	f.Expect(t, twoDots)
	f.Type(rightCode[2:])
	f.Expect(t, allDots, "Enter sends it")
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given", "4121Z004, expires 31 August 2021", "Meera", "F10")
	f.ExpectNot(t, checking)
	f.entered(t, 1)
	if f.link.woken == 0 {
		t.Error("the link was not woken")
	}
}

func TestDevanagariDigitsAreDigits(t *testing.T) {
	f := atCode(t, lang.Hindi)
	f.code("४८२१")
	f.Expect(t, "मंज़ूर: डोज़ दी जा सकती है।")
	if got := f.vault.entered[f.vault.events[0].ID]; got.Digits() != rightCode {
		t.Error("another code was entered")
	}
}

func TestAFifthDigitAndALetterThatIsNoneAreDropped(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48i!")
	f.Expect(t, twoDots)
	f.code("213")
	f.Expect(t, "CLEARED")
}

func TestBackspaceCorrects(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("4831")
	f.Press("backspace", "backspace")
	f.Expect(t, twoDots)
	f.code("21")
	f.Expect(t, "CLEARED")
}

func TestFewerThanFourDigitsAreNotSent(t *testing.T) {
	f := atCode(t, lang.English)
	f.code("482")
	f.Expect(t, "A code has four digits", "●   ●   ●   _")
	f.entered(t, 0)
	f.code("1")
	f.Expect(t, "CLEARED")
}

func TestAWrongCodeSaysHowManyTriesAreLeft(t *testing.T) {
	f := atCode(t, lang.English)
	f.code("1234")
	f.Expect(t, "Wrong code. Tries left: 2. The try is on record, no dose is", noDots)
	f.entered(t, 1)
	f.Press("enter", "enter") // a scanner's, or an impatient finger's
	f.Expect(t, "Wrong code. Tries left: 2")
	f.code("1235")
	f.Expect(t, "Tries left: 1", noDots)
	f.code(rightCode)
	f.Expect(t, "CLEARED")
	f.entered(t, 3)
}

// atLockedCode is a desk after three wrong codes.
func atLockedCode(t *testing.T) *fakeDesk {
	t.Helper()
	f := atCode(t, lang.English)
	for _, wrong := range []string{"1234", "1235", "1236"} {
		f.code(wrong)
	}
	return f
}

func TestTheThirdWrongCodeLocks(t *testing.T) {
	f := atLockedCode(t)
	f.Expect(t, "The code is locked", "No further code is tested", "mobile ..0912")
	f.ExpectNot(t, noDots, "9000000912")
	f.code(rightCode)
	f.Expect(t, "The code is locked")
	f.entered(t, 3)
	f.open("Laxmi") // and it stays so
	f.Press("enter")
	f.Expect(t, "The code is locked")
}

func TestALockedCodeIsReissuedOnceForEachAsking(t *testing.T) {
	f := atLockedCode(t)
	f.Press("n", "N", "n")
	f.Expect(t, "A new code is on its way")
	if asked := recordedOf[*dosedesk.ReissueAsked](f.vault); len(asked) != 1 || asked[0].Appointment != testID(2) {
		t.Errorf("asked: %v", asked)
	}
	f.plug()
	f.Expect(t, noDots)
	f.ExpectNot(t, "Tries left: 0", "locked")
	f.code(rightCode)
	f.Expect(t, "CLEARED")
}

func TestNOfABurstAsksForNoNewCode(t *testing.T) {
	f := atLockedCode(t)
	f.burst("nnn")
	if n := len(recordedOf[*dosedesk.ReissueAsked](f.vault)); n != 0 {
		t.Errorf("%d new codes were asked for", n)
	}
}

func TestNoFurtherCodeAfterTheLast(t *testing.T) {
	f := atLockedCode(t)
	f.vault.entries[1].Code.Issue = 1 + dosedesk.CodeReissues
	f.Press("n")
	f.Expect(t, "This booking has had all its codes")
	f.entered(t, 3)
	if n := len(recordedOf[*dosedesk.ReissueAsked](f.vault)); n != 0 {
		t.Errorf("%d new codes were asked for", n)
	}
}

func TestWhoHasNoCodeGetsANewOneOrIsDeferred(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48")
	f.Press("tab")
	f.Expect(t, "no code?", "The code is on the slip", "N sends a new code by SMS")
	f.Press("esc")
	f.Expect(t, noDots)
	f.Press("delete")
	f.Expect(t, "> no code, and none to be had today")
	f.Press("enter")
	if d := recordedOf[*dosedesk.VisitDeferred](f.vault); len(d) != 1 || d[0].Reason != dosedesk.DeferredNoCode || !d[0].Until.IsZero() {
		t.Errorf("recorded: %+v", d)
	}
}

func TestOfflineTheCodeIsTypedTwice(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Expect(t, "No link: the code cannot be checked now")
	f.Type(rightCode)
	f.Expect(t, "the same four digits again", allDots, noDots)
	f.Press("enter") // does not do for the second time
	f.entered(t, 0)
	f.Type(rightCode)
	f.Expect(t, "CLEARED", checking)
	f.entered(t, 1)
	f.plug()
	f.Expect(t, "CLEARED")
	f.ExpectNot(t, checking)
}

func TestOfflineTwoCodesThatDifferAreNoTry(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type("48214812")
	f.Expect(t, "The two codes differ. Nothing was recorded", noDots)
	f.Press("enter")
	f.Expect(t, "The two codes differ")
	f.entered(t, 0)
	f.Type("४८२१4821")
	f.Expect(t, "CLEARED", checking)
	f.entered(t, 1)
}

func checkLetter(t *testing.T, digits string) string {
	t.Helper()
	c, err := dosedesk.ParseCode(digits)
	if err != nil {
		t.Fatal(err)
	}
	return string(rune(c.CheckLetter()))
}

func TestTheCheckLetterStandsForTheSecondTime(t *testing.T) {
	for _, up := range []bool{true, false} {
		f := atCode(t, lang.English)
		if !up {
			f.unplug()
		}
		right := checkLetter(t, rightCode)
		f.Type("4812" + right) // two digits swapped: the letter of another code
		f.Expect(t, "The letter does not fit these digits. That counts as no try", noDots)
		f.entered(t, 0)
		f.Type(rightCode + strings.ToLower(right))
		f.Expect(t, "CLEARED")
		if late := strings.Contains(f.Screen(), checking); late == up {
			t.Errorf("up %v: checked later %v", up, late)
		}
		f.entered(t, 1)
	}
}

func TestACodeThatTurnsOutWrongTakesTheClearanceBack(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type("12341234")
	f.pass(quiet)
	f.Expect(t, "CLEARED", checking)
	f.plug()
	f.Expect(t, "NOT CLEARED: the server found the code wrong")
	f.Press("enter", "enter")
	f.entered(t, 1)
	f.Press("esc")
	f.open("Laxmi")
	f.Press("enter")
	f.Expect(t, "Ask for the four-digit code", noDots)
}

func TestWithoutAVerdictInTimeTheDeskGoesOn(t *testing.T) {
	f := atCode(t, lang.English)
	f.link.silent = true
	f.code(rightCode)
	f.Expect(t, "CLEARED", checking)
	f.entered(t, 1)
	f.plug()
	f.ExpectNot(t, checking)
	f.Expect(t, "CLEARED")
}

func TestACodeThatWasNotRecordedSaysSo(t *testing.T) {
	f := atCode(t, lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.code(rightCode)
	f.Expect(t, "NOT RECORDED", noDots)
	f.ExpectNot(t, "CLEARED")
	f.entered(t, 0)
	f.Press("tab", "n")
	f.Expect(t, "NOT RECORDED")
	f.vault.fails = nil
	f.Press("esc")
	f.code(rightCode)
	f.Expect(t, "CLEARED")
}

func TestTheLockWipesTheDigits(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type(rightCode + "48")
	s, ok := f.app.top().(*code)
	if !ok {
		t.Fatal("no code screen")
	}
	digits, again := s.digits, s.again
	f.Press("f9")
	if string(digits) != "\x00\x00\x00\x00" || string(again) != "\x00\x00" || s.digits != nil || s.again != nil {
		t.Errorf("the digits are still there: %q %q", digits, again)
	}
	f.signIn("sunita")
	f.Expect(t, "Ask for the four-digit code", noDots)
	f.entered(t, 0)
}

func TestAnotherOperatorDoesNotGetTheVisitInHand(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48")
	f.Press("f9")
	f.signIn("meera")
	f.Expect(t, "Find:")
}

// A code goes into the vault, and onto no screen on the way, in no part of it.
func TestTheDigitsAreNeverShown(t *testing.T) {
	for _, up := range []bool{true, false} {
		f := atCode(t, lang.English)
		if !up {
			f.unplug()
		}
		for _, keys := range [][]string{{"7", "3"}, {"9"}, {"2"}, {"f1"}, {"esc"}, {"f2"}, {"f2"}, {"f2"}, {"f7"}, {"esc"}, {"7"}, {"3", "9"}, {"2", "enter"}} {
			f.Press(keys...)
			f.ExpectNot(t, "73", "39", "92")
		}
		f.entered(t, 1)
	}
}

// hold is an App whose commands wait until they are run.
func (f *fakeDesk) hold(s string) tea.Cmd {
	_, cmd := f.app.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)})
	return cmd
}

// A scanner, or a paste, sends two codes in one message: what follows the Enter
// is for nobody.
func TestTrapDigitsAfterEnterInOneBurst(t *testing.T) {
	f := atCode(t, lang.English)
	s, _ := f.app.top().(*code)
	cmd := f.hold("1234\r5678\r")
	if len(s.digits) != 0 || len(s.again) != 0 || f.app.top() != screen(s) {
		t.Error("the second code reached a field")
	}
	if cmd == nil || len(f.vault.events) != 0 {
		t.Error("the first code was not sent, or not in a command")
	}
	g := atCode(t, lang.English)
	g.burst("1234\r5678\r")
	g.Expect(t, "Tries left: 2", noDots)
	g.entered(t, 1)
	g = atCode(t, lang.English)
	g.burst("4821\r5678\r")
	g.Expect(t, "CLEARED")
	g.entered(t, 1)
}

// The same in a search leads into the code screen, never past it.
func TestTrapABurstThatOpensAndTypes(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst("laxmi\r\r48")
	f.Expect(t, "Ask for the four-digit code", twoDots)
	f.burst("21\r+")
	f.Expect(t, "CLEARED")
	f.entered(t, 1)
}

func TestTrapOfflineTwoCodesInOneBurst(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.burst("1234\r5678\r")
	f.Expect(t, "The two codes differ", noDots)
	f.entered(t, 0)
}

func TestAVerdictThatComesBehindTheLockIsKept(t *testing.T) {
	f := atCode(t, lang.English)
	cmd := f.hold(rightCode + "\r")
	f.Press("f9")
	f.Update(cmd())
	f.Expect(t, "PIN")
	f.signIn("sunita")
	f.Expect(t, "CLEARED")
	f.entered(t, 1)
}

func TestFromTheReviewAWrongCodeSaysSoToo(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(1, dosedesk.ReasonCodeMissing, time.Hour)
	f.Press("f4", "enter", "c")
	f.code("1234")
	f.Expect(t, "Wrong code. Tries left: 2")
	f.Press("delete") // the dose was given: nothing to defer
	f.Expect(t, "Ask for the four-digit code")
}

// Nothing promises a code that cannot be had.
func TestALockedCodeThatWasTheLastPromisesNoOther(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.entries[1].Code = dosedesk.CodeState{Issue: 1 + dosedesk.CodeReissues}
	f.open("Laxmi")
	f.Press("enter")
	f.Expect(t, "The code is locked", "This booking has had all its codes", "call the in-charge")
	f.ExpectNot(t, "A new one can go", "a new code by SMS")
}
