package dosedesk_test

import (
	"fmt"
	"testing"
	"time"

	"dosedesk"
)

func TestOverrideLimits(t *testing.T) {
	for doses, want := range map[int][2]int{
		0: {1, 1}, 39: {1, 1}, 40: {1, 2}, 66: {1, 3}, 67: {2, 3}, 100: {3, 5}, 300: {9, 15},
	} {
		if got := [2]int{dosedesk.DeskOverrides(doses), dosedesk.CentreOverrides(doses)}; got != want {
			t.Errorf("of %d doses %v may go without a code (desk, centre), want %v", doses, got, want)
		}
	}
}

// What counts is this verifier's, and this day's.
func TestDeskCount(t *testing.T) {
	at := func(day, hour int) time.Time {
		return testDay.AddDays(day).Start().Add(time.Duration(hour) * time.Hour)
	}
	override := func(desk string, at time.Time) dosedesk.Visit {
		return dosedesk.Visit{Entry: dosedesk.Entry{Override: &dosedesk.Override{Desk: dosedesk.Signature{ID: desk}, At: at}}}
	}
	dose := func(by string, at time.Time) dosedesk.Visit {
		return dosedesk.Visit{Entry: dosedesk.Entry{Doses: []dosedesk.Dose{{By: dosedesk.Signature{ID: by}, GivenAt: at}}}}
	}
	both := override("sunita", at(0, 9))
	both.Doses = dose("sunita", at(0, 10)).Doses
	for name, c := range map[string]struct {
		visits           []dosedesk.Visit
		overrides, doses int
	}{
		"nothing yet":            {},
		"one of each":            {[]dosedesk.Visit{both}, 1, 1},
		"the day's two ends":     {[]dosedesk.Visit{override("sunita", at(0, 0)), override("sunita", at(0, 23)), dose("sunita", at(0, 23))}, 2, 1},
		"at another's desk":      {[]dosedesk.Visit{override("meera", at(0, 9)), dose("meera", at(0, 9)), dose("sunita", at(0, 9))}, 0, 1},
		"yesterday and tomorrow": {[]dosedesk.Visit{override("sunita", at(-1, 23)), override("sunita", at(1, 0)), dose("sunita", at(-1, 9))}, 0, 0},
	} {
		overrides, doses := dosedesk.DeskCount(c.visits, "sunita", testDay)
		if overrides != c.overrides || doses != c.doses {
			t.Errorf("%s: %d overrides and %d doses, want %d and %d", name, overrides, doses, c.overrides, c.doses)
		}
	}
}

// The signals of the field's own figures: 5 and 9 wrong codes of 100 entered in
// 24 hours, 7 and 16 of 300.
func TestWatchLimits(t *testing.T) {
	for entered, want := range map[int][2]int{
		0: {5, 9}, 1: {5, 9}, 100: {5, 9}, 300: {7, 16}, 1000: {14, 36}, 10_000: {74, 246},
	} {
		warn, stop := dosedesk.WatchLimits(entered)
		if got := [2]int{warn, stop}; got != want {
			t.Errorf("of %d codes, %v wrong ones raise a signal and a stop, want %v", entered, got, want)
		}
	}
	if warn, stop := dosedesk.WatchLimits(1 << 60); warn <= 0 || stop < warn {
		t.Errorf("beyond all measure: %d, %d", warn, stop)
	}
}

func TestWatch(t *testing.T) {
	for wrong, want := range map[int]dosedesk.Alarm{
		0: dosedesk.NoAlarm, 4: dosedesk.NoAlarm, 5: dosedesk.AlarmWarn, 8: dosedesk.AlarmWarn, 9: dosedesk.AlarmStop,
	} {
		if got := (dosedesk.Watch{Wrong: wrong, Entered: 60}).Judge(); got != want {
			t.Errorf("%d wrong codes: %q, want %q", wrong, got, want)
		}
	}
	until := testDay.Start()
	w := dosedesk.Watch{Alarm: dosedesk.AlarmStop, Until: until}
	if !w.Stopped(until.Add(-time.Second)) || w.Stopped(until) {
		t.Error("a stop holds until its end, and no longer")
	}
	w.Alarm = dosedesk.AlarmWarn
	if w.Stopped(until.Add(-time.Second)) {
		t.Error("a signal stops nobody")
	}
}

