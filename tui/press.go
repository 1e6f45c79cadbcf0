package tui

import tea "github.com/charmbracelet/bubbletea"

// pressAll presses keys that came together: a slip is looked for first, and a
// screen that takes bursts has the rest as a whole.
func (a *App) pressAll(keys []key) tea.Cmd {
	if a.tooSmall() {
		return nil
	}
	var cmds []tea.Cmd
	for i, k := range keys {
		if a.closed() {
			cmds = append(cmds, a.press(k))
			continue
		}
		if cmd, scan := a.scanKey(keys[i:]); scan {
			cmds = append(cmds, cmd)
			continue
		}
		if b, ok := a.top().(burster); ok && len(keys) > 1 {
			return tea.Batch(append(cmds, a.pressBurst(b, keys[i:]))...)
		}
		cmds = append(cmds, a.pressPad(k))
	}
	return tea.Batch(cmds...) // which drops the empty ones
}

// pressPad presses what the pad lets through now.
func (a *App) pressPad(k key) tea.Cmd {
	now, ask := a.pad.take(k, a.Now())
	cmds := []tea.Cmd{ask}
	for _, k := range now {
		cmds = append(cmds, a.press(k))
	}
	return tea.Batch(cmds...)
}

func (a *App) press(k key) tea.Cmd {
	if a.early() {
		return nil
	}
	a.notice = ""
	if len(a.alarms) > 0 && k.name() == "esc" {
		a.alarms = a.alarms[1:]
		return nil
	}
	if scanned, ok := a.slipInField(k); ok {
		return a.takeSlip(scanned)
	}
	if act, ok := a.global(k); ok {
		return a.apply(act, false)
	}
	return a.apply(a.top().press(&a.desk, k), false)
}

func (a *App) pressBurst(b burster, keys []key) tea.Cmd {
	for _, k := range keys {
		a.pad.take(k, a.Now())
	}
	if a.early() {
		return nil
	}
	a.notice = ""
	return a.apply(b.burst(&a.desk, keys), false)
}

// early reports whether a key comes before the screen takes any.
func (a *App) early() bool {
	now := a.Now()
	a.pressed = now
	if !now.Before(a.waiting) {
		return false
	}
	a.waiting = now.Add(quiet)
	return true
}
