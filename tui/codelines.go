package tui

import (
	"fmt"
	"strings"

	"dosedesk"
	"dosedesk/tui/text"
)

// columnDots is where the first of the four dots stands.
const columnDots = 24

func (s *code) lines(d *desk, _ int) []string {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return paragraph(d.words.Citizen.Gone)
	}
	w := d.words.Code
	lines := append(d.who(v), "")
	stopped, next := d.stopped()
	switch {
	case s.busy():
		return append(lines, " "+w.Asking)
	case v.Reissuing || s.reissuing != 0:
		lines = append(lines, " "+bold(fmt.Sprintf(w.Wait, v.Citizen.MaskedMobile())), "")
		return append(append(lines, paragraph(d.onItsWay())...), d.pressO(v)...)
	case v.Code.Locked():
		lines = append(lines, " "+bad("! "+w.Locked), "")
		return append(lines, s.without(d, v)...)
	case stopped != "":
		lines = append(append(lines, problemLines(stopped)...), "")
		return append(lines, paragraph(next)...)
	case s.noCode:
		lines = append(lines, " "+bold(w.NoCode), "")
		return append(lines, s.without(d, v)...)
	}
	lines = append(lines, " "+w.Ask, "", dots(s.digits), "")
	return append(lines, s.beneath(d, v)...)
}

func dots(digits []byte) string {
	places := make([]string, codeLength)
	for i := range places {
		places[i] = "_"
		if i < len(digits) {
			places[i] = "●"
		}
	}
	return text.Row(text.Cell{At: columnDots, Text: bold(strings.Join(places, "   "))})
}

// beneath is what stands under the dots: what happens, or what is wanted.
func (s *code) beneath(d *desk, v dosedesk.Visit) []string {
	w := d.words.Code
	var lines []string
	up := d.Link.Status().Up
	switch {
	case s.problem != "":
		for _, l := range problemLines(s.problem) {
			lines = append(lines, bad(l))
		}
		lines = append(lines, "")
	case s.twice(d) && len(s.digits) == codeLength:
		lines = append(lines, " "+bold(w.Again), "", dots(s.again), "")
	case len(s.digits) == codeLength:
		lines = append(lines, " "+w.PressEnter, "")
	default:
		lines = s.before(d, v)
	}
	if !up {
		lines = append(lines, paragraph(w.NoLink)...)
	}
	return lines
}

// before is what happened to this code before the screen opened.
func (s *code) before(d *desk, v dosedesk.Visit) []string {
	var lines []string
	if v.Code.Issue > 1 {
		lines = append(lines, paragraph(fmt.Sprintf(d.words.Code.IsNew, v.Citizen.MaskedMobile()))...)
	}
	if v.Code.Issue > 1 || v.Code.TriesLeft < dosedesk.CodeTries {
		lines = append(lines, " "+fmt.Sprintf(d.words.Code.TriesLeft, max(0, v.Code.TriesLeft)), "")
	}
	return lines
}

// without is what citizen and in-charge can do without a code that holds.
func (s *code) without(d *desk, v dosedesk.Visit) []string {
	w := d.words.Code
	off := s.newCodeOff(d, v)
	lines := paragraph(w.Without)
	switch {
	case v.Code.Locked() && off == w.NoMore:
		return append(paragraph(off), d.pressO(v)...)
	case v.Code.Locked():
		lines = paragraph(w.LockedNext)
	}
	lines = append(lines, "")
	if off != "" {
		return append(append(lines, paragraph(off)...), d.pressO(v)...)
	}
	lines = append(lines, paragraph(fmt.Sprintf(w.PressN, v.Citizen.MaskedMobile()))...)
	return append(lines, d.pressO(v)...)
}

// pressO offers the override, where there can be one.
func (d *desk) pressO(v dosedesk.Visit) []string {
	if d.overrideOff(v, dosedesk.OverrideGivenFirst) != "" {
		return nil
	}
	return append([]string{""}, paragraph(d.words.Override.PressO)...)
}

func (s *code) cursor(d *desk) (line, column int, ok bool) {
	v, found := d.Vault.Visit(s.appointment)
	if !found || s.noCode || !s.takes(d, v) {
		return 0, 0, false
	}
	const digitsLine, againLine = 4, 8
	if len(s.digits) == codeLength && s.twice(d) && s.problem == "" {
		return againLine, columnDots + 4*min(len(s.again), codeLength-1), true
	}
	return digitsLine, columnDots + 4*min(len(s.digits), codeLength-1), true
}

func (s *code) bindings(d *desk) []binding {
	w := d.words
	v, _ := d.Vault.Visit(s.appointment)
	var b []binding
	if s.noCode || !s.takes(d, v) {
		b = append(b, binding{key: "n", label: w.Code.NewCode, off: s.newCodeOff(d, v)})
	} else {
		b = append(b, binding{key: "enter", label: w.Code.Enter}, binding{key: "tab", label: w.Code.NoCode})
	}
	b = append(b, binding{key: "esc", label: w.Frame.Back}, binding{key: "o", label: w.Override.Key, off: d.overrideOff(v, dosedesk.OverrideGivenFirst)})
	if _, given := v.Dose(); !given {
		b = append(b, binding{key: "delete", label: w.Citizen.Defer})
	}
	return append(b, demoBindings(d)...)
}
