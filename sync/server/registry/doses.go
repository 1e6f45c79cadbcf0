package registry

import (
	"time"

	"dosedesk"
)

// Dose is a recorded dose with what it takes to judge it again.
type Dose struct {
	dosedesk.Dose
	Centre      dosedesk.CentreID // of the appointment; of the terminal where there is no appointment
	GivenCentre dosedesk.CentreID // of the terminal that recorded it
	ReceivedAt  time.Time
	Position    uint64      // order of arrival among the appointment's
	Turn        uint64      // order of arrival among the citizen's
	CorrectedBy dosedesk.ID // the event that corrected it last; none
}

const doseColumns = `SELECT centre, id, given_centre, appointment, citizen, number, vaccine, batch,
	vaccinator_id, vaccinator_name, vaccinator_role, by_id, by_name, by_role,
	given_at, keyed_in, received_at, position, state, reason, certificate, said, turn, corrected_by FROM doses `

func scanDose(row scanner) (d Dose, err error) {
	err = row.Scan(&d.Centre, textual{&d.ID}, &d.GivenCentre, textual{&d.Appointment}, &d.Citizen, &d.Number,
		&d.Vaccine, &d.Batch, &d.Vaccinator.ID, &d.Vaccinator.Name, &d.Vaccinator.Role,
		&d.By.ID, &d.By.Name, &d.By.Role, instant{&d.GivenAt}, instant{&d.KeyedIn}, instant{&d.ReceivedAt}, &d.Position,
		&d.State, &d.Reason, &d.Certificate, &d.Said, &d.Turn, textual{&d.CorrectedBy})
	return d, err
}

// ofCitizen is the doses of one citizen, at any centre. One without a reference
// id is known by his appointment.
const ofCitizen = `(citizen = $1 AND citizen <> '' OR centre = $2 AND appointment = $3)`

// AddDose keeps a dose behind all that its appointment has, and behind all that
// its citizen has; it sets Position and Turn. No clock has a say in either. It
// holds the citizen.
func (tx *Tx) AddDose(d *Dose) error {
	tx.touch(d.Appointment)
	if err := tx.HoldCitizen(d.Citizen); err != nil {
		return err
	}
	_, _, err := one(tx, func(row scanner) (none struct{}, err error) {
		return none, row.Scan(&d.Position, &d.Turn)
	}, `INSERT INTO doses (citizen, centre, appointment, id, given_centre, number, vaccine, batch,
		vaccinator_id, vaccinator_name, vaccinator_role, by_id, by_name, by_role,
		given_at, keyed_in, received_at, state, reason, certificate, position, turn)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
		(SELECT COALESCE(MAX(position), 0) + 1 FROM doses WHERE centre = $2 AND appointment = $3),
		(SELECT COALESCE(MAX(turn), 0) + 1 FROM doses WHERE `+ofCitizen+`)) RETURNING position, turn`,
		d.Citizen, d.Centre, id(d.Appointment), id(d.ID), d.GivenCentre, d.Number, d.Vaccine, d.Batch,
		d.Vaccinator.ID, d.Vaccinator.Name, d.Vaccinator.Role, d.By.ID, d.By.Name, d.By.Role,
		millis(d.GivenAt), millis(d.KeyedIn), millis(d.ReceivedAt), d.State, d.Reason, d.Certificate)
	return err
}

// Precede puts a dose that came again, after the registry was put back to a
// backup, before those that its citizen got since.
func (tx *Tx) Precede(d *Dose) error {
	turn, _, err := one(tx, single[uint64], `SELECT COALESCE(MIN(turn), $4) FROM doses WHERE `+ofCitizen+` AND received_at > $5`,
		d.Citizen, d.Centre, id(d.Appointment), d.Turn, millis(d.ReceivedAt))
	if err != nil || turn == d.Turn {
		return err
	}
	d.Turn = turn
	return tx.do(`UPDATE doses SET turn = CASE id WHEN $4 THEN $5 ELSE turn + 1 END WHERE `+ofCitizen+` AND turn >= $5`,
		d.Citizen, d.Centre, id(d.Appointment), id(d.ID), turn)
}

