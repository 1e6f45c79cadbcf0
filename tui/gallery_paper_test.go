package tui

import "time"

// galleryOfPaper has the screens of a dose that was kept on paper.
var galleryOfPaper = map[string]scene{
	"paper":       {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("p") }},
	"paper-later": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.Press("p"); f.Type("1740"); f.Press("enter") }},
	"paper-day": {"sunita", func(f *fakeDesk) {
		f.open(lakshmi)
		f.Press("p", "up", "ctrl+u")
		f.Type("12-05-2021")
		f.Press("enter")
	}},
	"paper-none": {"sunita", func(f *fakeDesk) { f.open("8127"); f.Press("p", "enter") }},
	"paper-read": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.onPaper("1040") }},
	"paper-read-not-due": {"sunita", func(f *fakeDesk) {
		f.vault.entries[2].Cancelled = true
		f.open(ramesh)
		f.onPaper("1040")
	}},
	"paper-done":             {"sunita", func(f *fakeDesk) { f.unplug(); f.open(lakshmi); f.onPaper("1040"); f.Press("f10") }},
	"paper-done-unconfirmed": {"sunita", func(f *fakeDesk) { f.open(lakshmi); f.onPaper("1040"); f.Press("f10"); f.plug() }},
	"paper-review":           {"anil", func(f *fakeDesk) { f.keyedIn(); f.Press("f4") }},
	"paper-review-entry":     {"anil", func(f *fakeDesk) { f.keyedIn(); f.Press("f4", "enter") }},
	"paper-past": {"sunita", func(f *fakeDesk) {
		f.yesterday(1)
		f.open("0912")
	}},
	"paper-walkin": {"sunita", func(f *fakeDesk) {
		f.yesterday(1)
		f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
		f.Press("left")
	}},
}

// onPaper goes from the citizen to what is read again.
func (f *fakeDesk) onPaper(at string) {
	f.Press("p")
	f.Type(at)
	f.Press("enter")
}

// keyedIn has a dose of Lakshmi's keyed in from paper, an hour after it was
// given, and judged.
func (f *fakeDesk) keyedIn() {
	f.open(lakshmi)
	f.onPaper("1040")
	f.Press("f10")
	f.plug()
	f.pass(quiet)
	f.Press("enter")
}

// yesterday moves an entry of the roster to the day before.
func (f *fakeDesk) yesterday(entry int) {
	f.vault.entries[entry].Session.ID = testID(103)
	f.vault.entries[entry].Session.Day = testDay.AddDays(-1)
	f.pass(time.Minute)
}
