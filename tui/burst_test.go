package tui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// Whatever a QR holds, scanning it records nothing and leaves nothing.
func TestNoCharacterOfAScanIsAKey(t *testing.T) {
	for _, scan := range []string{"++", "12+", "*+", "HC1:6BF+70790T9WJWG.FKY*4GO0", "+91 90000 04455 +"} {
		f := cleared(t, lang.English)
		f.Scan(scan)
		f.Expect(t, "CLEARED")
		f.doses(t, 0)
	}
}

// A slow scanner sends each character as a message of its own.
func TestAPlusThatNoFingerPressedIsNoKey(t *testing.T) {
	f := cleared(t, lang.English)
	for _, r := range "7+5*1" {
		f.Press(string(r))
		f.pass(slowScan)
	}
	f.Expect(t, "CLEARED")
	f.doses(t, 0)
	f.pass(scannerGap)
	f.pad("+")
	f.doses(t, 1)
}

// The first character of a slow scan has none before it.
func TestAPlusThatOthersFollowIsNoKey(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("+")
	f.pass(scannerGap / 2)
	f.Press("9", "1")
	f.Update(padQuiet{})
	f.doses(t, 0)
	f.pass(scannerGap)
	f.Press("+")
	f.pass(scannerGap)
	f.Press("down") // the timer was late: what was pressed was pressed
	f.doses(t, 1)
}

// pad presses a key of the number pad, and nothing after it.
func (f *fakeDesk) pad(name string) {
	f.Press(name)
	f.pass(scannerGap)
	f.Update(padQuiet{})
}

// A scanned text with a space comes in three messages.
func TestASpaceOfAScanAnswersNoQuestion(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.pass(scannerGap)
	f.Press("tab")
	f.burst("DOSE")
	f.Press(" ")
	f.burst("1")
	f.Press("y")
	f.ExpectNot(t, "YES")
}

// A scanner's text is cut into messages at each space.
func TestAPlusAfterASpaceIsNoKey(t *testing.T) {
	f := cleared(t, lang.English)
	f.burst("DOSE")
	f.Press(" ", "+")
	f.doses(t, 0)
}

// Enter ends a burst: what a quick hand types then is its own.
func TestALetterRightAfterEnterIsAKey(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8")
	f.burst("Kamla")
	f.Press("enter", "f")
	f.Expect(t, "Female")
}

func TestABurstTypesPlusAndStar(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst("a+b*c")
	f.Expect(t, "Find: a+b*c")
}

func TestTheLettersOfABurstAnswerNoQuestion(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab")
	f.burst("yyy")
	f.ExpectNot(t, "YES")
	f.pass(scannerGap)
	f.Press("y")
	f.Expect(t, "YES")
}

func TestTheLettersOfABurstChooseNothing(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8", "down")
	f.burst("female")
	f.ExpectNot(t, "Female")
	f.pass(scannerGap)
	f.Press("f")
	f.Expect(t, "Female")
}

func TestSplitMarksWhatCameTogether(t *testing.T) {
	for _, k := range split(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("4+\r")}) {
		if !k.burst {
			t.Errorf("%q is not marked", k.msg.String())
		}
	}
	for _, one := range []tea.KeyMsg{{Type: tea.KeyRunes, Runes: []rune("4")}, enterKey, f10Key} {
		if keys := split(one); len(keys) != 1 || keys[0].burst {
			t.Errorf("%q is split into %v", one.String(), keys)
		}
	}
}

func TestABurstAsksForNoNewCodeInTheReview(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Press("f4", "enter")
	f.burst("nn")
	if n := len(recordedOf[*dosedesk.ReissueAsked](f.vault)); n != 0 {
		t.Errorf("%d new codes were asked for", n)
	}
}
