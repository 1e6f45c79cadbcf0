package dosedesk_test

import (
	"strings"
	"testing"

	"dosedesk"
)

// The schedule that each test below spoils in one place. Its first line is 1.
const smallSchedule = `version = "2021-05-13.1"

[[vaccine]]
name = "COVISHIELD"
doses = 2
age = 18
born_by_year = 2003
from = 2021-01-16
source = "made up"

[[who]]
name = "45 and older"
dose = 1
age = 45
born_by_year = 1976
from = 2021-04-01
source = "made up"

[[interval]]
dose = 2
vaccines = ["COVISHIELD"]
days = 28
advised = [28, 42]
from = 2021-01-16
until = 2021-05-12
source = "made up"

[[interval]]
dose = 2
vaccines = ["COVISHIELD"]
days = 84
from = 2021-05-13
source = "made up"

[[health]]
question = "recovered"
wait_days = 28
from = 2021-01-14
source = "made up"

[[mix]]
dose = 3
vaccine = "CORBEVAX"
after = ["COVISHIELD", "COVAXIN"]
from = 2021-05-13
source = "made up"
`

func TestParseSchedule(t *testing.T) {
	s, err := dosedesk.ParseSchedule([]byte(smallSchedule))
	if err != nil {
		t.Fatal(err)
	}
	if s.Version != "2021-05-13.1" || s.InForce(day("2021-05-14")) != day("2021-05-13") {
		t.Errorf("version %s, rules of %v", s.Version, s.InForce(day("2021-05-14")))
	}
	if got := s.Judge(first("2021-05-13", dosedesk.Covishield, 1976)); got.Outcome != eligible || got.Version != s.Version {
		t.Errorf("got %s by version %s", got.Outcome, got.Version)
	}
}

// spoiltSchedules are smallSchedule, each spoilt in one place, and what is said
// of it.
var spoiltSchedules = map[string]struct{ old, new, want string }{
	"an unknown key":         {"days = 84", "days = 84\nadvise = 112", `line 32: there is no key "advise"`},
	"an unknown key on top":  {"version", "edition = 1\nversion", `line 1: there is no key "edition"`},
	"an unknown kind":        {"[[who]]", "[[whom]]", `line 11: there is no key`},
	"an overlap":             {"until = 2021-05-12", "until = 2021-05-13", "line 28: overlap: interval before dose 2 of COVISHIELD"},
	"no end before the next": {"until = 2021-05-12\n", "", "line 27: overlap"},
	"a gap":                  {"until = 2021-05-12", "until = 2021-05-10", "line 28: gap: interval before dose 2 of COVISHIELD, none from 2021-05-11 to 2021-05-12"},
	"a negative interval":    {"days = 84", "days = -84", "line 31: an interval has at least one day"},
	"a negative wait":        {"wait_days = 28", "wait_days = -28", "line 37: a wait is not negative"},
	"advice too early":       {"[28, 42]", "[27, 42]", "line 23: the advice"},
	"an end before the start": {
		"from = 2021-01-16\nuntil = 2021-05-12", "from = 2021-01-16\nuntil = 2021-01-15", "line 25: the last day is before the first",
	},
	"no first day":              {"from = 2021-04-01\n", "", "line 11: the first day is missing"},
	"no source":                 {"from = 2021-04-01\nsource = \"made up\"", "from = 2021-04-01", "line 11: the source is missing"},
	"a day that is none":        {"from = 2021-04-01", "from = 2021-04-31", "line 16"},
	"a day in quotes":           {"from = 2021-04-01", `from = "2021-04-01"`, "line 16"},
	"a day with a time":         {"from = 2021-04-01", "from = 2021-04-01T00:00:00Z", "line 16"},
	"a word for a number":       {"days = 84", `days = "84"`, "line 31"},
	"a key twice":               {"days = 84", "days = 84\ndays = 42", "line 32"},
	"an unknown vaccine":        {`vaccines = ["COVISHIELD"]`, `vaccines = ["COVISHELD"]`, `line 21: the vaccines are ["COVISHIELD"`},
	"another such vaccine":      {`name = "COVISHIELD"`, `name = "COVISHELD"`, "line 4: the vaccines are"},
	"a series of no dose":       {"doses = 2", "doses = 0", "line 5: a series has"},
	"a vaccine for any age":     {"age = 18\nborn_by_year = 2003\n", "", "line 3: a vaccine has a least age"},
	"a group without a name":    {"name = \"45 and older\"\n", "", "line 11: the group has no name"},
	"a dose before the first":   {"dose = 1\n", "dose = 0\n", "line 13: doses count from 1"},
	"an interval before dose 1": {"[[interval]]\ndose = 2", "[[interval]]\ndose = 1", "line 20: an interval comes before dose 2"},
	"a mix with dose 1":         {"dose = 3", "dose = 1", "line 42: the first dose follows no other"},
	"a mix of unknowns":         {"CORBEVAX", "CORBEVEX", "line 43: the vaccines are"},
	"a mix with itself":         {`after = ["COVISHIELD"`, `after = ["CORBEVAX"`, "line 44: after one or more other vaccines"},
	"an unknown question":       {`"recovered"`, `"headache"`, "line 36: the questions are"},
	"an outcome after a day":    {"wait_days = 28", `outcome = "caution"`, "line 36: after a date comes"},
	"no outcome after a yes":    {`"recovered"`, `"allergy"`, "line 35: after a yes comes"},
	"an unknown category":       {"dose = 1\n", "dose = 1\ncategory = \"VIP\"\n", "line 14: the categories are"},
	"an unknown booking":        {"dose = 1\n", "dose = 1\nbooking = \"phone\"\n", "line 14: a booking is"},
	"an unknown centre":         {"dose = 1\n", "dose = 1\ncentres = [\"mall\"]\n", "line 14: the kinds of centre are"},
	"an age without a year":     {"born_by_year = 1976\n", "", "line 14: age stands with"},
	"an age twice":              {"born_by_year = 1976\n", "born_by_year = 1976\nborn_by_date = 1976-12-31\n", "line 16: born_by_year or born_by_date"},
	"nobody of that age":        {"born_by_year = 1976\n", "born_by_year = 1976\nborn_from_year = 1977\n", "line 16: nobody"},
	"a change without a word":   {`"2021-05-13.1"`, `"2021-05-12.1"`, `a version like "2021-05-13.1"`},
	"kept before the change":    {"days = 84", "days = 84\nbookings_kept_until = 2021-05-12", "line 32: bookings are kept from"},
	"kept after the end":        {"advised", "bookings_kept_until = 2021-05-13\nadvised", "line 23: bookings are kept from"},
	"kept for travellers":       {"days = 84", "travel = true\ndays = 84\nbookings_kept_until = 2021-05-20", "line 33: bookings are kept by"},
	"kept by nothing before":    {"advised", "bookings_kept_until = 2021-05-12\nadvised", "line 19: no interval before dose 2 of COVISHIELD ends on 2021-01-15"},
	"a switch without a day":    {"days = 84", "days = 84\nbookings_kept_until = true", "line 32 (last key"},
	"nothing":                   {smallSchedule, "", "no rules"},
}

func TestParseScheduleRefuses(t *testing.T) {
	for name, c := range spoiltSchedules {
		t.Run(name, func(t *testing.T) {
			spoilt := strings.Replace(smallSchedule, c.old, c.new, 1)
			if spoilt == smallSchedule {
				t.Fatal("nothing was spoilt")
			}
			_, err := dosedesk.ParseSchedule([]byte(spoilt))
			if dosedesk.CodeOf(err) != dosedesk.EInvalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
