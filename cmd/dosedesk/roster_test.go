package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
)

// thisDay is a day that lives: what is dead comes to no terminal.
var thisDay = dosedesk.DayOf(time.Now()).String()

var booking = `beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type,photo_id_last4,appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking
10000000000001,Laxmi Nair,लक्ष्मी नायर,Female,1962,9000000912,Voter ID,A001,00000000-0000-4000-8000-000000000001,603425,00000000-0000-4000-8000-0000000000a1,` + thisDay + `,09:00-11:00,COVISHIELD,1,,,online
`

// printed runs the command as somebody at a keyboard.
func printed(t *testing.T, dir, path, typed, pin string, change ...func(*Roster)) (string, error) {
	t.Helper()
	r := NewRoster()
	r.Who.Identity = identityFile(t)
	r.Dir, r.Day = dir, thisDay
	r.Who.Ask = func(_ context.Context, _ string, secret bool) (string, error) {
		switch {
		case secret:
			return pin, nil
		case typed == "":
			return "", dosedesk.Errorf(dosedesk.EInvalid, "nothing was typed")
		}
		return typed, nil
	}
	for _, c := range change {
		c(r)
	}
	var out strings.Builder
	err := r.Print(t.Context(), path, &out)
	return out.String(), err
}

func TestTheRosterIsPrintedToAFileOfItsOwn(t *testing.T) {
	s, err := newSite(t.Context(), t.TempDir())
	must(t, err)
	defer s.close()
	_, err = s.ImportBookings(t.Context(), strings.NewReader(booking))
	must(t, err)
	for id, role := range map[string]dosedesk.Role{"anil": dosedesk.InCharge, "sunita": dosedesk.Verifier} {
		_, err = s.AddOperator(t.Context(), centre, dosedesk.Operator{ID: id, Name: id, Role: role}, "246810")
		must(t, err)
	}
	dir, path := s.enrolled(t), filepath.Join(t.TempDir(), "roster.html")

	for name, c := range map[string]struct{ typed, pin, says string }{
		"a verifier":  {"sunita", "246810", "only the in-charge"},
		"a wrong PIN": {"anil", "111111", "PIN is wrong"},
		"nobody":      {"", "246810", "nothing was typed"},
	} {
		out, err := printed(t, dir, path, c.typed, c.pin)
		if err == nil || !strings.Contains(err.Error(), c.says) || strings.Contains(out+err.Error(), c.pin) {
			t.Errorf("%s: %q, error %v", name, out, err)
		}
		if _, err := os.Lstat(path); err == nil {
			t.Fatalf("%s: a file was written", name)
		}
	}

	out, err := printed(t, dir, path, "Anil", "246810", func(r *Roster) { r.Lang = "hi" })
	must(t, err)
	if !strings.Contains(out, "it holds personal data") || strings.Contains(out, "246810") {
		t.Errorf("it says %q", out)
	}
	page, err := os.ReadFile(path) //nolint:gosec // the test's own
	must(t, err)
	if text := string(page); !strings.Contains(text, "लक्ष्मी नायर") || strings.Contains(text, "9000000912") {
		t.Errorf("the page: %.400s", text)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is open to others: %v, %v", info.Mode(), err)
	}
	if _, err := printed(t, dir, path, "anil", "246810"); dosedesk.CodeOf(err) != dosedesk.EConflict {
		t.Errorf("over a file that is there: %v", err)
	}
}

func TestAnOrderThatMakesNoSense(t *testing.T) {
	for says, change := range map[string]func(*Roster){
		"a language is en, hi or hi-Latn": func(r *Roster) { r.Lang = "fr" },
		"a day is written as 2021-05-13":  func(r *Roster) { r.Day = "13/05/2021" },
		"is no terminal":                  func(r *Roster) { r.Dir = t.TempDir() },
	} {
		path := filepath.Join(t.TempDir(), "roster.html")
		if _, err := printed(t, "", path, "anil", "1", change); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("error %v, want %q", err, says)
		}
	}
}
