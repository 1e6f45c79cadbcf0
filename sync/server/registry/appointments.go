package registry

import (
	"encoding/json"

	"dosedesk"
)

// Session returns a session by its id, at whichever centre.
func (tx *Tx) Session(session dosedesk.ID) (dosedesk.Session, bool, error) {
	return one(tx, func(row scanner) (s dosedesk.Session, err error) {
		err = row.Scan(textual{&s.ID}, &s.Centre, textual{&s.Day}, &s.Vaccine)
		return s, err
	}, `SELECT id, centre, day, vaccine FROM sessions WHERE id = $1`, id(session))
}

// Days returns the days of a centre's sessions, each once, in their order.
func (tx *Tx) Days(centre dosedesk.CentreID) ([]dosedesk.Day, error) {
	return all(tx, func(row scanner) (d dosedesk.Day, err error) {
		err = row.Scan(textual{&d})
		return d, err
	}, `SELECT DISTINCT day FROM sessions WHERE centre = $1 ORDER BY day`, centre)
}

// EnsureSession makes a session where it is not known, and reports whether it
// had to. It fails with EConflict where the id is known with another centre,
// day or vaccine.
func (tx *Tx) EnsureSession(s dosedesk.Session) (made bool, err error) {
	known, ok, err := tx.Session(s.ID)
	switch {
	case err != nil || ok && known == s:
		return false, err
	case ok:
		return false, dosedesk.Errorf(dosedesk.EConflict, "the session is known with another centre, day or vaccine")
	}
	if err := tx.do(`INSERT INTO sessions (centre, id, day, vaccine) VALUES ($1, $2, $3, $4)`,
		s.Centre, id(s.ID), s.Day.String(), s.Vaccine); err != nil {
		return false, err
	}
	seq, err := tx.change(s.Centre)
	if err != nil {
		return false, err
	}
	return true, tx.do(`UPDATE centres SET sessions_seq = $2 WHERE centre = $1`, s.Centre, seq)
}

