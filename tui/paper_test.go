package tui

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestADoseFromPaperHasItsRealTimeAndNoCode(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open(lakshmi)
	f.Press("tab", "down", "down", "down", "down", "y", "esc")
	f.onPaper("1040")
	f.Expect(t, "FROM PAPER", "Thu 13 May 2021, 10:40", "2  COVISHIELD", "4121Z004", "Meera", "Sunita", "bleeding", "Without a code")
	f.Press("enter")
	f.Expect(t, "Enter records nothing here")
	f.doses(t, 0)
	f.Press("f10")
	f.Expect(t, "RECORDED from paper: given 10:40, keyed in 11:42", "The citizen is asked by SMS")
	f.ExpectNot(t, "Please wait 30 minutes", "tomorrow 17:00")
	f.doses(t, 1)
	want := dosedesk.DoseRecorded{
		Appointment: testID(1), Citizen: "56563202707735", Dose: 2, Vaccine: dosedesk.Covishield, Batch: "4121Z004",
		Expires:    dosedesk.Day{Year: 2021, Month: 8, Day: 31},
		Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		GivenAt:    testDay.Start().Add(10*time.Hour + 40*time.Minute), Answers: dosedesk.Answers{Bleeding: true},
	}
	if got := recordedOf[*dosedesk.DoseRecorded](f.vault)[0]; *got != want {
		t.Errorf("recorded: %+v", got)
	}
	if e := f.vault.events[0]; e.By.ID != "sunita" || !e.At.Wall.Equal(f.now) {
		t.Errorf("keyed in by %s at %v", e.By.ID, e.At.Wall)
	}
	f.plug()
	f.Expect(t, "UNCONFIRMED  dose given at 10:40", "YES or the code confirms")
}

func TestWhatThePaperCannotSayIsRefused(t *testing.T) {
	for _, c := range []struct{ day, at, says string }{
		{"", "", "Type the time as it stands on the paper"},
		{"", "24:00", "Type the time as it stands on the paper"},
		{"", "11:43", "It is 11:42 now"},
		{"12-05-2021", "10:40", "The booking is for 13 May 2021"},
		{"14-05-2021", "10:40", "The booking is for 13 May 2021"},
		{"30-02-2021", "10:40", "Type the day as 13-05-2021"},
	} {
		f := signedInAs(t, "sunita", lang.English)
		f.open(lakshmi)
		f.Press("p")
		f.Type(c.at)
		if c.day != "" {
			f.Press("up", "ctrl+u")
			f.Type(c.day)
		}
		f.Press("enter", "enter")
		f.Expect(t, c.says)
		f.Press("f10")
		f.Expect(t, "Fill in the form first")
		f.doses(t, 0)
	}
}

func TestTheBatchMustHaveBeenGoodOnTheDayOfTheDose(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.yesterday(1)
	stock := f.vault.stocks[dosedesk.Covishield]
	stock.Expires = testDay.AddDays(-1)
	f.vault.stocks[dosedesk.Covishield] = stock
	f.open("0912")
	f.onPaper("1040")
	f.Expect(t, "Wed 12 May 2021, 10:40", "expires 12 May 2021")
	stock.Expires = testDay.AddDays(-2)
	f.vault.stocks[dosedesk.Covishield] = stock
	f.open("0912")
	f.onPaper("1040")
	f.Expect(t, "This batch expired on 11 May 2021")
}

// Yesterday's booking is closed at the desk, and open to paper. The rules are
// those of yesterday.
func TestADoseOfYesterdayIsKeyedInToday(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.yesterday(2) // Ramesh: 45 days since the first dose were enough on 12 May
	f.open(ramesh)
	f.Expect(t, "This booking was for 12 May 2021", "P from paper")
	f.Press("enter")
	f.Expect(t, "Nothing can be done here")
	f.onPaper("16:05")
	f.Expect(t, "Wed 12 May 2021, 16:05")
	f.ExpectNot(t, "this dose was not due")
	f.Press("f10")
	f.Expect(t, "RECORDED from paper: given 12 May 16:05")
	f.pass(quiet)
	f.open("6602") // Meena's is tomorrow
	f.Press("p")
	f.Expect(t, "This booking is for 14 May 2021")
	f.doses(t, 1)
}

