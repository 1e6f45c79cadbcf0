package tui

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"dosedesk"
	"dosedesk/tui/text"
)

// walkin registers a citizen who came without a booking. No code is asked for.
// Whoever has an open online booking is no walk-in: he has to give its code.
type walkin struct {
	form
	sessions []dosedesk.Session // today's first
	booking  *dosedesk.Visit    // the open booking of who was typed in
	summary  bool               // all is filled in, and is read out before it is recorded
	saving   task               // 0 for none
	made     dosedesk.ID        // the appointment that is being recorded
}

func newWalkin() *walkin { return &walkin{} }

// The entries of the form, in their order. The last two are for a second dose.
const (
	walkinName = iota
	walkinGender
	walkinBirthYear
	walkinMobile
	walkinPhotoID
	walkinLastFour
	walkinVaccine
	walkinDose
	walkinFirstOn
	walkinFirstVaccine
	walkinEntries
)

func (s *walkin) open(d *desk) action {
	if s.entries != nil {
		return stay()
	}
	s.sessions = d.sessions()
	var all []string
	for _, v := range dosedesk.Vaccines {
		all = append(all, string(v))
	}
	s.entries = []*entry{
		typed(60, nameLetters), genderEntry(), typed(4, digitsOnly), typed(10, digitsOnly),
		photoIDEntry(), typed(4, capitals), d.sessionEntry(s.sessions), chosen(0, "1", "2"),
		typed(10, dateLetters), chosen(-1, all...),
	}
	s.entries[walkinMobile].masked = true
	if len(d.vaccinesToday()) > 1 {
		s.entries[walkinVaccine].choose(string(d.vaccine))
	}
	return stay()
}

func genderEntry() *entry {
	e := &entry{chosen: -1}
	for _, g := range []dosedesk.Gender{dosedesk.Male, dosedesk.Female, dosedesk.Other} {
		e.choices = append(e.choices, choice{string(g), func(d *desk) string { return d.words.Walkin.Genders[g] }})
	}
	return e
}

func photoIDEntry() *entry {
	e := &entry{}
	for _, id := range dosedesk.PhotoIDs {
		e.choices = append(e.choices, choice{id, func(d *desk) string { return d.words.PhotoID(id) }})
	}
	return e
}

// shown is how many entries the form has for the chosen dose.
func (s *walkin) shown() int {
	if s.entries[walkinDose].value() == "2" {
		return walkinEntries
	}
	return walkinFirstOn
}

func (s *walkin) press(d *desk, k key) action {
	switch {
	case s.saving != 0:
		return stay()
	case s.booking != nil:
		return s.pressBooking(k)
	case s.summary:
		return s.pressSummary(d, k)
	case k.name() == "esc":
		return pop()
	case len(s.sessions) == 0:
		return stay()
	}
	if s.form.press(d, k, s.shown(), func(i int) string { return s.check(d, i) }) {
		return s.enter(d)
	}
	return stay()
}

func (s *walkin) pressBooking(k key) action {
	switch k.name() {
	case "enter":
		return replace(newCitizen(s.booking.ID))
	case "esc":
		s.booking = nil
	}
	return stay()
}

// enter shows what was typed once more, or the open booking of who it is about.
func (s *walkin) enter(d *desk) action {
	booking, ok := d.Vault.OpenBooking(s.citizen())
	if ok {
		s.booking = &booking
	}
	s.summary = !ok
	return stay()
}

func (s *walkin) pressSummary(d *desk, k key) action {
	switch k.name() {
	case "esc":
		s.summary = false
	case "enter":
		if s.enter(d); s.summary {
			return s.register(d)
		}
	}
	return stay()
}

func (s *walkin) register(d *desk) action {
	appointment := s.appointment(d)
	s.made, s.saving = appointment.ID, d.newTask()
	return run(d.record(s.saving, &dosedesk.WalkinRegistered{Appointment: appointment}))
}

func (s *walkin) receive(d *desk, msg any) action {
	result, ok := s.saving.ended(msg)
	if !ok {
		return stay()
	}
	if result.err != nil {
		s.problem = d.notRecorded(result.err)
		return stay()
	}
	return replace(newCitizen(s.made))
}

