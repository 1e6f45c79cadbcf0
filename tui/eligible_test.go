package tui

import (
	"fmt"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

// Second doses of COVISHIELD were due after 28 days until 12 May 2021, and after
// 84 from the next day on.
func TestASecondDoseThatIsNotDue(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("ram")
	f.Expect(t, "NOT YET: from 21 June 2021", "- only 45 days since the dose before; 84 needed", "since 13 May 2021", "+ same vaccine")
	f.Press("enter")
	f.Expect(t, "The rules do not allow this dose today", "Delete")
	f.Press("delete", "enter")
	f.Expect(t, "DEFERRED", "the dose may be given from 21 June 2021")
	deferred := recordedOf[*dosedesk.VisitDeferred](f.vault)
	want := dosedesk.VisitDeferred{
		Appointment: testID(3), Reason: dosedesk.DeferredNotDue, Outcome: dosedesk.NotYet,
		Until: dosedesk.Day{Year: 2021, Month: 6, Day: 21},
	}
	if len(deferred) != 1 || *deferred[0] != want {
		t.Errorf("recorded is %+v", deferred)
	}
	f.Press("enter")
	f.Expect(t, "Find:", "deferred")
}

func TestAnAnswerChangesTheVerdictAtOnce(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Press("tab")
	f.Expect(t, "ELIGIBLE today")
	f.Press("y")
	f.Expect(t, "NOT YET", "- ill now: 4 to 8 weeks after recovery")
	f.Press("n")
	f.Expect(t, "ELIGIBLE today")
	f.Press(" ", "esc")
	f.Expect(t, "NOT YET", "ill now")
	f.Press("enter")
	f.ExpectNot(t, "Ask for the four-digit code")
	f.Press("delete", "enter")
	deferred := recordedOf[*dosedesk.VisitDeferred](f.vault)
	if len(deferred) != 1 || deferred[0].Reason != dosedesk.DeferredHealth || !deferred[0].Answers.Acute {
		t.Errorf("recorded is %+v", deferred)
	}
}

func TestADateIsAnAnswer(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Press("tab", "tab", "tab", "tab", "tab", "tab") // recovered on
	f.Type("०१/०५/२०२१")
	f.Press("tab")
	f.Expect(t, "01-05-2021", "NOT YET: from 29 May 2021") // 28 days later
	f.Press("up", "backspace", "backspace", "backspace", "backspace")
	f.Type("2022")
	f.Press("enter")
	f.Expect(t, "That day is still to come")
}

func TestAnAnswerIsRecordedWithTheDose(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Press("tab", "tab", "tab", "tab", "tab", "y", "esc") // bleeding
	f.Expect(t, "ELIGIBLE, WITH CAUTION", "! bleeding disorder: tell the vaccinator")
	f.Press("enter")
	f.enterCode(rightCode)
	f.Press("f10")
	doses := recordedOf[*dosedesk.DoseRecorded](f.vault)
	if len(doses) != 1 || !doses[0].Answers.Bleeding {
		t.Errorf("recorded is %+v", doses)
	}
}

func TestADeferredVisitMayBeTakenUpAgain(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Press("delete", "down", "enter", "enter")
	f.open("lak")
	f.Expect(t, "Deferred", "does not consent")
	f.Press("enter")
	f.enterCode(rightCode)
	f.Expect(t, "CLEARED")
}

func TestEachScreenOfferedDeferralHasItsReason(t *testing.T) {
	for name, c := range map[string]struct {
		reach  func(*fakeDesk)
		reason dosedesk.Deferral
	}{
		"at the code":  {func(f *fakeDesk) { f.open("lak"); f.Press("enter") }, dosedesk.DeferredNoCode},
		"when cleared": {func(f *fakeDesk) { f.clear("lak") }, dosedesk.DeferredNotGiven},
	} {
		f := signedInAs(t, "sunita", lang.English)
		c.reach(f)
		f.Press("delete", "enter")
		deferred := recordedOf[*dosedesk.VisitDeferred](f.vault)
		if len(deferred) != 1 || deferred[0].Reason != c.reason {
			t.Errorf("%s: recorded is %+v", name, deferred)
		}
	}
}

func TestADeferralThatCouldNotBeWritten(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("delete", "enter")
	f.Expect(t, "NOT RECORDED")
	f.ExpectNot(t, "DEFERRED")
}

// Whatever the schedule says of anybody, on any day of the programme, has a
// sentence in each language that fits its line.
func TestEveryFindingHasASentenceThatFits(t *testing.T) {
	schedule := dosedesk.DefaultSchedule()
	said := make(map[string]bool)
	for c := range cases() {
		for _, f := range schedule.Judge(c).Findings {
			key := fmt.Sprint(f.Topic, f.Outcome, f.Number, f.Until, f.Day.IsZero(), f.Vaccine, f.From)
			if said[key] {
				continue
			}
			said[key] = true
			for _, l := range lang.Languages {
				d := &desk{words: lang.For(l)}
				line := text.Plain(d.finding(f))
				if len(d.words.Finding(f)) == 0 || strings.ContainsAny(line, "{}…") || strings.Contains(line, "%!") {
					t.Errorf("%v, %s, %s: %q", l, f.Topic, f.Outcome, line)
				}
			}
		}
	}
}

// cases are citizens of all ages, doses and answers, on the days around each
// change of the rules.
func cases() func(yield func(dosedesk.Case) bool) {
	days := []dosedesk.Day{
		{Year: 2021, Month: 1, Day: 20},
		{Year: 2021, Month: 3, Day: 5},
		{Year: 2021, Month: 5, Day: 13},
		{Year: 2021, Month: 9, Day: 30},
		{Year: 2022, Month: 1, Day: 20},
		{Year: 2022, Month: 9, Day: 1},
	}
	answers := []dosedesk.Answers{
		{}, {Allergy: true, Pregnant: true, Breastfeeding: true, Acute: true, Bleeding: true, Travel: true},
	}
	return func(yield func(dosedesk.Case) bool) {
		for _, on := range days {
			for _, ago := range []int{20, 60, 120, 300} {
				dated := dosedesk.Answers{Recovered: on.AddDays(-ago), Plasma: on.AddDays(-ago), OtherVaccine: on.AddDays(-ago / 10)}
				for _, born := range []int{1950, 1970, 1990, 2005, 2010} {
					for _, vaccine := range dosedesk.Vaccines {
						for dose := 1; dose <= 3; dose++ {
							for _, a := range append(answers, dated) {
								for _, before := range []int{0, dose - 1, dose} {
									c := dosedesk.Case{On: on, Dose: dose, Vaccine: vaccine, BirthYear: born, Booking: dosedesk.Walkin, Centre: dosedesk.Government, Answers: a}
									for range before {
										c.Previous = append(c.Previous, dosedesk.PreviousDose{Vaccine: dosedesk.Vaccines[dose%2], On: on.AddDays(-ago)})
									}
									if !yield(c) {
										return
									}
								}
							}
						}
					}
				}
			}
		}
	}
}
