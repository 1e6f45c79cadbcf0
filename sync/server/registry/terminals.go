package registry

import (
	"crypto/ed25519"
	"encoding/base64"
	"time"

	"dosedesk"
)

// Terminal is one enrolled machine, or one that may enrol.
type Terminal struct {
	ID             dosedesk.ID
	Centre         dosedesk.CentreID
	EnrolmentUntil time.Time
	Key            ed25519.PublicKey // empty until it has enrolled
	Certificate    []byte            // of that key, the newest
	RevokedAt      time.Time         // zero: it is admitted
	LastNumber     uint64            // of the last event taken; 0 before the first
	LastHash       string            // of that event; empty where its bytes could not be read
}

// Revoked reports whether the terminal is no longer admitted.
func (t Terminal) Revoked() bool { return !t.RevokedAt.IsZero() }

const terminalColumns = `SELECT id, centre, enrolment_until, public_key, certificate, revoked_at, last_number, last_hash FROM terminals `

func scanTerminal(row scanner) (t Terminal, err error) {
	err = row.Scan(textual{&t.ID}, &t.Centre, instant{&t.EnrolmentUntil}, binary{(*[]byte)(&t.Key)}, binary{&t.Certificate},
		instant{&t.RevokedAt}, &t.LastNumber, &t.LastHash)
	return t, err
}

// AddTerminal lets a terminal of t's id enrol with the string whose secret has
// that hash.
func (tx *Tx) AddTerminal(t Terminal, enrolmentHash string) error {
	return tx.do(`INSERT INTO terminals (centre, id, enrolment_hash, enrolment_until, last_number, last_hash)
		VALUES ($1, $2, $3, $4, 0, $5)`, t.Centre, id(t.ID), enrolmentHash, millis(t.EnrolmentUntil), hash(dosedesk.Hash{}))
}

// Terminal returns a terminal by its id.
func (tx *Tx) Terminal(terminal dosedesk.ID) (Terminal, bool, error) {
	return one(tx, scanTerminal, terminalColumns+`WHERE id = $1`, id(terminal))
}

// Terminals returns a centre's terminals, in the order in which they were added.
func (tx *Tx) Terminals(centre dosedesk.CentreID) ([]Terminal, error) {
	return all(tx, scanTerminal, terminalColumns+`WHERE centre = $1 ORDER BY enrolment_until, id`, centre)
}

// TerminalByEnrolment returns the terminal that a string is for, by its secret's
// hash.
func (tx *Tx) TerminalByEnrolment(enrolmentHash string) (Terminal, bool, error) {
	return one(tx, scanTerminal, terminalColumns+`WHERE enrolment_hash = $1`, enrolmentHash)
}

// Certify keeps a terminal's key and its newest certificate.
func (tx *Tx) Certify(t Terminal) error {
	return tx.do(`UPDATE terminals SET public_key = $3, certificate = $4 WHERE centre = $1 AND id = $2`,
		t.Centre, id(t.ID), text(t.Key), text(t.Certificate))
}

// RevokeTerminal keeps that a terminal is no longer admitted; one that is
// revoked stays so since then. It fails with ENotFound.
func (tx *Tx) RevokeTerminal(centre dosedesk.CentreID, terminal dosedesk.ID, at time.Time) error {
	t, known, err := tx.Terminal(terminal)
	switch {
	case err != nil:
		return err
	case !known || t.Centre != centre:
		return dosedesk.Errorf(dosedesk.ENotFound, "centre %d has no such terminal", centre)
	case t.Revoked():
		return nil
	}
	return tx.do(`UPDATE terminals SET revoked_at = $3 WHERE centre = $1 AND id = $2`, centre, id(terminal), millis(at))
}

// Advance keeps the head of the terminal's chain.
func (tx *Tx) Advance(t Terminal) error {
	return tx.do(`UPDATE terminals SET last_number = $3, last_hash = $4 WHERE centre = $1 AND id = $2`,
		t.Centre, id(t.ID), t.LastNumber, t.LastHash)
}

// Push is a terminal's signature under its chain, as it was pushed.
type Push struct {
	First     uint64        // number of the first event
	Head      dosedesk.Hash // of the last
	Signature []byte
}

// AddPush keeps a push's signature; one that is kept already stays.
func (tx *Tx) AddPush(t Terminal, p Push, at time.Time) error {
	return tx.do(`INSERT INTO pushes (centre, terminal, first_number, head, signature, received_at)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (centre, terminal, first_number, head) DO NOTHING`,
		t.Centre, id(t.ID), p.First, hash(p.Head), text(p.Signature), millis(at))
}

// Pushes returns the signatures under a terminal's chain, in the order of their
// first numbers.
func (tx *Tx) Pushes(t Terminal) ([]Push, error) {
	return all(tx, func(row scanner) (p Push, err error) {
		err = row.Scan(&p.First, textual{&p.Head}, binary{&p.Signature})
		return p, err
	}, `SELECT first_number, head, signature FROM pushes WHERE centre = $1 AND terminal = $2 ORDER BY first_number, received_at`,
		t.Centre, id(t.ID))
}

// binary reads a column of base64.
type binary struct{ into *[]byte }

// Scan implements sql.Scanner.
func (b binary) Scan(column any) (err error) {
	text, ok := column.(string)
	if ok {
		*b.into, err = base64.StdEncoding.DecodeString(text)
	}
	if !ok || err != nil {
		return dosedesk.Errorf(dosedesk.EDamaged, "a column of base64 holds something else")
	}
	return nil
}

// text is the other way of binary.
func text(b []byte) string { return base64.StdEncoding.EncodeToString(b) }
