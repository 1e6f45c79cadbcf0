package tui

import (
	"regexp"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/muesli/termenv"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

// What real terminals do, and the App has to answer for.

// burst hands the App many letters in one message, as one read brings them.
func (f *fakeDesk) burst(s string) { f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)}) }

func TestNavigationInOneBurst(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Press("f4")
	f.burst("\r\r4821") // opens the dose, and the code there
	f.Expect(t, allDots)
}

func TestABurstTypesEveryLetterAndNoControlCharacter(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst("lak\x03\x1b\x07shmi")
	f.Expect(t, "Find: lakshmi", "Lakshmi Kushwaha")
	f.Press("esc")
	f.burst("लक्ष्मी")
	f.Expect(t, "Find: लक्ष्मी", "2 of 6")
}

func TestNoKeyOfTheShellLeavesTheDesk(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("ctrl+c", "ctrl+z", "ctrl+\\", "ctrl+q", "q")
	f.Expect(t, "Find: q")
	if f.Quit() {
		t.Error("the desk has ended")
	}
}

func TestAScreenThatOpenedByItselfWaitsUntilTheKeysAreQuiet(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.Type("sunita")
	f.Press("enter")
	f.Type(testPIN)
	f.Press("enter") // the answer opens the search by itself
	for range 5 {
		f.Type("x")
		f.pass(quiet - time.Millisecond)
	}
	f.ExpectNot(t, "Find: x")
	f.pass(quiet)
	f.Type("x")
	f.Expect(t, "Find: x")
	f.ExpectNot(t, "Find: xx")
}

func TestAWindowWithoutSizeChangesNothing(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	before := f.Screen()
	f.Resize(0, 0)
	if after := f.Screen(); after != before {
		t.Errorf("the screen is now:\n%s", after)
	}
}

func TestATooSmallWindowSaysSoAndTakesNoKey(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("la")
	f.Resize(79, 24)
	f.Expect(t, "The window is too small", "79 columns and 24 rows")
	f.Type("x")
	f.Press("esc")
	f.Resize(80, 24)
	f.Expect(t, "Find: la")
	f.ExpectNot(t, "Find: lax")
}

// styled finds what colours or makes bold.
var styled = regexp.MustCompile("\x1b\\[[0-9;]*m")

// Without colours, and to whoever does not see them, a screen says the same.
func TestEveryStateIsAWordBeforeItIsAColour(t *testing.T) {
	profile := lipgloss.ColorProfile()
	t.Cleanup(func() { lipgloss.SetColorProfile(profile) })
	for _, part := range gallery {
		for name, s := range part {
			lipgloss.SetColorProfile(termenv.ANSI)
			coloured := show(t, s, lang.English)
			frame := coloured.app.View()
			lipgloss.SetColorProfile(termenv.Ascii) // what NO_COLOR chooses
			plain := coloured.app.View()
			if styled.MatchString(plain) || !styled.MatchString(frame) {
				t.Errorf("%s: the colours do not go with the profile", name)
			}
			if text.Plain(frame) != text.Plain(plain) {
				t.Errorf("%s says something else without colours:\n%s", name, text.Plain(plain))
			}
		}
	}
}
