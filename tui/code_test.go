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

// What is scanned slowly has digits and letters. It costs no try, whatever four
// of them make.
func TestALetterThatIsNoneEmptiesTheField(t *testing.T) {
	letter := checkLetter(t, rightCode)
	for _, scan := range []string{"48i", "48!", "D1", "4821i", "48" + letter, "x4821" + letter, "48D14821" + letter + "4821", "4812" + letter + rightCode + letter} {
		for _, up := range []bool{true, false} {
			f := atCode(t, lang.English)
			if !up {
				f.unplug()
			}
			f.scanSlowly(scan)
			f.Press("enter")
			f.Expect(t, noDots, "no try")
			f.entered(t, 0)
			f.Type(rightCode + letter)
			f.Expect(t, "CLEARED")
			f.entered(t, 1)
		}
	}
}

func TestWhatFollowsALetterIsDroppedUntilAPause(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("x")
	f.pass(scanPause - time.Millisecond)
	f.Type("4")
	f.burst(rightCode)
	f.Expect(t, "That is not four digits", noDots)
	f.pass(scanPause)
	f.code(rightCode)
	f.Expect(t, "CLEARED")
}

// A slow scanner sends single letters, and Enter. What is no code costs no try.
func TestMoreThanFourDigitsAreNoCode(t *testing.T) {
	for _, number := range []string{"48213", "56563202707735", "5656320270773"} {
		f := atCode(t, lang.English)
		f.Type(number)
		f.Expect(t, "That is not four digits", noDots)
		f.Press("enter", "enter")
		f.Expect(t, "That is not four digits", noDots)
		f.entered(t, 0)
		f.code(rightCode)
		f.Expect(t, "CLEARED")
		f.entered(t, 1)
	}
}

// A finger that slips types on without an Enter.
func TestAfterTooManyDigitsTheNextOneBeginsAnew(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48211")
	f.pass(scanPause)
	f.Type("4")
	f.Expect(t, "●   _   _   _")
	f.ExpectNot(t, "That is not four digits")
	f.code("821")
	f.Expect(t, "CLEARED")
}

