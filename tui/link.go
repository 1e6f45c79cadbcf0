package tui

import (
	"fmt"

	"dosedesk"
	"dosedesk/tui/text"
)

// linkScreen is the truth about the link: its state, since when and why, what is
// not sent, and how old the roster is.
type linkScreen struct{}

func newLinkScreen() *linkScreen { return &linkScreen{} }

func (s *linkScreen) press(d *desk, k key) action {
	switch k.name() {
	case "esc":
		return pop()
	case "enter":
		d.Link.Wake()
		d.notice = d.words.Link.Trying
	}
	return stay()
}

func (s *linkScreen) lines(d *desk, _ int) []string {
	w, status := d.words.Link, d.Link.Status()
	carried := d.Vault.Carried()
	lines := []string{" " + bold(w.Title), "", linkRow(w.State, d.linkState(status)), linkRow(w.NotSent, d.unsentState())}
	if carried.Waiting > 0 {
		lines = append(lines, linkRow(w.Carried, warn("! "+fmt.Sprintf(w.CarriedWaits, carried.Waiting))))
	}
	if status.AsOf.IsZero() {
		lines = append(lines, linkRow(w.Roster, warn("! "+d.words.Frame.RosterNone)))
	} else {
		lines = append(lines, linkRow(w.Roster, d.moment(status.AsOf)))
	}
	lines = append(lines, "")
	if !status.Up {
		lines = append(append(lines, paragraph(w.Problem(status.Problem))...), "")
	}
	if n := len(carried.Refused); n > 0 {
		lines = append(append(lines, paragraph(fmt.Sprintf(w.CarriedRefused, n))...), "")
	}
	return append(lines, paragraph(w.Meanwhile)...)
}

const columnTruth = 22

func linkRow(label, truth string) string {
	return text.Row(text.Cell{At: 2, Text: label}, text.Cell{At: columnTruth, Text: truth})
}

func (d *desk) linkState(status dosedesk.Link) string {
	w := d.words.Link
	switch {
	case status.Up && status.Since.IsZero():
		return good("* " + w.Up)
	case status.Up:
		return good("* " + fmt.Sprintf(w.UpSince, d.moment(status.Since)))
	case status.Since.IsZero():
		return warn("! " + w.Down)
	}
	return warn("! " + fmt.Sprintf(w.DownSince, d.moment(status.Since)))
}

func (d *desk) unsentState() string {
	unsent := d.Vault.Unsent()
	if unsent.Count == 0 {
		return good("* " + d.words.Frame.AllSent)
	}
	return warn("! " + d.unsentWords(unsent, d.Now()))
}

func (s *linkScreen) bindings(d *desk) []binding {
	return []binding{{key: "enter", label: d.words.Link.TryNow}, {key: "esc", label: d.words.Frame.Back}}
}
