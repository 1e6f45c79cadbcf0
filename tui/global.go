package tui

import (
	"slices"

	"dosedesk"
)

// global answers the keys that mean the same on every screen. ok is false for a
// key that is the screen's own.
func (a *App) global(k key) (act action, ok bool) {
	switch k.name() {
	case "f1":
		return a.show(newHelp(a.top())), true
	case "f2":
		a.nextLanguage()
		return stay(), true
	case "f11":
		if a.Cable == nil {
			return stay(), false
		}
		a.Cable.Toggle()
		return stay(), true
	case "ctrl+c", "ctrl+z", "ctrl+\\":
		return stay(), true
	}
	if a.operator.ID == "" {
		return stay(), false
	}
	return a.globalSignedIn(k)
}

func (a *App) globalSignedIn(k key) (action, bool) {
	switch k.name() {
	case "f3":
		return home(), true
	case "f4":
		if !a.operator.MayReview() {
			a.notice = a.words.Frame.OnlyInCharge
			return stay(), true
		}
		return a.show(newReview()), true
	case "f5":
		return a.show(newBoard()), true
	case "f6":
		return a.show(newStock(a.vaccine)), true
	case "f7":
		return a.show(newLinkScreen()), true
	case "f8":
		return a.show(newWalkin()), true
	case "f9":
		return lock(), true
	case "f10":
		return stay(), a.tooEarly()
	case "f12":
		return a.showPhone()
	}
	return stay(), false
}

// tooEarly says why F10 does nothing before a citizen is cleared.
func (a *App) tooEarly() bool {
	switch a.top().(type) {
	case *search, *citizen, *questions, *code, *walkin:
		a.notice = a.words.Frame.TooEarly
		return true
	}
	return false
}

// A concerning screen is about one citizen.
type concerning interface {
	subject(d *desk) (appointment dosedesk.ID, ok bool)
}

// showPhone shows the phone of who is on the screen, or beneath what only tells
// of something.
func (a *App) showPhone() (action, bool) {
	if a.Phone == nil {
		return stay(), false
	}
	for _, s := range slices.Backward(a.stack) {
		if c, ok := s.(concerning); ok {
			if appointment, ok := c.subject(&a.desk); ok {
				return a.show(newPhone(appointment)), true
			}
		}
		if !tells(s) {
			break
		}
	}
	a.notice = a.words.Frame.NoVisit
	return stay(), true
}

// tells reports whether a screen only tells of something: another that does
// takes its place.
func tells(s screen) bool {
	switch s.(type) {
	case *help, *board, *linkScreen, *phone:
		return true
	}
	return false
}

// show opens a screen that any other may lie under. The same key again leaves
// what is shown as it is, or leads back to it.
func (a *App) show(s screen) action {
	if named(a.top()) == named(s) {
		return stay()
	}
	if _, ok := s.(*help); ok {
		return push(s)
	}
	stack := a.stack
	for tells(stack[len(stack)-1]) {
		stack = stack[:len(stack)-1]
	}
	if at := slices.IndexFunc(stack, func(under screen) bool { return named(under) == named(s) }); at >= 0 {
		return action{move: moveOver, keep: at + 1}
	}
	return action{move: moveOver, to: s, keep: len(stack)}
}

func (a *App) nextLanguage() { a.words = langAfter(a.words.Language, a.Languages) }
