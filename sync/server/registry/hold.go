package registry

import "dosedesk"

// Hold has every other transaction that holds the centre wait until this one
// ends: what it reads of the centre after that, its appointments and their doses,
// nobody changes meanwhile.
func (tx *Tx) Hold(centre dosedesk.CentreID) error {
	return tx.do(`UPDATE centres SET seq = seq WHERE centre = $1`, centre)
}

// HoldTerminal holds a terminal's centre, and so its chain.
func (tx *Tx) HoldTerminal(terminal dosedesk.ID) error {
	return tx.do(`UPDATE centres SET seq = seq WHERE centre = (SELECT centre FROM terminals WHERE id = $1)`, id(terminal))
}

// HoldEnrolment holds what a string is for, so that it serves one machine.
func (tx *Tx) HoldEnrolment(enrolmentHash string) error {
	return tx.do(`UPDATE terminals SET enrolment_hash = enrolment_hash WHERE enrolment_hash = $1`, enrolmentHash)
}

// HoldCitizen does the same for the doses of a citizen at whichever centre, known
// by his reference id: two centres that judge him at the same moment see each
// other's dose.
func (tx *Tx) HoldCitizen(referenceID string) error {
	if referenceID == "" {
		return nil // known by his appointment only, which his centre holds
	}
	return tx.do(`INSERT INTO citizens (reference_id) VALUES ($1)
		ON CONFLICT (reference_id) DO UPDATE SET reference_id = excluded.reference_id`, referenceID)
}
