package tui

import (
	"fmt"
	"slices"
	"strconv"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

// The columns of the list.
const (
	columnName   = 4
	columnBorn   = 32
	columnSex    = 38
	columnMobile = 43
	columnSlot   = 51
	columnDose   = 64
	columnState  = 69
)

// row draws a visit as one line of a list.
func (d *desk) row(v dosedesk.Visit, chosen bool) string {
	mark, name := " ", d.name(v.Citizen)
	if chosen {
		mark, name = ">", reversed(text.Truncate(name, columnBorn-columnName-1))
	}
	return text.Row(
		text.Cell{At: 2, Text: mark}, text.Cell{At: columnName, Text: name},
		text.Cell{At: columnBorn, Text: strconv.Itoa(v.Citizen.BirthYear)},
		text.Cell{At: columnSex, Text: d.gender(v.Citizen.Gender)},
		text.Cell{At: columnMobile, Text: v.Citizen.MaskedMobile()},
		text.Cell{At: columnSlot, Text: v.Slot},
		text.Cell{At: columnDose, Text: strconv.Itoa(v.Appointment.Dose)},
		text.Cell{At: columnState, Text: d.state(v)},
	)
}

// devanagari reports whether this terminal can show it.
func (d *desk) devanagari() bool { return slices.Contains(d.Languages, lang.Hindi) }

// name is the citizen's name in the script of the language.
func (d *desk) name(c dosedesk.Citizen) string {
	if d.words.Language == lang.Hindi && c.NameHindi != "" {
		return c.NameHindi
	}
	return c.Name
}

// names are the citizen's name in both scripts, as far as the terminal can show
// them.
func (d *desk) names(c dosedesk.Citizen) string {
	name := bold(c.Name)
	if c.NameHindi != "" && c.NameHindi != c.Name && d.devanagari() {
		name += "   " + c.NameHindi
	}
	return name
}

func (d *desk) gender(g dosedesk.Gender) string {
	f := d.words.Frame
	switch g {
	case dosedesk.Male:
		return f.Male
	case dosedesk.Female:
		return f.Female
	case dosedesk.Other:
		return f.Other
	}
	return ""
}

// state is where a visit stands, in a word or two.
func (d *desk) state(v dosedesk.Visit) string {
	w := d.words.Search
	switch v.State(d.today()) {
	case dosedesk.VisitDue:
		return d.dueWord(v)
	case dosedesk.VisitOtherDay:
		return d.words.Calendar.ShortDay(v.Session.Day)
	case dosedesk.VisitLocked:
		return bad(w.Locked)
	case dosedesk.VisitCleared:
		return good(w.Cleared)
	case dosedesk.VisitGiven:
		dose, _ := v.Dose()
		return fmt.Sprintf(w.Given, d.words.Calendar.Time(dose.GivenAt))
	case dosedesk.VisitConfirmed:
		dose, _ := v.Dose()
		return good(fmt.Sprintf(w.Confirmed, d.words.Calendar.Time(dose.GivenAt)))
	case dosedesk.VisitUnconfirmed:
		return warn(w.Unconfirmed)
	case dosedesk.VisitDeferredNow:
		return w.Deferred
	case dosedesk.VisitCancelled:
		return w.Cancelled
	}
	return ""
}

// dueWord says "due now" in the hours of the slot, and "due" outside them; of a
// walk-in who was registered at a desk, that he waits.
func (d *desk) dueWord(v dosedesk.Visit) string {
	now := d.words.Calendar.Time(d.Now())
	if cameWithout(v) {
		return d.words.Search.Waiting
	}
	if len(v.Slot) == len("09:00-11:00") && v.Slot[:5] <= now && now < v.Slot[6:] {
		return d.words.Search.DueNow
	}
	return d.words.Search.Due
}

// cameWithout reports whether the citizen came without a booking. One who was
// booked as a walk-in has a slot.
func cameWithout(v dosedesk.Visit) bool { return v.Booking == dosedesk.Walkin && v.Slot == "" }
