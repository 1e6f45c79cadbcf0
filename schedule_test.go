package dosedesk_test

import (
	"fmt"
	"slices"
	"testing"

	"dosedesk"

	"github.com/google/go-cmp/cmp"
)

func day(s string) dosedesk.Day {
	d, err := dosedesk.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// first is a case of dose 1, booked online at a government centre.
func first(on string, v dosedesk.Vaccine, born int, change ...func(*dosedesk.Case)) dosedesk.Case {
	c := dosedesk.Case{
		On: day(on), Dose: 1, Vaccine: v, BirthYear: born,
		Booking: dosedesk.Online, Centre: dosedesk.Government,
	}
	for _, f := range change {
		f(&c)
	}
	return c
}

// next is a case of the dose after the given ones of the same vaccine.
func next(on string, v dosedesk.Vaccine, born int, previous []string, change ...func(*dosedesk.Case)) dosedesk.Case {
	c := first(on, v, born)
	for _, p := range previous {
		c.Previous = append(c.Previous, dosedesk.PreviousDose{Vaccine: v, On: day(p)})
	}
	c.Dose = len(previous) + 1
	for _, f := range change {
		f(&c)
	}
	return c
}

// after is a case of the dose that follows, so many days after the last of n
// doses that were 28 days apart.
func after(days, n int, on string, v dosedesk.Vaccine, born int, change ...func(*dosedesk.Case)) dosedesk.Case {
	var previous []string
	for i := n - 1; i >= 0; i-- {
		previous = append(previous, day(on).AddDays(-days-28*i).String())
	}
	return next(on, v, born, previous, change...)
}

func walkin(c *dosedesk.Case)      { c.Booking = dosedesk.Walkin }
func hcw(c *dosedesk.Case)         { c.Category = dosedesk.HealthCareWorker }
func flw(c *dosedesk.Case)         { c.Category = dosedesk.FrontLineWorker }
func comorbidity(c *dosedesk.Case) { c.Comorbidity = true }
func travels(c *dosedesk.Case)     { c.Answers.Travel = true }

func at(kind dosedesk.CentreKind) func(*dosedesk.Case) {
	return func(c *dosedesk.Case) { c.Centre = kind }
}

func bornOn(s string) func(*dosedesk.Case) {
	return func(c *dosedesk.Case) { c.BirthDate = day(s) }
}

func instead(v dosedesk.Vaccine) func(*dosedesk.Case) {
	return func(c *dosedesk.Case) { c.Vaccine = v }
}

func says(answer func(*dosedesk.Answers)) func(*dosedesk.Case) {
	return func(c *dosedesk.Case) { answer(&c.Answers) }
}

// judgement is a case, what the schedule must say, and the topic that decides it.
type judgement struct {
	c       dosedesk.Case
	outcome dosedesk.Outcome
	from    string
	because dosedesk.Topic
}

func testJudgements(t *testing.T, rows []judgement) {
	t.Helper()
	for _, row := range rows {
		c := row.c
		t.Run(fmt.Sprintf("%v dose %d %s born %d", c.On, c.Dose, c.Vaccine, c.BirthYear), func(t *testing.T) {
			got := dosedesk.DefaultSchedule().Judge(c)
			if got.Outcome != row.outcome || got.From.String() != row.from {
				t.Errorf("got %s from %q, want %s from %q: %+v", got.Outcome, got.From, row.outcome, row.from, got.Findings)
			}
			decides := func(f dosedesk.Finding) bool { return f.Topic == row.because && f.Outcome == row.outcome }
			if row.because != "" && !slices.ContainsFunc(got.Findings, decides) {
				t.Errorf("nothing says %s because of %s: %+v", row.outcome, row.because, got.Findings)
			}
		})
	}
}

const (
	eligible    = dosedesk.Eligible
	caution     = dosedesk.Caution
	notYet      = dosedesk.NotYet
	notEligible = dosedesk.NotEligible
)

func TestFirstDose(t *testing.T) {
	v, covaxin, corbevax := dosedesk.Covishield, dosedesk.Covaxin, dosedesk.Corbevax
	testJudgements(t, []judgement{
		{first("2021-01-15", v, 1950, hcw), notEligible, "", dosedesk.TopicVaccine},
		{first("2021-01-16", v, 2003, hcw), eligible, "", dosedesk.TopicCategory},
		{first("2021-01-16", v, 2004, hcw), notEligible, "", dosedesk.TopicAge},
		{first("2021-01-16", v, 1950), notEligible, "", dosedesk.TopicCategory},
		{first("2021-02-01", v, 1990, flw), notEligible, "", dosedesk.TopicCategory},
		{first("2021-02-02", v, 1990, flw), eligible, "", dosedesk.TopicCategory},
		{first("2021-02-28", v, 1961), notEligible, "", dosedesk.TopicCategory},
		{first("2021-03-01", v, 1961), eligible, "", dosedesk.TopicAge},
		{first("2021-03-01", v, 1962), notEligible, "", dosedesk.TopicComorbidity},
		{first("2021-03-01", v, 1962, comorbidity), eligible, "", dosedesk.TopicComorbidity},
		{first("2021-03-01", v, 1976, comorbidity), eligible, "", dosedesk.TopicComorbidity},
		{first("2021-03-01", v, 1977, comorbidity), notEligible, "", dosedesk.TopicAge},
		{first("2021-03-31", v, 1976), notEligible, "", dosedesk.TopicComorbidity},
		{first("2021-04-01", v, 1976, walkin), eligible, "", dosedesk.TopicAge},
		{first("2021-04-01", v, 1977), notEligible, "", dosedesk.TopicAge},
		{first("2021-04-30", v, 1990), notEligible, "", dosedesk.TopicAge},
		{first("2021-05-01", v, 1990), eligible, "", dosedesk.TopicBooking},
		{first("2021-05-01", v, 1990, walkin), notEligible, "", dosedesk.TopicBooking},
		{first("2021-05-01", v, 1976, walkin), eligible, "", ""},
		{first("2021-05-01", v, 2003), eligible, "", ""},
		{first("2021-05-01", v, 2004), notEligible, "", dosedesk.TopicAge},
		{first("2021-05-01", v, 0), notEligible, "", dosedesk.TopicAge},
		{first("2021-05-23", v, 1990, walkin, at(dosedesk.GovernmentWalkin)), notEligible, "", dosedesk.TopicBooking},
		{first("2021-05-24", v, 1990, walkin, at(dosedesk.GovernmentWalkin)), eligible, "", dosedesk.TopicCentre},
		{first("2021-05-24", v, 1990, walkin), notEligible, "", dosedesk.TopicBooking},
		{first("2021-06-20", v, 1990, walkin, at(dosedesk.Private)), notEligible, "", dosedesk.TopicBooking},
		{first("2021-06-21", v, 1990, walkin, at(dosedesk.Private)), eligible, "", dosedesk.TopicAge},
		{first("2022-01-02", covaxin, 2007), notEligible, "", dosedesk.TopicAge},
		{first("2022-01-03", covaxin, 2007), eligible, "", dosedesk.TopicVaccine},
		{first("2022-01-03", v, 2007), notEligible, "", dosedesk.TopicVaccine},
		{first("2022-01-03", covaxin, 2008), notEligible, "", dosedesk.TopicAge},
		{first("2022-03-15", corbevax, 2009), notEligible, "", dosedesk.TopicVaccine},
		{first("2022-03-16", corbevax, 2008), eligible, "", dosedesk.TopicAge},
		{first("2022-03-16", corbevax, 2009), eligible, "", dosedesk.TopicVaccine},
		{first("2022-03-16", corbevax, 2007), notEligible, "", dosedesk.TopicVaccine},
		{first("2022-03-16", covaxin, 2009), notEligible, "", ""},
		{first("2022-03-16", corbevax, 2010), caution, "", dosedesk.TopicAge},
		{first("2022-03-16", corbevax, 2010, bornOn("2010-03-15")), eligible, "", dosedesk.TopicAge},
		{first("2022-03-16", corbevax, 2010, bornOn("2010-03-16")), notEligible, "", dosedesk.TopicAge},
		{first("2022-03-16", corbevax, 2011), notEligible, "", dosedesk.TopicAge},
		{first("2021-04-30", dosedesk.SputnikV, 1970), notEligible, "", dosedesk.TopicVaccine},
		{first("2021-05-01", dosedesk.SputnikV, 1970), eligible, "", ""},
		{first("2021-08-19", dosedesk.ZycovD, 1970), notEligible, "", dosedesk.TopicVaccine},
		{first("2021-08-20", dosedesk.ZycovD, 1970), eligible, "", ""},
		{first("2021-08-20", "SNAKE OIL", 1970), notEligible, "", dosedesk.TopicNoSchedule},
	})
}

func TestSecondDose(t *testing.T) {
	v := dosedesk.Covishield
	testJudgements(t, []judgement{
		// The interval changed between these two days.
		{next("2021-05-12", v, 1962, []string{"2021-03-28"}), eligible, "", dosedesk.TopicInterval},
		{next("2021-05-13", v, 1962, []string{"2021-03-29"}), notYet, "2021-06-21", dosedesk.TopicInterval},
		{next("2021-05-13", v, 1962, []string{"2021-03-28"}), notYet, "2021-06-20", dosedesk.TopicInterval},

		{after(27, 1, "2021-03-21", v, 1950), notYet, "2021-03-22", dosedesk.TopicInterval},
		{after(28, 1, "2021-03-21", v, 1950), eligible, "", ""},
		{after(42, 1, "2021-03-21", v, 1950), eligible, "", ""},
		{after(43, 1, "2021-03-21", v, 1950), caution, "", dosedesk.TopicWindow},
		{after(43, 1, "2021-03-22", v, 1950), eligible, "", ""},
		{after(28, 1, "2021-03-22", v, 1950), eligible, "", ""},
		{after(56, 1, "2021-05-12", v, 1950), eligible, "", ""},
		{after(57, 1, "2021-05-12", v, 1950), caution, "", dosedesk.TopicWindow},
		{after(83, 1, "2021-05-13", v, 1950), notYet, "2021-05-14", dosedesk.TopicInterval},
		{after(84, 1, "2021-05-13", v, 1950), eligible, "", ""},
		{after(112, 1, "2021-05-13", v, 1950), eligible, "", ""},
		{after(113, 1, "2021-05-13", v, 1950), caution, "", dosedesk.TopicWindow},
		{after(560, 1, "2022-08-12", v, 1950), caution, "", dosedesk.TopicWindow},

		{after(28, 1, "2021-06-06", v, 1990, travels), notYet, "2021-08-01", dosedesk.TopicInterval},
		{after(27, 1, "2021-06-07", v, 1990, travels), notYet, "2021-06-08", dosedesk.TopicInterval},
		{after(28, 1, "2021-06-07", v, 1990, travels), eligible, "", dosedesk.TopicInterval},
		{after(28, 1, "2021-06-07", v, 1990), notYet, "2021-08-02", dosedesk.TopicInterval},
		{after(28, 1, "2021-08-31", v, 1990, travels), eligible, "", dosedesk.TopicInterval},
		{after(28, 1, "2021-09-01", v, 1990, travels), notYet, "2021-10-27", dosedesk.TopicInterval},

		{after(27, 1, "2021-05-13", dosedesk.Covaxin, 1950), notYet, "2021-05-14", dosedesk.TopicInterval},
		{after(28, 1, "2021-05-13", dosedesk.Covaxin, 1950), eligible, "", ""},
		{after(43, 1, "2021-05-13", dosedesk.Covaxin, 1950), caution, "", dosedesk.TopicWindow},
		{after(20, 1, "2021-06-01", dosedesk.SputnikV, 1990), notYet, "2021-06-02", dosedesk.TopicInterval},
		{after(21, 1, "2021-06-01", dosedesk.SputnikV, 1990), eligible, "", ""},
		{after(27, 1, "2022-04-20", dosedesk.Corbevax, 2009), notYet, "2022-04-21", dosedesk.TopicInterval},
		{after(28, 1, "2022-04-20", dosedesk.Corbevax, 2009), eligible, "", ""},
		{after(28, 1, "2022-04-20", dosedesk.Corbevax, 2010), caution, "", dosedesk.TopicAge},
		{after(27, 1, "2021-10-01", dosedesk.ZycovD, 1990), notYet, "2021-10-02", dosedesk.TopicInterval},
		{after(28, 1, "2021-10-01", dosedesk.ZycovD, 2009), eligible, "", ""},
		{after(28, 1, "2021-10-01", dosedesk.ZycovD, 2010), notEligible, "", dosedesk.TopicAge},
		{after(27, 2, "2021-11-01", dosedesk.ZycovD, 1990), notYet, "2021-11-02", dosedesk.TopicInterval},
		{after(28, 2, "2021-11-01", dosedesk.ZycovD, 1990), eligible, "", ""},

		// No category, booking or centre is asked for: only the vaccine's least age.
		{after(28, 1, "2021-02-13", v, 1990), eligible, "", dosedesk.TopicAge},
		{after(84, 1, "2021-06-01", v, 1990, walkin), eligible, "", dosedesk.TopicAge},
		{after(84, 1, "2021-06-01", v, 2004), notEligible, "", dosedesk.TopicAge},
		{after(28, 1, "2022-01-31", dosedesk.Covaxin, 2007), eligible, "", dosedesk.TopicAge},

		{after(84, 1, "2021-06-01", v, 1990, instead(dosedesk.Covaxin)), notEligible, "", dosedesk.TopicSameVaccine},
		{next("2021-06-01", v, 1990, nil, func(c *dosedesk.Case) { c.Dose = 2 }), notEligible, "", dosedesk.TopicPrevious},
		{next("2021-06-01", v, 1970, []string{"2021-02-01"}, func(c *dosedesk.Case) { c.Dose = 1 }), notEligible, "", dosedesk.TopicPrevious},
		{next("2021-06-01", v, 1970, []string{"2021-02-01", "2021-05-20"}, func(c *dosedesk.Case) { c.Dose = 2 }), notEligible, "", dosedesk.TopicPrevious},
		{next("2021-06-01", v, 1970, []string{"2021-02-01"}, func(c *dosedesk.Case) { c.Previous[0].On = dosedesk.Day{} }), notEligible, "", dosedesk.TopicPrevious},
	})
}

func TestPrecautionDose(t *testing.T) {
	v, covaxin := dosedesk.Covishield, dosedesk.Covaxin
	testJudgements(t, []judgement{
		{after(300, 2, "2022-01-09", v, 1980, hcw), notEligible, "", dosedesk.TopicNoSchedule},
		{after(272, 2, "2022-01-10", v, 1980, hcw), notYet, "2022-01-11", dosedesk.TopicInterval},
		{after(273, 2, "2022-01-10", v, 1980, hcw), eligible, "", dosedesk.TopicCategory},
		{after(273, 2, "2022-01-10", v, 1980, flw), eligible, "", dosedesk.TopicCategory},
		{after(273, 2, "2022-01-10", v, 1961, comorbidity), eligible, "", dosedesk.TopicComorbidity},
		{after(273, 2, "2022-03-15", v, 1961), notEligible, "", dosedesk.TopicComorbidity},
		{after(273, 2, "2022-03-16", v, 1961), eligible, "", dosedesk.TopicAge},
		{after(273, 2, "2022-03-16", v, 1962, comorbidity), notEligible, "", ""},
		{after(273, 2, "2022-04-09", v, 1990, at(dosedesk.Private)), notEligible, "", ""},
		{after(273, 2, "2022-04-10", v, 1990, at(dosedesk.Private)), eligible, "", dosedesk.TopicCentre},
		{after(273, 2, "2022-04-10", v, 1990), notEligible, "", dosedesk.TopicCentre},
		{after(273, 2, "2022-04-10", v, 1961), eligible, "", dosedesk.TopicAge},
		{after(182, 2, "2022-07-05", v, 1950), notYet, "2022-10-04", dosedesk.TopicInterval},
		{after(181, 2, "2022-07-06", v, 1950), notYet, "2022-07-07", dosedesk.TopicInterval},
		{after(182, 2, "2022-07-06", v, 1950), eligible, "", dosedesk.TopicInterval},
		{after(200, 2, "2022-08-11", v, 1950, instead(dosedesk.Corbevax)), notEligible, "", dosedesk.TopicSameVaccine},
		{after(200, 2, "2022-08-12", v, 1950, instead(dosedesk.Corbevax)), eligible, "", dosedesk.TopicMix},
		{after(200, 2, "2022-08-12", covaxin, 2003, instead(dosedesk.Corbevax), at(dosedesk.Private)), eligible, "", dosedesk.TopicMix},
		{after(200, 2, "2022-08-12", covaxin, 2004, instead(dosedesk.Corbevax), at(dosedesk.Private)), notEligible, "", dosedesk.TopicAge},
		{after(181, 2, "2022-08-12", v, 1950, instead(dosedesk.Corbevax)), notYet, "2022-08-13", dosedesk.TopicInterval},
		{after(200, 2, "2022-08-12", v, 1950, instead(covaxin)), notEligible, "", dosedesk.TopicSameVaccine},
		{after(200, 2, "2022-08-12", dosedesk.SputnikV, 1950, instead(dosedesk.Corbevax)), notEligible, "", dosedesk.TopicSameVaccine},
		{after(200, 3, "2022-08-12", v, 1950), notEligible, "", dosedesk.TopicNoSchedule},
	})
}

func TestHealthQuestions(t *testing.T) {
	on := func(date string, answer func(*dosedesk.Answers)) dosedesk.Case {
		return first(date, dosedesk.Covishield, 1950, hcw, says(answer))
	}
	recovered := func(date string) func(*dosedesk.Answers) {
		return func(a *dosedesk.Answers) { a.Recovered = day(date) }
	}
	plasma := func(date string) func(*dosedesk.Answers) {
		return func(a *dosedesk.Answers) { a.Plasma = day(date) }
	}
	pregnant := func(a *dosedesk.Answers) { a.Pregnant = true }
	breastfeeding := func(a *dosedesk.Answers) { a.Breastfeeding = true }
	acute := func(a *dosedesk.Answers) { a.Acute = true }
	vaccinated := func(a *dosedesk.Answers) { a.OtherVaccine = day("2021-05-01") }
	testJudgements(t, []judgement{
		{on("2021-01-16", func(a *dosedesk.Answers) { a.Allergy = true }), notEligible, "", dosedesk.TopicAllergy},
		{on("2021-07-01", pregnant), notEligible, "", dosedesk.TopicPregnant},
		{on("2021-07-02", pregnant), eligible, "", dosedesk.TopicPregnant},
		{on("2021-05-18", breastfeeding), notEligible, "", dosedesk.TopicBreastfeeding},
		{on("2021-05-19", breastfeeding), eligible, "", dosedesk.TopicBreastfeeding},
		{on("2021-05-19", acute), notYet, "", dosedesk.TopicAcute},
		{on("2021-05-19", func(a *dosedesk.Answers) { a.Bleeding = true }), caution, "", dosedesk.TopicBleeding},
		{on("2021-05-18", recovered("2021-04-21")), notYet, "2021-05-19", dosedesk.TopicRecovered},
		{on("2021-05-18", recovered("2021-04-20")), eligible, "", dosedesk.TopicRecovered},
		{on("2021-05-19", recovered("2021-04-20")), notYet, "2021-07-20", dosedesk.TopicRecovered},
		{on("2021-07-19", recovered("2021-04-20")), notYet, "2021-07-20", dosedesk.TopicRecovered},
		{on("2021-07-20", recovered("2021-04-20")), eligible, "", dosedesk.TopicRecovered},
		{on("2022-02-27", recovered("2021-11-30")), notYet, "2022-02-28", dosedesk.TopicRecovered},
		{on("2022-02-28", recovered("2021-11-30")), eligible, "", dosedesk.TopicRecovered},
		{on("2021-05-18", plasma("2021-05-10")), eligible, "", ""},
		{on("2021-05-19", plasma("2021-05-10")), notYet, "2021-08-10", dosedesk.TopicPlasma},
		{on("2021-08-10", plasma("2021-05-10")), eligible, "", dosedesk.TopicPlasma},
		{on("2021-05-14", vaccinated), notYet, "2021-05-15", dosedesk.TopicOtherVaccine},
		{on("2021-05-15", vaccinated), eligible, "", dosedesk.TopicOtherVaccine},

		// Several at once: all must be satisfied, and a day only where each names one.
		{on("2021-06-01", func(a *dosedesk.Answers) {
			a.Recovered, a.OtherVaccine = day("2021-05-01"), day("2021-05-30")
		}), notYet, "2021-08-01", dosedesk.TopicOtherVaccine},
		{on("2021-06-01", func(a *dosedesk.Answers) {
			a.Recovered, a.Acute = day("2021-05-01"), true
		}), notYet, "", dosedesk.TopicAcute},
		{on("2021-06-01", func(a *dosedesk.Answers) {
			a.Recovered, a.Pregnant = day("2021-05-01"), true
		}), notEligible, "", dosedesk.TopicPregnant},
		{
			after(60, 1, "2021-06-01", dosedesk.Covishield, 1950, says(recovered("2021-05-01"))),
			notYet, "2021-08-01", dosedesk.TopicInterval,
		},
	})
}

func TestEveryRuleThatSpokeIsToldWithItsSource(t *testing.T) {
	s := dosedesk.DefaultSchedule()
	got := s.Judge(next("2021-05-13", dosedesk.Covishield, 1962, []string{"2021-02-02"}))
	want := dosedesk.Eligibility{
		Outcome: eligible, Version: s.Version,
		Findings: []dosedesk.Finding{
			{
				Topic: dosedesk.TopicAge, Outcome: eligible, Since: day("2021-04-01"), Number: 45, Until: 1976,
				Source: "cabinet's decision of 23 March 2021",
			},
			{
				Topic: dosedesk.TopicInterval, Outcome: eligible, Since: day("2021-05-13"), Number: 84, Days: 100,
				Source: "ministry's order of 13 May 2021",
			},
			{
				Topic: dosedesk.TopicSameVaccine, Outcome: eligible, Since: day("2021-01-16"), Vaccine: dosedesk.Covishield,
				Source: "ministry's letter of 14 January 2021",
			},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestInForceNamesTheNewestRule(t *testing.T) {
	for on, want := range map[string]string{
		"2021-01-13": "",
		"2021-01-16": "2021-01-16",
		"2021-05-12": "2021-05-01",
		"2021-05-13": "2021-05-13",
		"2021-05-18": "2021-05-13",
		"2021-08-19": "2021-07-02",
		"2023-01-01": "2022-08-12",
	} {
		if got := dosedesk.DefaultSchedule().InForce(day(on)).String(); got != want {
			t.Errorf("on %s: rules of %q, want %q", on, got, want)
		}
	}
}

func BenchmarkJudge(b *testing.B) {
	s := dosedesk.DefaultSchedule()
	c := next("2021-05-13", dosedesk.Covishield, 1962, []string{"2021-02-02"})
	for b.Loop() {
		s.Judge(c)
	}
}

func TestTravelIsAskedWhereARuleInForceAsksIt(t *testing.T) {
	s := dosedesk.DefaultSchedule()
	for _, c := range []struct {
		of   dosedesk.Case
		want bool
	}{
		{after(28, 1, "2021-06-06", dosedesk.Covishield, 1990), false},
		{after(28, 1, "2021-06-07", dosedesk.Covishield, 1990), true},
		{after(28, 1, "2021-08-31", dosedesk.Covishield, 1990), true},
		{after(28, 1, "2021-09-01", dosedesk.Covishield, 1990), false},
		{after(28, 1, "2021-07-01", dosedesk.Covaxin, 1990), false},
		{first("2021-07-01", dosedesk.Covishield, 1990), false},
	} {
		if got := s.AsksTravel(c.of); got != c.want {
			t.Errorf("%v: dose %d of %s: %v", c.of.On, c.of.Dose, c.of.Vaccine, got)
		}
	}
}
