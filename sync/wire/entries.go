package wire

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"dosedesk"
)

// Entries is a list of roster entries. It travels as columns: one JSON object
// with an array for each field, all of one length, in the order of the entries.
// Reading fails with EInvalid where they do not fit together.
type Entries []dosedesk.Entry

// columns is what travels.
type columns struct {
	ID          ids                      `json:"id"` // of every entry: it says how many there are
	ReferenceID texts                    `json:"reference_id,omitzero"`
	Mobile      numbers                  `json:"mobile,omitempty"`
	LastFour    texts                    `json:"photo_id_last_four,omitzero"`
	BirthYear   table[int]               `json:"birth_year,omitzero"`
	BirthDate   []dosedesk.Day           `json:"birth_date,omitempty"`
	Session     table[dosedesk.Session]  `json:"session,omitzero"`
	Slot        table[string]            `json:"slot,omitzero"`
	Dose        digits                   `json:"dose,omitempty"`
	Booking     table[dosedesk.Booking]  `json:"booking,omitzero"`
	Cancelled   []bool                   `json:"cancelled,omitempty"`
	Code        table[codeState]         `json:"code,omitzero"`
	RightBy     ids                      `json:"code_right_by,omitempty"`
	Gender      table[dosedesk.Gender]   `json:"gender,omitzero"`
	PhotoID     table[string]            `json:"photo_id_type,omitzero"`
	Category    table[dosedesk.Category] `json:"category,omitzero"`
	Comorbidity []bool                   `json:"comorbidity,omitempty"`
	Names       nameColumns              `json:"names,omitzero"`
	Deferred    []*dosedesk.Deferred     `json:"deferred,omitempty"`
	Override    []*dosedesk.Override     `json:"override,omitempty"`
	Previous    previousColumns          `json:"previous,omitzero"`
	Doses       doseColumns              `json:"doses,omitzero"`
}

// codeState is what many codes have in common.
type codeState struct {
	Issue     int  `json:"issue"`
	TriesLeft int  `json:"tries_left"`
	Right     bool `json:"right,omitempty"`
}

type previousColumns struct {
	Step    []int                   `json:"step,omitempty"` // see nested
	Vaccine table[dosedesk.Vaccine] `json:"vaccine,omitzero"`
	On      table[dosedesk.Day]     `json:"on,omitzero"`
}

// doseColumns has no appointment: a dose travels with its entry.
type doseColumns struct {
	Step        []int                     `json:"step,omitempty"` // see nested
	ID          ids                       `json:"id,omitempty"`
	Citizen     texts                     `json:"citizen,omitzero"`
	Number      digits                    `json:"number,omitempty"`
	Vaccine     table[dosedesk.Vaccine]   `json:"vaccine,omitzero"`
	Batch       table[string]             `json:"batch,omitzero"`
	Vaccinator  table[dosedesk.Signature] `json:"vaccinator,omitzero"`
	By          table[dosedesk.Signature] `json:"by,omitzero"`
	GivenAt     []time.Time               `json:"given_at,omitempty"`
	KeyedIn     []time.Time               `json:"keyed_in,omitempty"`
	State       table[dosedesk.DoseState] `json:"state,omitzero"`
	Reason      table[dosedesk.Reason]    `json:"reason,omitzero"`
	Certificate []string                  `json:"certificate,omitempty"`
	Said        table[dosedesk.Said]      `json:"said,omitzero"`
}

// Sort puts the entries in the order that travels cheapest: by mobile, which has
// the families together.
func (e Entries) Sort() {
	slices.SortStableFunc(e, func(a, b dosedesk.Entry) int { return strings.Compare(a.Citizen.Mobile, b.Citizen.Mobile) })
}

// MarshalJSON implements json.Marshaler.
func (e Entries) MarshalJSON() ([]byte, error) {
	t := columns{ID: make(ids, len(e))}
	for i := range e {
		t.ID[i] = e[i].ID
	}
	t.move(&codec{}, e)
	return json.Marshal(t)
}

// UnmarshalJSON implements json.Unmarshaler.
func (e *Entries) UnmarshalJSON(b []byte) error {
	var t columns
	if err := json.Unmarshal(b, &t); err != nil {
		return err
	}
	c := &codec{reading: true}
	entries := make(Entries, len(t.ID))
	for i, id := range t.ID {
		entries[i].ID = id
	}
	t.move(c, entries)
	if c.err != nil {
		return c.err
	}
	*e = entries
	return nil
}

