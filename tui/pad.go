package tui

import (
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// scannerGap is the longest that a scanner waits between two characters, slow
// ones too. Seldom is a finger that quick, and none on the way to F10.
const scannerGap = 100 * time.Millisecond

// A pad tells the number pad's + and * from those that a scanner types. Some
// scanners send each character as a message of its own.
type pad struct {
	typed time.Time // when the last character came
	burst bool      // it was one of a burst
	held  *key      // a + or * that is a key if no other follows at once
}

// padQuiet tells that a scanner would have sent its next character by now.
type padQuiet struct{}

// take returns the keys to press now that another has come, and the command that
// asks again for one that is held.
func (p *pad) take(k key, now time.Time) (keys []key, ask tea.Cmd) {
	soon := now.Sub(p.typed) < scannerGap
	if held := p.release(); held != nil && !soon {
		keys = append(keys, *held)
	}
	if _, types := k.letter(); !types && !k.onPad() {
		p.burst = false
		return append(keys, k), nil
	}
	k.burst = k.burst || soon && p.burst
	p.typed, p.burst = now, k.burst
	switch {
	case !k.onPad() || k.burst:
		return append(keys, k), nil
	case soon:
		return keys, nil
	}
	p.held = &k
	return keys, tea.Tick(scannerGap, func(time.Time) tea.Msg { return padQuiet{} })
}

// release returns the key that is held, if any.
func (p *pad) release() *key {
	held := p.held
	p.held = nil
	return held
}
