package server_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// keyedIn is a dose that was given some time ago, kept on paper, and is keyed in
// now: no code was entered.
func (d *desk) keyedIn(n, dose int, ago time.Duration) dosedesk.Event {
	return d.record(dosedesk.KindDoseRecorded, func(dosedesk.Header) dosedesk.Body {
		body := d.given(appointment(n), fmt.Sprintf("1000000000%04d", n), d.clock().Add(-ago), dosedesk.ID{})
		body.Dose = dose
		return body
	})
}

// A dose from paper waits for the citizen, like every other without a code; his
// word confirms it once.
func TestADoseFromPaperWaitsForTheCitizen(t *testing.T) {
	for name, settle := range map[string]func(d *desk){
		"YES":                  func(d *desk) { d.sms(mobile(1), "YES", "YES") },
		"the code by SMS":      func(d *desk) { d.sms(mobile(1), d.right(1, 1).Digits()) },
		"the code at the desk": func(d *desk) { d.push(d.code(1, d.right(1, 1))) },
	} {
		t.Run(name, func(t *testing.T) {
			d := newBench(t).desk()
			paper := d.keyedIn(1, 1, 50*time.Minute)
			first := d.verdict(paper)
			if first.Answer != dosedesk.InReview || first.Reason != dosedesk.ReasonCodeMissing {
				t.Fatalf("a dose from paper: %+v", first)
			}
			e := d.entry(appointment(1))
			expect(t, e, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
			if got := e.Doses[0]; !got.KeyedIn.Equal(d.clock()) || got.KeyedIn.Sub(got.GivenAt) != 50*time.Minute {
				t.Errorf("given %v, keyed in %v", got.GivenAt, got.KeyedIn)
			}
			if n := d.queued(registry.QuestionMessage); n != 1 {
				t.Errorf("the citizen was asked %d times", n)
			}
			settle(d)
			expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
			if again := d.push(paper).Receipts[0]; !again.Duplicate || again.Verdict != first {
				t.Errorf("sent again it gets %+v", again)
			}
			if n := d.queued(registry.ConfirmationMessage); n != 1 {
				t.Errorf("%d confirmations for one dose", n)
			}
		})
	}
}

func TestADoseRecordedAtOnceIsNotFromPaper(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}), d.keyedIn(2, 1, 5*time.Minute))
	for n := 1; n <= 2; n++ {
		if got := d.entry(appointment(n)).Doses[0]; !got.KeyedIn.IsZero() {
			t.Errorf("dose %d counts as keyed in at %v", n, got.KeyedIn)
		}
	}
}

// The rules of 12 May let a second dose follow after 28 days, those of 13 May
// after 84: what was given on the 12th is judged by the 12th, whenever it comes.
func TestADoseFromPaperIsJudgedByTheDayOfTheDose(t *testing.T) {
	const session = "00000000-0000-4000-8000-0000000000b2"
	for day, reason := range map[string]dosedesk.Reason{"2021-05-12": "", "2021-05-13": dosedesk.ReasonNotDue} {
		t.Run(day, func(t *testing.T) {
			d := newBench(t).desk()
			row := strings.Replace(rowOf(20), ",1,,,online", ",2,2021-03-28,COVISHIELD,online", 1)
			d.take(header + strings.Replace(strings.Replace(row, "2021-05-13", day, 1), firstSession, session, 1))
			on, err := dosedesk.ParseDay(day)
			must(t, err)
			given := on.Start().Add(9 * time.Hour)
			d.push(d.keyedIn(20, 2, d.clock().Sub(given)))
			d.sms(mobile(20), "YES")
			state := dosedesk.DoseConfirmed
			if reason != "" {
				state = dosedesk.DoseUnconfirmed
			}
			expect(t, d.entry(appointment(20)), state, reason)
		})
	}
}

// No clock is doubted because paper is slow; a dose that is yet to come still
// says that one is wrong.
func TestTheTimeOnPaperIsNoDoubtfulClock(t *testing.T) {
	for ago, want := range map[time.Duration]dosedesk.Reason{
		9 * time.Hour:   "",
		30 * time.Hour:  dosedesk.ReasonOtherDay,
		-11 * time.Hour: dosedesk.ReasonClockDoubtful,
	} {
		d := newBench(t).desk()
		d.push(d.keyedIn(1, 1, ago), d.code(1, d.right(1, 1)))
		if got := d.entry(appointment(1)).Doses[0].Reason; got != want {
			t.Errorf("given %v ago: %q, want %q", ago, got, want)
		}
	}
}

// The district sees who keys in much, by the day of the doses.
func TestMuchPaperIsASignal(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.keyedIn(1, 1, 9*time.Hour), d.dose(2, dosedesk.ID{}), d.keyedIn(3, 1, 11*time.Hour))
	for _, since := range []dosedesk.Day{{}, {Year: 2021, Month: 5, Day: 12}} {
		if shares, err := d.Paper(t.Context(), since); err != nil || len(shares) != 0 {
			t.Errorf("one dose of each day: %+v, %v", shares, err)
		}
	}
	d.push(d.keyedIn(4, 1, 10*time.Hour))
	today := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	much := []registry.PaperShare{{Centre: centre, Operator: "sunita", Day: today, Paper: 2, Doses: 3}}
	for since, want := range map[dosedesk.Day][]registry.PaperShare{{}: much, today: much, today.AddDays(1): nil} {
		if shares, err := d.Paper(t.Context(), since); err != nil || !slices.Equal(shares, want) {
			t.Errorf("since %v: %+v, %v", since, shares, err)
		}
	}
}
