package registry

import (
	"time"

	"dosedesk"
)

// watched is whose wrong codes are watched.
type watched struct {
	centre   dosedesk.CentreID
	operator string
}

// Watch returns what the wrong codes of an operator led to, or those of the
// whole centre where operator is empty.
func (tx *Tx) Watch(centre dosedesk.CentreID, operator string) (dosedesk.Watch, error) {
	who := watched{centre, operator}
	if w, ok := tx.watches[who]; ok {
		return w, nil
	}
	w, _, err := one(tx, func(row scanner) (w dosedesk.Watch, err error) {
		err = row.Scan(&w.Alarm, &w.Wrong, &w.Entered, instant{&w.Since}, instant{&w.Until})
		return w, err
	}, `SELECT alarm, wrong, entered, since, until FROM watches WHERE centre = $1 AND operator = $2`, centre, operator)
	if err == nil {
		tx.watches[who] = w
	}
	return w, err
}

// SetWatch keeps a watch, and has the centre's terminals hear of it.
func (tx *Tx) SetWatch(centre dosedesk.CentreID, operator string, w dosedesk.Watch) error {
	delete(tx.watches, watched{centre, operator})
	delete(tx.centres, centre)
	if err := tx.do(`INSERT INTO watches (centre, operator, alarm, wrong, entered, since, until)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (centre, operator) DO UPDATE
		SET alarm = $3, wrong = $4, entered = $5, since = $6, until = $7`,
		centre, operator, w.Alarm, w.Wrong, w.Entered, millis(w.Since), millis(w.Until)); err != nil {
		return err
	}
	if operator != "" {
		return tx.operatorsChange(centre)
	}
	return tx.do(`UPDATE centres SET seq = seq + 1, centre_seq = seq + 1 WHERE centre = $1`, centre)
}

// Tested returns when an operator's codes were tested since a moment, oldest
// first, and whether each was wrong. Where no operator is named it is those of
// the whole centre, without the operators who are stopped at a time: what one of
// them did stops him, and not the others.
func (tx *Tx) Tested(centre dosedesk.CentreID, operator string, since, now time.Time) ([]Tested, error) {
	return all(tx, func(row scanner) (t Tested, err error) {
		var code dosedesk.CodeAnswer
		err = row.Scan(instant{&t.At}, &code)
		t.Wrong = code == dosedesk.CodeWrong
		return t, err
	}, `SELECT received_at, code FROM events WHERE centre = $1 AND kind = $2 AND received_at > $3
		AND code IN ($4, $5) AND (operator = $6 OR $6 = '' AND operator NOT IN (
			SELECT operator FROM watches WHERE centre = $1 AND alarm = $7 AND until > $8))
		ORDER BY received_at`,
		centre, dosedesk.KindCodeEntered, millis(since), dosedesk.CodeRight, dosedesk.CodeWrong, operator,
		dosedesk.AlarmStop, millis(now))
}

// Tested is one test of a code.
type Tested struct {
	At    time.Time
	Wrong bool
}

// Signal is that an alarm was raised on a day, about an operator, or about the
// whole centre where Operator is empty.
type Signal struct {
	Centre         dosedesk.CentreID
	Operator       string
	Day            dosedesk.Day
	Alarm          dosedesk.Alarm
	Wrong, Entered int
}

// AddSignal keeps a day's signal; a later one of the same day replaces it.
func (tx *Tx) AddSignal(s Signal) error {
	return tx.do(`INSERT INTO signals (centre, operator, day, alarm, wrong, entered) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (centre, operator, day) DO UPDATE SET alarm = $4, wrong = $5, entered = $6`,
		s.Centre, s.Operator, s.Day.String(), s.Alarm, s.Wrong, s.Entered)
}

// Signals returns the signals of a day and later, the newest first.
func (tx *Tx) Signals(since dosedesk.Day) ([]Signal, error) {
	return all(tx, func(row scanner) (s Signal, err error) {
		err = row.Scan(&s.Centre, &s.Operator, textual{&s.Day}, &s.Alarm, &s.Wrong, &s.Entered)
		return s, err
	}, `SELECT centre, operator, day, alarm, wrong, entered FROM signals WHERE day >= $1 ORDER BY day DESC, centre, operator`, since.String())
}
