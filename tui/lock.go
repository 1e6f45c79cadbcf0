package tui

import (
	"fmt"
	"slices"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
)

// A desk at which no key is pressed for idleAfter locks itself; whoever left it
// finds it as it was within resumeWithin.
const (
	idleAfter    = 5 * time.Minute
	resumeWithin = 10 * time.Minute
)

// locked is a desk that was left with F9, or by itself.
type locked struct {
	operator string
	stack    []screen
	at       time.Time
}

// lock hides every screen behind the sign-in, which says why. What is being
// written is answered all the same.
func (a *App) lock(why string) {
	if a.operator.ID == "" {
		return
	}
	for _, s := range a.stack {
		if h, ok := s.(hider); ok {
			h.hide()
		}
	}
	a.locked = &locked{a.operator.ID, a.stack, a.Now()}
	a.operator = dosedesk.Operator{}
	in := newSignIn()
	in.problem = why
	a.stack = []screen{in}
}

// idle looks whether any key was pressed of late.
type idle struct{}

func (a *App) nextIdle() tea.Cmd {
	wait := a.pressed.Add(idleAfter).Sub(a.Now())
	if wait <= 0 || wait > idleAfter {
		wait = idleAfter
	}
	return tea.Tick(wait, func(time.Time) tea.Msg { return idle{} })
}

func (a *App) lockIdle() {
	if a.Now().Sub(a.pressed) >= idleAfter {
		a.lock(fmt.Sprintf(a.words.SignIn.Idle, a.operator.Name))
	}
}

// admit takes the vault's word on a PIN for the sign-in screen, whatever lies
// over that. ok is false where it is not for it, or says no. The desk is resumed
// for the operator who left it; another's sign-in drops the visit in hand.
func (a *App) admit(result signedIn) (cmd tea.Cmd, ok bool) {
	in, ok := a.stack[0].(*signIn)
	if !ok || result.err != nil || result.task != in.waiting {
		return nil, false
	}
	before, l := a.stack, a.locked
	a.operator, a.locked, a.pressed = result.operator, nil, a.Now()
	a.stack = []screen{newSearch()}
	if l != nil && l.operator == a.operator.ID && a.Now().Sub(l.at) < resumeWithin {
		a.stack = l.stack
	}
	return a.moved(before, true), true
}

// checkOperator locks the desk when the operator may no longer work here. An
// empty list says nothing: it is being fetched anew.
func (a *App) checkOperator() {
	operators := a.Vault.Operators()
	if a.operator.ID == "" || len(operators) == 0 {
		return
	}
	at := slices.IndexFunc(operators, func(o dosedesk.Operator) bool { return o.ID == a.operator.ID && !o.Disabled })
	if at < 0 {
		a.lock(fmt.Sprintf(a.words.SignIn.NoLonger, a.operator.Name))
		return
	}
	a.operator = operators[at]
}
