package tui

import (
	"testing"

	"dosedesk"
)

func TestDatesAsPeopleWriteThem(t *testing.T) {
	august := dosedesk.Day{Year: 2021, Month: 8, Day: 31}
	for typed, want := range map[string]dosedesk.Day{
		"31-08-2021": august, "2021-08-31": august, "31/8/2021": august, "31.08.2021": august, "३१-०८-२०२१": august,
		"31082021": august, "31.8.21": august, "31.8.2021": august, "31-8-21": august, "31/8/21": august,
		"31-06-2021": {}, "08-2021": {}, "2021": {}, "3108": {}, "31082": {}, "": {},
	} {
		if got, ok := parseDate(typed); got != want || ok == want.IsZero() {
			t.Errorf("%q is read as %v, %v", typed, got, ok)
		}
	}
}

func TestExpiryMayBeAMonth(t *testing.T) {
	for typed, want := range map[string]string{
		"08-2021": "2021-08-31", "2/2024": "2024-02-29", "०८-२०२१": "2021-08-31", "30-08-2021": "2021-08-30", "13-2021": "",
	} {
		if got, ok := parseExpiry(typed); got.String() != want || ok != (want != "") {
			t.Errorf("%q is read as %v, %v", typed, got, ok)
		}
	}
}
