package registry

import (
	"fmt"

	"dosedesk"
)

// Feed is how far a centre's changes go, and which of them changed what besides
// appointments.
type Feed struct {
	Epoch        string // of the registry
	Centre       dosedesk.Centre
	Seq          uint64 // the last change
	CentreSeq    uint64 // the last change of the centre itself
	OperatorsSeq uint64 // of an operator
	AnnouncedSeq uint64 // of what the server announces: the key that codes are sealed to, the schedule
	SessionsSeq  uint64 // that added a session
}

func scanFeed(row scanner) (f Feed, err error) {
	c := &f.Centre
	err = row.Scan(&f.Epoch, &c.ID, &c.Name, &c.NameHindi, &c.Kind, &c.OnePerson,
		&f.Seq, &f.CentreSeq, &f.OperatorsSeq, &f.AnnouncedSeq, &f.SessionsSeq)
	return f, err
}

// Feed returns a centre and how far its changes go. It fails with ENotFound.
func (tx *Tx) Feed(centre dosedesk.CentreID) (Feed, error) {
	feed, ok, err := one(tx, scanFeed, `SELECT (SELECT value FROM meta WHERE name = 'epoch'), centre, name, name_hi, kind, one_person,
		seq, centre_seq, operators_seq, announced_seq, sessions_seq FROM centres WHERE centre = $1`, centre)
	if err == nil && !ok {
		err = dosedesk.Errorf(dosedesk.ENotFound, "there is no centre %d", centre)
	}
	if err != nil {
		return feed, err
	}
	feed.Centre.Watch, err = tx.Watch(centre, "")
	return feed, err
}

// Centre returns a centre. It fails with ENotFound.
func (tx *Tx) Centre(centre dosedesk.CentreID) (dosedesk.Centre, error) {
	if c, ok := tx.centres[centre]; ok {
		return c, nil
	}
	feed, err := tx.Feed(centre)
	if err == nil {
		tx.centres[centre] = feed.Centre
	}
	return feed.Centre, err
}

// EnsureCentre makes a centre that is known by its number only, and reports
// whether it had to.
func (tx *Tx) EnsureCentre(centre dosedesk.CentreID) (made bool, err error) {
	n, err := tx.exec(`INSERT INTO centres (centre, name, name_hi, kind, one_person, announced,
		seq, centre_seq, operators_seq, announced_seq) VALUES ($1, $2, '', $3, FALSE, '', 1, 1, 1, 1)
		ON CONFLICT (centre) DO NOTHING`, centre, fmt.Sprintf("Centre %d", centre), dosedesk.Government)
	return n == 1, err
}

// SetCentre makes or changes a centre.
func (tx *Tx) SetCentre(c dosedesk.Centre) error {
	if _, err := tx.EnsureCentre(c.ID); err != nil {
		return err
	}
	delete(tx.centres, c.ID)
	return tx.do(`UPDATE centres SET seq = seq + 1, centre_seq = seq + 1,
		name = $2, name_hi = $3, kind = $4, one_person = $5 WHERE centre = $1`,
		c.ID, c.Name, c.NameHindi, c.Kind, c.OnePerson)
}

// Announce makes every centre that last heard of something else fetch what the
// server announces. The mark names it.
func (tx *Tx) Announce(mark string) error {
	return tx.do(`UPDATE centres SET seq = seq + 1, announced_seq = seq + 1, announced = $1
		WHERE announced <> $1`, mark)
}

// change raises the centre's sequence and returns the new number. The row stays
// locked until the transaction ends, so numbers commit in their order.
func (tx *Tx) change(centre dosedesk.CentreID) (uint64, error) {
	seq, ok, err := one(tx, single[uint64],
		`UPDATE centres SET seq = seq + 1 WHERE centre = $1 RETURNING seq`, centre)
	if err == nil && !ok {
		err = dosedesk.Errorf(dosedesk.ENotFound, "there is no centre %d", centre)
	}
	return seq, err
}
