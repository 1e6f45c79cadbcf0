// Package tuitest drives the desk's program in tests: [Drive] in process, key
// in, screen out, without a terminal; [Tmux] as a built program in a real one.
// Neither sleeps.
package tuitest

import (
	"strings"
	"sync"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk/tui/text"
)

// Driver runs a model as Bubble Tea would, one step at a time: after each key
// the commands that it led to have ended, and their messages have arrived. A
// Driver belongs to one goroutine; only Send may be called from others.
//
// Timers (tea.Tick, tea.Every) never go off: a test that is about time changes
// the model's clock, and sends the timer's message itself.
//
// Each frame is checked: it must fit the window, and no line may reach the last
// column.
type Driver struct {
	tb    testing.TB
	model tea.Model
	size  tea.WindowSizeMsg
	frame string
	quit  bool

	mu   sync.Mutex
	sent []tea.Msg
	wake chan struct{} // holds one item where sent is not empty
}

// Drive starts a model in a window of 80x24.
func Drive(tb testing.TB, model tea.Model) *Driver {
	tb.Helper()
	d := &Driver{tb: tb, model: model, wake: make(chan struct{}, 1)}
	d.run(model.Init())
	d.Resize(80, 24)
	return d
}

// Send hands the model a message from any goroutine, as tea.Program.Send does.
// It does not wait: the message arrives before the next key or look at the
// screen, or in WaitFor.
func (d *Driver) Send(msg tea.Msg) {
	d.mu.Lock()
	d.sent = append(d.sent, msg)
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// Resize changes the size of the window, in cells.
func (d *Driver) Resize(width, height int) {
	d.tb.Helper()
	d.size = tea.WindowSizeMsg{Width: width, Height: height}
	d.Update(d.size)
}

// Press presses keys by their names in Bubble Tea: "a", "enter", "f10",
// "alt+0", "shift+tab".
func (d *Driver) Press(names ...string) {
	d.tb.Helper()
	for _, name := range names {
		key, ok := keyNamed(name)
		if !ok {
			d.tb.Fatalf("there is no key %q", name)
		}
		d.Update(key)
	}
}

// Type presses the key of each letter.
func (d *Driver) Type(s string) {
	d.tb.Helper()
	for _, r := range s {
		d.Press(string(r))
	}
}

// Scan does what a scanner does: all letters in one burst, which is one
// message, then Enter.
func (d *Driver) Scan(s string) {
	d.tb.Helper()
	d.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s)})
	d.Press("enter")
}

// Update hands the model a message and runs what follows from it.
func (d *Driver) Update(msg tea.Msg) {
	d.tb.Helper()
	d.takeSent()
	d.apply(msg)
}

// Screen returns what the terminal shows, without styling.
func (d *Driver) Screen() string {
	d.takeSent()
	return text.Plain(d.frame)
}

// Quit reports whether the program has ended itself.
func (d *Driver) Quit() bool { return d.quit }

// Expect fails the test unless the screen shows each of the texts.
func (d *Driver) Expect(tb testing.TB, texts ...string) {
	tb.Helper()
	screen := d.Screen()
	for _, want := range texts {
		if !strings.Contains(screen, want) {
			tb.Fatalf("the screen does not show %q:\n%s", want, screen)
		}
	}
}

// ExpectNot fails the test if the screen shows any of the texts.
func (d *Driver) ExpectNot(tb testing.TB, texts ...string) {
	tb.Helper()
	screen := d.Screen()
	for _, unwanted := range texts {
		if strings.Contains(screen, unwanted) {
			tb.Fatalf("the screen shows %q:\n%s", unwanted, screen)
		}
	}
}

// WaitFor waits until messages that were sent have made the screen show a text.
func (d *Driver) WaitFor(tb testing.TB, want string, within time.Duration) {
	tb.Helper()
	late := time.After(within)
	for !strings.Contains(d.Screen(), want) {
		select {
		case <-d.wake:
		case <-late:
			tb.Fatalf("after %v the screen does not show %q:\n%s", within, want, d.Screen())
		}
	}
}
