package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dosedesk"
)

// A bookingRow reads the fields of one row and collects what is wrong with them.
type bookingRow struct {
	columns  map[string]int
	fields   []string
	problems []string
}

// field returns what a column holds: nothing where the file has no such column.
func (r *bookingRow) field(column string) string {
	at, ok := r.columns[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.fields[at])
}

// expect notes what a column must hold; it never repeats what it holds.
func (r *bookingRow) expect(ok bool, column, what string) {
	if !ok {
		r.problems = append(r.problems, column+": expected "+what)
	}
}

func (r *bookingRow) appointment() dosedesk.Appointment {
	a := dosedesk.Appointment{
		ID: r.id("appointment_id"),
		Session: dosedesk.Session{
			ID: r.id("session_id"), Centre: r.centre(), Day: r.day("date"), Vaccine: r.vaccine("vaccine"),
		},
		Slot:    r.slot(),
		Dose:    r.number("dose", 1, 3),
		Booking: dosedesk.Booking(r.oneOf("booking", string(dosedesk.Online), string(dosedesk.Walkin))),
		Citizen: r.citizen(),
	}
	a.Previous = r.previous(a)
	return a
}

func (r *bookingRow) citizen() dosedesk.Citizen {
	return dosedesk.Citizen{
		ReferenceID: r.digits("beneficiary_reference_id", 13, 14),
		Name:        r.name("name", true),
		NameHindi:   r.name("name_hi", false),
		Gender:      dosedesk.Gender(r.oneOf("gender", string(dosedesk.Male), string(dosedesk.Female), string(dosedesk.Other))),
		BirthYear:   r.number("birth_year", 1890, 2100),
		Mobile:      r.digits("mobile_number", 10, 10),
		PhotoID:     dosedesk.PhotoID{Type: r.oneOf("photo_id_type", dosedesk.PhotoIDs...), LastFour: r.lastFour()},
		Category:    dosedesk.Category(r.oneOf("category", "", string(dosedesk.HealthCareWorker), string(dosedesk.FrontLineWorker))),
		Comorbidity: r.oneOf("comorbidity_ind", "", "N", "Y") == "Y",
	}
}

// previous reads the doses before this one: each has its columns, and a dose has
// none of itself or of later ones.
func (r *bookingRow) previous(a dosedesk.Appointment) (previous []dosedesk.PreviousDose) {
	for n := 1; n <= 2; n++ {
		on, vaccine := fmt.Sprintf("dose%d_date", n), fmt.Sprintf("dose%d_vaccine", n)
		if a.Dose <= n {
			r.expect(r.field(on) == "", on, fmt.Sprintf("nothing for dose %d", a.Dose))
			r.expect(r.field(vaccine) == "", vaccine, fmt.Sprintf("nothing for dose %d", a.Dose))
			continue
		}
		p := dosedesk.PreviousDose{On: r.day(on), Vaccine: r.vaccine(vaccine)}
		known := !p.On.IsZero() && !a.Session.Day.IsZero()
		r.expect(!known || p.On.Before(a.Session.Day), on, "a day before the appointment's")
		previous = append(previous, p)
	}
	return previous
}

func (r *bookingRow) id(column string) dosedesk.ID {
	id, err := dosedesk.ParseID(r.field(column))
	r.expect(err == nil && !id.IsZero(), column, "a UUID")
	return id
}

func (r *bookingRow) day(column string) dosedesk.Day {
	day, err := dosedesk.ParseDay(r.field(column))
	r.expect(err == nil, column, "a day as 2021-05-13")
	return day
}

func (r *bookingRow) vaccine(column string) dosedesk.Vaccine {
	vaccine := dosedesk.Vaccine(r.field(column))
	r.expect(slices.Contains(dosedesk.Vaccines, vaccine), column, fmt.Sprintf("one of %v", dosedesk.Vaccines))
	return vaccine
}

func (r *bookingRow) oneOf(column string, allowed ...string) string {
	value := r.field(column)
	r.expect(slices.Contains(allowed, value), column, "one of "+strings.Join(allowed, ", "))
	return value
}

func (r *bookingRow) number(column string, least, most int) int {
	n, err := strconv.Atoi(r.field(column))
	r.expect(err == nil && least <= n && n <= most, column, fmt.Sprintf("a number from %d to %d", least, most))
	return n
}

func (r *bookingRow) centre() dosedesk.CentreID {
	n, err := strconv.ParseUint(r.field("center_id"), 10, 32)
	r.expect(err == nil && n > 0, "center_id", "a centre's number")
	return dosedesk.CentreID(n)
}

func (r *bookingRow) digits(column string, least, most int) string {
	value := r.field(column)
	what := fmt.Sprintf("%d digits", most)
	if least < most {
		what = fmt.Sprintf("%d or %d digits", least, most)
	}
	r.expect(least <= len(value) && len(value) <= most && !strings.ContainsFunc(value, isNoDigit), column, what)
	return value
}

// name reads a name in NFC, so that one name is one string everywhere.
func (r *bookingRow) name(column string, needed bool) string {
	name := norm.NFC.String(r.field(column))
	r.expect(!needed || name != "", column, "a name")
	r.expect(len(name) <= 200 && !strings.ContainsFunc(name, unicode.IsControl), column, "at most 200 bytes, no control characters")
	return name
}

func (r *bookingRow) lastFour() string {
	value := strings.ToUpper(r.field("photo_id_last4"))
	strange := func(c rune) bool { return isNoDigit(c) && (c < 'A' || c > 'Z') }
	r.expect(len(value) == 4 && !strings.ContainsFunc(value, strange), "photo_id_last4", "the last four letters or digits")
	return value
}

func isNoDigit(c rune) bool { return c < '0' || c > '9' }

func (r *bookingRow) slot() string {
	value := r.field("slot")
	begin, end, ok := strings.Cut(value, "-")
	r.expect(ok && isClock(begin) && isClock(end) && begin < end, "slot", "hours as 09:00-11:00")
	return value
}

func isClock(s string) bool {
	hour, minute, ok := strings.Cut(s, ":")
	h, errHour := strconv.Atoi(hour)
	m, errMinute := strconv.Atoi(minute)
	return ok && len(hour) == 2 && len(minute) == 2 && errHour == nil && errMinute == nil &&
		0 <= h && h <= 24 && 0 <= m && m < 60
}
