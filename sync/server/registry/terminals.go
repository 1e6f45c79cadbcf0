package registry

import (
	"time"

	"dosedesk"
)

// Terminal is one enrolled machine, or one that may enrol.
type Terminal struct {
	ID             dosedesk.ID
	Centre         dosedesk.CentreID
	EnrolmentUntil time.Time
	SecretHash     string // empty until it has enrolled
	LastNumber     uint64 // of the last event taken; 0 before the first
	LastHash       string // of that event; empty where its bytes could not be read
}

const terminalColumns = `SELECT id, centre, enrolment_until, secret_hash, last_number, last_hash FROM terminals `

func scanTerminal(row scanner) (t Terminal, err error) {
	err = row.Scan(textual{&t.ID}, &t.Centre, instant{&t.EnrolmentUntil}, &t.SecretHash, &t.LastNumber, &t.LastHash)
	return t, err
}

// AddTerminal lets a terminal of t's id enrol with the string of that hash.
func (tx *Tx) AddTerminal(t Terminal, enrolmentHash string) error {
	return tx.do(`INSERT INTO terminals (centre, id, enrolment_hash, enrolment_until, secret_hash, last_number, last_hash)
		VALUES ($1, $2, $3, $4, '', 0, $5)`, t.Centre, id(t.ID), enrolmentHash, millis(t.EnrolmentUntil), hash(dosedesk.Hash{}))
}

// Terminal returns a terminal by its id.
func (tx *Tx) Terminal(terminal dosedesk.ID) (Terminal, bool, error) {
	return one(tx, scanTerminal, terminalColumns+`WHERE id = $1`, id(terminal))
}

// TerminalByEnrolment returns the terminal that a string, by its hash, is for.
func (tx *Tx) TerminalByEnrolment(enrolmentHash string) (Terminal, bool, error) {
	return one(tx, scanTerminal, terminalColumns+`WHERE enrolment_hash = $1`, enrolmentHash)
}

// Enrol keeps the hash of the secret by which the terminal is known from now on.
func (tx *Tx) Enrol(t Terminal, secretHash string) error {
	return tx.do(`UPDATE terminals SET secret_hash = $3 WHERE centre = $1 AND id = $2`, t.Centre, id(t.ID), secretHash)
}

// Advance keeps the head of the terminal's chain.
func (tx *Tx) Advance(t Terminal) error {
	return tx.do(`UPDATE terminals SET last_number = $3, last_hash = $4 WHERE centre = $1 AND id = $2`,
		t.Centre, id(t.ID), t.LastNumber, t.LastHash)
}