func (s *walkin) citizen() dosedesk.Citizen {
	value := func(i int) string { return s.entries[i].value() }
	year, _ := strconv.Atoi(value(walkinBirthYear)) // four digits: checked
	c := dosedesk.Citizen{
		Name: strings.Join(strings.Fields(value(walkinName)), " "), Gender: dosedesk.Gender(value(walkinGender)),
		BirthYear: year, Mobile: value(walkinMobile),
		PhotoID: dosedesk.PhotoID{Type: value(walkinPhotoID), LastFour: value(walkinLastFour)},
	}
	if strings.ContainsFunc(c.Name, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) {
		c.NameHindi = c.Name
	}
	return c
}

func (s *walkin) appointment(d *desk) dosedesk.Appointment {
	dose, _ := strconv.Atoi(s.entries[walkinDose].value()) // one of the choices
	a := dosedesk.Appointment{
		ID: d.NewID(), Session: s.sessions[s.entries[walkinVaccine].chosen], Dose: dose,
		Booking: dosedesk.Walkin, Citizen: s.citizen(),
	}
	if s.shown() == walkinEntries {
		on, _ := parseDate(s.entries[walkinFirstOn].value())
		a.Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Vaccine(s.entries[walkinFirstVaccine].value()), On: on}}
	}
	return a
}

func (s *walkin) lines(d *desk, _ int) []string {
	w := d.words.Walkin
	switch {
	case s.booking != nil:
		return s.bookingLines(d)
	case len(s.sessions) == 0:
		return append([]string{" " + bold(w.Title), ""}, paragraph(w.NoSession)...)
	}
	labels := []string{w.Name, w.Gender, w.BirthYear, w.Mobile, w.PhotoID, w.LastFour, w.Vaccine, w.Dose, w.FirstOn, w.FirstVaccine}
	if s.summary {
		return s.summaryLines(d, labels[:s.shown()])
	}
	lines := append([]string{" " + bold(w.Title), ""}, s.form.lines(d, labels[:s.shown()])...)
	if s.problem == "" {
		lines = append(lines, paragraph(w.NoCode)...)
	}
	return lines
}

// bookingLines say whose open booking was found.
func (s *walkin) bookingLines(d *desk) []string {
	w, b := d.words.Walkin, s.booking
	lines := []string{
		" " + warn("! "+w.Booked), "",
		text.Row(text.Cell{At: 4, Text: bold(d.name(b.Citizen))}, text.Cell{At: formColumn, Text: strconv.Itoa(b.Citizen.BirthYear)},
			text.Cell{At: formColumn + 6, Text: d.gender(b.Citizen.Gender)}, text.Cell{At: formColumn + 11, Text: b.Citizen.MaskedMobile()}),
		text.Row(text.Cell{At: 4, Text: fmt.Sprintf(w.BookedFor, b.Session.Vaccine, b.Appointment.Dose)},
			text.Cell{At: formColumn, Text: d.words.Calendar.Day(b.Session.Day) + "  " + b.Slot}), "",
	}
	return append(lines, paragraph(w.MustGiveCode)...)
}

// walkinFirst is the body's line of the first entry.
const walkinFirst = 2

func (s *walkin) cursor(*desk) (line, column int, ok bool) {
	if s.booking != nil || s.summary || len(s.sessions) == 0 {
		return 0, 0, false
	}
	return s.form.cursor(walkinFirst)
}

func (s *walkin) bindings(d *desk) []binding {
	w := d.words
	if s.booking != nil {
		return []binding{{key: "enter", label: w.Walkin.OpenBooking}, {key: "esc", label: w.Frame.Back}}
	}
	if s.summary {
		return []binding{{key: "enter", label: w.Walkin.Register}, {key: "esc", label: w.Frame.Back}}
	}
	enter, off := w.Form.Next, ""
	if len(s.sessions) == 0 {
		off = w.Walkin.NoSession
	}
	return s.form.bindings(d, enter, off)
}
