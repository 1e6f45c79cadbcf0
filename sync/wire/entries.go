package wire

import (
	"encoding/json"
	"time"

	"dosedesk"
)

// Entries is a list of roster entries. It travels as columns: one JSON object
// with an array for each field, all of one length, in the order of the entries.
// Reading fails with EInvalid where they do not fit together.
type Entries []dosedesk.Entry

// columns is what travels. Like stands beside like, for gzip makes one set of
// prefix codes for some ten thousand characters at a time.
type columns struct {
	ID          ids                  `json:"id"` // of every entry: it says how many there are
	ReferenceID []string             `json:"reference_id,omitempty"`
	Mobile      []string             `json:"mobile,omitempty"`
	LastFour    []string             `json:"photo_id_last_four,omitempty"`
	BirthYear   []int                `json:"birth_year,omitempty"`
	BirthDate   []dosedesk.Day       `json:"birth_date,omitempty"`
	Sessions    []dosedesk.Session   `json:"sessions,omitempty"`
	Session     []int                `json:"session,omitempty"` // its place in sessions
	Slot        []string             `json:"slot,omitempty"`
	Dose        []int                `json:"dose,omitempty"`
	Booking     []dosedesk.Booking   `json:"booking,omitempty"`
	Cancelled   []bool               `json:"cancelled,omitempty"`
	Issue       []int                `json:"code_issue,omitempty"`
	TriesLeft   []int                `json:"code_tries_left,omitempty"`
	Right       []bool               `json:"code_right,omitempty"`
	RightBy     ids                  `json:"code_right_by,omitempty"`
	Gender      []dosedesk.Gender    `json:"gender,omitempty"`
	PhotoID     []string             `json:"photo_id_type,omitempty"`
	Category    []dosedesk.Category  `json:"category,omitempty"`
	Comorbidity []bool               `json:"comorbidity,omitempty"`
	Name        []string             `json:"name,omitempty"`
	NameHindi   []string             `json:"name_hi,omitempty"`
	Deferred    []*dosedesk.Deferred `json:"deferred,omitempty"`
	Override    []*dosedesk.Override `json:"override,omitempty"`
	Previous    previousColumns      `json:"previous,omitzero"`
	Doses       doseColumns          `json:"doses,omitzero"`
}

type previousColumns struct {
	Step    []int              `json:"step,omitempty"` // see nested
	Vaccine []dosedesk.Vaccine `json:"vaccine,omitempty"`
	On      []dosedesk.Day     `json:"on,omitempty"`
}

// doseColumns has no appointment: a dose travels with its entry.
type doseColumns struct {
	Step        []int                `json:"step,omitempty"` // see nested
	ID          ids                  `json:"id,omitempty"`
	Citizen     []string             `json:"citizen,omitempty"`
	Number      []int                `json:"number,omitempty"`
	Vaccine     []dosedesk.Vaccine   `json:"vaccine,omitempty"`
	Batch       []string             `json:"batch,omitempty"`
	People      []dosedesk.Signature `json:"people,omitempty"`
	Vaccinator  []int                `json:"vaccinator,omitempty"` // his place in people
	By          []int                `json:"by,omitempty"`         // his place in people
	GivenAt     []time.Time          `json:"given_at,omitempty"`
	KeyedIn     []time.Time          `json:"keyed_in,omitempty"`
	State       []dosedesk.DoseState `json:"state,omitempty"`
	Reason      []dosedesk.Reason    `json:"reason,omitempty"`
	Certificate []string             `json:"certificate,omitempty"`
	Said        []dosedesk.Said      `json:"said,omitempty"`
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
	column(c, rows, &t.ReferenceID, func(r *row) *string { return &r.Citizen.ReferenceID })
	column(c, rows, &t.Mobile, func(r *row) *string { return &r.Citizen.Mobile })
	column(c, rows, &t.LastFour, func(r *row) *string { return &r.Citizen.PhotoID.LastFour })
	column(c, rows, &t.BirthYear, func(r *row) *int { return &r.Citizen.BirthYear })
	column(c, rows, &t.BirthDate, func(r *row) *dosedesk.Day { return &r.Citizen.BirthDate })
	table(c, rows, &t.Sessions, &t.Session, func(r *row) *dosedesk.Session { return &r.Session })
	column(c, rows, &t.Slot, func(r *row) *string { return &r.Slot })
	column(c, rows, &t.Dose, func(r *row) *int { return &r.Dose })
	column(c, rows, &t.Booking, func(r *row) *dosedesk.Booking { return &r.Booking })
	column(c, rows, &t.Cancelled, func(r *row) *bool { return &r.Cancelled })
	column(c, rows, &t.Issue, func(r *row) *int { return &r.Code.Issue })
	column(c, rows, &t.TriesLeft, func(r *row) *int { return &r.Code.TriesLeft })
	column(c, rows, &t.Right, func(r *row) *bool { return &r.Code.Right })
	column(c, rows, (*[]dosedesk.ID)(&t.RightBy), func(r *row) *dosedesk.ID { return &r.Code.RightBy })
	column(c, rows, &t.Gender, func(r *row) *dosedesk.Gender { return &r.Citizen.Gender })
	column(c, rows, &t.PhotoID, func(r *row) *string { return &r.Citizen.PhotoID.Type })
	column(c, rows, &t.Category, func(r *row) *dosedesk.Category { return &r.Citizen.Category })
	column(c, rows, &t.Comorbidity, func(r *row) *bool { return &r.Citizen.Comorbidity })
	column(c, rows, &t.Name, func(r *row) *string { return &r.Citizen.Name })
	column(c, rows, &t.NameHindi, func(r *row) *string { return &r.Citizen.NameHindi })
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

func (t *previousColumns) move(c *codec, items []dosedesk.PreviousDose) {
	type item = dosedesk.PreviousDose
	column(c, items, &t.Vaccine, func(p *item) *dosedesk.Vaccine { return &p.Vaccine })
	column(c, items, &t.On, func(p *item) *dosedesk.Day { return &p.On })
}

func (t *doseColumns) move(c *codec, items []dosedesk.Dose) {
	type item = dosedesk.Dose
	column(c, items, (*[]dosedesk.ID)(&t.ID), func(d *item) *dosedesk.ID { return &d.ID })
	column(c, items, &t.Citizen, func(d *item) *string { return &d.Citizen })
	column(c, items, &t.Number, func(d *item) *int { return &d.Number })
	column(c, items, &t.Vaccine, func(d *item) *dosedesk.Vaccine { return &d.Vaccine })
	column(c, items, &t.Batch, func(d *item) *string { return &d.Batch })
	table(c, items, &t.People, &t.Vaccinator, func(d *item) *dosedesk.Signature { return &d.Vaccinator })
	table(c, items, &t.People, &t.By, func(d *item) *dosedesk.Signature { return &d.By })
	column(c, items, &t.GivenAt, func(d *item) *time.Time { return &d.GivenAt })
	column(c, items, &t.KeyedIn, func(d *item) *time.Time { return &d.KeyedIn })
	column(c, items, &t.State, func(d *item) *dosedesk.DoseState { return &d.State })
	column(c, items, &t.Reason, func(d *item) *dosedesk.Reason { return &d.Reason })
	column(c, items, &t.Certificate, func(d *item) *string { return &d.Certificate })
	column(c, items, &t.Said, func(d *item) *dosedesk.Said { return &d.Said })
}

// nameAppointments gives each dose the appointment it travelled with.
func nameAppointments(rows []dosedesk.Entry) {
	for i := range rows {
		for d := range rows[i].Doses {
			rows[i].Doses[d].Appointment = rows[i].ID
		}
	}
}
