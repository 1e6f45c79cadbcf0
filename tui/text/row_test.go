package text_test

import (
	"strings"
	"testing"

	"dosedesk/tui/text"
)

func TestRowPlacesColumnsByTheCursor(t *testing.T) {
	got := text.Row(text.Cell{At: 2, Text: "हिन्दी"}, text.Cell{At: 12, Text: "F"})
	if want := "\x1b[2K\x1b[2Gहिन्दी\x1b[12GF"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := text.Plain(got), " हिन्दी     F"; got != want {
		t.Errorf("on the screen: %q, want %q", got, want)
	}
}

func TestRowCutsACellBeforeTheNext(t *testing.T) {
	got := text.Plain(text.Row(text.Cell{At: 1, Text: "राष्ट्रीय टीकाकरण केंद्र"}, text.Cell{At: 9, Text: "1962"}))
	before, ok := strings.CutSuffix(got, "1962")
	if !ok || text.Width(before) != 8 || !strings.Contains(before, "…") {
		t.Errorf("got %q", got)
	}
}

func TestRowLeavesTheLastColumnFree(t *testing.T) {
	got := text.Plain(text.Row(text.Cell{At: 70, Text: strings.Repeat("क", 20)}))
	if text.Width(got) != text.Columns {
		t.Errorf("the line takes %d cells: %q", text.Width(got), got)
	}
}

func TestRightEndsAtItsColumn(t *testing.T) {
	for _, s := range []string{"11:42", "हिन्दी", "\x1b[1m3 of 2,000\x1b[0m"} {
		got := text.Plain(text.Row(text.Cell{At: 1, Text: "Find:"}, text.Right(s, 79)))
		if text.Width(got) != 79 {
			t.Errorf("%q ends at column %d", s, text.Width(got))
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ name, frame, want string }{
		{"styling", "\x1b[1;31mred\x1b[0m\nplain  ", "red\nplain"},
		{"columns", "\x1b[2K\x1b[3Gab\x1b[8Gc", "  ab   c"},
		{"overwriting", "abcdef\x1b[3GX", "abXdef"},
		{"erasing to the right", "abcdef\x1b[3G\x1b[K", "ab"},
		{"erasing the line", "abc\x1b[2K\x1b[2Gd", " d"},
		{"combining marks", "e\u0301x\x1b[9G\u0301", "e\u0301x"},
	} {
		if got := text.Plain(c.frame); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
