package term

import (
	"fmt"
	"log/slog"
	"reflect"
	"runtime"
	"strings"
	"sync"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
)

// guard stands between Bubble Tea and the model. A panic in the model or in one
// of its commands ends the program in good order; Bubble Tea's own recovery
// prints over the screen, with whatever the panic's value held.
type guard struct {
	model  tea.Model
	output *output
	quit   func() // ends the program; waits for its event loop
	log    *slog.Logger
	frame  string // what View returned last

	mu  sync.Mutex
	err error
}

// Init implements tea.Model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer g.recover()
	return g.watch(g.model.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (self tea.Model, cmd tea.Cmd) {
	self = g // also when the model panics
	defer g.recover()
	g.model, cmd = g.model.Update(msg)
	return self, g.watch(cmd)
}

// View implements tea.Model.
func (g *guard) View() string {
	defer g.recover()
	frame := g.model.View()
	if frame == g.frame {
		g.output.moveCursor()
	}
	g.frame = frame
	return frame
}

// watch returns cmd with its panics recovered, and those of the commands that
// it stands for: tea.Batch and tea.Sequence answer with a list of commands.
func (g *guard) watch(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer g.recover()
		msg := cmd()
		list := reflect.ValueOf(msg)
		if list.Kind() == reflect.Slice && list.Type().Elem() == reflect.TypeFor[tea.Cmd]() {
			for i := range list.Len() {
				inner, _ := list.Index(i).Interface().(tea.Cmd)
				list.Index(i).Set(reflect.ValueOf(g.watch(inner)))
			}
		}
		return msg
	}
}

// recover must be deferred. Of the panic its type alone is told, and of the
// stack where it went: a value or an argument might hold what a citizen said.
func (g *guard) recover() {
	r := recover()
	if r == nil {
		return
	}
	what := fmt.Sprintf("%T", r)
	g.log.Error("panic in the terminal program", "panic", what, "stack", stack())
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.err == nil {
		g.err = dosedesk.Errorf(dosedesk.EInternal, "the terminal program panicked: %s", what)
		go g.quit()
	}
}

// stack returns where the caller's callers are, without their arguments.
func stack() string {
	const deepest, above = 64, 3 // runtime.Callers, stack and recover
	callers := make([]uintptr, deepest)
	frames := runtime.CallersFrames(callers[:runtime.Callers(above, callers)])
	var b strings.Builder
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		fmt.Fprintf(&b, "%s %s:%d\n", f.Function, f.File, f.Line)
	}
	return b.String()
}

// failure returns the first panic, as an error.
func (g *guard) failure() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.err
}
