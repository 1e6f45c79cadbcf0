package term

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"
)

// digits is a value as a code is one: the stack of the runtime prints it.
type digits [4]byte

type broken struct{}

func (broken) Init() tea.Cmd { return nil }

func (b broken) Update(tea.Msg) (tea.Model, tea.Cmd) { return b, lose(digits{'4', '8', '2', '1'}, 4) }

func (broken) View() string { return "" }

//go:noinline
func lose(d digits, at int) tea.Cmd {
	d[at] = 0
	return nil
}

func TestTheLogOfAPanicSaysWhereAndHoldsNoValue(t *testing.T) {
	var log bytes.Buffer
	ended := make(chan struct{})
	g := &guard{model: broken{}, quit: func() { close(ended) }, log: slog.New(slog.NewTextHandler(&log, nil))}
	g.Update(nil)
	<-ended
	said := log.String() + g.failure().Error()
	for _, want := range []string{"runtime.boundsError", "term.lose", "guard_test.go:"} {
		if !strings.Contains(said, want) {
			t.Errorf("the log does not say %s: %s", want, said)
		}
	}
	for _, unwanted := range []string{"0x34", "index out of range", "4821"} {
		if strings.Contains(said, unwanted) {
			t.Errorf("the log holds %q: %s", unwanted, said)
		}
	}
}