func TestParseReply(t *testing.T) {
	letter := string(mustCode(t, "4821").CheckLetter())
	for sms, want := range map[string]string{
		"YES": "yes", "yes.": "yes", " Y ": "yes", "हाँ": "yes", "जी हाँ": "yes", "yes, yes": "yes", "Haan": "yes", "YES 2": "yes 2", "2 yes": "yes 2", "हाँ २": "yes 2",
		"NO": "no", "No!": "no", "नहीं": "no", "nahi": "no", "no 12": "no 12",
		"4821": "4821", "४८२१": "4821", "4821-" + letter: "4821", "4821" + letter: "4821", "4821 " + letter: "4821", "3 4821": "4821 3",
		"4821-Z": "no reply", "": "no reply", "yes no": "no reply", "4821 1284": "no reply", "yes 4821": "no reply", "who are you": "no reply",
		"482": "no reply", "48211": "no reply", "yes 0": "no reply", "yes 1 2": "no reply", "yes 100": "no reply",
	} {
		reply, err := dosedesk.ParseReply(sms)
		got := string(reply.Said)
		if reply.Code != nil {
			got = reply.Code.Digits()
		}
		if reply.Number > 0 {
			got += fmt.Sprintf(" %d", reply.Number)
		}
		if err != nil {
			got = "no reply"
			if dosedesk.CodeOf(err) != dosedesk.EInvalid {
				t.Errorf("%q: %v", sms, err)
			}
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", sms, got, want)
		}
	}
}

// A correction has no way to another citizen, appointment or dose number.
func TestACorrectionMovesNoDose(t *testing.T) {
	given := testDay.Start().Add(10 * time.Hour)
	dose := dosedesk.DoseRecorded{
		Appointment: testID(3), Citizen: "56563202704536", Dose: 2, Vaccine: dosedesk.Covishield, GivenAt: given,
		ClearedBy: testID(4), Answers: dosedesk.Answers{Bleeding: true},
	}
	after := dose.Correct(dosedesk.DoseCorrected{
		Appointment: testID(99), Dose: testID(98), Vaccine: dosedesk.Covaxin, Batch: "37F21012A", GivenAt: given.Add(time.Minute),
	})
	if after.Vaccine != dosedesk.Covaxin || after.Batch != "37F21012A" || !after.GivenAt.Equal(given.Add(time.Minute)) {
		t.Errorf("the correction was not taken: %+v", after)
	}
	after.Vaccine, after.Batch, after.GivenAt = dose.Vaccine, dose.Batch, dose.GivenAt
	if after != dose {
		t.Errorf("the correction changed more than it may: %+v", after)
	}
}

func TestSignedSchedule(t *testing.T) {
	key := tokenSecret.Key(testDay)
	public := tokenSecret.TokenKey(testDay).Key
	signed := dosedesk.DefaultSchedule().Sign(key)
	s, err := signed.Open(public)
	if err != nil || s.Version != dosedesk.DefaultSchedule().Version {
		t.Fatalf("Open: %v", err)
	}
	changed := signed
	changed.Text += "\n# one more line\n"
	for name, open := range map[string]func() (*dosedesk.Schedule, error){
		"changed":      func() (*dosedesk.Schedule, error) { return changed.Open(public) },
		"another key":  func() (*dosedesk.Schedule, error) { return signed.Open(tokenSecret.TokenKey(testDay.AddMonths(1)).Key) },
		"no key":       func() (*dosedesk.Schedule, error) { return signed.Open(nil) },
		"no signature": func() (*dosedesk.Schedule, error) { return dosedesk.SignedSchedule{Text: signed.Text}.Open(public) },
	} {
		if _, err := open(); dosedesk.CodeOf(err) != dosedesk.EUnauthorized {
			t.Errorf("%s: %v, want EUnauthorized", name, err)
		}
	}
}

func TestNewerSchedule(t *testing.T) {
	version := func(v string) *dosedesk.Schedule { return &dosedesk.Schedule{Version: v} }
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2022-08-12.1", "2022-08-12.1", false},
		{"2022-08-12.2", "2022-08-12.1", true},
		{"2022-08-12.10", "2022-08-12.9", true},
		{"2022-09-01.1", "2022-08-12.9", true},
		{"2021-08-12.1", "2022-01-01.1", false},
	} {
		if got := version(c.a).NewerThan(version(c.b)); got != c.want {
			t.Errorf("%s is newer than %s: %v", c.a, c.b, got)
		}
	}
}

// A reply is one thing or none, whatever a phone sends.
func FuzzParseReply(f *testing.F) {
	for _, seed := range []string{"YES", "no 2", "4821-K", "हाँ २", "जी हाँ।", "4821 k 3", "", "yes no"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sms string) {
		r, err := dosedesk.ParseReply(sms)
		if err != nil {
			if r != (dosedesk.Reply{}) || dosedesk.CodeOf(err) != dosedesk.EInvalid {
				t.Errorf("%+v, %v", r, err)
			}
			return
		}
		if (r.Said == dosedesk.SaidNothing) == (r.Code == nil) || r.Number < 0 || r.Number > 99 {
			t.Errorf("a reply that is two things, or none: %+v", r)
		}
	})
}
