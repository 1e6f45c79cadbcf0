package main

import (
	"slices"
	"strconv"
	"strings"

	"dosedesk"
)

// What a column must hold, where several must hold the same.
const (
	isDay     = "a day as 2021-05-13"
	isVaccine = "COVISHIELD, COVAXIN, SPUTNIK V, CORBEVAX or ZYCOV-D"
)

// A caseRow reads the fields of one row and keeps the first thing wrong with them.
type caseRow struct {
	columns map[string]int
	fields  []string
	problem string
}

func (r *caseRow) field(column string) string {
	return strings.TrimSpace(r.fields[r.columns[column]])
}

// expect notes what a column must hold; it never repeats what it holds.
func (r *caseRow) expect(ok bool, column, what string) {
	if !ok && r.problem == "" {
		r.problem = column + ": expected " + what
	}
}

func (r *caseRow) read() dosedesk.Case {
	c := dosedesk.Case{
		On:          r.day("on", r.field("on"), isDay),
		Dose:        r.number("dose", 1, 9, "a number from 1 to 9"),
		Vaccine:     oneOf(r, "vaccine", isVaccine, dosedesk.Vaccines...),
		Category:    oneOf(r, "category", "HCW, FLW or nothing", "", dosedesk.HealthCareWorker, dosedesk.FrontLineWorker),
		Comorbidity: oneOf(r, "comorbidity", "Y, N or nothing", "", "N", "Y") == "Y",
		Booking:     oneOf(r, "booking", "online or walkin", dosedesk.Online, dosedesk.Walkin),
		Centre: oneOf(r, "centre", "government, government+walkin or private",
			dosedesk.Government, dosedesk.GovernmentWalkin, dosedesk.Private),
	}
	c.BirthYear, c.BirthDate = r.born()
	c.Previous = r.previous(c.On)
	c.Answers = r.answers(c.On)
	return c
}

func (r *caseRow) day(column, text, what string) dosedesk.Day {
	day, err := dosedesk.ParseDay(text)
	r.expect(err == nil, column, what)
	return day
}

func (r *caseRow) number(column string, least, most int, what string) int {
	n, err := strconv.Atoi(r.field(column))
	r.expect(err == nil && least <= n && n <= most, column, what)
	return n
}

func oneOf[T ~string](r *caseRow, column, what string, allowed ...T) T {
	value := T(r.field(column))
	r.expect(slices.Contains(allowed, value), column, what)
	return value
}

// born reads the year of birth and the day, of which one may be left out.
func (r *caseRow) born() (year int, date dosedesk.Day) {
	const what = " from 1890 to 2100, or nothing where there is "
	if text := r.field("birth_date"); text != "" {
		date = r.day("birth_date", text, isDay)
		r.expect(1890 <= date.Year && date.Year <= 2100, "birth_date", isDay+what+"a birth_year")
	}
	if year = date.Year; date.IsZero() || r.field("birth_year") != "" {
		year = r.number("birth_year", 1890, 2100, "a year"+what+"a birth_date")
	}
	r.expect(date.IsZero() || date.Year == year, "birth_date", "a day in the birth_year")
	return year, date
}

// previous reads the doses before: COVISHIELD@2021-03-28;COVISHIELD@2021-06-20.
func (r *caseRow) previous(on dosedesk.Day) []dosedesk.PreviousDose {
	const what = "nothing, or the doses before as COVISHIELD@2021-03-28;COVISHIELD@2021-06-20"
	text := r.field("previous")
	if text == "" {
		return nil
	}
	var doses []dosedesk.PreviousDose
	var last dosedesk.Day
	for one := range strings.SplitSeq(text, ";") {
		vaccine, day, _ := strings.Cut(one, "@")
		p := dosedesk.PreviousDose{Vaccine: dosedesk.Vaccine(vaccine), On: r.day("previous", day, what)}
		r.expect(slices.Contains(dosedesk.Vaccines, p.Vaccine), "previous", what)
		r.expect(!p.On.Before(last), "previous", "the doses before in their order")
		r.expect(!on.Before(p.On), "previous", "no dose after the day of on")
		doses, last = append(doses, p), p.On
	}
	return doses
}
