package tui

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"dosedesk"
	"dosedesk/tui/lang"
)

// FuzzCodeField presses whatever there is on the code screen. No digit is ever
// drawn, and no code is entered but four digits with Enter, with their letter,
// or twice.
func FuzzCodeField(f *testing.F) {
	for _, keys := range []string{"4821\r", "\x0148214821", "\x014821\x02", "48\x0821\r", "\x0456563202707735\r", "\x01482148\x0121\r", "1234\r5678\r\t\x03n", "\x010000\x01\x04\x00\r"} {
		f.Add([]byte(keys))
	}
	f.Fuzz(func(t *testing.T, keys []byte) {
		d := atCode(t, lang.English)
		d.vault.entries[1].Code.TriesLeft = len(keys) + 1
		var typed typedDigits
		for ; len(keys) > 0; keys = keys[1:] {
			s, ok := d.app.top().(*code)
			if !ok {
				return
			}
			before := len(d.vault.entered)
			if keys[0] == 4 { // the rest in one message
				d.burst(string(keys[1:]))
				if n := len(d.vault.entered) - before; n > 0 && !typed.completed(d, string(keys[1:])) {
					t.Fatalf("a burst entered %d codes", n)
				}
				return
			}
			typed.press(d, keys[0], s)
			if n := len(d.vault.entered) - before; n > 0 && (n > 1 || !typed.make(d.vault.entered[lastEvent(d)])) {
				t.Fatalf("entered without having been typed: %q, %q", typed.digits, typed.last)
			}
			if top, ok := d.app.top().(*code); ok {
				drawnWithout(t, d, top)
			}
		}
	})
}

func lastEvent(d *fakeDesk) dosedesk.ID { return d.vault.events[len(d.vault.events)-1].ID }

// drawnWithout fails the test if the screen depends on which digits were typed.
func drawnWithout(t *testing.T, d *fakeDesk, s *code) {
	t.Helper()
	other := *s
	other.digits, other.again = []byte("0000")[:len(s.digits)], []byte("0000")[:len(s.again)]
	if !slices.Equal(other.lines(&d.app.desk, 19), s.lines(&d.app.desk, 19)) {
		t.Fatal("the screen tells the digits")
	}
}

// typedDigits is what a finger typed since the field was empty.
type typedDigits struct {
	digits string
	last   byte
}

// press hands the desk one key: digits and letters as they are, and others that
// stand for what may happen.
func (p *typedDigits) press(d *fakeDesk, k byte, s *code) {
	p.last = k
	if s.digits == nil && s.again == nil {
		p.digits = ""
	}
	switch {
	case k == 1 && d.link.status.Up:
		d.unplug()
	case k == 1:
		d.plug()
	case k == 2: // the letter of what stands there
		if c, err := dosedesk.ParseCode(string(s.digits)); err == nil {
			p.last = c.CheckLetter()
			d.Press(string(rune(p.last)))
		}
	case k == 3:
		d.pass(quiet)
	case k == 8:
		p.digits = p.digits[:max(0, len(p.digits)-1)]
		d.Press("backspace")
	case k == '\t':
		d.Press("tab")
	case k == '\r':
		d.Press("enter")
	case '0' <= k && k <= '9':
		p.digits += string(rune(k))
		d.Press(string(rune(k)))
	case k > ' ' && k < 0x7f && !strings.ContainsRune("+*", rune(k)):
		d.Press(string(rune(k)))
	}
}

// make reports whether what was typed makes this code.
func (p *typedDigits) make(c dosedesk.Code) bool {
	switch {
	case p.last == '\r':
		return p.digits == c.Digits()
	case '0' <= p.last && p.last <= '9':
		return p.digits == c.Digits()+c.Digits()
	}
	return p.digits == c.Digits() && strings.EqualFold(string(rune(p.last)), string(rune(c.CheckLetter())))
}

// completed reports whether a burst was a code, or the Enter after one: control
// characters are no keys.
func (p *typedDigits) completed(d *fakeDesk, burst string) bool {
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\r' && r != '\n' {
			return -1
		}
		return r
	}, burst)
	if p.last = '\r'; text == "\r" || text == "\n" {
		return p.make(d.vault.entered[lastEvent(d)])
	}
	return isCodeText(strings.TrimRight(text, "\r\n"), p.digits)
}

// isCodeText reports whether a burst is four digits, perhaps with their letter,
// or makes the digits before it whole.
func isCodeText(s, before string) bool {
	c, err := dosedesk.ParseCode(s[:min(len(s), codeLength)])
	if err != nil || before != "" && before != c.Digits() {
		return false
	}
	return len(s) == codeLength || len(s) == codeLength+1 && strings.EqualFold(s[codeLength:], string(rune(c.CheckLetter())))
}
