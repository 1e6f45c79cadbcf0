package tui

import (
	"fmt"
	"slices"
	"strconv"

	"dosedesk"
	"dosedesk/tui/text"
)

// board is the day in numbers, by vaccine and dose.
type board struct{ first int } // the first column of the table that is seen

func newBoard() *board { return &board{} }

// tally counts visits of one day.
type tally struct {
	booked      int // online, and not cancelled
	walkins     int
	arrived     int // anything was recorded about them
	cleared     int // and still waiting for the dose
	given       int // the dose is recorded, whatever became of it
	confirmed   int
	unconfirmed int
	deferred    int
	notCome     int // booked, a walk-in too, and nothing recorded
	unsent      int // records that the server does not have
}

// A group is what one column of the board counts.
type group struct {
	vaccine dosedesk.Vaccine
	dose    int
}

// count counts the visits of a day, in all and by vaccine and dose.
func count(visits []dosedesk.Visit, day dosedesk.Day) (all tally, groups map[group]tally) {
	groups = make(map[group]tally)
	for _, v := range visits {
		if v.Session.Day != day {
			continue
		}
		g := group{v.Session.Vaccine, v.Appointment.Dose}
		t := groups[g]
		t.add(v, day)
		groups[g] = t
		all.add(v, day)
	}
	return all, groups
}

func (t *tally) add(v dosedesk.Visit, day dosedesk.Day) {
	t.unsent += v.Unsent
	state := v.State(day)
	if state == dosedesk.VisitCancelled {
		return
	}
	if v.Booking == dosedesk.Walkin {
		t.walkins++
	} else {
		t.booked++
	}
	if arrived(v, state) {
		t.arrived++
	} else {
		t.notCome++
	}
	t.addState(state)
}

func (t *tally) addState(state dosedesk.VisitState) {
	switch state {
	case dosedesk.VisitCleared:
		t.cleared++
	case dosedesk.VisitDeferredNow:
		t.deferred++
	case dosedesk.VisitGiven:
		t.given++
	case dosedesk.VisitConfirmed:
		t.given++
		t.confirmed++
	case dosedesk.VisitUnconfirmed:
		t.given++
		t.unconfirmed++
	case dosedesk.VisitDue, dosedesk.VisitLocked, dosedesk.VisitOtherDay, dosedesk.VisitCancelled:
	}
}

// arrived reports whether the citizen was seen at the desk: a walk-in who was
// registered at one was, and whoever typed as much as one wrong code.
func arrived(v dosedesk.Visit, state dosedesk.VisitState) bool {
	return cameWithout(v) || state != dosedesk.VisitDue || v.Code.Tried() || v.Unsent > 0
}

func (b *board) press(_ *desk, k key) action {
	switch k.name() {
	case "esc", "enter":
		return pop()
	case "left":
		b.first = max(0, b.first-1)
	case "right":
		b.first++
	}
	return stay()
}

// The columns of the board: labels, the sum, then as many groups as fit.
const (
	boardSum    = 36
	boardGroup  = 11
	boardGroups = (lineWidth - boardSum) / boardGroup
)

func (b *board) lines(d *desk, _ int) []string {
	all, groups := count(d.Vault.Visits(), d.today())
	shown := inOrder(groups)
	b.first = max(0, min(b.first, len(shown)-boardGroups))
	more := len(shown) - b.first - boardGroups
	shown = shown[b.first:min(len(shown), b.first+boardGroups)]
	lines := append([]string{" " + bold(d.words.Board.Title), ""}, boardHeads(d, shown)...)
	for _, row := range boardRows(d) {
		cells := []text.Cell{{At: 2, Text: row.label}, text.Right(strconv.Itoa(row.of(all)), boardSum)}
		for i, g := range shown {
			cells = append(cells, text.Right(strconv.Itoa(row.of(groups[g])), boardSum+(i+1)*boardGroup))
		}
		lines = append(lines, text.Row(cells...))
	}
	if more > 0 {
		lines[0] = text.Row(text.Cell{At: 2, Text: bold(d.words.Board.Title)}, text.Right(fmt.Sprintf(d.words.Board.More, more), lineWidth))
	}
	return append(append(lines, ""), paragraph(d.words.Board.Only)...)
}

func boardHeads(d *desk, shown []group) []string {
	above := []text.Cell{text.Right(d.words.Board.All, boardSum)}
	var below []text.Cell
	for i, g := range shown {
		end := boardSum + (i+1)*boardGroup
		above = append(above, text.Right(text.Truncate(string(g.vaccine), boardGroup-1), end))
		below = append(below, text.Right(fmt.Sprintf(d.words.Board.Dose, g.dose), end))
	}
	return []string{text.Row(above...), text.Row(below...)}
}

type boardRow struct {
	label string
	of    func(tally) int
}

func boardRows(d *desk) []boardRow {
	w := d.words.Board
	return []boardRow{
		{w.Booked, func(t tally) int { return t.booked }},
		{w.Walkins, func(t tally) int { return t.walkins }},
		{w.Arrived, func(t tally) int { return t.arrived }},
		{w.Cleared, func(t tally) int { return t.cleared }},
		{w.Given, func(t tally) int { return t.given }},
		{w.Confirmed, func(t tally) int { return t.confirmed }},
		{w.Unconfirmed, func(t tally) int { return t.unconfirmed }},
		{w.Deferred, func(t tally) int { return t.deferred }},
		{w.NotCome, func(t tally) int { return t.notCome }},
		{w.Unsent, func(t tally) int { return t.unsent }},
	}
}

// inOrder sorts the groups as the vaccines are listed, then by dose.
func inOrder(groups map[group]tally) []group {
	var sorted []group
	for g := range groups {
		sorted = append(sorted, g)
	}
	slices.SortFunc(sorted, func(a, b group) int {
		if a.vaccine == b.vaccine {
			return a.dose - b.dose
		}
		return slices.Index(dosedesk.Vaccines, a.vaccine) - slices.Index(dosedesk.Vaccines, b.vaccine)
	})
	return sorted
}

func (b *board) bindings(d *desk) []binding {
	keys := []binding{{key: "esc", label: d.words.Frame.Back}}
	if _, groups := count(d.Vault.Visits(), d.today()); len(groups) > boardGroups {
		keys = append(keys, binding{key: "leftright", label: d.words.Frame.Move})
	}
	return keys
}
