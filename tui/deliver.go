package tui

import tea "github.com/charmbracelet/bubbletea"

// deliver hands a message to the screens. The result of a command goes to all of
// them: whoever asked may lie under another by now, or behind the lock, and must
// learn that a write failed. That something changed is for the one that is seen;
// the others look again when they come to the top.
func (a *App) deliver(msg any) tea.Cmd {
	switch msg := msg.(type) {
	case Changed:
		a.checkOperator()
	case recorded:
		a.written(msg.task, msg.err)
	case stockSet:
		a.written(msg.task, msg.err)
	case signedIn:
		if cmd, ok := a.admit(msg); ok {
			return cmd
		}
	}
	var cmds []tea.Cmd
	if _, ok := msg.(Changed); !ok {
		last := len(a.stack) - 1
		under, cmd := a.deliverUnseen(a.stack[:last], msg)
		a.stack = append(under, a.stack[last])
		cmds = append(cmds, cmd)
		if a.locked != nil {
			a.locked.stack, cmd = a.deliverUnseen(a.locked.stack, msg)
			cmds = append(cmds, cmd)
		}
	}
	if r, ok := a.top().(receiver); ok {
		cmds = append(cmds, a.apply(r.receive(&a.desk, msg), true))
	}
	return tea.Batch(cmds...)
}

// deliverUnseen returns the stack as the screens in it want it now: each may
// leave, or change, its own place only.
func (a *App) deliverUnseen(stack []screen, msg any) ([]screen, tea.Cmd) {
	var after []screen
	var cmds []tea.Cmd
	for _, s := range stack {
		var act action
		if r, ok := s.(receiver); ok {
			act = r.receive(&a.desk, msg)
		}
		cmds = append(cmds, act.cmd)
		switch act.move {
		case movePop:
		case moveReplace:
			after = append(after, act.to)
		case movePush:
			after = append(after, s, act.to)
		case moveHome:
			after = []screen{newSearch()}
		case moveStay, moveOver, moveLock, moveQuit:
			after = append(after, s)
		}
	}
	return after, tea.Batch(cmds...)
}
