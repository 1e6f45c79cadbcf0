package tui

import (
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

// galleryOfTheVisit has the screens from the search to the dose.
var galleryOfTheVisit = map[string]scene{
	"citizen":           {"sunita", func(f *fakeDesk) { f.open(lakshmi) }},
	"citizen-not-due":   {"sunita", func(f *fakeDesk) { f.open(ramesh); f.Press("enter") }},
	"citizen-other-day": {"sunita", func(f *fakeDesk) { f.open("6602") }},
	"citizen-cancelled": {"sunita", func(f *fakeDesk) { f.open("3391"); f.Press("enter") }},
	"citizen-answers": {"sunita", func(f *fakeDesk) {
		f.open(lakshmi)
		f.Press("tab", "y", "tab", "y", "tab", "y", "tab", "y", "tab", "y", "esc")
	}},
	"questions": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("tab", "y", "tab", "y") }},
	"questions-date": {"sunita", func(f *fakeDesk) {
		f.open(lakshmi)
		f.Press("tab", "tab", "tab", "tab", "tab", "tab")
		f.Type("31-12-2021")
		f.Press("enter")
	}},
	"defer":         {"sunita", func(f *fakeDesk) { f.open(ramesh); f.Press("delete") }},
	"deferred":      {"sunita", func(f *fakeDesk) { f.open(ramesh); f.Press("delete", "enter") }},
	"code":          {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter"); f.Type("482") }},
	"code-offline":  {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.Press("enter"); f.Type("482148") }},
	"code-slip":     {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.Press("enter"); f.Type("4821A") }},
	"code-wrong":    {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter"); f.enterCode("1111") }},
	"code-locked":   {"sunita", func(f *fakeDesk) { f.vault.entries[0].Code.TriesLeft = 0; f.open(lakshmi); f.Press("enter") }},
	"code-none":     {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter", "tab") }},
	"code-on-way":   {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.Press("enter", "tab", "n", "n") }},
	"confirm":       {"sunita", func(f *fakeDesk) { f.clear(lakshmi) }},
	"confirm-enter": {"sunita", func(f *fakeDesk) { f.clearOffline(lakshmi, rightCode); f.Press("enter") }},
	"confirm-stock": {"sunita", func(f *fakeDesk) { f.clear("8127") }},
	"confirm-lost":  {"sunita", func(f *fakeDesk) { f.clearOffline(lakshmi, "1111"); f.plug() }},
	"confirm-failed": {"sunita", func(f *fakeDesk) {
		f.clear(lakshmi)
		f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
		f.Press("f10")
	}},
	"confirm-saving":   {"sunita", func(f *fakeDesk) { f.clear(lakshmi); f.late(f10Key) }},
	"done":             {"sunita", func(f *fakeDesk) { f.clearOffline(lakshmi, rightCode); f.Press("f10") }},
	"done-confirmed":   {"sunita", func(f *fakeDesk) { f.clear(lakshmi); f.Press("f10"); f.plug() }},
	"done-unconfirmed": {"sunita", func(f *fakeDesk) { f.clearOffline(lakshmi, "1111"); f.Press("f10"); f.plug() }},
	"citizen-unconfirmed": {"sunita", func(f *fakeDesk) {
		f.clearOffline(lakshmi, "1111")
		f.Press("f10")
		f.plug()
		f.pass(quiet)
		f.open(lakshmi)
	}},
}

// The last digits of their mobiles find them in every language.
const (
	lakshmi = "7735"
	ramesh  = "1180"
)

// What is on a screen is seen by whoever stands at the desk.
func TestNoScreenShowsACodeAPINOrAWholeNumber(t *testing.T) {
	for _, part := range gallery {
		for name, s := range part {
			f := show(t, s, lang.English)
			screen := f.Screen()
			secrets := []string{rightCode, testPIN}
			for _, e := range f.vault.entries {
				secrets = append(secrets, e.Citizen.Mobile, e.Citizen.ReferenceID)
			}
			for _, secret := range secrets {
				if strings.Contains(screen, secret) && !strings.HasPrefix(name, "walkin") { // a walk-in's form is being filled in
					t.Errorf("%s shows %q:\n%s", name, secret, screen)
				}
			}
		}
	}
}
