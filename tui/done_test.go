package tui

import (
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

func TestARecordedDoseTurnsConfirmedByItself(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42", "as soon as there is a link", "Please wait 30 minutes, until 12:12", "tomorrow 17:00", "not sent")
	f.plug()
	f.Expect(t, "CONFIRMED  dose given at 11:42", "Certificate DD-210513-000042", "until 12:12")
	f.doses(t, 1)
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "Find:", "6 of 6")
}

func TestAnOfflineDoseWaitsForTheCode(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type(rightCode + rightCode)
	f.pass(quiet)
	f.Press("f10")
	f.Expect(t, "RECORDED  11:42", "The code is checked when the link is back; then certificate and SMS follow")
	f.ExpectNot(t, "CONFIRMED")
	f.plug()
	f.Expect(t, "CONFIRMED  dose given at 11:42", "DD-210513-000042")
}

func TestAnOfflineDoseWithAWrongCodeIsUnconfirmed(t *testing.T) {
	f := atCode(t, lang.English)
	f.unplug()
	f.Type("12341234")
	f.pass(quiet)
	f.Press("f10")
	f.plug()
	f.Expect(t, "UNCONFIRMED  dose given at 11:42", "The code that was entered is wrong", "There is no certificate", "review (F4)", "until 12:12")
	f.ExpectNot(t, "17:00", "Certificate DD")
	f.doses(t, 1)
}

func TestALetterBeginsTheNextSearch(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10")
	f.pass(quiet)
	f.burst("far")
	f.Expect(t, "Find: far", "> Farid Ansari")
}

func TestAWalkinIsConfirmedWithoutACode(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.entries[1].Booking, f.vault.entries[1].Code = dosedesk.Walkin, dosedesk.CodeState{}
	f.open("Laxmi")
	f.Expect(t, "walk-in: no code", "ELIGIBLE today")
	f.Press("enter")
	f.ExpectNot(t, "Ask for the four-digit code")
	f.Expect(t, "CLEARED")
	f.ExpectNot(t, checking)
	f.Press("f10")
	f.Expect(t, "RECORDED", "Certificate and SMS follow")
	f.plug()
	f.Expect(t, "CONFIRMED")
}
