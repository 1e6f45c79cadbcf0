package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

const passphraseLimit = 200 // characters

// unlock asks for the passphrase that opens the vault. No scan and no pad is
// looked for here, since a passphrase may look like one.
type unlock struct {
	people  []string
	at      int
	typed   []rune
	waiting task // the opening under way, 0 for none
	problem string
}

func newUnlock(k Keeper) *unlock { return &unlock{people: k.People()} }

// hide wipes the passphrase.
func (u *unlock) hide() {
	clear(u.typed)
	u.typed = nil
}

func (u *unlock) press(d *desk, k key) action {
	if k.name() == "ctrl+q" {
		return quit()
	}
	if u.waiting != 0 || len(u.people) == 0 {
		return stay()
	}
	u.problem = ""
	switch k.msg.Type {
	case tea.KeyEnter:
		return u.enter(d)
	case tea.KeyUp, tea.KeyShiftTab:
		u.choose(-1)
	case tea.KeyDown, tea.KeyTab:
		u.choose(1)
	case tea.KeyEsc:
		u.hide()
	case tea.KeyBackspace:
		u.typed = u.typed[:max(0, len(u.typed)-1)]
	case tea.KeyRunes, tea.KeySpace:
		if !k.msg.Alt && len(u.typed) < passphraseLimit {
			u.typed = append(u.typed, k.msg.Runes...)
		}
	default: // nothing else types
	}
	return stay()
}

func (u *unlock) choose(step int) {
	u.hide()
	u.at = (u.at + step + len(u.people)) % len(u.people)
}

func (u *unlock) enter(d *desk) action {
	if len(u.typed) == 0 {
		u.problem = d.words.Unlock.Type
		return stay()
	}
	u.waiting = d.newTask()
	cmd := d.unlock(u.waiting, u.people[u.at], string(u.typed))
	u.hide()
	return run(cmd)
}

// receive says why the vault is not open; see App.opened for the other answer.
func (u *unlock) receive(d *desk, msg any) action {
	result, ok := msg.(unlocked)
	if !ok || result.task != u.waiting {
		return stay()
	}
	u.waiting = 0
	u.problem = unlockProblem(d.words.Unlock, result.err, u.people[u.at])
	return stay()
}

func unlockProblem(w lang.Unlock, err error, name string) string {
	switch dosedesk.CodeOf(err) {
	case dosedesk.EUnauthorized:
		return fmt.Sprintf(w.Wrong, name)
	case dosedesk.EConflict:
		return fmt.Sprintf(w.Lost, name)
	case dosedesk.ENotFound:
		return fmt.Sprintf(w.Elsewhere, name)
	case dosedesk.EStale:
		return w.Newer
	case dosedesk.EDamaged:
		return w.Damaged
	default:
		return w.Trouble
	}
}

// unlockLines is how many lines stand above the list.
const unlockLines = 4

func (u *unlock) lines(d *desk, height int) []string {
	w := d.words.Unlock
	lines := []string{"", " " + bold(w.Title), ""}
	if len(u.people) == 0 {
		return append(lines, paragraph(w.Nobody)...)
	}
	lines = append(lines, " "+w.Who)
	from, to := u.window(height)
	for i, name := range u.people[from:to] {
		mark := "  "
		if from+i == u.at {
			mark = "> "
		}
		lines = append(lines, text.Row(text.Cell{At: 2, Text: mark + name}))
	}
	lines = append(lines, "", text.Row(text.Cell{At: 2, Text: w.Field}, text.Cell{At: fieldColumn, Text: strings.Repeat("●", min(len(u.typed), lineWidth-fieldColumn))}), "")
	return append(lines, u.said(w)...)
}

// said is what there is to say below the passphrase.
func (u *unlock) said(w lang.Unlock) (lines []string) {
	if u.waiting != 0 {
		return []string{" " + w.Opening}
	}
	for _, l := range wrapped(u.problem) {
		lines = append(lines, bad(" "+l))
	}
	if u.problem == "" {
		for _, l := range paragraph(w.Why) {
			lines = append(lines, faint(l))
		}
	}
	return lines
}

// window is the part of the list that fits, with who is chosen in it.
func (u *unlock) window(height int) (from, to int) {
	room := max(1, height-unlockLines-6)
	from = max(0, min(u.at-room/2, len(u.people)-room))
	return from, min(len(u.people), from+room)
}

func (u *unlock) cursor(d *desk) (line, column int, ok bool) {
	from, to := u.window(d.height - headerHeight - footerHeight)
	return unlockLines + to - from + 1, fieldColumn + min(len(u.typed), lineWidth-fieldColumn), u.waiting == 0 && len(u.people) > 0
}

func (u *unlock) bindings(d *desk) []binding {
	w := d.words
	var b []binding
	if len(u.people) > 0 {
		b = append(b, binding{key: "enter", label: w.Unlock.Enter}, binding{key: "updown", label: w.Unlock.Choose})
	}
	b = append(b, binding{key: "f2", label: nextLanguageName(d)}, binding{key: "ctrl+q", label: w.Frame.Quit})
	if d.Cable != nil {
		b = append(b, cableBinding(d))
	}
	return b
}
