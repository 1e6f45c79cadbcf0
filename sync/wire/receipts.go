package wire

import (
	"encoding/json"
	"slices"
	"time"

	"dosedesk"
)

// Receipts are what the server says, or once said, of the events of a push, in
// their order; the zero receipt for one without an answer. They travel as columns,
// and leave the events' ids to the events; see PushAnswer.Named.
type Receipts []dosedesk.Receipt

type receiptColumns struct {
	Many      int                        `json:"many,omitempty"`
	Duplicate []bool                     `json:"duplicate,omitempty"`
	Answer    table[dosedesk.Answer]     `json:"answer,omitzero"`
	Reason    table[dosedesk.Reason]     `json:"reason,omitzero"`
	Code      table[dosedesk.CodeAnswer] `json:"code,omitzero"`
	TriesLeft digits                     `json:"tries_left,omitempty"`
	Change    []int64                    `json:"change,omitempty"` // see steps
	At        []int64                    `json:"at,omitempty"`     // milliseconds, see steps; those of one push are alike
	Effect    digits                     `json:"effect,omitempty"`
	Proof     ids                        `json:"proof,omitempty"`
	Standing  standingColumns            `json:"standing,omitzero"`
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
func (l Receipts) MarshalJSON() ([]byte, error) {
	t := receiptColumns{Many: len(l)}
	t.move(&codec{}, l)
	return json.Marshal(t)
}

// UnmarshalJSON implements json.Unmarshaler.
func (l *Receipts) UnmarshalJSON(b []byte) error {
	var t receiptColumns
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	if t.Many < 0 || t.Many > MaxPushEvents {
		return dosedesk.Errorf(dosedesk.EInvalid, "receipts for more events than a push has")
	}
	c, rows := &codec{reading: true}, make(Receipts, t.Many)
	t.move(c, rows)
	*l = rows
	return c.err
}

// Named returns the receipts that have an answer, each with its event: they follow
// the events that were pushed, from the one on that the answer names. Where they
// do not fit them, the answer is none to this push, and no event has one.
func (a PushAnswer) Named(pushed []dosedesk.Event) (named []dosedesk.Receipt) {
	at := slices.IndexFunc(pushed, func(e dosedesk.Event) bool { return e.ID == a.From })
	if at < 0 || len(a.Receipts) > len(pushed)-at {
		return nil
	}
	for i, r := range a.Receipts {
		if r.Event = pushed[at+i].ID; r.Answer != "" {
			named = append(named, r)
		}
	}
	return named
}

func (t *receiptColumns) move(c *codec, rows []dosedesk.Receipt) {
	type row = dosedesk.Receipt
	column(c, rows, &t.Duplicate, func(r *row) *bool { return &r.Duplicate })
	lookup(c, rows, &t.Answer, func(r *row) *dosedesk.Answer { return &r.Answer })
	lookup(c, rows, &t.Reason, func(r *row) *dosedesk.Reason { return &r.Reason })
	lookup(c, rows, &t.Code, func(r *row) *dosedesk.CodeAnswer { return &r.Code })
	count(c, rows, &t.TriesLeft, func(r *row) *int { return &r.TriesLeft })
	count(c, rows, &t.Effect, func(r *row) *int { return &r.Effect })
	column(c, rows, (*[]dosedesk.ID)(&t.Proof), func(r *row) *dosedesk.ID { return (*dosedesk.ID)(&r.Proof) })
	t.moveTimes(c, rows)
	t.moveStandings(c, rows)
}

// moveTimes moves when it was said, by the clock and by the changes.
func (t *receiptColumns) moveTimes(c *codec, rows []dosedesk.Receipt) {
	change, at := make([]int64, len(rows)), make([]int64, len(rows))
	for i, r := range rows {
		change[i] = int64(r.Change) //nolint:gosec // read back the same way
		if !r.At.IsZero() {
			at[i] = r.At.UnixMilli()
		}
	}
	steps(c, change, &t.Change)
	steps(c, at, &t.At)
	if !c.reading {
		return
	}
	for i := range rows {
		rows[i].Change = uint64(change[i]) //nolint:gosec // as it was written
		if at[i] != 0 {
			rows[i].At = time.UnixMilli(at[i]).UTC()
		}
	}
}

func (t *receiptColumns) moveStandings(c *codec, rows []dosedesk.Receipt) {
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
