package tui

import (
	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"dosedesk/tui/text"
)

// A field is one line of input. It draws its value itself, because textinput
// measures Hindi wrong, and shows no cursor: the terminal's own stands there.
type field struct{ input textinput.Model }

func newField(limit int) field {
	input := textinput.New()
	input.CharLimit = limit // runes
	input.KeyMap.Paste.SetEnabled(false)
	input.Cursor.SetMode(cursor.CursorHide)
	input.Focus()
	return field{input}
}

// press takes a key that edits or types, and reports whether the value changed.
func (f *field) press(k key) bool {
	if _, types := k.letter(); k.msg.Type == tea.KeyRunes && !types {
		return false
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

// ahead is how many cells of the value stand before the cursor.
func (f *field) ahead() int {
	return text.Width(string([]rune(f.input.Value())[:f.input.Position()]))
}
