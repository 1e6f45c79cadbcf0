package tuitest_test

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk/tui/tuitest"
)

// echo shows the keys and messages that reached it. "enter" begins commands.
type echo struct{ got []string }

type done string

func (e *echo) Init() tea.Cmd { return func() tea.Msg { return done("init") } }

func (e *echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case done:
		e.got = append(e.got, "<"+string(msg)+">")
		if msg == "first" {
			return e, func() tea.Msg { return done("nested") }
		}
	case tea.KeyMsg:
		e.got = append(e.got, msg.String())
		switch msg.String() {
		case "ctrl+q":
			return e, tea.Quit
		case "enter":
			return e, commands()
		}
	}
	return e, nil
}

func commands() tea.Cmd {
	say := func(s string) tea.Cmd { return func() tea.Msg { return done(s) } }
	tick := tea.Tick(time.Hour, func(time.Time) tea.Msg { return done("tick") })
	every := tea.Every(time.Hour, func(time.Time) tea.Msg { return done("every") })
	return tea.Batch(tick, every, say("first"), tea.Sequence(say("second"), tick, say("third")))
}

func (e *echo) View() string { return strings.Join(e.got, " ") }

func TestKeysArrive(t *testing.T) {
	d := tuitest.Drive(t, &echo{})
	d.Press("f10", "alt+0", "alt+esc", "shift+tab", "esc", "-", "ctrl+c", "delete")
	d.Expect(t, "f10 alt+0 alt+esc shift+tab esc - ctrl+c delete")
}

func TestTypingIsManyKeysAndAScanIsOneMessage(t *testing.T) {
	d := tuitest.Drive(t, &echo{})
	d.Type("ल 1") // the space is a key too
	d.Scan("4821")
	d.Expect(t, "ल   1 4821 enter")
}

func TestCommandsEndBeforeTheNextKey(t *testing.T) {
	d := tuitest.Drive(t, &echo{})
	d.Press("enter", "x")
	d.Expect(t, "<init> enter <first> <nested> <second> <third> x")
	d.ExpectNot(t, "tick", "every")
}

func TestNothingReachesAProgramThatHasQuit(t *testing.T) {
	d := tuitest.Drive(t, &echo{})
	if d.Quit() {
		t.Error("the program has ended at once")
	}
	d.Press("ctrl+q", "x")
	if d.ExpectNot(t, "x"); !d.Quit() {
		t.Error("the program has not ended")
	}
}

func TestMessagesFromOutside(t *testing.T) {
	d := tuitest.Drive(t, &echo{})
	d.Send(done("at once"))
	d.Expect(t, "<at once>")
	go d.Send(done("later"))
	d.WaitFor(t, "<later>", 10*time.Second)
}

// failures is a testing.TB that keeps what it is told.
type failures struct {
	testing.TB
	count int
}

func (f *failures) Helper()               {}
func (f *failures) Errorf(string, ...any) { f.count++ }

func TestFramesThatDoNotFitAreFound(t *testing.T) {
	for name, frame := range map[string]string{
		"in width":  strings.Repeat("कि", 40),
		"in height": strings.Repeat("\n", 24),
	} {
		f := &failures{TB: t}
		tuitest.Drive(f, fixed(frame))
		if f.count == 0 {
			t.Errorf("too big %s: not found", name)
		}
	}
	f := &failures{TB: t}
	if tuitest.Drive(f, fixed(strings.Repeat("x", 79)+strings.Repeat("\n", 23))); f.count != 0 {
		t.Error("a full frame was found too big")
	}
}

type fixed string

func (fixed) Init() tea.Cmd                         { return nil }
func (f fixed) Update(tea.Msg) (tea.Model, tea.Cmd) { return f, nil }
func (f fixed) View() string                        { return string(f) }

func TestTmuxRunsAProgram(t *testing.T) {
	x := tuitest.StartTmux(t, "sh", "-c", "stty size; printf %s $TERM; read line; printf 'read %s, ' $line; exit 3")
	x.Eventually(t, "24 80\nxterm-256color", 10*time.Second)
	if row, column, shown := x.Cursor(); row != 2 || column != 15 || !shown {
		t.Errorf("the cursor is at %d, %d, shown: %v", row, column, shown)
	}
	if x.PID() <= 1 {
		t.Error("the program has no process id")
	}
	x.Type("हिन्दी")
	x.Send("Enter")
	x.Eventually(t, "read हिन्दी,", 10*time.Second)
}
