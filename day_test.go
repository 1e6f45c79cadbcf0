package dosedesk_test

import (
	"testing"
	"time"

	"dosedesk"
)

func TestDayIsADayInKolkata(t *testing.T) {
	before := time.Date(2021, 5, 12, 18, 29, 59, 0, time.UTC)
	if got := dosedesk.DayOf(before).String(); got != "2021-05-12" {
		t.Errorf("a second before midnight in Kolkata is %s", got)
	}
	if got := dosedesk.DayOf(before.Add(time.Second)); got != testDay || !got.Start().Equal(before.Add(time.Second)) {
		t.Errorf("midnight in Kolkata is on %s", got)
	}
}

func TestDayArithmetic(t *testing.T) {
	day := func(s string) dosedesk.Day {
		d, err := dosedesk.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2021-01-31", 3, "2021-04-30"},
		{"2020-11-30", 3, "2021-02-28"},
		{"2021-02-28", 3, "2021-05-28"},
		{"2019-11-30", 3, "2020-02-29"},
		{"2021-11-15", 3, "2022-02-15"},
		{"2021-12-31", 2, "2022-02-28"},
	} {
		if got := day(c.from).AddMonths(c.months); got != day(c.want) {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
	if got := testDay.AddDays(-84); got != day("2021-02-18") || testDay.DaysSince(got) != 84 {
		t.Errorf("84 days before %s is %s", testDay, got)
	}
	for _, bad := range []string{"", "2021-02-29", "13-05-2021", "2021-5-13", "2021-05-13 "} {
		if _, err := dosedesk.ParseDay(bad); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("ParseDay(%q): %v, want EInvalid", bad, err)
		}
	}
}

func TestID(t *testing.T) {
	const s = "c60afb67-d440-43db-8370-111ea888927f"
	id, err := dosedesk.ParseID(s)
	if err != nil || id.String() != s {
		t.Fatalf("ParseID(%q) = %s, %v", s, id, err)
	}
	for _, bad := range []string{"", s[1:], s + "0", "g60afb67-d440-43db-8370-111ea888927f", "c60afb67d440-43db-8370-111ea888927f-"} {
		if _, err := dosedesk.ParseID(bad); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("ParseID(%q): %v, want EInvalid", bad, err)
		}
	}
}
