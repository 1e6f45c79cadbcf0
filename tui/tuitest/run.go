package tuitest

import (
	"reflect"
	"runtime"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk/tui/text"
)

// takeSent applies what was sent since it was last called.
func (d *Driver) takeSent() {
	d.mu.Lock()
	sent := d.sent
	d.sent = nil
	d.mu.Unlock()
	for _, msg := range sent {
		d.apply(msg)
	}
}

// apply does with a message what Bubble Tea's event loop does, except that the
// commands of a batch run one after another.
func (d *Driver) apply(msg tea.Msg) {
	if d.quit || msg == nil {
		return
	}
	if _, ok := msg.(tea.QuitMsg); ok {
		d.quit = true
		return
	}
	if cmds, ok := commands(msg); ok {
		for _, cmd := range cmds {
			d.run(cmd)
		}
		return
	}
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(msg)
	d.look()
	d.run(cmd)
}

func (d *Driver) run(cmd tea.Cmd) {
	if cmd != nil && !isTimer(cmd) {
		d.apply(cmd())
	}
}

// look makes a frame and checks its size.
func (d *Driver) look() {
	d.frame = d.model.View()
	lines := strings.Split(text.Plain(d.frame), "\n")
	if len(lines) > d.size.Height && d.size.Height > 0 {
		d.tb.Errorf("the frame has %d lines, the window %d:\n%s", len(lines), d.size.Height, text.Plain(d.frame))
	}
	for _, line := range lines {
		if room := min(text.Columns, d.size.Width); text.Width(line) > room && room > 0 {
			d.tb.Errorf("a line of %d cells: %q", text.Width(line), line)
		}
	}
}

// commands returns the list that tea.Batch or tea.Sequence answered with. The
// type of the second is not exported.
func commands(msg tea.Msg) ([]tea.Cmd, bool) {
	list := reflect.ValueOf(msg)
	if target := reflect.TypeFor[[]tea.Cmd](); list.CanConvert(target) {
		return list.Convert(target).Interface().([]tea.Cmd), true
	}
	return nil, false
}

// isTimer tells a timer from other commands, which are all functions, by where
// the function was written; the compiler may have copied it into its caller.
func isTimer(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.Contains(name, ".Tick.") || strings.Contains(name, ".Every.")
}
