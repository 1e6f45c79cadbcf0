package term

import (
	"io"
	"slices"
	"testing"

	"github.com/charmbracelet/x/ansi"
	xterm "github.com/charmbracelet/x/term"
)

// paper is a terminal that keeps each write.
type paper struct {
	xterm.File
	writes []string
}

func (p *paper) Write(b []byte) (int, error) {
	p.writes = append(p.writes, string(b))
	return len(b), nil
}

func TestEveryWriteEndsWithTheCursorInItsPlace(t *testing.T) {
	p := &paper{}
	o := &output{File: p}
	for _, s := range []string{"before", ansi.SetModeAltScreenSaveCursor, "frame"} {
		if n, err := io.WriteString(o, s); n != len(s) || err != nil {
			t.Fatalf("writing %q: %d, %v", s, n, err)
		}
	}
	o.setCursor(place{4, 8})
	_, _ = io.WriteString(o, "field")
	_, _ = io.WriteString(o, ansi.ResetModeAltScreenSaveCursor)
	_, _ = io.WriteString(o, "after")
	want := []string{
		"before",
		"\x1b[?1049h\x1b[?7l\x1b[?25l", // autowrap off, the cursor not yet placed
		"frame\x1b[?25l",
		"field\x1b[4;8H\x1b[?25h",
		"\x1b[?7h\x1b[?1049l",
		"after",
	}
	if !slices.Equal(p.writes, want) {
		t.Errorf("got  %q\nwant %q", p.writes, want)
	}
}

func TestCursorMovesWithoutANewFrame(t *testing.T) {
	p := &paper{}
	o := &output{File: p, open: true}
	o.setCursor(place{0, 0}) // a View that clears the place before it sets it
	o.setCursor(place{4, 9})
	o.moveCursor()
	o.moveCursor()
	if want := []string{"\x1b[4;9H\x1b[?25h"}; !slices.Equal(p.writes, want) {
		t.Errorf("got %q, want %q", p.writes, want)
	}
}
