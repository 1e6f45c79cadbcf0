package dosedesk_test

import (
	"strings"
	"testing"

	"dosedesk"
)

// keptUntil is the last day of the switch in keptSchedule.
const keptUntil = "2021-05-31"

// keptFile is the built-in schedule's file with the switch on: bookings made
// before 13 May 2021 stay valid.
func keptFile(t *testing.T) string {
	t.Helper()
	file := scheduleFile(t)
	kept := strings.Replace(file, "days = 84\n", "days = 84\nbookings_kept_until = "+keptUntil+"\n", 1)
	if kept == file {
		t.Fatal("there is no interval of 84 days")
	}
	return kept
}

func parse(t *testing.T, file string) *dosedesk.Schedule {
	t.Helper()
	s, err := dosedesk.ParseSchedule([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Every gap between the doses, on every day around the change and the switch's
// last day, online and not, with the switch on and off.
func TestBookingsAreKept(t *testing.T) {
	change, last := day("2021-05-13"), day(keptUntil)
	for name, c := range map[string]struct {
		schedule *dosedesk.Schedule
		on       bool
	}{
		"off": {dosedesk.DefaultSchedule(), false},
		"on":  {parse(t, keptFile(t)), true},
	} {
		for on := day("2021-05-11"); on.Before(day("2021-06-03")); on = on.AddDays(1) {
			for days := range 120 {
				for _, booking := range []dosedesk.Booking{dosedesk.Online, dosedesk.Walkin} {
					dose := after(days, 1, on.String(), dosedesk.Covishield, 1950)
					dose.Booking = booking
					kept := c.on && booking == dosedesk.Online && !last.Before(on) && days >= 28
					want := days >= 84 || kept || on.Before(change) && days >= 28
					if got := c.schedule.Judge(dose); got.Outcome.Admits() != want {
						t.Errorf("%s: on %v, %s, after %d days: %s", name, on, booking, days, got.Outcome)
					}
				}
			}
		}
	}
}

func TestAKeptBookingIsJudgedByTheRuleBefore(t *testing.T) {
	s := parse(t, keptFile(t))
	v := dosedesk.Covishield
	for _, row := range []struct {
		c       dosedesk.Case
		outcome dosedesk.Outcome
		from    string
		least   int // days that the interval found asks for
	}{
		{after(45, 1, "2021-05-13", v, 1950), eligible, "", 28},
		{after(45, 1, "2021-05-13", v, 1950, walkin), notYet, "2021-06-21", 84},
		{after(27, 1, "2021-05-13", v, 1950), notYet, "2021-07-09", 84}, // another day is a new booking
		{after(60, 1, "2021-05-13", v, 1950), caution, "", 28},          // past the window advised before
		{after(84, 1, "2021-05-13", v, 1950), eligible, "", 84},         // enough as it is
		{after(45, 1, keptUntil, v, 1950), eligible, "", 28},
		{after(45, 1, "2021-06-01", v, 1950), notYet, "2021-07-10", 84},
		{after(27, 1, "2021-05-13", dosedesk.Covaxin, 1950), notYet, "2021-05-14", 28},
	} {
		got := s.Judge(row.c)
		if got.Outcome != row.outcome || got.From.String() != row.from {
			t.Errorf("on %v: got %s from %q, want %s from %q", row.c.On, got.Outcome, got.From, row.outcome, row.from)
		}
		for _, f := range got.Findings {
			if f.Topic == dosedesk.TopicInterval && f.Number != row.least {
				t.Errorf("on %v: judged by %d days, want %d", row.c.On, f.Number, row.least)
			}
		}
	}
}
