package tui

import (
	"slices"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// A pull inserts a row above the chosen one.
func TestTheMarkStaysWithItsCitizen(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("down", "down")
	f.Expect(t, "> Laxmi Nair")
	f.vault.entries = slices.Insert(f.vault.entries, 0, booked(90, "Asha Gupta", "आशा गुप्ता", dosedesk.Female, 1960, "1234"))
	f.Update(Changed{})
	f.Expect(t, "> Laxmi Nair", "Asha Gupta")
	f.Press("enter")
	f.Expect(t, "Laxmi Nair", "ends 0912")
}

func TestWhoLeftTheListIsChosenAnew(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("la")
	f.Expect(t, "> Lakshmi Kushwaha")
	f.vault.entries = f.vault.entries[1:]
	f.Update(Changed{})
	f.ExpectNot(t, "> ")
	f.Press("enter")
	f.Expect(t, "no longer in this list", "Find: la")
	f.Press("down", "enter")
	f.Expect(t, "Laxmi Nair", "ends 0912")
}

func TestTheReviewsMarkStaysWithItsDose(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.Press("f4")
	f.Expect(t, "> Lakshmi Kushwaha")
	f.give(1, dosedesk.ReasonCodeMissing, 2*time.Hour) // older: it comes above
	f.Update(Changed{})
	f.Expect(t, "> Lakshmi Kushwaha", "The code that was entered is wrong")
	settle(&f.vault.entries[0].Doses[0], true)
	f.Update(Changed{})
	f.ExpectNot(t, "> ")
	f.Press("enter")
	f.Expect(t, "no longer in this list", "Laxmi Nair")
	f.Press("down", "enter")
	f.Expect(t, "UNCONFIRMED", "Laxmi Nair")
}

// Of a scanner, or of a finger after the last citizen.
func TestAnEnterTooManyOpensNobody(t *testing.T) {
	f := cleared(t, lang.English)
	f.Press("f10")
	f.pass(quiet)
	f.Press("enter", "enter")
	f.Expect(t, "Find:", "Nobody is chosen")
	f.Press("x", "backspace", "enter")
	f.Expect(t, "Find:", "Nobody is chosen")
	f.Press("down", "enter")
	f.Expect(t, "Lakshmi Kushwaha", "ends 7735")
}

func TestTheArrowsStayInTheList(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("up", "up")
	f.Expect(t, "> Lakshmi Kushwaha")
	f.Press("pgdown")
	f.Expect(t, "> Suresh Yadav")
	f.Press("down")
	f.Expect(t, "> Suresh Yadav")
	f.Press("pgup")
	f.Expect(t, "> Lakshmi Kushwaha")
	f.Type("zz")
	f.Press("down", "enter")
	f.Expect(t, "Nobody on the roster has this name")
}

func TestBackAtTheSearchALetterBeginsAnew(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("lax")
	f.Press("enter", "esc")
	f.Expect(t, "Find: lax", "> Laxmi Nair")
	f.Type("far")
	f.Expect(t, "Find: far", "> Farid Ansari")
	f.Press("f1", "esc")
	f.Type("i")
	f.Expect(t, "Find: fari") // the help was in between, and no citizen
	f.Press("enter", "esc", "backspace")
	f.Expect(t, "Find: far")
	f.ExpectNot(t, "Find: fari")
}

func TestAfterADeferralALetterBeginsTheNextSearch(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Ramesh")
	f.Press("delete", "enter")
	f.Type("far")
	f.Expect(t, "Find: far", "> Farid Ansari")
}

func TestAnOperatorSeesHerOwnUnconfirmedDosesOfToday(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
	f.give(3, dosedesk.ReasonCodeWrong, 24*time.Hour)
	f.Update(Changed{})
	f.Expect(t, "Your doses of today that are unconfirmed: 1. Lakshmi Kushwaha: The code")
	f.Press("f9")
	f.signIn("meera")
	f.ExpectNot(t, "Your doses of today")
}
