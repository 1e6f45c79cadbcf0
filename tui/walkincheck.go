package tui

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"dosedesk"
)

// oldest is the age beyond which a birth year is taken for a slip of the finger.
const oldest = 120

// check says what is wrong with an entry of the walk-in's form.
func (s *walkin) check(d *desk, i int) string {
	w, value := d.words.Walkin, s.entries[i].value()
	wrong := func(is bool, sentence string) string {
		if is {
			return sentence
		}
		return ""
	}
	switch i {
	case walkinName:
		return wrong(utf8.RuneCountInString(value) < 2, w.NameWrong)
	case walkinGender:
		return wrong(value == "", w.GenderWrong)
	case walkinBirthYear:
		return wrong(!plausibleYear(value, d.today()), w.BirthYearWrong)
	case walkinMobile:
		return wrong(len(value) != 10 || value[0] < '6', w.MobileWrong)
	case walkinLastFour:
		return wrong(len(value) != 4, w.LastFourWrong)
	case walkinVaccine, walkinFirstVaccine:
		return wrong(value == "", w.VaccineWrong)
	case walkinFirstOn:
		return s.checkFirstOn(d, value)
	}
	return ""
}

func plausibleYear(s string, today dosedesk.Day) bool {
	year, err := strconv.Atoi(s)
	return err == nil && len(s) == 4 && year <= today.Year && year > today.Year-oldest
}

func (s *walkin) checkFirstOn(d *desk, value string) string {
	on, ok := parseDate(value)
	switch {
	case !ok:
		return d.words.Walkin.FirstOnWrong
	case !on.Before(d.today()):
		return fmt.Sprintf(d.words.Walkin.FirstOnLater, d.words.Calendar.Day(d.today()))
	}
	return ""
}
