package tui

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

const testPassphrase = "*four + words"

// fakeKeeper opens a fake desk's vault.
type fakeKeeper struct {
	desk   *fakeDesk
	people []string
	asked  []string
	fails  error // whatever is typed
}

func (k *fakeKeeper) People() []string { return k.people }

func (k *fakeKeeper) Unlock(_ context.Context, name, passphrase string) (Opened, error) {
	k.asked = append(k.asked, name)
	switch {
	case k.fails != nil:
		return Opened{}, k.fails
	case passphrase != testPassphrase:
		return Opened{}, dosedesk.Errorf(dosedesk.EUnauthorized, "the passphrase is wrong")
	}
	return Opened{k.desk.vault, k.desk.link}, nil
}

// close starts the desk anew with its vault closed.
func (f *fakeDesk) close(people ...string) *fakeKeeper {
	k := &fakeKeeper{desk: f, people: people}
	f.app.Vault, f.app.Link, f.app.Keeper = nil, nil, k
	f.app.stack = []screen{newUnlock(k)}
	return k
}

func closedDesk(t *testing.T, people ...string) (*fakeDesk, *fakeKeeper) {
	t.Helper()
	f := newFakeDesk(t, lang.English)
	return f, f.close(people...)
}

var galleryOfTheUnlock = map[string]scene{
	"unlock": {"", func(f *fakeDesk) { f.close("sunita", "anil"); f.Press("down"); f.Type("words") }},
	"unlock-opening": {"", func(f *fakeDesk) {
		f.close("sunita", "anil")
		f.Type("words")
		f.late(enterKey)
	}},
	"unlock-wrong": {"", func(f *fakeDesk) { f.close("sunita", "anil"); f.Type("words"); f.Press("enter") }},
	"unlock-lost":  {"", func(f *fakeDesk) { f.failing(dosedesk.EConflict) }},
	"unlock-many": {"", func(f *fakeDesk) {
		f.close(strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z")...)
		f.Press("up", "up")
	}},
	"unlock-none": {"", func(f *fakeDesk) { f.close() }},
}

func (f *fakeDesk) failing(code dosedesk.ErrorCode) {
	f.close("sunita", "anil").fails = dosedesk.Errorf(code, "it fails")
	f.Type("words")
	f.Press("enter")
}

// One who is first in the list, a passphrase and Enter: the desk is there.
func TestUnlock(t *testing.T) {
	f, k := closedDesk(t, "sunita", "anil")
	f.Type(testPassphrase)
	if screen := f.Screen(); strings.Contains(screen, "four") || strings.Count(screen, "●") != len(testPassphrase) {
		t.Errorf("the screen shows:\n%s", screen)
	}
	f.Press("enter")
	if k.asked[0] != "sunita" || f.app.closed() {
		t.Fatalf("asked as %v; the screen is:\n%s", k.asked, f.Screen())
	}
	f.pass(quiet)
	f.signIn("anil")
	f.Expect(t, "Find:")
}

func TestUnlockAsAnother(t *testing.T) {
	f, k := closedDesk(t, "sunita", "anil", "meera")
	f.Type("half a")
	f.Press("down", "down", "down", "up") // around the end
	f.Type(testPassphrase + "xy")
	f.Press("backspace", "backspace", "enter")
	if k.asked[0] != "meera" || f.app.closed() {
		t.Errorf("asked as %v", k.asked)
	}
}

// A passphrase that looks like a slip's scan, or comes at once, is a passphrase.
func TestUnlockTakesNoScan(t *testing.T) {
	f, _ := closedDesk(t, "sunita")
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("DD1XYZ0123")})
	if u, ok := f.app.top().(*unlock); !ok || string(u.typed) != "DD1XYZ0123" {
		t.Fatal("the letters were taken for a scan")
	}
	f.Press("esc")
	f.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(testPassphrase + "\r")})
	if f.app.closed() {
		t.Error("what came at once did not open the desk")
	}
}

func TestUnlockSaysWhyNot(t *testing.T) {
	w := lang.For(lang.English).Unlock
	for code, want := range map[dosedesk.ErrorCode]string{
		dosedesk.EUnauthorized: "not the passphrase of sunita", dosedesk.EConflict: "A key file of sunita", dosedesk.ENotFound: "sunita may no longer",
		dosedesk.EStale: w.Newer, dosedesk.EDamaged: w.Damaged, dosedesk.EInternal: w.Trouble,
	} {
		f := newFakeDesk(t, lang.English)
		f.failing(code)
		if got := strings.Join(strings.Fields(f.Screen()), " "); !strings.Contains(got, want) || strings.Contains(got, "●") {
			t.Errorf("%s: the screen is:\n%s", code, f.Screen())
		}
		f.Press("a")
		if strings.Contains(f.Screen(), want[:20]) {
			t.Errorf("%s: it is still said after a key", code)
		}
	}
	f, k := closedDesk(t, "sunita")
	f.Press("enter")
	f.Expect(t, w.Type)
	if len(k.asked) > 0 {
		t.Error("asked with nothing typed")
	}
}

// While the vault is being opened the screen answers, and nothing is asked twice.
func TestUnlockWaits(t *testing.T) {
	f, k := closedDesk(t, "sunita")
	f.Type("wrong")
	answer := f.late(enterKey)
	f.Update(Changed{})
	f.Expect(t, "opening")
	f.Type("more")
	f.Press("enter", "down", "f2")
	f.Press("f1")
	f.Expect(t, "Ctrl-Q")
	f.results(answer)
	f.pass(quiet)
	f.Press("esc")
	if len(k.asked) != 1 || f.app.top().(*unlock).problem == "" {
		t.Errorf("asked %d times; the screen is:\n%s", len(k.asked), f.Screen())
	}
}

// Somebody may open the desk from elsewhere, whatever is on the screen.
func TestOpenedFromElsewhere(t *testing.T) {
	f, _ := closedDesk(t, "sunita")
	f.Type("half a word")
	f.Press("f1")
	typed := f.app.stack[0].(*unlock)
	f.Update(Opened{f.vault, f.link})
	if f.app.closed() || len(typed.typed) > 0 {
		t.Error("the desk is closed, or what was typed is kept")
	}
	f.Expect(t, "Who works at this desk?")
}

// Nothing of a desk can be reached before its vault is open.
func TestNoKeyLeadsPastTheUnlock(t *testing.T) {
	f, _ := closedDesk(t, "sunita")
	for _, k := range []string{"f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12", "ctrl+c", "delete", "left", "home", "enter"} {
		f.Press(k)
		if u, ok := f.app.top().(*unlock); !ok || len(u.typed) > 0 {
			t.Errorf("%s led somewhere", k)
		}
	}
	f.Update(Changed{})
	f.idleFor(idleAfter)
	f.Update(minute{})
	if !f.app.closed() {
		t.Error("the desk is open")
	}
}
