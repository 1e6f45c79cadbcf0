package dosedesk_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"dosedesk"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawCase makes a case of any kind, also of those that nobody would book.
func drawCase(t *rapid.T) dosedesk.Case {
	pick := func(label string) bool { return rapid.Bool().Draw(t, label) }
	start := day("2020-12-01")
	drawDay := func(label string) dosedesk.Day {
		return start.AddDays(rapid.IntRange(0, 700).Draw(t, label))
	}
	perhaps := func(label string) dosedesk.Day {
		if rapid.IntRange(0, 4).Draw(t, label+"?") > 0 {
			return dosedesk.Day{}
		}
		return drawDay(label)
	}
	c := dosedesk.Case{
		On: drawDay("on"), Dose: rapid.IntRange(0, 4).Draw(t, "dose"),
		Vaccine:   rapid.SampledFrom(dosedesk.Vaccines).Draw(t, "vaccine"),
		BirthYear: rapid.IntRange(1930, 2015).Draw(t, "born"),
		Category: rapid.SampledFrom([]dosedesk.Category{
			"", dosedesk.HealthCareWorker, dosedesk.FrontLineWorker,
		}).Draw(t, "category"),
		Comorbidity: pick("comorbidity"),
		Booking:     rapid.SampledFrom([]dosedesk.Booking{dosedesk.Online, dosedesk.Walkin}).Draw(t, "booking"),
		Centre: rapid.SampledFrom([]dosedesk.CentreKind{
			dosedesk.Government, dosedesk.GovernmentWalkin, dosedesk.Private,
		}).Draw(t, "centre"),
		Answers: dosedesk.Answers{
			Travel: pick("travel"), Recovered: perhaps("recovered"),
			Plasma: perhaps("plasma"), OtherVaccine: perhaps("other vaccine"),
		},
	}
	if rapid.IntRange(0, 4).Draw(t, "health?") == 0 {
		c.Answers.Allergy, c.Answers.Pregnant = pick("allergy"), pick("pregnant")
		c.Answers.Breastfeeding, c.Answers.Acute = pick("breastfeeding"), pick("acute")
		c.Answers.Bleeding = pick("bleeding")
	}
	given := max(0, c.Dose-1)
	if rapid.IntRange(0, 4).Draw(t, "odd?") == 0 {
		given = rapid.IntRange(0, 3).Draw(t, "given")
	}
	for range given {
		c.Previous = append(c.Previous, dosedesk.PreviousDose{Vaccine: c.Vaccine, On: drawDay("previous")})
	}
	return c
}

func scheduleFile(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("schedule.toml")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// daysOfChange are the days on which a rule of the file comes or goes, or keeps
// no more bookings.
func daysOfChange(file string) map[dosedesk.Day]bool {
	days := make(map[dosedesk.Day]bool)
	for _, m := range regexp.MustCompile(`(?m)^(from|until|bookings_kept_until) = ([-0-9]+)`).FindAllStringSubmatch(file, -1) {
		if m[1] == "from" {
			days[day(m[2])] = true
		} else {
			days[day(m[2]).AddDays(1)] = true
		}
	}
	return days
}

func TestWaitingNeverHurtsWhileTheRulesStay(t *testing.T) {
	for name, file := range map[string]string{"as built in": scheduleFile(t), "bookings kept": keptFile(t)} {
		t.Run(name, func(t *testing.T) {
			s, changes := parse(t, file), daysOfChange(file)
			rapid.Check(t, func(t *rapid.T) { testWaiting(t, s, drawCase(t), changes) })
			rapid.Check(t, func(t *rapid.T) {
				c := after(rapid.IntRange(0, 120).Draw(t, "gap"), 1, "2021-05-13", dosedesk.Covishield, 1950)
				testWaiting(t, s, c, changes)
			})
		})
	}
}

// testWaiting asks again on the days that follow, up to the next change.
func testWaiting(t *rapid.T, s *dosedesk.Schedule, c dosedesk.Case, changes map[dosedesk.Day]bool) {
	today := s.Judge(c)
	for range rapid.IntRange(1, 60).Draw(t, "days later") {
		if c.On = c.On.AddDays(1); changes[c.On] {
			return
		}
		later := s.Judge(c)
		if today.Outcome.Admits() && !later.Outcome.Admits() {
			t.Fatalf("%s, and on %v %s: %+v", today.Outcome, c.On, later.Outcome, later.Findings)
		}
		if due := !today.From.IsZero() && !c.On.Before(today.From); due && !later.Outcome.Admits() {
			t.Fatalf("he was told to come on %v, and is %s on %v", today.From, later.Outcome, c.On)
		}
	}
}

func TestTheOrderOfTheRulesDoesNotMatter(t *testing.T) {
	preamble, rest, _ := strings.Cut(scheduleFile(t), "\n[[")
	blocks := strings.Split(rest, "\n[[")
	s := dosedesk.DefaultSchedule()
	rapid.Check(t, func(t *rapid.T) {
		shuffled := rapid.Permutation(blocks).Draw(t, "blocks")
		other, err := dosedesk.ParseSchedule([]byte(preamble + "\n[[" + strings.Join(shuffled, "\n[[")))
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			c := drawCase(t)
			if diff := cmp.Diff(s.Judge(c), other.Judge(c)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestAVerdictDependsOnTheCaseAlone(t *testing.T) {
	s := dosedesk.DefaultSchedule()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCase(t)
		before := s.Judge(c)
		s.Judge(drawCase(t))
		if diff := cmp.Diff(before, s.Judge(c)); diff != "" {
			t.Fatal(diff)
		}
		says := func(f dosedesk.Finding) bool { return f.Outcome == before.Outcome }
		if !slices.ContainsFunc(before.Findings, says) {
			t.Fatalf("%s, and no rule says so: %+v", before.Outcome, before.Findings)
		}
	})
}
