package tui

import (
	"strings"
	"time"

	"dosedesk"
)

// galleryOfTheSlip has what a scan leads to.
var galleryOfTheSlip = map[string]scene{
	"slip": {"sunita", func(f *fakeDesk) { f.Scan(f.slip(0)) }},
	"slip-confirm": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.Scan(f.slip(0))
		f.Press("enter")
	}},
	"slip-done": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.Scan(f.slip(0))
		f.Press("enter")
		f.pass(quiet)
		f.Press("f10")
	}},
	"slip-waits": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.Scan(f.slip(0))
		f.Press("enter")
		f.Scan(f.slip(0))
	}},
	"slip-broken-off": {"sunita", func(f *fakeDesk) {
		f.burst(f.slip(0)[:90])
		f.pass(scanPause)
		f.Update(scanLate{})
	}},
	"slip-unreadable": {"sunita", func(f *fakeDesk) { f.Scan("DD1" + strings.Repeat("0", dosedesk.TokenLength-3)) }},
	"slip-other-day":  {"sunita", func(f *fakeDesk) { f.Scan(f.slip(4)) }},
	"slip-replaced": {"sunita", func(f *fakeDesk) {
		old := f.slip(0)
		f.vault.entries[0].Code, _ = f.vault.entries[0].Code.Reissue()
		f.Scan(old)
	}},
	"slip-used": {"sunita", func(f *fakeDesk) {
		f.Scan(f.slip(0))
		f.Press("enter")
		f.pass(quiet)
		f.Press("f10")
		f.Scan(f.slip(0))
	}},
	"slip-signin": {"", func(f *fakeDesk) { f.Scan(f.slip(0)) }},
}

// galleryOfTheCode has the code that is not simply typed, and what stands in for
// it.
var galleryOfTheCode = map[string]scene{
	"code-burst": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter"); f.Scan("56563202707735") }},
	"code-tries": {"sunita", func(f *fakeDesk) { f.vault.entries[0].Code.TriesLeft = 2; f.open(lakshmi); f.Press("enter") }},
	"code-new": {"sunita", func(f *fakeDesk) {
		f.vault.entries[0].Code, _ = f.vault.entries[0].Code.Reissue()
		f.open(lakshmi)
		f.Press("enter")
	}},
	"code-sent":    {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter", "tab", "n") }},
	"code-no-link": {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.Press("enter", "tab", "n") }},
	"code-stopped": {"sunita", func(f *fakeDesk) {
		f.vault.watched = map[string]dosedesk.Watch{"sunita": stop(f)}
		f.open(lakshmi)
		f.Press("enter")
	}},
	"code-stopped-centre": {"sunita", func(f *fakeDesk) {
		f.vault.centre.Watch = stop(f)
		f.open(lakshmi)
		f.Press("enter")
	}},
	"code-given": {"anil", func(f *fakeDesk) {
		f.give(0, dosedesk.ReasonCodeMissing, time.Hour)
		f.Press("f4", "enter", "enter")
		f.enterCode("1111")
	}},
	"citizen-cleared": {"sunita", func(f *fakeDesk) { f.clear(lakshmi); f.open(lakshmi) }},
	"citizen-locked":  {"sunita", func(f *fakeDesk) { f.vault.entries[0].Code.TriesLeft = 0; f.open(lakshmi) }},
	"citizen-allowed": {"sunita", func(f *fakeDesk) { f.allowed(); f.Press("esc"); f.open(lakshmi) }},
	"override":        {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("enter"); f.allow("anil", testPIN) }},
	"override-wrong": {"sunita", func(f *fakeDesk) {
		f.open(lakshmi)
		f.Press("enter")
		f.allow("sunita", testPIN)
		f.Press("enter")
	}},
	"override-limit":   {"sunita", func(f *fakeDesk) { f.allowed(); f.open("0912"); f.Press("enter", "o") }},
	"override-confirm": {"sunita", func(f *fakeDesk) { f.allowed() }},
	"override-same": {"sunita", func(f *fakeDesk) {
		stock := f.vault.stocks[dosedesk.Covishield]
		stock.Vaccinator.ID = "anil"
		f.vault.stocks[dosedesk.Covishield] = stock
		f.allowed()
	}},
	"override-done": {"sunita", func(f *fakeDesk) { f.allowed(); f.Press("f10") }},
}

// allowed is the desk at the dose that the in-charge let be given without a code.
func (f *fakeDesk) allowed() {
	f.open(lakshmi)
	f.Press("enter")
	f.allow("anil", testPIN)
	f.Press("enter")
	f.pass(quiet)
}
