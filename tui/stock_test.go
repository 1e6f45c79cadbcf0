package tui

import (
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestStockIsChosenOnceForAVaccine(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f6")
	f.Type("covaxin") // jumps to the choice that begins so
	f.Expect(t, "COVAXIN", "choose with")
	f.Press("enter")
	f.Type("m")
	f.Press("enter")
	f.Type("37f21-003 a")
	f.Press("enter")
	f.Type("१२/२०२१")
	f.Press("enter")
	f.Expect(t, "Find:", "COVAXIN batch 37F21-003A")
	want := dosedesk.Stock{
		Vaccine: dosedesk.Covaxin, Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		Batch: "37F21-003A", Expires: dosedesk.Day{Year: 2021, Month: 12, Day: 31},
	}
	if got := f.vault.stocks[dosedesk.Covaxin]; got != want {
		t.Errorf("kept %+v", got)
	}
	f.pass(quiet)
	f.Press("f6")
	f.Expect(t, "Meera", "37F21-003A", "31-12-2021")
}

func TestAnExpiredBatchIsRefused(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.stocks[dosedesk.Covishield] = dosedesk.Stock{
		Vaccine: dosedesk.Covishield, Vaccinator: dosedesk.Signature{ID: "meera"}, Batch: "4121Z004", Expires: testDay.AddDays(-1),
	}
	f.Press("f6", "enter", "enter", "enter", "enter")
	f.Expect(t, "This batch expired on 12 May 2021")
	f.Press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	f.Type("13-05-2021") // its last day
	f.Press("enter")
	f.Expect(t, "Find:")
}

func TestAStockThatWasNotKeptIsNotShownAsKept(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("f6", "enter", "enter", "enter", "enter")
	f.Expect(t, "That could not be kept", "Who gives the vaccine")
	f.ExpectNot(t, "disk is full")
}

func TestStockWithoutASession(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.entries = nil
	f.Press("f6", "enter", "x", "left")
	f.Expect(t, "There is no session today")
	f.Press("esc")
	f.Expect(t, "Find:")
}