// AddAppointment adds an appointment, whose session exists, with the state of
// its code. It returns the centre's change that carries it.
func (tx *Tx) AddAppointment(a dosedesk.Appointment, code dosedesk.CodeState) (uint64, error) {
	previous, err := json.Marshal(a.Previous)
	if err != nil {
		return 0, dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	seq, err := tx.change(a.Session.Centre)
	if err != nil {
		return 0, err
	}
	c, e := a.Citizen, dosedesk.Entry{Appointment: a, Code: code}
	sum := e.Sum()
	tx.tally(&e, false, func(t dosedesk.Tally) dosedesk.Tally { return t.With(sum) })
	return seq, tx.do(`INSERT INTO appointments (centre, id, session, slot, dose, booking, cancelled,
		reference_id, name, name_hi, gender, birth_year, birth_date, mobile, photo_id_type, photo_id_last4,
		category, comorbidity, previous, code_issue, code_tries_left, code_right,
		deferred_reason, deferred_until, deferred_at, seq, sum)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
		$20, $21, $22, '', '', 0, $23, $24)`,
		a.Session.Centre, id(a.ID), id(a.Session.ID), a.Slot, a.Dose, a.Booking, a.Cancelled,
		c.ReferenceID, c.Name, c.NameHindi, c.Gender, c.BirthYear, c.BirthDate.String(), c.Mobile,
		c.PhotoID.Type, c.PhotoID.LastFour, c.Category, c.Comorbidity, string(previous),
		code.Issue, code.TriesLeft, code.Right, seq, int64(sum)) //nolint:gosec // 64 bits
}

// SaveEntry keeps what becomes of an appointment: its code's state, its
// deferral, its override, its cancellation. It returns the centre's change that carries it;
// doses are kept by AddDose and SettleDose, and travel with that change.
func (tx *Tx) SaveEntry(e dosedesk.Entry) (uint64, error) {
	seq, err := tx.change(e.Session.Centre)
	if err != nil {
		return 0, err
	}
	var deferred dosedesk.Deferred
	if e.Deferred != nil {
		deferred = *e.Deferred
	}
	override, day, err := overrideText(e.Override)
	if err != nil {
		return 0, err
	}
	tx.touch(e.ID)
	return seq, tx.do(`UPDATE appointments SET seq = $3, cancelled = $4,
		code_issue = $5, code_tries_left = $6, code_right = $7, code_right_by = $8,
		deferred_reason = $9, deferred_until = $10, deferred_at = $11,
		override = $12, override_day = $13 WHERE centre = $1 AND id = $2`,
		e.Session.Centre, id(e.ID), seq, e.Cancelled, e.Code.Issue, e.Code.TriesLeft, e.Code.Right, id(e.Code.RightBy),
		deferred.Reason, deferred.Until.String(), millis(deferred.At), override, day)
}

// overrideText is how an override stands in its columns.
func overrideText(o *dosedesk.Override) (text, day string, err error) {
	if o == nil {
		return "", "", nil
	}
	plain, err := json.Marshal(o)
	if err != nil {
		return "", "", dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	return string(plain), dosedesk.DayOf(o.At).String(), nil
}

// Overrides counts a centre's appointments that were overridden on a day.
func (tx *Tx) Overrides(centre dosedesk.CentreID, day dosedesk.Day) (int, error) {
	n, _, err := one(tx, single[int], `SELECT COUNT(*) FROM appointments WHERE centre = $1 AND override_day = $2`, centre, day.String())
	return n, err
}

const entryColumns = `SELECT a.id, a.session, a.centre, s.day, s.vaccine, a.slot, a.dose, a.booking, a.cancelled,
	a.reference_id, a.name, a.name_hi, a.gender, a.birth_year, a.birth_date, a.mobile,
	a.photo_id_type, a.photo_id_last4, a.category, a.comorbidity, a.previous,
	a.code_issue, a.code_tries_left, a.code_right, a.code_right_by,
	a.deferred_reason, a.deferred_until, a.deferred_at, a.override, a.seq, a.sum, a.review
	FROM appointments a JOIN sessions s ON s.centre = a.centre AND s.id = a.session `

// A stamped entry carries the number of its last change, and how it stands in the
// tallies.
type stamped struct {
	dosedesk.Entry
	seq    uint64
	sum    *int64 // nil: it was not counted yet
	review bool
}

func scanEntry(row scanner) (e stamped, err error) {
	var previous, override string
	var deferred dosedesk.Deferred
	c := &e.Citizen
	err = row.Scan(textual{&e.ID}, textual{&e.Session.ID}, &e.Session.Centre, textual{&e.Session.Day},
		&e.Session.Vaccine, &e.Slot, &e.Dose, &e.Booking, &e.Cancelled,
		&c.ReferenceID, &c.Name, &c.NameHindi, &c.Gender, &c.BirthYear, textual{&c.BirthDate}, &c.Mobile,
		&c.PhotoID.Type, &c.PhotoID.LastFour, &c.Category, &c.Comorbidity, &previous,
		&e.Code.Issue, &e.Code.TriesLeft, &e.Code.Right, textual{&e.Code.RightBy},
		&deferred.Reason, textual{&deferred.Until}, instant{&deferred.At}, &override, &e.seq, &e.sum, &e.review)
	if err != nil {
		return stamped{}, err
	}
	if deferred.Reason != "" {
		e.Deferred = &deferred
	}
	if override != "" {
		if err := json.Unmarshal([]byte(override), &e.Override); err != nil {
			return stamped{}, err
		}
	}
	return e, json.Unmarshal([]byte(previous), &e.Previous)
}

// Entry returns an appointment with what is known of the visit, at whichever
// centre it is.
func (tx *Tx) Entry(appointment dosedesk.ID) (dosedesk.Entry, bool, error) {
	found, err := tx.entries(`WHERE a.id = $1`, id(appointment))
	if err != nil || len(found) == 0 {
		return dosedesk.Entry{}, false, err
	}
	return found[0].Entry, true, nil
}

// Changed returns up to limit entries of a centre that changed after the change
// since, in the order of their changes, and the number of the last one's.
func (tx *Tx) Changed(centre dosedesk.CentreID, since uint64, limit int) ([]dosedesk.Entry, []uint64, error) {
	return tx.changed(`WHERE a.centre = $1 AND a.seq > $2 ORDER BY a.seq LIMIT $3`, centre, since, limit)
}

func (tx *Tx) changed(where string, args ...any) ([]dosedesk.Entry, []uint64, error) {
	found, err := tx.entries(where, args...)
	entries, seqs := make([]dosedesk.Entry, len(found)), make([]uint64, len(found))
	for i, e := range found {
		entries[i], seqs[i] = e.Entry, e.seq
	}
	return entries, seqs, err
}

// Living returns what Changed does for who begins anew: of the days before the
// first that lives, only what is in review, or changed after the change until.
func (tx *Tx) Living(centre dosedesk.CentreID, since, until uint64, first dosedesk.Day, limit int) ([]dosedesk.Entry, []uint64, error) {
	return tx.changed(`WHERE a.centre = $1 AND a.seq > $2 AND (s.day >= $4 OR a.review OR a.seq > $5) ORDER BY a.seq LIMIT $3`,
		centre, since, limit, first.String(), until)
}

// Alike returns the entries of who may be the citizen: of his reference id at
// any centre, and of his mobile or birth year at this one.
func (tx *Tx) Alike(centre dosedesk.CentreID, c dosedesk.Citizen) ([]dosedesk.Entry, error) {
	found, err := tx.entries(`WHERE a.id IN (
		SELECT id FROM appointments WHERE reference_id = $1 AND reference_id <> ''
		UNION SELECT id FROM appointments WHERE centre = $2 AND mobile = $3
		UNION SELECT id FROM appointments WHERE centre = $2 AND birth_year = $4)`,
		c.ReferenceID, centre, c.Mobile, c.BirthYear)
	entries := make([]dosedesk.Entry, len(found))
	for i, e := range found {
		entries[i] = e.Entry
	}
	return entries, err
}

func (tx *Tx) entries(where string, args ...any) ([]stamped, error) {
	found, err := all(tx, scanEntry, entryColumns+where, args...)
	if err != nil {
		return nil, err
	}
	for i := range found {
		e := &found[i].Entry
		if e.Doses, err = tx.dosesOf(e.Session.Centre, e.ID); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Booked returns the appointments of a reference id for a dose number, at any
// centre, that are not cancelled.
func (tx *Tx) Booked(referenceID string, dose int) ([]dosedesk.ID, error) {
	return all(tx, func(row scanner) (a dosedesk.ID, err error) {
		err = row.Scan(textual{&a})
		return a, err
	}, `SELECT id FROM appointments WHERE reference_id = $1 AND dose = $2 AND NOT cancelled`, referenceID, dose)
}
