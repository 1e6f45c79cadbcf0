package main_test

import (
	"testing"

	"dosedesk/tui/lang"
)

// A dose that was kept on paper has no code: the citizen's own answer confirms
// it, and it is keyed in once.
func TestADoseFromPaperIsConfirmedByItsCitizen(t *testing.T) {
	inEach(t, func(t *testing.T, l lang.Language) {
		d := open(t, l, asha)
		d.visit(asha)
		d.pullCable()
		d.press("p", d.Paper.Title)
		d.Type("0910")
		d.press("Enter", d.Paper.Head)
		d.see("09:10", "4121Z004", "Meera", d.Paper.When)
		d.press("F10", d.Paper.Recorded)
		d.see(d.notSent(1))
		d.press("F11", d.Frame.LinkUp)
		d.see(d.Done.Unconfirmed)
		d.confirmations(asha, 0)
		d.press("F12", d.Phone.Title)
		d.Send("y")
		d.confirmed(asha, soon)
		d.Send("Escape")
		d.see(d.Done.Confirmed)
		d.visit(asha)
		d.press("p", d.Citizen.Confirmed)
		d.confirmations(asha, 1)
	})
}