// SettleDose keeps a dose's state, reason and certificate, the citizen's answer,
// and what a correction may change.
func (tx *Tx) SettleDose(d Dose) error {
	tx.touch(d.Appointment)
	return tx.do(`UPDATE doses SET state = $3, reason = $4, certificate = $5, said = $6, corrected_by = $7,
		vaccine = $8, batch = $9, vaccinator_id = $10, vaccinator_name = $11, vaccinator_role = $12, given_at = $13
		WHERE centre = $1 AND id = $2`,
		d.Centre, id(d.ID), d.State, d.Reason, d.Certificate, d.Said, id(d.CorrectedBy),
		d.Vaccine, d.Batch, d.Vaccinator.ID, d.Vaccinator.Name, d.Vaccinator.Role, millis(d.GivenAt))
}

// Dose returns a dose by the id of its event, at whichever centre.
func (tx *Tx) Dose(dose dosedesk.ID) (Dose, bool, error) {
	return one(tx, scanDose, doseColumns+`WHERE id = $1`, id(dose))
}

// DosesGiven counts the doses that a centre's terminals recorded as given on a
// day.
func (tx *Tx) DosesGiven(centre dosedesk.CentreID, day dosedesk.Day) (int, error) {
	n, _, err := one(tx, single[int], `SELECT COUNT(*) FROM doses WHERE given_centre = $1 AND given_at >= $2 AND given_at < $3`,
		centre, millis(day.Start()), millis(day.AddDays(1).Start()))
	return n, err
}

// Doses returns the doses of an appointment, in the order they arrived.
func (tx *Tx) Doses(centre dosedesk.CentreID, appointment dosedesk.ID) ([]Dose, error) {
	return all(tx, scanDose, doseColumns+`WHERE centre = $1 AND appointment = $2 ORDER BY position`, centre, id(appointment))
}

func (tx *Tx) dosesOf(centre dosedesk.CentreID, appointment dosedesk.ID) ([]dosedesk.Dose, error) {
	rows, err := tx.Doses(centre, appointment)
	var doses []dosedesk.Dose
	for _, row := range rows {
		doses = append(doses, row.Dose)
	}
	return doses, err
}

// OtherDoses returns the doses of d's citizen that d must not double: those that
// came before it, and whatever is confirmed. One that broke its terminal's chain
// stands for nothing until it is looked into.
func (tx *Tx) OtherDoses(d Dose) ([]dosedesk.Dose, error) {
	found, err := all(tx, scanDose, doseColumns+`WHERE `+ofCitizen+` AND id <> $4
		AND (turn < $5 OR state = $6) AND reason <> $7 ORDER BY turn`,
		d.Citizen, d.Centre, id(d.Appointment), id(d.ID), d.Turn, dosedesk.DoseConfirmed, dosedesk.ReasonChainForked)
	var doses []dosedesk.Dose
	for _, other := range found {
		doses = append(doses, other.Dose)
	}
	return doses, err
}

// AddCertificate keeps that a certificate was made; one that was revoked stands
// again.
func (tx *Tx) AddCertificate(centre dosedesk.CentreID, number string, dose dosedesk.ID, at time.Time) error {
	return tx.do(`INSERT INTO certificates (centre, number, dose, issued_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (centre, number) DO UPDATE SET revoked_at = 0`,
		centre, number, id(dose), millis(at))
}

// RevokeCertificate keeps that a certificate no longer stands.
func (tx *Tx) RevokeCertificate(centre dosedesk.CentreID, number string, at time.Time) error {
	return tx.do(`UPDATE certificates SET revoked_at = $3 WHERE centre = $1 AND number = $2`, centre, number, millis(at))
}
