package wire

import (
	"time"

	"dosedesk"
)

// codeColumns are the bodies of code.entered.
type codeColumns struct {
	Appointment ids            `json:"appointment,omitempty"`
	How         table[howCode] `json:"how,omitzero"`
	Sealed      []byte         `json:"sealed,omitempty"` // one behind the other
}

// howCode is what many entered codes have in common.
type howCode struct {
	Channel dosedesk.Channel `json:"channel"`
	Issue   int              `json:"issue,omitempty"`
	Key     uint8            `json:"key"`
}

// givenColumns are the bodies of dose.recorded.
type givenColumns struct {
	Cleared     digits                  `json:"cleared,omitempty"`     // how many of the codes in this list back; 0: see the next two
	Appointment ids                     `json:"appointment,omitempty"` // of the others
	ClearedBy   ids                     `json:"cleared_by,omitempty"`  // of the others
	Citizen     texts                   `json:"citizen,omitzero"`
	Dose        table[int]              `json:"number,omitzero"`
	From        table[vial]             `json:"from,omitzero"`
	GivenAt     []int64                 `json:"given_at,omitempty"` // milliseconds beyond the wall clock's time
	Answers     table[dosedesk.Answers] `json:"answers,omitzero"`
}

// vial is what the doses of a stock have in common.
type vial struct {
	Vaccine    dosedesk.Vaccine   `json:"vaccine"`
	Batch      string             `json:"batch"`
	Expires    dosedesk.Day       `json:"expires"`
	Vaccinator dosedesk.Signature `json:"vaccinator"`
}

// An entered code and a given dose, each with its event.
type (
	entered struct {
		*dosedesk.Event
		body *dosedesk.CodeEntered
		how  howCode
	}
	given struct {
		*dosedesk.Event
		body *dosedesk.DoseRecorded
		from vial
		seen int // codes before it
	}
)

// move moves the events of a list; it is empty where one travels as a row.
func (t *eventColumns) move(c *codec, list []*dosedesk.Event) {
	var events []*dosedesk.Event
	var codes []entered
	var doses []given
	for _, e := range list {
		if e == nil {
			continue
		}
		events = append(events, e)
		switch body := e.Body.(type) {
		case *dosedesk.CodeEntered:
			codes = append(codes, entered{e, body, howCode{body.Channel, body.Issue, body.Key}})
		case *dosedesk.DoseRecorded:
			doses = append(doses, given{e, body, vial{body.Vaccine, body.Batch, body.Expires, body.Vaccinator}, len(codes)})
		}
	}
	t.moveHeaders(c, events)
	t.Code.move(c, codes)
	t.Dose.move(c, doses, codes)
	t.movePrevious(c, list, len(events))
}

func (t *codeColumns) move(c *codec, codes []entered) {
	column(c, codes, (*[]dosedesk.ID)(&t.Appointment), func(e *entered) *dosedesk.ID { return &e.body.Appointment })
	lookup(c, codes, &t.How, func(e *entered) *howCode { return &e.how })
	if c.reading && len(t.Sealed) != len(codes)*dosedesk.SealedLength {
		c.fail("sealed codes of another length")
		return
	}
	for i, e := range codes {
		if !c.reading {
			t.Sealed = append(t.Sealed, e.body.Sealed...)
			continue
		}
		e.body.Channel, e.body.Issue, e.body.Key = e.how.Channel, e.how.Issue, e.how.Key
		e.body.Sealed = t.Sealed[i*dosedesk.SealedLength:][:dosedesk.SealedLength:dosedesk.SealedLength]
	}
}

func (t *givenColumns) move(c *codec, doses []given, codes []entered) {
	t.moveCleared(c, doses, codes)
	evenly(c, doses, &t.Citizen, func(d *given) *string { return &d.body.Citizen })
	lookup(c, doses, &t.Dose, func(d *given) *int { return &d.body.Dose })
	lookup(c, doses, &t.From, func(d *given) *vial { return &d.from })
	lookup(c, doses, &t.Answers, func(d *given) *dosedesk.Answers { return &d.body.Answers })
	after := make([]int64, len(doses))
	for i, d := range doses {
		if !c.reading {
			after[i] = d.body.GivenAt.UnixMilli() - d.At.Wall.UnixMilli()
		}
	}
	column(c, after, &t.GivenAt, func(n *int64) *int64 { return n })
	for i, d := range doses {
		if c.reading {
			d.body.GivenAt = time.UnixMilli(d.At.Wall.UnixMilli() + after[i]).UTC()
			d.body.Vaccine, d.body.Batch, d.body.Expires, d.body.Vaccinator = d.from.Vaccine, d.from.Batch, d.from.Expires, d.from.Vaccinator
		}
	}
}

// moveCleared moves what cleared each citizen, and his appointment: most often a
// code of the same push, for the same appointment.
func (t *givenColumns) moveCleared(c *codec, doses []given, codes []entered) {
	back := make([]int, len(doses))
	for i := range doses {
		if !c.reading {
			back[i] = doses[i].clearedBack(codes)
		}
	}
	count(c, back, &t.Cleared, func(n *int) *int { return n })
	var others []given
	for i, d := range doses {
		switch {
		case back[i] == 0:
			others = append(others, d)
		case back[i] < 0 || back[i] > d.seen:
			c.fail("a dose that no code cleared")
		case c.reading:
			code := codes[d.seen-back[i]]
			d.body.Appointment, d.body.ClearedBy = code.body.Appointment, code.ID
		}
	}
	column(c, others, (*[]dosedesk.ID)(&t.Appointment), func(d *given) *dosedesk.ID { return &d.body.Appointment })
	column(c, others, (*[]dosedesk.ID)(&t.ClearedBy), func(d *given) *dosedesk.ID { return &d.body.ClearedBy })
}

// clearedBack returns how many codes back the one is that cleared the citizen; 0
// where it is not among them.
func (d given) clearedBack(codes []entered) int {
	for back := 1; back <= d.seen; back++ {
		code := codes[d.seen-back]
		if code.ID == d.body.ClearedBy && code.body.Appointment == d.body.Appointment {
			return back
		}
	}
	return 0
}
