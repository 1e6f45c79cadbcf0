package registry

import (
	"time"

	"dosedesk"
)

// Event is an event as it is kept: what arrived, and the verdict it got.
type Event struct {
	Centre      dosedesk.CentreID // of the terminal that sent it
	Terminal    dosedesk.ID       // that sent it
	ID          dosedesk.ID
	Number      uint64
	Kind        dosedesk.Kind
	Appointment dosedesk.ID
	Operator    string // who recorded it; empty where it could not be read
	Content     []byte // canonical bytes, or what arrived where that could not be read
	Hash        dosedesk.Hash
	Verdict     dosedesk.Verdict // Verdict.At is when the event was received
	Effect      int              // see dosedesk.Receipt
}

func scanEvent(row scanner) (e Event, err error) {
	v := &e.Verdict
	err = row.Scan(&e.Centre, textual{&e.Terminal}, textual{&e.ID}, &e.Number, &e.Kind, textual{&e.Appointment}, &e.Operator, &e.Content,
		textual{&e.Hash}, &v.Answer, &v.Reason, &v.Code, &v.TriesLeft, &v.Change, instant{&v.At}, &e.Effect)
	return e, err
}

const eventColumns = `SELECT centre, terminal, id, number, kind, appointment, operator, content, hash,
	answer, reason, code, tries_left, change, received_at, effect FROM events `

// Event returns an event by its id.
func (tx *Tx) Event(event dosedesk.ID) (Event, bool, error) {
	if e, ok := tx.events[event]; ok {
		return e, true, nil
	}
	return one(tx, scanEvent, eventColumns+`WHERE id = $1`, id(event))
}

// EventsAbout returns the events about an appointment, in the order in which they
// were received.
func (tx *Tx) EventsAbout(appointment dosedesk.ID) ([]Event, error) {
	return all(tx, scanEvent, eventColumns+`WHERE appointment = $1 ORDER BY received_at, terminal, number`, id(appointment))
}

// WrongCodes counts the wrong codes of an appointment that are on record, from
// terminals and from the citizen.
func (tx *Tx) WrongCodes(centre dosedesk.CentreID, appointment dosedesk.ID) (int, error) {
	n, _, err := one(tx, single[int], `SELECT (SELECT COUNT(*) FROM events WHERE appointment = $2 AND code = $3) +
		(SELECT COUNT(*) FROM replies r JOIN doses d ON d.centre = r.centre AND d.id = r.dose
			WHERE r.centre = $1 AND d.appointment = $2 AND r.code = $3)`, centre, id(appointment), dosedesk.CodeWrong)
	return n, err
}

// AddEvent keeps an event for ever; its id must be new.
func (tx *Tx) AddEvent(e Event) error {
	v := e.Verdict
	tx.events[e.ID] = e
	return tx.do(`INSERT INTO events (centre, id, terminal, number, kind, appointment, operator, content, hash,
		answer, reason, code, tries_left, change, received_at, effect)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		e.Centre, id(e.ID), id(e.Terminal), e.Number, e.Kind, id(e.Appointment), e.Operator, e.Content, hash(e.Hash),
		v.Answer, v.Reason, v.Code, v.TriesLeft, v.Change, millis(v.At), e.Effect)
}

// Restate puts the verdict that an event had before the registry was put back to a
// backup in the place of a later one.
func (tx *Tx) Restate(e Event) error {
	v := e.Verdict
	tx.events[e.ID] = e
	return tx.do(`UPDATE events SET answer = $3, reason = $4, code = $5, tries_left = $6, change = $7, received_at = $8, effect = $9
		WHERE centre = $1 AND id = $2`,
		e.Centre, id(e.ID), v.Answer, v.Reason, v.Code, v.TriesLeft, v.Change, millis(v.At), e.Effect)
}

// AddStray keeps an event whose id is known with other content. It returns when
// that content first came, and whether that was before.
func (tx *Tx) AddStray(e Event, now time.Time) (at time.Time, before bool, err error) {
	n, err := tx.exec(`INSERT INTO strays (centre, id, hash, terminal, content, received_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (centre, id, hash) DO NOTHING`,
		e.Centre, id(e.ID), hash(e.Hash), id(e.Terminal), e.Content, millis(now))
	if err != nil {
		return at, false, err
	}
	at, _, err = one(tx, func(row scanner) (t time.Time, err error) {
		err = row.Scan(instant{&t})
		return t, err
	}, `SELECT received_at FROM strays WHERE centre = $1 AND id = $2 AND hash = $3`, e.Centre, id(e.ID), hash(e.Hash))
	return at, n == 0, err
}

func hash(h dosedesk.Hash) string {
	text, _ := h.MarshalText() //nolint:errcheck // it never fails
	return string(text)
}
