package text_test

import (
	"strings"
	"testing"

	"dosedesk/tui/text"
)

// cells are what tmux 3.3a shows; TestWidthAgreesWithTmux asks the tmux at hand.
var cells = []struct {
	text string
	want int
}{
	{"", 0},
	{"Lakshmi Kushwaha", 16},
	{"कि", 2},
	{"क्ष", 2},
	{"स्त्री", 4},
	{"हिन्दी", 5},
	{"लाभार्थी", 7},
	{"राष्ट्रीय टीकाकरण केंद्र", 19},
	{"लक्ष्मी कुशवाहा", 12},
	{"०१२३", 4},
	{"●●●_", 4},
	{"…", 1},
}

// lipgloss.Width says 12 of the national vaccination centre's 19 cells.
func TestWidthIsTheTerminals(t *testing.T) {
	for _, c := range cells {
		if got := text.Width(c.text); got != c.want {
			t.Errorf("Width(%q) = %d, want %d", c.text, got, c.want)
		}
	}
	if got := text.Width("\x1b[1;32mELIGIBLE\x1b[0m"); got != 8 {
		t.Errorf("a styled word has width %d, want 8", got)
	}
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		s     string
		cells int
		want  string
	}{
		{"Laxmi Nair", 10, "Laxmi Nair"},
		{"Laxmi Nair", 9, "Laxmi Na…"},
		{"Laxmi Nair", 1, "…"},
		{"Laxmi Nair", 0, ""},
		{"Laxmi Nair", -3, ""},
		{"कक्षा", 3, "क…"}, // क्षा is three cells and stays whole
		{"\x1b[7mLaxmi Nair\x1b[0m", 5, "\x1b[7mLaxm…\x1b[0m"},
	} {
		if got := text.Truncate(c.s, c.cells); got != c.want {
			t.Errorf("Truncate(%q, %d) = %q, want %q", c.s, c.cells, got, c.want)
		}
	}
}

// ansi.TruncateWc returns this name whole, since lipgloss counts 12 cells.
func TestTruncateCutsHindiThatLipglossTakesForNarrower(t *testing.T) {
	const centre = "राष्ट्रीय टीकाकरण केंद्र"
	for room := range text.Width(centre) {
		got := text.Truncate(centre, room)
		if text.Width(got) > room || strings.Count(got, "…") != min(room, 1) {
			t.Errorf("in %d cells: %q takes %d", room, got, text.Width(got))
		}
	}
}

func TestPadFillsExactly(t *testing.T) {
	for _, s := range []string{"", "F", "हिन्दी", "राष्ट्रीय टीकाकरण केंद्र"} {
		if got := text.Width(text.Pad(s, 8)); got != 8 {
			t.Errorf("Pad(%q, 8) takes %d cells", s, got)
		}
	}
}

func TestWrapKeepsEveryWordWithinTheWidth(t *testing.T) {
	const sentence = "कोड की जाँच नहीं हो सकी: नेटवर्क लौटने पर होगी। The code is checked when the link is back."
	for _, width := range []int{12, 20, 40, 79} {
		lines := text.Wrap(sentence, width)
		for _, line := range lines {
			if text.Width(line) > width {
				t.Errorf("at %d: %q takes %d cells", width, line, text.Width(line))
			}
		}
		if got := strings.Join(lines, " "); got != sentence {
			t.Errorf("at %d the words became %q", width, got)
		}
	}
}

func TestWrapBreaksLongWordsAndKeepsParagraphs(t *testing.T) {
	got := strings.Join(text.Wrap("one abcdefgh\n\ntwo", 4), "|")
	if want := "one|abcd|efgh||two"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := text.Wrap("", 10); len(got) != 0 {
		t.Errorf("nothing wraps into %q", got)
	}
}

func TestNormalKeepsWhatCanBeSeen(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"\u0958", "\u0915\u093c"}, // NFC writes qa as two code points
		{"e\u0301", "é"},
		{"12\x1b[A34\r\n\t\x00", "12[A34"},
		{"\u202eabc\ufeff", "abc"},
		{"क्\u200dष", "क्\u200dष"},
		{"a\xffb", "ab"},
	} {
		if got := text.Normal(c.in); got != c.want {
			t.Errorf("Normal(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}
