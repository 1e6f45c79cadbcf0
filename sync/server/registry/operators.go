package registry

import (
	"time"

	"dosedesk"
)

func scanOperator(row scanner) (dosedesk.Operator, error) {
	var o dosedesk.Operator
	var disabledAt int64
	w := &o.Watch
	err := row.Scan(&o.ID, &o.Name, &o.Role, &o.PINHash, &disabledAt,
		&w.Alarm, &w.Wrong, &w.Entered, instant{&w.Since}, instant{&w.Until})
	o.Disabled = disabledAt != 0
	return o, err
}

// Operators returns a centre's operators, the disabled ones too.
func (tx *Tx) Operators(centre dosedesk.CentreID) ([]dosedesk.Operator, error) {
	return all(tx, scanOperator,
		operatorColumns+`WHERE o.centre = $1 ORDER BY o.id`, centre)
}

const operatorColumns = `SELECT o.id, o.name, o.role, o.pin_hash, o.disabled_at,
	COALESCE(w.alarm, ''), COALESCE(w.wrong, 0), COALESCE(w.entered, 0), COALESCE(w.since, 0), COALESCE(w.until, 0)
	FROM operators o LEFT JOIN watches w ON w.centre = o.centre AND w.operator = o.id `

// Operator returns one of a centre's operators, the disabled ones too.
func (tx *Tx) Operator(centre dosedesk.CentreID, operator string) (dosedesk.Operator, bool, error) {
	return one(tx, scanOperator, operatorColumns+`WHERE o.centre = $1 AND o.id = $2`, centre, operator)
}

// AddOperator adds an operator. It fails with ENotFound for an unknown centre
// and with EConflict where the centre has one of that id.
func (tx *Tx) AddOperator(centre dosedesk.CentreID, o dosedesk.Operator) error {
	if err := tx.operatorsChange(centre); err != nil {
		return err
	}
	n, err := tx.exec(`INSERT INTO operators (centre, id, name, role, pin_hash, disabled_at)
		VALUES ($1, $2, $3, $4, $5, 0) ON CONFLICT (centre, id) DO NOTHING`, centre, o.ID, o.Name, o.Role, o.PINHash)
	if err == nil && n == 0 {
		err = dosedesk.Errorf(dosedesk.EConflict, "centre %d has an operator %s already", centre, o.ID)
	}
	return err
}

// DisableOperator keeps an operator from signing in from a moment on. It fails
// with ENotFound.
func (tx *Tx) DisableOperator(centre dosedesk.CentreID, operator string, at time.Time) error {
	return tx.changeOperator(centre, operator, `UPDATE operators SET disabled_at = $3
		WHERE centre = $1 AND id = $2`, millis(at))
}

// SetPIN replaces an operator's PIN, by its hash. It fails with ENotFound.
func (tx *Tx) SetPIN(centre dosedesk.CentreID, operator, hash string) error {
	return tx.changeOperator(centre, operator, `UPDATE operators SET pin_hash = $3
		WHERE centre = $1 AND id = $2`, hash)
}

func (tx *Tx) changeOperator(centre dosedesk.CentreID, operator, query string, arg any) error {
	if err := tx.operatorsChange(centre); err != nil {
		return err
	}
	n, err := tx.exec(query, centre, operator, arg)
	if err == nil && n == 0 {
		err = dosedesk.Errorf(dosedesk.ENotFound, "centre %d has no operator %s", centre, operator)
	}
	return err
}

func (tx *Tx) operatorsChange(centre dosedesk.CentreID) error {
	seq, err := tx.change(centre)
	if err != nil {
		return err
	}
	return tx.do(`UPDATE centres SET operators_seq = $2 WHERE centre = $1`, centre, seq)
}

// OperatorKnown reports whether an operator worked at a centre at a time: he is
// of the centre, and was not disabled before.
func (tx *Tx) OperatorKnown(centre dosedesk.CentreID, operator string, at time.Time) (bool, error) {
	disabledAt, ok, err := one(tx, single[int64],
		`SELECT disabled_at FROM operators WHERE centre = $1 AND id = $2`, centre, operator)
	return ok && (disabledAt == 0 || millis(at) < disabledAt), err
}