func TestADoseIsKeyedInOnce(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.open(lakshmi)
	f.onPaper("1040")
	f.Press("f10", "f10")
	f.pass(quiet)
	f.open(lakshmi)
	f.Press("p")
	f.Expect(t, "The dose was recorded at 10:40")
	f.plug()
	f.Press("p")
	f.Expect(t, "The dose was given at 10:40 and is unconfirmed")
	f.doses(t, 1)
}

// Another desk's dose comes while the paper is read.
func TestADoseOfAnotherDeskTakesF10FromPaper(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open(lakshmi)
	f.onPaper("1040")
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Update(Changed{})
	f.Expect(t, "The dose was given at 10:42 and is unconfirmed")
	f.ExpectNot(t, "F10 given")
	f.Press("f10")
	f.doses(t, 0)
}

// The desk went dark between code and dose.
func TestACodeThatWasEnteredBeforeIsNamed(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline(lakshmi, rightCode)
	f.pass(time.Hour)
	f.open(lakshmi)
	f.onPaper("1145")
	f.Expect(t, "The code is checked when the link is back")
	f.Press("f10")
	f.doses(t, 1)
	if d := recordedOf[*dosedesk.DoseRecorded](f.vault)[0]; d.ClearedBy != f.vault.events[0].ID {
		t.Errorf("cleared by %v", d.ClearedBy)
	}
	f.plug()
	f.Expect(t, "CONFIRMED  dose given at 11:45")
}

func TestAWalkinOfYesterdayIsRegisteredForHisDay(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.yesterday(1)
	f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
	f.Press("left", "enter", "enter")
	f.Expect(t, "COVISHIELD, 12 May 2021")
	f.Press("enter")
	f.pass(quiet)
	f.onPaper("1040")
	f.Expect(t, "Wed 12 May 2021, 10:40", "asked by SMS whether the dose was given")
	f.Press("f10")
	f.doses(t, 1)
	walkins := recordedOf[*dosedesk.WalkinRegistered](f.vault)
	if len(walkins) != 1 || walkins[0].Appointment.Session.Day != testDay.AddDays(-1) || walkins[0].Appointment.Session.ID != testID(103) {
		t.Errorf("registered: %+v", walkins)
	}
}

// Where today has no session, nobody slips into yesterday's unseen.
func TestAPastSessionIsNeverProposed(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.entries = f.vault.entries[1:2]
	f.yesterday(0)
	f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
	f.Press("enter")
	f.Expect(t, "Choose the vaccine")
}

func TestTheReviewSaysWhatCameFromPaper(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.keyedIn()
	f.ExpectNot(t, "Your doses of today that are unconfirmed")
	f.Press("f4")
	f.Expect(t, "COVISHIELD paper")
	f.Press("enter")
	f.Expect(t, "10:40, on paper; keyed in 11:42", "Meera, vaccinator", "Anil, in-charge", "nothing yet")
	f.Press("c")
	f.Type(rightCode)
	f.Press("enter")
	f.Update(Changed{})
	f.Expect(t, "CONFIRMED: nothing more to do")
}

func TestADoseFromPaperThatWasNotWrittenSaysSo(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open(lakshmi)
	f.onPaper("1040")
	f.full()
	f.Press("f10")
	f.Expect(t, "NOT RECORDED", "FROM PAPER")
	f.vault.fails = nil
	f.Press("f10")
	f.Expect(t, "RECORDED from paper")
	f.doses(t, 1)
}

func TestParseClock(t *testing.T) {
	for s, want := range map[string]time.Duration{
		"10:40": 10*time.Hour + 40*time.Minute, "1040": 10*time.Hour + 40*time.Minute, "9:05": 9*time.Hour + 5*time.Minute,
		"905": 9*time.Hour + 5*time.Minute, "9.05": 9*time.Hour + 5*time.Minute, "०९:०५": 9*time.Hour + 5*time.Minute, "00:00": 0,
		"": -1, "9": -1, "10": -1, "24:00": -1, "10:60": -1, "1:2:3": -1, "10:4": -1, ":40": -1,
	} {
		after, ok := parseClock(s)
		if ok != (want >= 0) || ok && after != want {
			t.Errorf("%q is %v, %v; want %v", s, after, ok, want)
		}
	}
}
