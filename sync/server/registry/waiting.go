package registry

import "dosedesk"

// Waiting is a line of the inbox that answers no question known yet, in a registry
// that was put back to a backup: the question may come back.
type Waiting struct {
	Position int64
	Mobile   string
	Number   int         // of the question; 0: any
	Dose     dosedesk.ID // that it is about; none: any
	Heard    string      // what was made of it before; empty: nobody knows
}

// Wait keeps a line until its question is back.
func (tx *Tx) Wait(w Waiting) error {
	return tx.do(`INSERT INTO waiting (position, mobile, number, dose, heard) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (position) DO UPDATE SET mobile = $2, number = $3, dose = $4, heard = $5`,
		w.Position, w.Mobile, w.Number, id(w.Dose), w.Heard)
}

// Waited forgets a line, which is taken.
func (tx *Tx) Waited(position int64) error {
	return tx.do(`DELETE FROM waiting WHERE position = $1`, position)
}

// Unheard returns the mobiles of which lines wait that nobody knows anything of.
func (tx *Tx) Unheard() ([]string, error) {
	return all(tx, single[string], `SELECT DISTINCT mobile FROM waiting WHERE heard = '' ORDER BY mobile`)
}

// ForgetUnheard forgets the lines of which nobody knows what they say, because the
// inbox was begun anew.
func (tx *Tx) ForgetUnheard() error { return tx.do(`DELETE FROM waiting WHERE heard = ''`) }

// isBack holds for a line whose question is known again; where it was answered
// before, for one whose dose is, with its appointment.
const isBack = ` WHERE CASE WHEN w.dose = '' THEN EXISTS
		(SELECT 1 FROM questions q WHERE q.mobile = w.mobile AND w.number IN (0, q.number))
	ELSE EXISTS (SELECT 1 FROM doses d JOIN appointments a ON a.id = d.appointment WHERE d.id = w.dose) END`

// Answerable returns the mobiles that have lines whose question is back.
func (tx *Tx) Answerable() ([]string, error) {
	return all(tx, single[string], `SELECT DISTINCT w.mobile FROM waiting w`+isBack+` ORDER BY w.mobile`)
}

// AnswerableBy returns those lines of a mobile, in the order in which they came.
func (tx *Tx) AnswerableBy(mobile string) ([]Waiting, error) {
	return all(tx, func(row scanner) (w Waiting, err error) {
		err = row.Scan(&w.Position, &w.Mobile, &w.Number, textual{&w.Dose}, &w.Heard)
		return w, err
	}, `SELECT position, mobile, number, dose, heard FROM waiting w`+isBack+` AND w.mobile = $1 ORDER BY position`, mobile)
}
