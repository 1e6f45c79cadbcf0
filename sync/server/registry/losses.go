package registry

import (
	"time"

	"dosedesk"
)

// Loss is events of a terminal that are gone for good: the registry lost them, and
// the terminal has let them go.
type Loss struct {
	First, Last uint64 // their numbers
	Signature   []byte // the terminal's, that its chain begins behind them
}

// AddLoss keeps a loss, for ever.
func (tx *Tx) AddLoss(t Terminal, l Loss, at time.Time) error {
	return tx.do(`INSERT INTO losses (centre, terminal, first_number, last_number, signature, received_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, t.Centre, id(t.ID), l.First, l.Last, text(l.Signature), millis(at))
}

// Lost counts the events of a terminal that are gone for good.
func (tx *Tx) Lost(centre dosedesk.CentreID, terminal dosedesk.ID) (n uint64, err error) {
	n, _, err = one(tx, single[uint64], `SELECT CAST(COALESCE(SUM(last_number - first_number + 1), 0) AS BIGINT)
		FROM losses WHERE centre = $1 AND terminal = $2`, centre, id(terminal))
	return n, err
}
