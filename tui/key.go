package tui

import (
	"strings"
	"time"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"
)

// A key is one key press, with one rune at most.
type key struct {
	msg   tea.KeyMsg
	burst bool // it came with others in one message, or right behind them: scanned, or pasted
}

// twins are the Alt keys that stand for the F-keys, for terminals that keep an
// F-key to themselves; the pad's keys are for kiosks with nothing else.
var twins = map[string]string{
	"alt+1": "f1", "alt+2": "f2", "alt+3": "f3", "alt+4": "f4", "alt+5": "f5", "alt+6": "f6",
	"alt+7": "f7", "alt+8": "f8", "alt+9": "f9", "alt+0": "f10", "alt+-": "f11", "alt+=": "f12",
	"+": "f10", "*": "esc",
}

// name returns the key's name: "enter", "f10", "up"; a letter is itself. A
// letter of a burst has none: what was scanned types, and commands nothing.
func (k key) name() string {
	if k.burst && k.msg.Type == tea.KeyRunes {
		return ""
	}
	name := k.msg.String()
	if twin, ok := twins[name]; ok {
		return twin
	}
	return name
}

// letter returns what the key types, if it types anything.
func (k key) letter() (rune, bool) {
	if k.msg.Type == tea.KeySpace {
		return ' ', true
	}
	if k.msg.Type != tea.KeyRunes || k.msg.Alt || len(k.msg.Runes) != 1 || k.onPad() && !k.burst {
		return 0, false
	}
	return k.msg.Runes[0], true
}

// command returns the letter of a key that was pressed for itself, and 0 for
// any other.
func (k key) command() rune {
	if k.burst {
		return 0
	}
	r, _ := k.letter()
	return r
}

// onPad reports whether the key types a character that stands for another key.
func (k key) onPad() bool {
	return k.msg.Type == tea.KeyRunes && twins[k.msg.String()] != ""
}

// split turns one message into single key presses: a scanner's burst is one
// message with many runes. Control characters that a paste brought are dropped.
func split(msg tea.KeyMsg) []key {
	if msg.Type != tea.KeyRunes || len(msg.Runes) < 2 {
		return []key{{msg: msg}}
	}
	var keys []key
	for _, r := range msg.Runes {
		switch {
		case r == '\r' || r == '\n':
			keys = append(keys, key{tea.KeyMsg{Type: tea.KeyEnter}, true})
		case !unicode.IsControl(r):
			keys = append(keys, key{tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}, true})
		}
	}
	return keys
}

// keyCaps are the names on the keys, where they differ from Bubble Tea's.
var keyCaps = map[string]string{
	"enter": "Enter", "esc": "Esc", "tab": "Tab", "delete": "Delete", "up": "↑", "down": "↓", "updown": "↑↓", "leftright": "←→", "ctrl+q": "Ctrl-Q",
}

func keyCap(name string) string {
	if keycap, ok := keyCaps[name]; ok {
		return keycap
	}
	if name == "" {
		return ""
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// quiet is how long no key may come before a screen that opened by itself takes
// one: whoever was still typing did not mean it.
const quiet = 425 * time.Millisecond
