package dosedesk_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"dosedesk"
)

// Whatever the file, it is refused with a reason or it can judge.
func FuzzParseSchedule(f *testing.F) {
	data, err := os.ReadFile("schedule.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Add(smallSchedule)
	f.Add(strings.Replace(smallSchedule, "days = 84", "days = 84\nbookings_kept_until = 2021-05-31", 1))
	for _, c := range spoiltSchedules {
		f.Add(strings.Replace(smallSchedule, c.old, c.new, 1))
	}
	cases := fixedCases()
	f.Fuzz(func(t *testing.T, file string) {
		s, err := dosedesk.ParseSchedule([]byte(file))
		if err != nil {
			if dosedesk.CodeOf(err) != dosedesk.EInvalid || err.Error() == "" {
				t.Errorf("refused with %q", err)
			}
			return
		}
		for _, c := range cases {
			got := s.Judge(c)
			if !slices.Contains([]dosedesk.Outcome{eligible, caution, notYet, notEligible}, got.Outcome) || len(got.Findings) == 0 {
				t.Fatalf("on %v: %+v", c.On, got)
			}
			s.InForce(c.On)
		}
	})
}

// fixedCases are of every vaccine and dose, before, during and after the programme.
func fixedCases() []dosedesk.Case {
	answers := []dosedesk.Answers{
		{},
		{Allergy: true, Pregnant: true, Breastfeeding: true, Acute: true, Bleeding: true, Travel: true},
		{Travel: true, Recovered: day("2021-05-01"), Plasma: day("2021-05-01"), OtherVaccine: day("2021-05-01")},
	}
	var cases []dosedesk.Case
	for _, on := range []string{"0001-01-01", "2021-05-12", "2021-05-13", "2022-08-12", "9999-12-31"} {
		for _, v := range dosedesk.Vaccines {
			for doses := range 4 {
				for i, a := range answers {
					c := after(45, doses, on, v, 1950+20*i, hcw, comorbidity)
					c.Answers = a
					cases = append(cases, c)
				}
			}
		}
	}
	return cases
}
