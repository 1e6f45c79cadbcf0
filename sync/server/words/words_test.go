package words_test

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/words"
)

func TestDayAndClock(t *testing.T) {
	at := time.Date(2021, 5, 12, 19, 14, 0, 0, time.UTC)
	day := dosedesk.DayOf(at)
	for lang, want := range map[words.Lang]string{words.English: "13 May 2021", words.Hindi: "13 मई 2021"} {
		if got := lang.Day(day); got != want {
			t.Errorf("the day in %q is %q, want %q", lang, got, want)
		}
	}
	for lang, want := range map[words.Lang]string{words.English: "Thursday, 13 May 2021", words.Hindi: "गुरुवार, 13 मई 2021"} {
		if got := lang.LongDay(day); got != want {
			t.Errorf("the day in %q is %q, want %q", lang, got, want)
		}
	}
	if got := words.Clock(at); got != "00:44" {
		t.Errorf("the clock is %q", got)
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]words.Lang{"": words.English, "en": words.English, "hi": words.Hindi} {
		if got, err := words.Parse(text); err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v", text, got, err)
		}
	}
	if _, err := words.Parse("fr"); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("a language we do not write: %v", err)
	}
}
