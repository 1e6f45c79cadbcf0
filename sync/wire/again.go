package wire

import (
	"encoding/json"
	"time"

	"dosedesk"
)

// Again is what the server once said of the events of a push, in their order;
// the zero receipt for those without a verdict. It travels as columns, and
// leaves the events' ids to the events.
type Again []dosedesk.Receipt

type againColumns struct {
	Answer    []dosedesk.Answer     `json:"answer,omitempty"` // of every event: it says how many there are
	Reason    []dosedesk.Reason     `json:"reason,omitempty"`
	Code      []dosedesk.CodeAnswer `json:"code,omitempty"`
	TriesLeft []int                 `json:"tries_left,omitempty"`
	Change    []uint64              `json:"change,omitempty"`
	At        []time.Time           `json:"at,omitempty"`
	Effect    []int                 `json:"effect,omitempty"`
	Proof     ids                   `json:"proof,omitempty"`
	Standing  standingColumns       `json:"standing,omitzero"`
}

// standingColumns has those with a standing only, each with how many rows lie
// between it and the one before; see nested.
type standingColumns struct {
	Step   []int                `json:"step,omitempty"`
	Dose   ids                  `json:"dose,omitempty"`
	State  []dosedesk.DoseState `json:"state,omitempty"`
	Reason []dosedesk.Reason    `json:"reason,omitempty"`
	Said   []dosedesk.Said      `json:"said,omitempty"`
	At     []time.Time          `json:"at,omitempty"`
	Proof  ids                  `json:"proof,omitempty"`
}

// MarshalJSON implements json.Marshaler.
func (a Again) MarshalJSON() ([]byte, error) {
	var t againColumns
	t.move(&codec{}, a)
	return json.Marshal(t)
}

// UnmarshalJSON implements json.Unmarshaler.
func (a *Again) UnmarshalJSON(b []byte) error {
	var t againColumns
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	c, rows := &codec{reading: true}, make(Again, len(t.Answer))
	t.move(c, rows)
	*a = rows
	return c.err
}

func (t *againColumns) move(c *codec, rows []dosedesk.Receipt) {
	type row = dosedesk.Receipt
	column(c, rows, &t.Answer, func(r *row) *dosedesk.Answer { return &r.Answer })
	column(c, rows, &t.Reason, func(r *row) *dosedesk.Reason { return &r.Reason })
	column(c, rows, &t.Code, func(r *row) *dosedesk.CodeAnswer { return &r.Code })
	column(c, rows, &t.TriesLeft, func(r *row) *int { return &r.TriesLeft })
	column(c, rows, &t.Change, func(r *row) *uint64 { return &r.Change })
	column(c, rows, &t.At, func(r *row) *time.Time { return &r.At })
	column(c, rows, &t.Effect, func(r *row) *int { return &r.Effect })
	column(c, rows, (*[]dosedesk.ID)(&t.Proof), func(r *row) *dosedesk.ID { return (*dosedesk.ID)(&r.Proof) })

	standings := make([][]dosedesk.Standing, len(rows)) // none or one
	for i := range rows {
		if !c.reading && rows[i].Standing != (dosedesk.Standing{}) {
			standings[i] = []dosedesk.Standing{rows[i].Standing}
		}
	}
	nested(c, standings, &t.Standing.Step, func(r *[]dosedesk.Standing) *[]dosedesk.Standing { return r },
		func(items []dosedesk.Standing) { t.Standing.move(c, items) })
	for i := range rows {
		if c.reading && len(standings[i]) > 0 {
			rows[i].Standing = standings[i][0]
		}
	}
}

func (t *standingColumns) move(c *codec, items []dosedesk.Standing) {
	type item = dosedesk.Standing
	column(c, items, (*[]dosedesk.ID)(&t.Dose), func(s *item) *dosedesk.ID { return &s.Dose })
	column(c, items, &t.State, func(s *item) *dosedesk.DoseState { return &s.State })
	column(c, items, &t.Reason, func(s *item) *dosedesk.Reason { return &s.Reason })
	column(c, items, &t.Said, func(s *item) *dosedesk.Said { return &s.Said })
	column(c, items, &t.At, func(s *item) *time.Time { return &s.At })
	column(c, items, (*[]dosedesk.ID)(&t.Proof), func(s *item) *dosedesk.ID { return (*dosedesk.ID)(&s.Proof) })
}
