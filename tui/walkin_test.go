package tui

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
	"dosedesk/tui/lang"
)

// fill types what stands on a photo ID, up to the vaccine, with Enter after each.
func (f *fakeDesk) fill(name, gender, born, mobile, lastFour string) {
	f.Press("f8")
	for _, s := range []string{name, gender, born, mobile, "v", lastFour} {
		f.Type(s)
		f.Press("enter")
	}
}

func TestAWalkinIsRegisteredWithoutACode(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("Kamla Rani", "f", "१९६०", "9000004455", "xy99")
	f.Expect(t, "Female", "Voter ID", "XY99", "..4455")
	f.ExpectNot(t, "9000004455")
	f.Type("cov")
	f.Press("enter", "enter") // vaccine, dose 1
	f.Expect(t, "Read this out", "9000004455")
	f.Press("enter")
	want := []*dosedesk.WalkinRegistered{{Appointment: dosedesk.Appointment{
		ID: testID(200), Session: dosedesk.Session{ID: testID(100), Centre: 603425, Day: testDay, Vaccine: dosedesk.Covishield},
		Dose: 1, Booking: dosedesk.Walkin,
		Citizen: dosedesk.Citizen{
			Name: "Kamla Rani", Gender: dosedesk.Female, BirthYear: 1960, Mobile: "9000004455",
			PhotoID: dosedesk.PhotoID{Type: "Voter ID", LastFour: "XY99"},
		},
	}}}
	if diff := cmp.Diff(want, recordedOf[*dosedesk.WalkinRegistered](f.vault)); diff != "" {
		t.Errorf("recorded (-want +got):\n%s", diff)
	}
	if on, ok := f.app.top().(*citizen); !ok || on == nil {
		t.Errorf("the screen is a %s", named(f.app.top()))
	}
}

func TestAWalkinsSecondDoseNamesTheFirst(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("कमला रानी", "f", "1960", "9000004455", "xy99")
	f.Type("c")
	f.Press("enter")
	f.Type("2")
	f.Press("enter", "enter")
	f.Expect(t, "Type the day of the first dose")
	f.Type("13-05-2021")
	f.Press("enter")
	f.Expect(t, "must lie before today, 13 May 2021")
	f.Press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	f.Type("2021-02-02")
	f.Press("enter", "enter")
	f.Expect(t, "Choose the vaccine")
	f.Type("c")
	f.Press("enter", "enter")
	got := recordedOf[*dosedesk.WalkinRegistered](f.vault)
	if len(got) != 1 {
		t.Fatalf("%d walk-ins were recorded", len(got))
	}
	want := []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: dosedesk.Day{Year: 2021, Month: 2, Day: 2}}}
	if diff := cmp.Diff(want, got[0].Appointment.Previous); diff != "" {
		t.Error(diff)
	}
	if c := got[0].Appointment.Citizen; c.NameHindi != "कमला रानी" {
		t.Errorf("the Hindi name is %q", c.NameHindi)
	}
}

func TestEachEntryOfAWalkinIsCheckedWhenItIsLeft(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8")
	for _, entry := range []struct{ wrong, says, right string }{
		{"K", "two letters at least", "amla"},
		{"", "Choose the gender", "f"},
		{"19", "four digits", "60"},
		{"90000044", "ten digits", "55"},
	} {
		f.Type(entry.wrong)
		f.Press("tab")
		f.Expect(t, entry.says)
		f.Type(entry.right)
		f.ExpectNot(t, entry.says)
		f.Press("tab")
	}
	f.Press("tab", "x", "enter")
	f.Expect(t, "Type the last four letters or digits")
	f.Press("up", "up")
	f.ExpectNot(t, "Type the last four letters or digits") // going back is free
}

func TestWhoeverHasAnOpenBookingIsNoWalkin(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("Laxmi Nair", "f", "1971", "9000000912", "0912")
	f.Press("left", "enter", "enter")
	f.Expect(t, "online booking", "Laxmi Nair", "1971", "..0912", "Nothing has been recorded")
	if n := len(f.vault.events); n != 0 {
		t.Errorf("%d events were recorded", n)
	}
	f.Press("enter")
	if _, ok := f.app.top().(*citizen); !ok {
		t.Errorf("the screen is a %s", named(f.app.top()))
	}
}

func TestAWalkinThatWasNotRecorded(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
	f.Type("c")
	f.Press("enter", "enter", "enter")
	f.Expect(t, "NOT RECORDED", "Kamla Rani")
}

func TestAWalkinIsReadOutBeforeItIsRegistered(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
	f.Press("c", "enter", "enter")
	f.Expect(t, "Read this out", "Kamla Rani", "Female", "1960", "9000004455", "Voter ID", "XY99", "COVISHIELD")
	f.Press("esc")
	f.Expect(t, "Walk-in: a citizen without a booking", "..4455")
	if n := len(f.vault.events); n != 0 {
		t.Errorf("%d events were recorded", n)
	}
	f.Press("enter", "enter")
	if n := len(recordedOf[*dosedesk.WalkinRegistered](f.vault)); n != 1 {
		t.Errorf("%d walk-ins were recorded", n)
	}
	f.Expect(t, "Photo ID ", "Voter ID, ends XY99")
	f.ExpectNot(t, "as booked")
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "CLEARED", "Esc wait (stays on the list)")
	f.ExpectNot(t, "stays cleared", "as booked")
	f.Press("esc")
	f.Expect(t, "waiting")
}

// The same name and year on another mobile and another photo ID.
func TestANamesakeWithABookingIsAWarning(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("laxmi nair", "f", "1971", "9000004455", "xy99")
	f.Press("c", "enter", "enter")
	f.Expect(t, "same name and year of birth: Laxmi Nair")
	f.Press("enter")
	if n := len(recordedOf[*dosedesk.WalkinRegistered](f.vault)); n != 1 {
		t.Errorf("%d walk-ins were recorded", n)
	}
	f.pass(quiet)
	f.fill("Laxmi Nair", "f", "1972", "9000004456", "xy98")
	f.Press("c", "enter", "enter")
	f.ExpectNot(t, "same name and year")
}

func TestAnEmptyEntryOfAWalkinIsLeftWithTheArrows(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8", "down", "down")
	f.Expect(t, "> Year of birth")
	f.Press("up", "up")
	f.Expect(t, "> Name")
	f.Type("K")
	f.Press("down")
	f.Expect(t, "two letters at least", "> Name")
}
