package tui

import (
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// allow fills the in-charge's form, up to the last Enter.
func (f *fakeDesk) allow(operator, pin string) {
	f.Press("o", "right", "enter", " ", "enter")
	f.Type(operator)
	f.Press("enter")
	f.Type(pin)
}

func (f *fakeDesk) overrides() []*dosedesk.OverrideRecorded {
	return recordedOf[*dosedesk.OverrideRecorded](f.vault)
}

func TestTheInChargeAllowsADoseWithoutACode(t *testing.T) {
	f := atCode(t, lang.English)
	f.Press("o")
	f.Expect(t, "A dose without a code", "Laxmi Nair", "Aadhaar Card, ends 0912", "certificate until the citizen himself answers", "[ ]")
	f.Press("esc")
	f.allow("anil", testPIN)
	f.Expect(t, "●●●●", "Sunita, verifier")
	f.ExpectNot(t, testPIN)
	f.Press("enter")
	f.Expect(t, "CLEARED WITHOUT A CODE by Anil", "It stays unconfirmed", "Sunita, verifier")
	want := dosedesk.OverrideRecorded{
		Appointment: testID(2), Desk: dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
		Reason: dosedesk.OverrideNoPhone, Seen: dosedesk.PhotoID{Type: "Aadhaar Card", LastFour: "0912"},
	}
	if got := f.overrides(); len(got) != 1 || *got[0] != want || f.vault.events[0].By.ID != "anil" {
		t.Fatalf("recorded: %+v", f.vault.events)
	}
	f.pass(quiet)
	f.Press("esc")
	f.open("Laxmi")
	f.Expect(t, "CLEARED at 11:42: without a code, by Anil")
	f.Press("enter", "f10")
	f.Expect(t, "RECORDED", "the dose stays unconfirmed until the citizen answers the SMS")
	if dose := recordedOf[*dosedesk.DoseRecorded](f.vault)[0]; dose.ClearedBy != f.vault.events[0].ID {
		t.Error("the dose does not name the override")
	}
	f.plug()
	f.Expect(t, "UNCONFIRMED", "The in-charge let the dose be given without a code", "The citizen answers")
	f.ExpectNot(t, "settles it in the review")
}

func TestNothingIsAllowedHalfway(t *testing.T) {
	f := atCode(t, lang.English)
	f.Press("o", "enter")
	f.Expect(t, "Choose why there is no code")
	f.Press("right", "right", "enter", "enter")
	f.Expect(t, "tick it with Space or Y")
	f.Press(" ", " ", "enter")
	f.Expect(t, "tick it with Space or Y")
	f.Press("y", "enter", "enter")
	f.Expect(t, "Type the in-charge's operator id")
	f.Type("anil")
	f.Press("enter", "enter")
	f.Expect(t, "The in-charge types his own PIN")
	f.Type(testPIN)
	f.Press("enter")
	if got := f.overrides(); len(got) != 1 || got[0].Reason != dosedesk.OverrideNoMessage {
		t.Errorf("recorded: %+v", got)
	}
}

// A PIN typed on from the tick stood behind the in-charge's name, in the clear.
func TestTheInChargeAtTheDeskIsAskedForHisPINAlone(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.open("Laxmi")
	f.Press("enter", "o", "right", "enter", " ", "enter")
	f.Type(testPIN)
	f.Expect(t, "●●●●")
	f.ExpectNot(t, testPIN)
	f.Press("enter")
	f.Expect(t, "CLEARED WITHOUT A CODE by Anil")
}

func TestAReasonThatIsNotSoIsNotOffered(t *testing.T) {
	f := atCode(t, lang.English)
	f.Press("o")
	for range dosedesk.OverrideReasons {
		f.Press("right")
		f.ExpectNot(t, "the code is locked")
	}
	f.Press("esc", "delete")
	f.Expect(t, "no vaccine left")
	f.ExpectNot(t, "cleared, but the dose was not given")
	f.clear("lak")
	f.Press("esc")
	f.open("Lakshmi")
	f.Press("delete")
	f.Expect(t, "cleared, but the dose was not given")
}

func TestNobodyElseAllowsIt(t *testing.T) {
	for _, c := range []struct{ operator, pin, says string }{
		{"anil", "1111", "In-charge or PIN is wrong"},
		{"nobody", testPIN, "In-charge or PIN is wrong"},
		{"sunita", testPIN, "Only the in-charge can allow this"},
		{"meera", testPIN, "Only the in-charge can allow this"},
	} {
		f := atCode(t, lang.English)
		f.allow(c.operator, c.pin)
		f.Press("enter")
		f.Expect(t, "A dose without a code", c.says)
		f.ExpectNot(t, "●")
		if n := len(f.overrides()); n != 0 {
			t.Errorf("%s: %d overrides were recorded", c.operator, n)
		}
	}
}

func TestADeskHasFewOverridesADay(t *testing.T) {
	f := atCode(t, lang.English)
	f.allow("anil", testPIN)
	f.Press("enter")
	f.pass(quiet)
	f.Press("esc")
	f.open("Lakshmi")
	f.Press("enter", "o")
	f.Expect(t, "Ask for the four-digit code", "No further dose without a code at this desk today: 1 of 1 are used")
	f.Press("f9")
	f.signIn("meera") // another verifier's desk
	f.open("Lakshmi")
	f.Press("enter", "o")
	f.Expect(t, "A dose without a code")
}

// A dose that was given is recorded, whatever the count: it is spared where a
// wrong code is on record, and only with the reason that says so.
func TestTheCountSparesADoseThatWasGiven(t *testing.T) {
	f := atCode(t, lang.English)
	f.allow("anil", testPIN)
	f.Press("enter")
	f.pass(quiet)
	f.Press("esc")
	f.vault.entries[0].Code.TriesLeft--
	f.open("Lakshmi")
	f.Press("enter")
	f.allow("anil", testPIN)
	f.Press("enter")
	f.Expect(t, "1 of 1 are used")
	f.Press("up", "up", "up", "g", "enter", "enter", "enter")
	f.Type(testPIN)
	f.Press("enter")
	f.Expect(t, "CLEARED WITHOUT A CODE by Anil")
	if got := f.overrides(); len(got) != 2 || got[1].Reason != dosedesk.OverrideGivenFirst {
		t.Errorf("recorded: %+v", got)
	}
}

func TestWhoAllowedItDoesNotGiveIt(t *testing.T) {
	f := atCode(t, lang.English)
	stock := f.vault.stocks[dosedesk.Covishield]
	stock.Vaccinator = dosedesk.Signature{ID: "anil", Name: "Anil", Role: dosedesk.InCharge}
	f.vault.stocks[dosedesk.Covishield] = stock
	f.allow("anil", testPIN)
	f.Press("enter")
	f.pass(quiet)
	f.Press("f10")
	f.Expect(t, "NO DOSE CAN BE RECORDED NOW", "Anil allowed this dose without a code", "F6 chooses another")
	f.entered(t, 0)
	stock.Vaccinator = dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator}
	f.vault.stocks[dosedesk.Covishield] = stock
	f.Press("f10")
	f.Expect(t, "RECORDED")
}

