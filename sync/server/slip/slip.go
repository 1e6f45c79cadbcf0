// Package slip writes the appointment acknowledgement that a citizen keeps and
// brings: who, when, where, which document, the code, and the QR that says the
// same to a scanner. It is a text for paper, and a page for phone and printer.
package slip

import (
	"fmt"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/sync/server/words"
)

// Slip is all that an appointment's slip is made from. It renders the code, so it
// is made for the citizen when it goes out, and kept nowhere.
type Slip struct {
	Entry  dosedesk.Entry
	Centre dosedesk.Centre
	Issue  int // of the code that the slip is for
	Codes  dosedesk.CodeKey
	Tokens dosedesk.TokenSecret
}

// instead returns what a slip says that has no code, and nothing for one that
// has. A walk-in has no code at all. A slip from before a re-issue does not show
// the new code: that went to the registered mobile.
func (s Slip) instead(p phrases) string {
	switch {
	case s.Entry.Cancelled:
		return p.cancelled
	case s.Entry.Booking != dosedesk.Online:
		return p.noCode
	case s.Issue != s.Entry.Code.Issue:
		return p.replaced(s.Entry.Citizen.MaskedMobile())
	}
	return ""
}

// code returns the code as it is printed, and the token.
func (s Slip) code() (printed, token string) {
	code := s.Codes.Code(s.Entry.ID, s.Issue)
	return fmt.Sprintf("%s-%c", code.Digits(), code.CheckLetter()),
		dosedesk.NewToken(s.Entry.Appointment, s.Issue, code).Sign(s.Tokens)
}

// steps are what the citizen is to do.
func (s Slip) steps(p phrases) []string {
	switch {
	case s.Entry.Cancelled:
		return nil
	case s.instead(p) != "":
		return []string{p.after}
	}
	return append(p.keep, p.after)
}

// A row is one thing that a slip tells.
type row struct{ Label, Value string }

// visit is when and where to come.
func (s Slip) visit(lang words.Lang, p phrases) []row {
	return []row{
		{p.day, lang.LongDay(s.Entry.Session.Day)},
		{p.time, s.Entry.Slot},
		{p.where, fmt.Sprintf("%s (%d)", lang.Centre(s.Centre), s.Centre.ID)},
	}
}

// rows are what for, and with what.
func (s Slip) rows(p phrases) []row {
	e := s.Entry
	return []row{{p.what, p.dose(e.Dose, e.Session.Vaccine)}, {p.bring, p.document(e.Citizen.PhotoID)}}
}

// numbers are what the desk finds the appointment by.
func (s Slip) numbers(p phrases) []row {
	return []row{{p.reference, s.Entry.Citizen.ReferenceID}, {p.appointment, s.Entry.ID.String()}}
}

// Text returns the slip for paper, at most 80 columns wide, with the QR drawn in
// the given way.
func (s Slip) Text(lang words.Lang, as QR) (string, error) {
	p := phrasesOf(lang)
	lines := []string{strings.ToUpper(p.title), "", lang.Name(s.Entry.Citizen), p.born(s.Entry.Citizen), ""}
	for _, r := range slices.Concat(s.visit(lang, p), s.rows(p), s.numbers(p)) {
		lines = append(lines, r.Label+": "+r.Value)
	}
	lines = append(lines, "")
	instead := s.instead(p)
	if instead != "" {
		lines = append(lines, instead)
		return join(append(lines, s.steps(p)...)), nil
	}
	printed, token := s.code()
	lines = append(lines, strings.ToUpper(p.code)+": "+printed, "")
	lines = append(lines, s.steps(p)...)
	if as == NoQR {
		return join(lines), nil
	}
	drawn, err := draw(token, as)
	if err != nil {
		return "", err
	}
	lines = append(lines, "", p.scan, "")
	lines = append(lines, drawn...)
	return join(append(lines, "", p.says+":", token[:len(token)/2], token[len(token)/2:])), nil
}

func join(lines []string) string { return strings.Join(lines, "\n") + "\n" }
