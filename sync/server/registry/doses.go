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
	Position    uint64 // order of arrival
}

const doseColumns = `SELECT centre, id, given_centre, appointment, citizen, number, vaccine, batch,
	vaccinator_id, vaccinator_name, vaccinator_role, by_id, by_name, by_role,
	given_at, received_at, position, state, reason, certificate FROM doses `

func scanDose(row scanner) (d Dose, err error) {
	err = row.Scan(&d.Centre, textual{&d.ID}, &d.GivenCentre, textual{&d.Appointment}, &d.Citizen, &d.Number,
		&d.Vaccine, &d.Batch, &d.Vaccinator.ID, &d.Vaccinator.Name, &d.Vaccinator.Role,
		&d.By.ID, &d.By.Name, &d.By.Role, instant{&d.GivenAt}, instant{&d.ReceivedAt}, &d.Position,
		&d.State, &d.Reason, &d.Certificate)
	return d, err
}

// AddDose keeps a dose behind all that its centre has; it sets Position.
func (tx *Tx) AddDose(d *Dose) error {
	position, _, err := one(tx, single[uint64], `SELECT COALESCE(MAX(position), 0) + 1 FROM doses WHERE centre = $1`, d.Centre)
	if err != nil {
		return err
	}
	d.Position = position
	return tx.do(`INSERT INTO doses (centre, id, given_centre, appointment, citizen, number, vaccine, batch,
		vaccinator_id, vaccinator_name, vaccinator_role, by_id, by_name, by_role,
		given_at, received_at, position, state, reason, certificate)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		d.Centre, id(d.ID), d.GivenCentre, id(d.Appointment), d.Citizen, d.Number, d.Vaccine, d.Batch,
		d.Vaccinator.ID, d.Vaccinator.Name, d.Vaccinator.Role, d.By.ID, d.By.Name, d.By.Role,
		millis(d.GivenAt), millis(d.ReceivedAt), d.Position, d.State, d.Reason, d.Certificate)
}

// SettleDose keeps a dose's state, reason and certificate.
func (tx *Tx) SettleDose(d Dose) error {
	return tx.do(`UPDATE doses SET state = $3, reason = $4, certificate = $5 WHERE centre = $1 AND id = $2`,
		d.Centre, id(d.ID), d.State, d.Reason, d.Certificate)
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

// EarlierDoses returns the doses of d's citizen, at any centre, that arrived
// before d. A citizen without a reference id is known by his appointment.
func (tx *Tx) EarlierDoses(d Dose) ([]dosedesk.Dose, error) {
	found, err := all(tx, scanDose, doseColumns+`WHERE id <> $1
		AND (citizen = $2 AND citizen <> '' OR centre = $3 AND appointment = $4)
		AND (received_at < $5 OR received_at = $5 AND position < $6) ORDER BY received_at, position`,
		id(d.ID), d.Citizen, d.Centre, id(d.Appointment), millis(d.ReceivedAt), d.Position)
	var doses []dosedesk.Dose
	for _, earlier := range found {
		doses = append(doses, earlier.Dose)
	}
	return doses, err
}

// AddCertificate keeps that a certificate was made.
func (tx *Tx) AddCertificate(centre dosedesk.CentreID, number string, dose dosedesk.ID, at time.Time) error {
	return tx.do(`INSERT INTO certificates (centre, number, dose, issued_at) VALUES ($1, $2, $3, $4)`,
		centre, number, id(dose), millis(at))
}
