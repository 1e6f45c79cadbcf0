package tui

import (
	"fmt"

	"dosedesk"
	"dosedesk/tui/text"
)

// findings draws rules that spoke, as many as there is room for, and says how
// many more stand against the dose.
func (d *desk) findings(all []dosedesk.Finding, room int) []string {
	fit := fitting(all, room)
	hidden := against(all) - against(fit)
	if hidden > 0 {
		fit = fitting(all, room-1)
		hidden = against(all) - against(fit)
	}
	var lines []string
	for _, f := range fit {
		lines = append(lines, d.finding(f))
	}
	if hidden > 0 {
		lines = append(lines, text.Row(text.Cell{At: 4, Text: fmt.Sprintf(d.words.Eligibility.More, hidden)}))
	}
	return lines
}

// against counts the rules that are not satisfied.
func against(findings []dosedesk.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Outcome != dosedesk.Eligible {
			n++
		}
	}
	return n
}
