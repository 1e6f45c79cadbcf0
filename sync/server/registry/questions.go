package registry

import (
	"time"

	"dosedesk"
)

// Question is "was it you?", asked of the registered mobile about one dose.
type Question struct {
	Centre  dosedesk.CentreID
	Dose    dosedesk.ID
	Mobile  string
	Number  int // tells one mobile's questions apart
	AskedAt time.Time
}

func scanQuestion(row scanner) (q Question, err error) {
	err = row.Scan(&q.Centre, textual{&q.Dose}, &q.Mobile, &q.Number, instant{&q.AskedAt})
	return q, err
}

const questionColumns = `SELECT centre, dose, mobile, number, asked_at FROM questions `

// Ask keeps a question under its mobile's next number; a dose is asked about
// once.
func (tx *Tx) Ask(q Question) error {
	lives, err := tx.restores()
	if err != nil {
		return err
	}
	// The numbers that a lost registry may have given since its backup are left
	// free: a citizen answers by the number that his message had.
	least := 10*min(lives, 9) + 1
	number, _, err := one(tx, single[int], `SELECT COALESCE(MAX(number), 0) + 1 FROM questions WHERE mobile = $1`, q.Mobile)
	if err != nil {
		return err
	}
	q.Number = max(number, least)
	return tx.ask(q)
}

// AskedAgain keeps a question that was asked before the registry was put back to
// a backup, under the number it had. Where another has that number by now, it
// gets the next.
func (tx *Tx) AskedAgain(q Question) error {
	others, err := tx.Questions(q.Mobile)
	if err != nil {
		return err
	}
	for _, other := range others {
		if other.Number == q.Number && other.Dose != q.Dose {
			return tx.Ask(q)
		}
	}
	return tx.ask(q)
}

// Renumber puts a question under another number of its mobile, where none has it.
func (tx *Tx) Renumber(centre dosedesk.CentreID, dose dosedesk.ID, number int) error {
	return tx.do(`UPDATE questions SET number = $3 WHERE centre = $1 AND dose = $2 AND NOT EXISTS
		(SELECT 1 FROM questions other WHERE other.mobile = questions.mobile AND other.number = $3)`, centre, id(dose), number)
}

func (tx *Tx) ask(q Question) error {
	return tx.do(`INSERT INTO questions (centre, dose, mobile, number, asked_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (centre, dose) DO NOTHING`, q.Centre, id(q.Dose), q.Mobile, q.Number, millis(q.AskedAt))
}

// Question returns what was asked about a dose.
func (tx *Tx) Question(centre dosedesk.CentreID, dose dosedesk.ID) (Question, bool, error) {
	return one(tx, scanQuestion, questionColumns+`WHERE centre = $1 AND dose = $2`, centre, id(dose))
}

// Questions returns what a mobile was asked, in the order of the numbers.
func (tx *Tx) Questions(mobile string) ([]Question, error) {
	return all(tx, scanQuestion, questionColumns+`WHERE mobile = $1 ORDER BY number`, mobile)
}

// Reply is what came back to a question. The SMS itself is not kept.
type Reply struct {
	Centre     dosedesk.CentreID
	Dose       dosedesk.ID
	Position   int64               // of its line in the inbox
	Said       string              // yes, no, code or unclear
	Code       dosedesk.CodeAnswer // what became of the code
	ReceivedAt time.Time
}

// AddReply keeps a reply, in the place of one that stood there in an inbox before
// this one.
func (tx *Tx) AddReply(r Reply) error {
	return tx.do(`INSERT INTO replies (centre, dose, position, said, code, received_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (centre, dose, position) DO UPDATE SET said = $4, code = $5, received_at = $6`,
		r.Centre, id(r.Dose), r.Position, r.Said, r.Code, millis(r.ReceivedAt))
}

// SetMeta keeps a value under a name, in place of the one before.
func (tx *Tx) SetMeta(name, value string) error {
	return tx.do(`INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2`, name, value)
}