func TestAnOverrideWhereNoCodeIsTaken(t *testing.T) {
	for name, prepare := range map[string]func(f *fakeDesk){
		"locked":    func(f *fakeDesk) { f.vault.entries[1].Code.TriesLeft = 0 },
		"no more":   func(f *fakeDesk) { f.vault.entries[1].Code = dosedesk.CodeState{Issue: 1 + dosedesk.CodeReissues} },
		"stopped":   func(f *fakeDesk) { f.vault.watched = map[string]dosedesk.Watch{"sunita": stop(f)} },
		"reissuing": func(f *fakeDesk) { f.unplug(); f.Press("tab", "n", "n") },
		"no code":   func(f *fakeDesk) { f.Press("tab") },
	} {
		f := atCode(t, lang.English)
		prepare(f)
		f.Update(Changed{})
		f.Expect(t, "the in-charge")
		f.Press("O")
		f.Expect(t, "A dose without a code")
		if name == "locked" {
			f.Expect(t, "< the code is locked >")
		}
	}
}

// The cable was back while the citizen sat in the chair, and the desk had left
// him.
func TestADoseThatWasGivenBeforeTheCodeWasWrongIsRecorded(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline("Laxmi", "1111")
	f.Press("esc")
	f.plug()
	f.pass(quiet)
	f.open("Laxmi")
	f.Press("enter", "o", "g", "enter", "y", "enter")
	f.Type("anil")
	f.Press("enter")
	f.Type(testPIN)
	f.Press("enter")
	f.pass(quiet)
	f.Press("f10")
	f.Expect(t, "RECORDED")
	if got := f.overrides(); len(got) != 1 || got[0].Reason != dosedesk.OverrideGivenFirst {
		t.Errorf("recorded: %+v", got)
	}
}

// From the review there is nothing to allow.
func TestADoseThatIsRecordedNeedsNoOverride(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(1, dosedesk.ReasonCodeMissing, time.Hour)
	f.Press("f4", "enter", "enter", "o")
	f.Expect(t, "Ask for the four-digit code", "there is nothing to allow")
}

func TestTheLockForgetsTheInChargesPIN(t *testing.T) {
	f := atCode(t, lang.English)
	f.allow("anil", testPIN)
	_, check := f.app.Update(tea.KeyMsg{Type: tea.KeyEnter}) // under way when the desk is locked
	f.Press("f9")
	f.Update(check())
	f.signIn("sunita")
	f.Expect(t, "A dose without a code")
	f.ExpectNot(t, "●")
	if n := len(f.vault.events); n != 0 {
		t.Errorf("%d events were recorded", n)
	}
}

func TestAnOverrideThatWasNotRecordedSaysSo(t *testing.T) {
	f := atCode(t, lang.English)
	f.allow("anil", testPIN)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Press("enter")
	f.Expect(t, "NOT RECORDED", "A dose without a code")
	f.ExpectNot(t, "CLEARED")
}

// An open booking is opened from the walk-in's form, and goes the same way.
func TestAWalkinWithAnOpenBookingCanBeAllowed(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.fill("Laxmi Nair", "f", "1971", "9000000912", "0912")
	f.Press("left", "enter", "enter", "enter", "enter")
	f.Expect(t, "Ask for the four-digit code")
	f.allow("anil", testPIN)
	f.Press("enter")
	f.Expect(t, "CLEARED WITHOUT A CODE by Anil", "Laxmi Nair")
}
