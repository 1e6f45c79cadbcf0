package tui

import (
	"fmt"
	"strings"

	"dosedesk"
	"dosedesk/tui/text"
)

// summaryLines are all entries of the form to be read out, the mobile in full:
// a slip of the finger is found before it is on a certificate.
func (s *walkin) summaryLines(d *desk, labels []string) []string {
	w := d.words.Walkin
	lines := []string{" " + bold(w.ReadOut), ""}
	for i, label := range labels {
		lines = append(lines, text.Row(text.Cell{At: 4, Text: label}, text.Cell{At: formColumn, Text: s.entries[i].shown(d, false, true)}))
	}
	lines = append(lines, "")
	for _, l := range problemLines(s.problem) {
		lines = append(lines, bad(l))
	}
	return append(lines, s.namesakeLines(d)...)
}

// namesakeLines warn of who booked online under the same name and year of birth,
// on whatever mobile and photo ID: it may be the same person.
func (s *walkin) namesakeLines(d *desk) []string {
	same := s.namesakes(d)
	if len(same) == 0 {
		return nil
	}
	v := same[0]
	said := fmt.Sprintf(d.words.Walkin.Namesake, d.name(v.Citizen), v.Citizen.MaskedMobile(), d.words.Calendar.ShortDay(v.Session.Day)+" "+v.Slot)
	var lines []string
	for _, l := range paragraph("! " + said) {
		lines = append(lines, warn(l))
	}
	return lines
}

// namesakes are the open online bookings under the same name and year of birth.
func (s *walkin) namesakes(d *desk) []dosedesk.Visit {
	var same []dosedesk.Visit
	c := s.citizen()
	found, _ := d.Vault.Search(c.Name, searchLimit)
	for _, v := range found {
		_, given := v.Dose()
		words := len(strings.Fields(c.Name)) == len(strings.Fields(v.Citizen.Name))
		if v.Booking == dosedesk.Online && !v.Cancelled && !given && v.Citizen.BirthYear == c.BirthYear && words {
			same = append(same, v)
		}
	}
	return same
}
