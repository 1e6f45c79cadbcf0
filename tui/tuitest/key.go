package tuitest

import (
	"strings"
	"unicode/utf8"

	tea "github.com/charmbracelet/bubbletea"
)

// The first and the last of Bubble Tea's key types that have a name.
const firstKey, lastKey = tea.KeyF20, tea.KeyCtrlQuestionMark

// keyNamed returns the key that Bubble Tea gives this name.
func keyNamed(name string) (tea.KeyMsg, bool) {
	base, alt := strings.CutPrefix(name, "alt+")
	for k := firstKey; k <= lastKey; k++ {
		if k != tea.KeyRunes && k.String() == base && base != "" {
			key := tea.KeyMsg{Type: k, Alt: alt}
			if k == tea.KeySpace {
				key.Runes = []rune{' '}
			}
			return key, true
		}
	}
	r, size := utf8.DecodeRuneInString(base)
	if base == "" || size != len(base) {
		return tea.KeyMsg{}, false
	}
	return tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}, Alt: alt}, true
}
