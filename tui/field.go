package tui

import (
	"strings"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/text"
)

// A field is one line of input. It draws its value itself, because textinput
// measures Hindi wrong, and shows no cursor: the terminal's own stands there.
type field struct {
	input textinput.Model
	limit int // runes
}

func newField(limit int) field {
	input := textinput.New()
	input.KeyMap.Paste.SetEnabled(false)
	input.Cursor.SetMode(cursor.CursorHide)
	input.Focus()
	return field{input, limit}
}

// press takes a key that edits or types, and reports whether the value changed.
func (f *field) press(k key) bool {
	if _, types := k.letter(); k.msg.Type == tea.KeyRunes && !types {
		return false
	}
	f.input.CharLimit = f.limit
	if f.holdsSlip() {
		f.input.CharLimit = dosedesk.TokenLength
	}
	before := f.input.Value()
	f.input, _ = f.input.Update(k.msg)
	return f.input.Value() != before
}

// value returns what was typed, in NFC.
func (f *field) value() string { return text.Normal(f.input.Value()) }

func (f *field) set(s string) {
	f.input.SetValue(s)
	f.input.CursorEnd()
}

// holdsSlip reports whether a slip was scanned into the field, or begun.
func (f *field) holdsSlip() bool {
	v := f.input.Value()
	return len(v) >= len(dosedesk.TokenPrefix) && strings.EqualFold(v[:len(dosedesk.TokenPrefix)], dosedesk.TokenPrefix)
}

// shown is the value as the screen may have it: what follows a slip's prefix has
// the code in it.
func (f *field) shown() string {
	if f.holdsSlip() {
		return f.input.Value()[:len(dosedesk.TokenPrefix)]
	}
	return f.value()
}

// ahead is how many cells of what is shown stand before the cursor.
func (f *field) ahead() int {
	shown := []rune(f.input.Value())[:f.input.Position()]
	if f.holdsSlip() {
		shown = shown[:min(len(shown), len(dosedesk.TokenPrefix))]
	}
	return text.Width(string(shown))
}
