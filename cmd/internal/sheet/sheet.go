// Package sheet is the roster on paper, for a day on which the desk stays dark:
// one HTML file that any browser prints. It has what a desk shows of each
// appointment, and boxes for what is written down. It has no code, nor a box for
// one: the centre could read it there.
package sheet

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// Sheet is the roster of one day.
type Sheet struct {
	Centre   dosedesk.Centre
	Day      dosedesk.Day
	Visits   []dosedesk.Visit // of the day, by slot and name
	Schedule *dosedesk.Schedule
	AsOf     time.Time // of the roster
	At       time.Time // now
	By       string    // who prints it
	Language lang.Language
}

//go:embed sheet.html
var sheetHTML string

//go:embed sheet.css
var sheetCSS string

var pages = template.Must(template.New("").Parse(sheetHTML))

// walkins are the blank lines for those who come without a booking.
const walkins = 14

// view is what the template says.
type view struct {
	Style    template.CSS
	Lang     lang.Language
	Words    lang.Sheet
	Centre   string
	Day      string
	AsOf     string
	Printed  string
	Question string
	Slots    []slot
	Walkins  []int
}

// A table is a view with how many columns a table of it has.
type table struct {
	View    view
	Columns int
}

// Wide is the table of the bookings.
func (v view) Wide() table { return table{v, 16} }

// Narrow is the table of the walk-ins.
func (v view) Narrow() table { return table{v, 15} }

// A slot has the rows of its hours.
type slot struct {
	Hours string
	Rows  []row
}

type row struct {
	Number                                         int
	Name, Other                                    string // in both scripts
	Born                                           int
	Gender, PhotoID, LastFour, Mobile, Dose, State string
	Off                                            bool // no dose is to be given
}

// Write writes the page.
func (s Sheet) Write(w io.Writer) error {
	words := lang.For(s.Language)
	v := view{
		Style: template.CSS(sheetCSS), //nolint:gosec // our own file
		Lang:  s.Language, Words: words.Sheet, Centre: s.centre(), Day: words.Calendar.Today(s.Day),
		AsOf:     fmt.Sprintf(words.Sheet.AsOf, s.moment(s.AsOf)),
		Printed:  fmt.Sprintf(words.Sheet.Printed, s.moment(s.At), s.By),
		Question: fmt.Sprintf(words.Sheet.Question, strings.Join(words.Questions.Short[:], ", ")),
		Walkins:  make([]int, walkins),
	}
	for n, visit := range s.Visits {
		if last := len(v.Slots) - 1; last < 0 || v.Slots[last].Hours != visit.Slot {
			v.Slots = append(v.Slots, slot{Hours: visit.Slot})
		}
		last := &v.Slots[len(v.Slots)-1]
		last.Rows = append(last.Rows, s.row(words, n+1, visit))
	}
	return pages.Execute(w, v)
}

func (s Sheet) centre() string {
	if s.Language == lang.Hindi && s.Centre.NameHindi != "" {
		return s.Centre.NameHindi
	}
	return s.Centre.Name
}

func (s Sheet) moment(t time.Time) string {
	c := lang.For(s.Language).Calendar
	return c.ShortDay(dosedesk.DayOf(t)) + " " + c.Time(t)
}

func (s Sheet) row(words *lang.Words, n int, v dosedesk.Visit) row {
	c := v.Citizen
	r := row{
		Number: n, Name: c.Name, Other: c.NameHindi, Born: c.BirthYear, Gender: s.gender(words, c.Gender),
		PhotoID: words.PhotoID(c.PhotoID.Type), LastFour: c.PhotoID.LastFour, Mobile: c.MaskedMobile(),
		Dose: fmt.Sprintf("%d  %s", v.Appointment.Dose, v.Session.Vaccine),
	}
	if s.Language == lang.Hindi && r.Other != "" {
		r.Name, r.Other = r.Other, r.Name
	}
	r.State, r.Off = s.state(words, v)
	return r
}

func (s Sheet) gender(words *lang.Words, g dosedesk.Gender) string {
	return map[dosedesk.Gender]string{
		dosedesk.Male: words.Frame.Male, dosedesk.Female: words.Frame.Female, dosedesk.Other: words.Frame.Other,
	}[g]
}

// state says where a visit stands; off says that no dose is to be given, because
// there was one or the rules of the day do not allow it.
func (s Sheet) state(words *lang.Words, v dosedesk.Visit) (said string, off bool) {
	if dose, given := v.Dose(); given {
		return fmt.Sprintf(words.Search.Given, words.Calendar.Time(dose.GivenAt)), true
	}
	verdict := s.Schedule.Judge(v.Case(s.Day, s.Centre.Kind, dosedesk.Answers{}))
	switch {
	case v.Cancelled:
		return words.Search.Cancelled, true
	case verdict.Outcome == dosedesk.NotYet && !verdict.From.IsZero():
		return fmt.Sprintf(words.Sheet.From, words.Calendar.ShortDay(verdict.From)), true
	case verdict.Outcome == dosedesk.NotYet:
		return words.Eligibility.NotYet, true
	case !verdict.Outcome.Admits():
		return words.Eligibility.NotEligible, true
	case v.Clearance != dosedesk.NotCleared:
		return words.Search.Cleared, false
	case v.Deferred != nil:
		return words.Search.Deferred, false
	}
	return "", false
}
