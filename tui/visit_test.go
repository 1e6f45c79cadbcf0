package tui

import (
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// enterCode types a code and sends it; the verdict has come.
func (f *fakeDesk) enterCode(code string) {
	f.Type(code)
	f.Press("enter")
	f.pass(quiet)
}

// clear goes from the search to the cleared citizen, with a link.
func (f *fakeDesk) clear(name string) {
	f.open(name)
	f.Press("enter")
	f.enterCode(rightCode)
}

// clearOffline does it without a link: the code is typed twice.
func (f *fakeDesk) clearOffline(name, code string) {
	f.unplug()
	f.open(name)
	f.Press("enter")
	f.Type(code + code)
	f.pass(quiet)
}

func TestADoseWithALink(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Expect(t, "Lakshmi Kushwaha", "लक्ष्मी कुशवाहा", "born 1962", "dose 2 of COVISHIELD", "Aadhaar Card, ends 7735",
		"2 February 2021, 100 days ago", "ELIGIBLE today", "rules of 13 May 2021",
		"+ 45 and older", "since 1 April 2021", "+ 100 days since the dose before, at least 84", "+ same vaccine", "no to all")
	f.Press("enter")
	f.enterCode(rightCode)
	f.Expect(t, "CLEARED", "4121Z004, expires 31 August 2021", "Meera")
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42", "Please wait 30 minutes, until 12:12", "1 not sent")
	f.link.sync()
	f.Update(Changed{})
	f.Expect(t, "CONFIRMED", "Certificate DD-210513-000042", "all sent")

	doses := recordedOf[*dosedesk.DoseRecorded](f.vault)
	if len(doses) != 1 {
		t.Fatalf("%d doses are recorded", len(doses))
	}
	given := f.now.Truncate(time.Millisecond)
	want := dosedesk.DoseRecorded{
		Appointment: testID(1), Citizen: "56563202707735", Dose: 2, Vaccine: dosedesk.Covishield, Batch: "4121Z004",
		Expires:    dosedesk.Day{Year: 2021, Month: 8, Day: 31},
		Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		GivenAt:    given, ClearedBy: f.vault.events[0].ID,
	}
	if *doses[0] != want {
		t.Errorf("recorded is\n%+v, want\n%+v", *doses[0], want)
	}
}

func TestADoseWithTheCablePulled(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline("lak", rightCode)
	f.Expect(t, "CLEARED", "checked when the link is back", "1 not sent")
	f.Press("f10")
	f.Expect(t, "RECORDED", "The code is checked when the link is back", "2 not sent", "by tomorrow 17:00")
	code, dose := f.vault.events[0].ID, recordedOf[*dosedesk.DoseRecorded](f.vault)[0]
	if dose.ClearedBy != code {
		t.Errorf("the dose names %v as what cleared it, want %v", dose.ClearedBy, code)
	}
	f.plug()
	f.Expect(t, "CONFIRMED", "DD-210513-000042", "all sent")
}

func TestAWrongCodeFoundLater(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.clearOffline("lak", "1111")
	f.Press("f10")
	f.plug()
	f.Expect(t, "UNCONFIRMED", "The code that was entered is wrong.", "in the review (F4)")
	f.ExpectNot(t, "Certificate", "if no SMS comes")
	f.pass(quiet)
	f.Press("f4", "enter", "enter")
	f.enterCode(rightCode)
	f.Expect(t, "The code was right.", "+ CONFIRMED: nothing more to do")
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != 1 {
		t.Errorf("%d doses are recorded", n)
	}
}

// The cable is back while the citizen sits in the chair, and the code was wrong.
func TestADoseGivenByThenIsRecordedAllTheSame(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline("lak", "1111")
	f.plug()
	f.Expect(t, "NOT CLEARED", "the code wrong", "F10 records it, unconfirmed")
	f.ExpectNot(t, "dose may be given")
	f.Press("f10")
	f.plug()
	f.Expect(t, "UNCONFIRMED")
	if by := recordedOf[*dosedesk.DoseRecorded](f.vault)[0].ClearedBy; by != f.vault.events[0].ID {
		t.Error("the dose does not name the code that was entered")
	}
}

func TestNoVerdictInTimeGoesOnAsWithoutALink(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.link.silent = true
	f.clear("lak")
	f.Expect(t, "CLEARED", "checked when the link is back")
}

func TestWhoIsClearedMayWait(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	f.Press("esc")
	f.Expect(t, "Find:", "CLEARED")
	f.open("lak")
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given.")
	if n := len(recordedOf[*dosedesk.CodeEntered](f.vault)); n != 1 {
		t.Errorf("the code was entered %d times", n)
	}
}

// Scanners send it, keys repeat.
func TestEnterNeverConfirmsADose(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	f.Press("enter", "enter", "enter")
	f.Scan("12345678")
	f.Expect(t, "CLEARED", "Enter records nothing here")
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != 0 {
		t.Errorf("%d doses are recorded", n)
	}
}

func TestTheClearedScreenWaitsUntilTheKeysAreQuiet(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("lak")
	f.Press("enter")
	f.Type(rightCode)
	f.Press("enter", "f10")
	f.Expect(t, "CLEARED")
	f.pass(quiet)
	f.Press("f10")
	f.Expect(t, "RECORDED")
}

func TestF10TwiceRecordsOneDose(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	first := f.late(f10Key)
	if second := f.late(f10Key); second != nil {
		f.results(second)
	}
	f.results(first)
	f.Press("f10")
	f.pass(quiet)
	f.Press("f10")
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != 1 {
		t.Errorf("%d doses are recorded", n)
	}
}

func TestADoseThatCouldNotBeWritten(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("f10")
	f.Expect(t, "NOT RECORDED", "call the in-charge", "CLEARED")
	f.ExpectNot(t, "RECORDED  11:42")
}

func TestVaccinatorAndBatchComeFirst(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("far") // COVAXIN
	f.Expect(t, "NO DOSE CAN BE RECORDED NOW", "from which batch")
	f.Press("f10")
	f.Expect(t, "from which batch")
	f.Press("enter")
	f.Expect(t, "Expiry")
}

func TestAnExpiredBatchIsNotGiven(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	stock := f.vault.stocks[dosedesk.Covishield]
	stock.Expires = testDay.AddDays(-1)
	f.vault.stocks[dosedesk.Covishield] = stock
	f.clear("lak")
	f.Press("f10")
	f.Expect(t, "Batch 4121Z004 expired on 12 May 2021")
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != 0 {
		t.Errorf("%d doses are recorded", n)
	}
}

func TestALetterAfterTheDoseBeginsTheNextSearch(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	f.Press("f10")
	f.pass(quiet)
	f.burst("farid\r")
	f.Expect(t, "Farid Ansari", "dose 1 of COVAXIN")
}

func TestWhoeverIsThroughIsNotTakenAgain(t *testing.T) {
	for name, says := range map[string]string{
		"Meena":  "This booking is for 14 May 2021",
		"Suresh": "This booking was cancelled",
		"Laxmi":  "The dose was recorded at 11:42",
	} {
		f := signedInAs(t, "sunita", lang.English)
		f.clear("lax")
		f.Press("f10")
		f.pass(quiet)
		f.open(strings.ToLower(name))
		f.Press("enter")
		f.Expect(t, name, says)
		f.ExpectNot(t, "Ask for the four-digit code", "CLEARED")
	}
}
