// Package slip writes the appointment acknowledgement that a citizen keeps and
// brings: who, when, where, which document, and the code.
package slip

import (
	"fmt"
	"strings"

	"dosedesk"
	"dosedesk/sync/server/words"
)

// Text returns an appointment's slip. It renders the code, so it is made for
// the citizen when it goes out, and kept nowhere.
//
// A walk-in has no code. Nor does the slip of a booking whose code was replaced:
// a new code goes to the registered mobile, never onto a screen.
func Text(lang words.Lang, e dosedesk.Entry, centre dosedesk.Centre, key dosedesk.CodeKey) string {
	p := phrasesOf(lang)
	lines := []string{
		p.title, "",
		lang.Name(e.Citizen),
		p.born(e.Citizen), "",
		p.when + ": " + lang.Day(e.Session.Day) + ", " + e.Slot,
		p.where + ": " + fmt.Sprintf("%s (%d)", lang.Centre(centre), centre.ID),
		p.what + ": " + p.dose(e.Dose, e.Session.Vaccine),
		p.bring + ": " + p.document(e.Citizen.PhotoID),
		p.reference + ": " + e.Citizen.ReferenceID,
		p.appointment + ": " + e.ID.String(), "",
	}
	switch {
	case e.Booking != dosedesk.Online:
		lines = append(lines, p.noCode)
	case e.Code.Issue > 1:
		lines = append(lines, p.replaced(e.Citizen.MaskedMobile()))
	default:
		code := key.Code(e.ID, e.Code.Issue)
		lines = append(lines, fmt.Sprintf("%s: %s-%c", p.code, code.Digits(), code.CheckLetter()), "", p.keep)
	}
	return strings.Join(append(lines, p.after), "\n") + "\n"
}
