package tui

import (
	"slices"

	"dosedesk"
)

// A mark is the chosen row of a list. It is kept by what it stands at, not by
// the row's number: when others come above it, it stays with its citizen.
type mark struct {
	at   dosedesk.ID // none: nothing is chosen
	lost bool        // what was chosen is no longer in the list
}

// row returns the number of the chosen row, -1 for none.
func (m *mark) row(ids []dosedesk.ID) int {
	if m.at.IsZero() {
		return -1
	}
	return slices.Index(ids, m.at)
}

// set chooses a row; a list without rows leaves nothing chosen.
func (m *mark) set(ids []dosedesk.ID, row int) {
	*m = mark{}
	if len(ids) > 0 {
		m.at = ids[max(0, min(row, len(ids)-1))]
	}
}

// check looks for what is chosen in a list that may have changed.
func (m *mark) check(ids []dosedesk.ID) {
	if !m.at.IsZero() && m.row(ids) < 0 {
		*m = mark{lost: true}
	}
}

// press takes the arrows; ok is false for another key. Where nothing is chosen
// they choose the first row.
func (m *mark) press(ids []dosedesk.ID, k key) (ok bool) {
	by, ok := map[string]int{"up": -1, "down": 1, "pgup": -10, "pgdown": 10}[k.name()]
	if !ok {
		return false
	}
	if row := m.row(ids); row >= 0 {
		m.set(ids, row+by)
	} else {
		m.set(ids, 0)
	}
	return true
}
