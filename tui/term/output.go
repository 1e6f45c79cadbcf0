package term

import (
	"bytes"
	"sync"

	"github.com/charmbracelet/x/ansi"
	xterm "github.com/charmbracelet/x/term"
)

// output is the terminal as the program writes to it. Every write to the
// alternate screen ends, in the same system call, with the cursor where the
// model wants it; Bubble Tea itself hides it and leaves it anywhere.
//
// It embeds the interface and not *os.File, whose WriteString would go past
// Write.
type output struct {
	xterm.File

	mu    sync.Mutex
	open  bool // the alternate screen is shown
	want  place
	shown place // where the last write left the cursor
}

// place is a row and a column, counted from 1; the zero place is nowhere.
type place struct{ row, column int }

func (p place) sequence() string {
	if p == (place{}) {
		return ansi.HideCursor
	}
	return ansi.CursorPosition(p.column, p.row) + ansi.ShowCursor
}

// Write implements io.Writer. Autowrap is off while the alternate screen is
// shown: a line that a terminal makes wider than we do must not push the next
// one down.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	b := bytes.Clone(p)
	switch string(p) {
	case ansi.SetModeAltScreenSaveCursor:
		o.open = true
		b = append(b, ansi.ResetModeAutoWrap...)
	case ansi.ResetModeAltScreenSaveCursor:
		o.open = false
		b = append([]byte(ansi.SetModeAutoWrap), b...)
	}
	if o.open {
		b = append(b, o.want.sequence()...)
		o.shown = o.want
	}
	if n, err := o.File.Write(b); err != nil {
		return min(n, len(p)), err
	}
	return len(p), nil
}

func (o *output) setCursor(p place) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.want = p
}

// moveCursor brings the cursor to its place where no frame does: Bubble Tea
// writes none that is like the last one. What cannot be written is left to the
// next frame, whose failure ends the program.
func (o *output) moveCursor() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.open || o.want == o.shown {
		return
	}
	if _, err := o.File.Write([]byte(o.want.sequence())); err == nil {
		o.shown = o.want
	}
}
