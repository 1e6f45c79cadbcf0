package tui

import (
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

// cleared is a desk that waits for F10.
func cleared(t *testing.T, language lang.Language) *fakeDesk {
	t.Helper()
	f := atCode(t, language)
	f.code(rightCode)
	return f
}

// doses fails the test unless so many doses were recorded.
func (f *fakeDesk) doses(t *testing.T, want int) {
	t.Helper()
	if n := len(recordedOf[*dosedesk.DoseRecorded](f.vault)); n != want {
		t.Errorf("%d doses were recorded, want %d", n, want)
	}
}

func TestF10RecordsTheDose(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42")
	recorded := recordedOf[*dosedesk.DoseRecorded](f.vault)
	stock := testStocks()[dosedesk.Covishield]
	want := dosedesk.DoseRecorded{
		Appointment: testID(2), Citizen: "56563202700912", Dose: 1, Vaccine: dosedesk.Covishield, Batch: stock.Batch,
		Expires: stock.Expires, Vaccinator: stock.Vaccinator, GivenAt: f.now,
	}
	if len(recorded) != 1 {
		t.Fatalf("%d doses were recorded", len(recorded))
	}
	want.GivenAt = recorded[0].GivenAt
	want.ClearedBy = recorded[0].ClearedBy
	if *recorded[0] != want {
		t.Errorf("recorded: %+v", recorded[0])
	}
	if d := f.now.Sub(recorded[0].GivenAt); d < 0 || d > 2*quiet {
		t.Errorf("given %v ago", d)
	}
}

// What cleared the citizen is known where this terminal entered the code.
func TestTheDoseNamesTheCodeThatClearedIt(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type(rightCode + rightCode)
	f.pass(quiet)
	f.Press("f10")
	f.doses(t, 1)
	if d := recordedOf[*dosedesk.DoseRecorded](f.vault); d[0].ClearedBy != f.vault.events[0].ID {
		t.Errorf("cleared by %v", d[0].ClearedBy)
	}
}

// Trap 7: Enter never means that a dose was given.
func TestTrapEnterNeverConfirmsADose(t *testing.T) {
	f := cleared(t, lang.English)
	for range 3 {
		f.Press("enter")
		f.pass(quiet)
	}
	f.Scan("56563202700912")
	f.burst("\r\r4821\r")
	f.Expect(t, "Enter records nothing here", "CLEARED")
	f.doses(t, 0)
}

// The Enters that were meant for the code screen do not even get a notice.
func TestTrapEnterHeldOnTheCodeScreen(t *testing.T) {
	f := atCode(t, lang.English)
	f.Type(rightCode)
	f.Press("enter", "enter", "f10", "enter")
	f.Expect(t, "CLEARED")
	f.doses(t, 0)
}

func TestF10TwiceRecordsOnce(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10", "f10")
	f.doses(t, 1)
	f = cleared(t, lang.English)
	f.Press("f10")
	f.pass(quiet)
	f.Press("f10", "f10")
	f.doses(t, 1)
	f.open("Laxmi")
	f.Expect(t, "waits for the server")
	f.Press("f10", "enter", "f10")
	f.doses(t, 1)
}

func TestThePadsPlusAndAltZeroAreF10(t *testing.T) {
	for _, name := range []string{"+", "alt+0"} {
		f := cleared(t, lang.English)
		f.pad(name)
		f.Expect(t, "RECORDED")
	}
}

func TestEscLeavesTheCitizenCleared(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("esc")
	f.Expect(t, "Find:", "CLEARED")
	f.open("Laxmi")
	f.Press("enter")
	f.Expect(t, "CLEARED")
	f.Press("f10")
	f.doses(t, 1)
}

func TestAnExpiredBatchGivesNoDose(t *testing.T) {
	f := cleared(t, lang.English)
	s := f.vault.stocks[dosedesk.Covishield]
	s.Expires = testDay
	f.vault.stocks[dosedesk.Covishield] = s
	f.Update(Changed{})
	f.Expect(t, "CLEARED", "F10 the dose was given") // its last day is a good one
	s.Expires = testDay.AddDays(-1)
	f.vault.stocks[dosedesk.Covishield] = s
	f.Update(Changed{})
	f.Expect(t, "NO DOSE CAN BE RECORDED NOW", "Batch 4121Z004 expired on 12 May 2021. Give no dose of it")
	f.ExpectNot(t, "F10 the dose was given")
	f.Press("f10")
	f.Expect(t, "expired on 12 May 2021")
	f.doses(t, 0)
	f.Press("f1")
	f.Expect(t, "F10", "Batch 4121Z004 expired on")
}

func TestWithoutStockF10SaysWhyAndEnterChooses(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Farid")
	f.Press("enter")
	f.code(rightCode)
	f.Expect(t, "NO DOSE CAN BE RECORDED NOW", "Nobody was chosen yet who gives this vaccine")
	f.ExpectNot(t, "F10 the dose was given")
	f.Press("f10")
	f.doses(t, 0)
	f.Press("enter")
	f.Expect(t, "COVAXIN")
	f.Press("m", "enter")
	f.Type("37F21")
	f.Press("enter")
	f.Type("08-2021")
	f.Press("enter")
	f.pass(quiet)
	f.Expect(t, "CLEARED", "37F21, expires 31 August 2021", "Meera")
	f.doses(t, 0)
	f.Press("f10")
	f.doses(t, 1)
}

func TestADoseThatWasNotRecordedSaysSo(t *testing.T) {
	f := cleared(t, lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("f10")
	f.Expect(t, "NOT RECORDED", "CLEARED")
	f.doses(t, 0)
	f.vault.fails = nil
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42")
	f.doses(t, 1)
}

func TestAClearedDoseThatWasNotGivenIsDeferred(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("delete")
	f.Expect(t, "> cleared, but the dose was not given")
	f.Press("enter")
	if d := recordedOf[*dosedesk.VisitDeferred](f.vault); len(d) != 1 || d[0].Reason != dosedesk.DeferredNotGiven {
		t.Errorf("recorded: %+v", d)
	}
	f.doses(t, 0)
}

func TestADoseOfAnotherDeskTakesF10Away(t *testing.T) {
	f := cleared(t, lang.English)
	f.give(1, "", 0)
	f.vault.entries[1].Doses[0].State = dosedesk.DoseConfirmed
	f.Update(Changed{})
	f.Expect(t, "NO DOSE CAN BE RECORDED NOW", "is confirmed")
	f.Press("f10")
	f.doses(t, 0)
}

// Whoever is not cleared does not stay so.
func TestEscDoesNotPromiseWhatTheServerTookBack(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline("Laxmi", "1111")
	f.Expect(t, "Esc wait (stays cleared)")
	f.plug()
	f.Expect(t, "NOT CLEARED")
	f.ExpectNot(t, "stays cleared")
}
