package tui

import "dosedesk"

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
	case "f12":
		return a.showPhone()
	}
	return stay(), false
}

// A concerning screen is about one citizen.
type concerning interface {
	subject(d *desk) (appointment dosedesk.ID, ok bool)
}

func (a *App) showPhone() (action, bool) {
	if a.Phone == nil {
		return stay(), false
	}
	if c, ok := a.top().(concerning); ok {
		if appointment, ok := c.subject(&a.desk); ok {
			return a.show(newPhone(appointment)), true
		}
	}
	a.notice = a.words.Frame.NoVisit
	return stay(), true
}

// show opens a screen that any other may lie under; the same key again leaves
// what is shown as it is.
func (a *App) show(s screen) action {
	if named(a.top()) == named(s) {
		return stay()
	}
	return push(s)
}

func (a *App) nextLanguage() { a.words = langAfter(a.words.Language, a.Languages) }