// One message with many letters is a scanner's or a paste's: four digits are a
// code, alone or with their letter, and nothing else is.
func TestABurstThatIsNoCodeIsRefused(t *testing.T) {
	for _, burst := range []string{"56563202707735", "482", "48", "4821?", "4821KK", "1234\r5678\r", "PHC RAMPUR", "4821+", "no"} {
		f := atCode(t, lang.English)
		f.burst(burst)
		f.Expect(t, "That is not four digits", noDots)
		f.Press("enter")
		f.Expect(t, "That is not four digits", noDots)
		f.Type("48")
		f.burst("21")
		f.Expect(t, "That is not four digits", noDots)
		f.entered(t, 0)
	}
	for _, burst := range []string{rightCode, rightCode + "\r", "४८२१", rightCode + checkLetter(t, rightCode), rightCode + checkLetter(t, rightCode) + "\r"} {
		f := atCode(t, lang.English)
		f.burst(burst)
		f.Press("enter")
		f.Expect(t, "CLEARED")
		f.entered(t, 1)
	}
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
	f.Expect(t, "Wait for the new code: it goes to the registered mobile ..0912", "The SMS with the new code is on its way")
	if asked := recordedOf[*dosedesk.ReissueAsked](f.vault); len(asked) != 1 || asked[0].Appointment != testID(2) {
		t.Errorf("asked: %v", asked)
	}
	f.plug()
	f.Expect(t, noDots, "A new code was sent to ..0912: the one of the newest SMS counts", "Tries left: 1.")
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

// The old code dies when a new one is asked for, so no digits are taken, and
// whoever has no link is told first.
func TestWithoutALinkANewCodeTakesTwoPresses(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Press("tab", "n")
	f.Expect(t, "a new code can only come when it is back")
	if n := len(recordedOf[*dosedesk.ReissueAsked](f.vault)); n != 0 {
		t.Errorf("%d new codes were asked for", n)
	}
	f.Press("n")
	f.Expect(t, "Wait for the new code", "the SMS with the new code goes out when the link is back")
	f.code(rightCode + rightCode)
	f.ExpectNot(t, noDots, "CLEARED", "is on its way")
	f.entered(t, 0)
	f.plug()
	f.Expect(t, "A new code was sent", "Tries left: 4", noDots)
}

// A screen that stays as it was is answered with N once more, and the last code
// is gone.
func TestANewCodeShowsAtOnceAndTheLastIsAskedForTwice(t *testing.T) {
	f := atCode(t, lang.English)
	asked := func(want int) {
		t.Helper()
		if n := len(recordedOf[*dosedesk.ReissueAsked](f.vault)); n != want {
			t.Fatalf("%d new codes were asked for, not %d", n, want)
		}
	}
	f.Press("tab", "n")
	asked(1)
	f.plug()
	f.Expect(t, "A new code was sent to ..0912", noDots)
	f.Press("n") // goes into the field
	f.Expect(t, "That is not four digits")
	f.pass(scanPause)
	f.Press("tab", "n")
	f.Expect(t, "N again sends another, the last")
	f.Press("esc", "tab", "n") // anew
	asked(1)
	f.unplug()
	f.Press("n")
	f.Expect(t, "a new code can only come when it is back")
	asked(1)
	f.Press("n")
	asked(2)
	f.Expect(t, "Wait for the new code")
}

func TestReopeningShowsTheTriesThatAreLeft(t *testing.T) {
	f := atCode(t, lang.English)
	f.ExpectNot(t, "Tries left")
	f.code("1234")
	f.open("Laxmi")
	f.Press("enter")
	f.Expect(t, noDots, "Tries left: 2.")
	f.ExpectNot(t, "Wrong code")
}

// stop is what the server does after too many wrong codes.
func stop(f *fakeDesk) dosedesk.Watch {
	return dosedesk.Watch{Alarm: dosedesk.AlarmStop, Wrong: 9, Entered: 30, Until: f.now.Add(20 * time.Hour)}
}

func TestWhoIsStoppedEntersNoCode(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type("48")
	f.vault.watched = map[string]dosedesk.Watch{"sunita": stop(f)}
	f.Update(Changed{})
	f.Expect(t, "Too many wrong codes were entered by you", "Until 14 May 07:42", "another operator signs in (F9)", "the in-charge allows the")
	f.code("21")
	f.Expect(t, "Too many wrong codes were entered by you")
	f.entered(t, 0)

	f.vault.watched, f.vault.centre.Watch = nil, stop(f)
	f.Update(Changed{})
	f.Expect(t, "Too many wrong codes were entered at this centre", "Until 14 May 07:42", "confirms it by SMS himself")
	f.ExpectNot(t, "F9") // he would be stopped too
	f.pass(20 * time.Hour)
	f.Update(Changed{})
	f.Expect(t, "Ask for the four-digit code")
}

// The server knows of it first.
func TestACodeThatWasNotTestedForTheWrongOnesBefore(t *testing.T) {
	f := atCode(t, lang.English)
	f.link.stops = true
	f.code(rightCode)
	f.Expect(t, "Too many wrong codes were entered by you", "or another operator")
	f.ExpectNot(t, "CLEARED", "Tries left")
	f.entered(t, 1)
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
		f.pass(scanPause)
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
		end := []string{"enter"}
		if !up {
			f.unplug()
			end = []string{"7", "3", "9", "2"}
		}
		for _, keys := range [][]string{{"7", "3"}, {"9"}, {"2"}, {"f1"}, {"esc"}, {"f2"}, {"f2"}, {"f2"}, {"f7"}, {"esc"}, end} {
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

// A burst in a search leads into the code screen, never past it.
func TestTrapABurstThatOpensAndTypes(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst("laxmi\r\r48")
	f.Expect(t, "Ask for the four-digit code", "That is not four digits", noDots)
	f.burst("4821\r+")
	f.Expect(t, "That is not four digits", noDots)
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
	f.Expect(t, "Wrong code. Tries left: 2", "the dose stays")
	f.ExpectNot(t, "no dose is")
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