func (t *columns) move(c *codec, rows []dosedesk.Entry) {
	type row = dosedesk.Entry
	evenly(c, rows, &t.ReferenceID, func(r *row) *string { return &r.Citizen.ReferenceID })
	column(c, rows, (*[]string)(&t.Mobile), func(r *row) *string { return &r.Citizen.Mobile })
	evenly(c, rows, &t.LastFour, func(r *row) *string { return &r.Citizen.PhotoID.LastFour })
	lookup(c, rows, &t.BirthYear, func(r *row) *int { return &r.Citizen.BirthYear })
	column(c, rows, &t.BirthDate, func(r *row) *dosedesk.Day { return &r.Citizen.BirthDate })
	lookup(c, rows, &t.Session, func(r *row) *dosedesk.Session { return &r.Session })
	lookup(c, rows, &t.Slot, func(r *row) *string { return &r.Slot })
	count(c, rows, &t.Dose, func(r *row) *int { return &r.Dose })
	lookup(c, rows, &t.Booking, func(r *row) *dosedesk.Booking { return &r.Booking })
	column(c, rows, &t.Cancelled, func(r *row) *bool { return &r.Cancelled })
	t.moveCodes(c, rows)
	lookup(c, rows, &t.Gender, func(r *row) *dosedesk.Gender { return &r.Citizen.Gender })
	lookup(c, rows, &t.PhotoID, func(r *row) *string { return &r.Citizen.PhotoID.Type })
	lookup(c, rows, &t.Category, func(r *row) *dosedesk.Category { return &r.Citizen.Category })
	column(c, rows, &t.Comorbidity, func(r *row) *bool { return &r.Citizen.Comorbidity })
	t.Names.move(c, rows)
	column(c, rows, &t.Deferred, func(r *row) **dosedesk.Deferred { return &r.Deferred })
	column(c, rows, &t.Override, func(r *row) **dosedesk.Override { return &r.Override })
	nested(c, rows, &t.Previous.Step, func(r *row) *[]dosedesk.PreviousDose { return &r.Previous },
		func(items []dosedesk.PreviousDose) { t.Previous.move(c, items) })
	nested(c, rows, &t.Doses.Step, func(r *row) *[]dosedesk.Dose { return &r.Doses },
		func(items []dosedesk.Dose) { t.Doses.move(c, items) })
	if c.reading {
		nameAppointments(rows)
	}
}

func (t *columns) moveCodes(c *codec, rows []dosedesk.Entry) {
	states := make([]codeState, len(rows))
	for i := range rows {
		state := &rows[i].Code
		states[i] = codeState{state.Issue, state.TriesLeft, state.Right}
	}
	lookup(c, states, &t.Code, func(s *codeState) *codeState { return s })
	for i, s := range states {
		if state := &rows[i].Code; c.reading {
			state.Issue, state.TriesLeft, state.Right = s.Issue, s.TriesLeft, s.Right
		}
	}
	column(c, rows, (*[]dosedesk.ID)(&t.RightBy), func(r *dosedesk.Entry) *dosedesk.ID { return &r.Code.RightBy })
}

func (t *previousColumns) move(c *codec, items []dosedesk.PreviousDose) {
	type item = dosedesk.PreviousDose
	lookup(c, items, &t.Vaccine, func(p *item) *dosedesk.Vaccine { return &p.Vaccine })
	lookup(c, items, &t.On, func(p *item) *dosedesk.Day { return &p.On })
}

func (t *doseColumns) move(c *codec, items []dosedesk.Dose) {
	type item = dosedesk.Dose
	column(c, items, (*[]dosedesk.ID)(&t.ID), func(d *item) *dosedesk.ID { return &d.ID })
	evenly(c, items, &t.Citizen, func(d *item) *string { return &d.Citizen })
	count(c, items, &t.Number, func(d *item) *int { return &d.Number })
	lookup(c, items, &t.Vaccine, func(d *item) *dosedesk.Vaccine { return &d.Vaccine })
	lookup(c, items, &t.Batch, func(d *item) *string { return &d.Batch })
	lookup(c, items, &t.Vaccinator, func(d *item) *dosedesk.Signature { return &d.Vaccinator })
	lookup(c, items, &t.By, func(d *item) *dosedesk.Signature { return &d.By })
	column(c, items, &t.GivenAt, func(d *item) *time.Time { return &d.GivenAt })
	column(c, items, &t.KeyedIn, func(d *item) *time.Time { return &d.KeyedIn })
	lookup(c, items, &t.State, func(d *item) *dosedesk.DoseState { return &d.State })
	lookup(c, items, &t.Reason, func(d *item) *dosedesk.Reason { return &d.Reason })
	column(c, items, &t.Certificate, func(d *item) *string { return &d.Certificate })
	lookup(c, items, &t.Said, func(d *item) *dosedesk.Said { return &d.Said })
}

// nameAppointments gives each dose the appointment it travelled with.
func nameAppointments(rows []dosedesk.Entry) {
	for i := range rows {
		for d := range rows[i].Doses {
			rows[i].Doses[d].Appointment = rows[i].ID
		}
	}
}
