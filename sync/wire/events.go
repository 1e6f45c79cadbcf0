package wire

import (
	"encoding/json"

	"dosedesk"
)

// Events is a list of events. Those of every visit, code.entered and
// dose.recorded, travel as columns, any other as a row, by itself: one that its
// reader does not know holds up none. Reading fails with EInvalid where they do
// not fit together, with ETooLarge where there are more than MaxPushEvents.
type Events []dosedesk.Event

// Arrived is an event as it came: read, or a row that is still to be read.
type Arrived struct {
	Event dosedesk.Event
	Row   json.RawMessage // nil where Event is read
}

// Arrivals are events as they came.
type Arrivals []Arrived

// How an event travels, by a letter for each.
const (
	wayCode = 'c' // in the columns
	wayDose = 'd' // in the columns
	wayRow  = 'r'
)

// eventColumns is what travels. An event's previous one is left out where it is
// the one before, in the columns too: its hash can be told.
type eventColumns struct {
	Way      string            `json:"way,omitempty"` // of every event
	Rows     []json.RawMessage `json:"rows,omitempty"`
	Frame    table[frame]      `json:"frame,omitzero"`
	ID       begun             `json:"id,omitzero"`
	Number   []int64           `json:"number,omitempty"` // see steps
	Wall     []int64           `json:"wall,omitempty"`   // milliseconds, see steps
	Uptime   []int64           `json:"uptime,omitempty"` // beyond the wall clock's time, see steps
	Previous []string          `json:"previous,omitempty"`
	Code     codeColumns       `json:"code,omitzero"`
	Dose     givenColumns      `json:"dose,omitzero"`
}

// frame is what the events of one operator at one terminal have in common.
type frame struct {
	Terminal dosedesk.ID        `json:"terminal"`
	By       dosedesk.Signature `json:"by"`
	Boot     dosedesk.ID        `json:"boot"`
	Schedule string             `json:"schedule"`
}

// wayOf says how an event travels.
func wayOf(e dosedesk.Event) byte {
	switch body := e.Body.(type) {
	case *dosedesk.CodeEntered:
		if len(body.Sealed) == dosedesk.SealedLength {
			return wayCode
		}
	case *dosedesk.DoseRecorded:
		return wayDose
	}
	return wayRow
}

// MarshalJSON implements json.Marshaler.
func (e Events) MarshalJSON() ([]byte, error) {
	var t eventColumns
	list := make([]*dosedesk.Event, len(e)) // none for a row
	for i := range e {
		way := wayOf(e[i])
		t.Way += string(way)
		if way != wayRow {
			list[i] = &e[i]
			continue
		}
		row, err := json.Marshal(e[i])
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, row)
	}
	t.move(&codec{}, list)
	return json.Marshal(t)
}

// UnmarshalJSON implements json.Unmarshaler.
func (a *Arrivals) UnmarshalJSON(b []byte) error {
	var t eventColumns
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	if len(t.Way) > MaxPushEvents { // before they take memory: a byte that travels is a kilobyte here
		return dosedesk.Errorf(dosedesk.ETooLarge, "a push has at most %d events", MaxPushEvents)
	}
	c := &codec{reading: true}
	arrived, list := make(Arrivals, len(t.Way)), make([]*dosedesk.Event, len(t.Way))
	rows := t.Rows
	for i := range arrived {
		event := &arrived[i].Event
		switch t.Way[i] {
		case wayCode:
			list[i], event.Body = event, &dosedesk.CodeEntered{}
		case wayDose:
			list[i], event.Body = event, &dosedesk.DoseRecorded{}
		default:
			if len(rows) == 0 {
				return dosedesk.Errorf(dosedesk.EInvalid, "columns that do not fit together: a row is missing")
			}
			arrived[i].Row, rows = rows[0], rows[1:]
		}
	}
	if t.move(c, list); len(rows) > 0 {
		c.fail("a row too many")
	}
	*a = arrived
	return c.err
}

// UnmarshalJSON implements json.Unmarshaler.
func (e *Events) UnmarshalJSON(b []byte) error {
	var arrived Arrivals
	if err := json.Unmarshal(b, &arrived); err != nil {
		return err
	}
	events := make(Events, len(arrived))
	for i, a := range arrived {
		if events[i] = a.Event; a.Row == nil {
			continue
		}
		if err := json.Unmarshal(a.Row, &events[i]); err != nil {
			return err
		}
	}
	*e = events
	return nil
}
