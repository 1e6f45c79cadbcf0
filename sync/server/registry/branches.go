package registry

import "dosedesk"

// Branch is a head of a terminal's chain beside that of its row.
type Branch struct {
	Number uint64
	Hash   string // as Terminal.LastHash
}

// Branches returns the branches of a terminal's chain.
func (tx *Tx) Branches(t Terminal) ([]Branch, error) {
	return all(tx, func(row scanner) (b Branch, err error) {
		err = row.Scan(&b.Number, &b.Hash)
		return b, err
	}, `SELECT number, hash FROM branches WHERE centre = $1 AND terminal = $2 ORDER BY number, hash`, t.Centre, id(t.ID))
}

// SetBranch keeps a branch in the place of the one whose hash was before, or as a
// new one.
func (tx *Tx) SetBranch(t Terminal, before string, b Branch) error {
	if err := tx.do(`DELETE FROM branches WHERE centre = $1 AND terminal = $2 AND hash = $3`, t.Centre, id(t.ID), before); err != nil {
		return err
	}
	return tx.do(`INSERT INTO branches (centre, terminal, number, hash) VALUES ($1, $2, $3, $4)
		ON CONFLICT (centre, terminal, hash) DO UPDATE SET number = $3`, t.Centre, id(t.ID), b.Number, b.Hash)
}

// HasEvent reports whether an event of a terminal has this number and hash.
// Nothing is before the first.
func (tx *Tx) HasEvent(t Terminal, number uint64, h dosedesk.Hash) (bool, error) {
	if number == 0 {
		return true, nil
	}
	n, _, err := one(tx, single[int], `SELECT COUNT(*) FROM events WHERE centre = $1 AND terminal = $2 AND number = $3 AND hash = $4`,
		t.Centre, id(t.ID), number, hash(h))
	return n > 0, err
}
