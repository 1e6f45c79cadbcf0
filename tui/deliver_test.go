package tui

import (
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// late presses a key and returns the command that it led to, not yet run.
func (f *fakeDesk) late(k tea.KeyMsg) tea.Cmd {
	_, cmd := f.app.Update(k)
	return cmd
}

var (
	enterKey  = tea.KeyMsg{Type: tea.KeyEnter}
	letterKey = tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("n")}
	f10Key    = tea.KeyMsg{Type: tea.KeyF10}
)

// results runs a command and hands its messages to the App.
func (f *fakeDesk) results(cmd tea.Cmd) {
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, c := range batch {
			if c != nil {
				f.results(c)
			}
		}
		return
	}
	f.Update(msg)
}

func TestAFailedWriteIsToldUnderAnotherScreen(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, 0)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("f4", "enter", "n")
	cmd := f.late(letterKey)
	f.Press("f1")
	f.results(cmd)
	f.Expect(t, "NOT RECORDED: Lakshmi Kushwaha, the new code", "Keys of this screen")
}

func TestAScreenUnderAnotherGoesOnByItself(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f6", "enter", "enter", "enter")
	cmd := f.late(enterKey)
	f.Press("f1")
	f.results(cmd)
	f.Expect(t, "Keys of this screen")
	f.Press("esc")
	f.pass(quiet)
	f.Expect(t, "Find:") // the screen of the batch has left
}

func TestAScreenBehindTheLockGetsItsResult(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f6", "enter", "enter", "enter")
	cmd := f.late(enterKey)
	f.Press("f9")
	f.results(cmd)
	f.Expect(t, "Who works at this desk?")
	f.signIn("sunita")
	f.Expect(t, "Find:", "batch 4121Z004")
}

func TestAnEventIsSignedByWhoPressedTheKey(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, 0)
	f.Press("f4", "enter", "n")
	cmd := f.late(letterKey)
	f.Press("f9")
	f.results(cmd)
	if by := f.vault.events[0].By.ID; by != "anil" {
		t.Errorf("it is signed by %q", by)
	}
}
