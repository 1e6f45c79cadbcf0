package tui

import (
	"time"

	"dosedesk"
)

// galleryOfTheStops has what stands in the way from the search to the dose.
var galleryOfTheStops = map[string]scene{
	"citizen-given": {"sunita", func(f *fakeDesk) {
		f.clearOffline(lakshmi, rightCode)
		f.Press("f10")
		f.pass(quiet)
		f.open(lakshmi)
	}},
	"citizen-confirmed": {"sunita", func(f *fakeDesk) {
		f.give(0, "", time.Hour)
		settle(&f.vault.entries[0].Doses[0], true)
		f.open(lakshmi)
		f.Press("enter")
	}},
	"citizen-deferred": {"sunita", func(f *fakeDesk) { f.open(ramesh); f.Press("delete", "enter"); f.open(ramesh); f.Press("enter") }},
	"citizen-yes-to-all": {"sunita", func(f *fakeDesk) {
		f.open(ramesh)
		f.Press("tab", "y", "tab", "y", "tab", "y", "tab", "y", "tab", "y", "tab")
		for range 3 {
			f.Type("01-05-2021")
			f.Press("tab")
		}
		f.Press("y", "esc")
	}},
	"deferred-no-day": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("delete", "enter") }},
	"defer-failed": {"sunita", func(f *fakeDesk) {
		f.open(ramesh)
		f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
		f.Press("delete", "enter")
	}},
	"code-differ": {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.Press("enter"); f.Type("48214812") }},
	"code-few":    {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter", "4", "enter") }},
	"code-no-more": {"sunita", func(f *fakeDesk) {
		f.vault.entries[0].Code = dosedesk.CodeState{Issue: 1 + dosedesk.CodeReissues}
		f.open(lakshmi)
		f.Press("enter", "n")
	}},
	"confirm-expired": {"sunita", func(f *fakeDesk) {
		s := f.vault.stocks[dosedesk.Covishield]
		s.Expires = testDay.AddDays(-1)
		f.vault.stocks[dosedesk.Covishield] = s
		f.clear(lakshmi)
		f.Press("f10")
	}},
	"help-of-confirm": {"sunita", func(f *fakeDesk) { f.clear("8127"); f.Press("f1") }},
}
