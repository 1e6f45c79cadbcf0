package text_test

import (
	"strings"
	"testing"
	"time"

	"dosedesk/tui/text"
	"dosedesk/tui/tuitest"
)

// Where the cursor stands behind a text tells how wide tmux made it.
func TestWidthAgreesWithTmux(t *testing.T) {
	for _, c := range cells {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			x := tuitest.StartTmux(t, "sh", "-c", `printf '%s\0337\033[9;1Hready\0338' "$1"; exec cat`, "sh", c.text)
			x.Eventually(t, "ready", 10*time.Second)
			if _, column, _ := x.Cursor(); column != text.Width(c.text)+1 {
				t.Errorf("tmux took %d cells, Width says %d", column-1, text.Width(c.text))
			}
		})
	}
}

// A table with Hindi in it looks as Plain says, in the lines and in the columns.
func TestRowsLookTheSameInTmux(t *testing.T) {
	var rows []string
	for _, c := range cells {
		rows = append(rows, text.Row(
			text.Cell{At: 4, Text: c.text}, text.Cell{At: 16, Text: "\x1b[7m" + c.text + "\x1b[0m"},
			text.Cell{At: 40, Text: "1962"}, text.Right(c.text, 79)))
	}
	frame := strings.Join(rows, "\n") + "\nready"
	x := tuitest.StartTmux(t, "sh", "-c", `printf %s "$1"; exec cat`, "sh", frame)
	x.Eventually(t, "ready", 10*time.Second)
	if got, want := strings.TrimRight(x.Capture(), "\n"), text.Plain(frame); got != want {
		t.Errorf("tmux shows\n%s\nPlain says\n%s", got, want)
	}
}
