package registry

import (
	"time"

	"dosedesk"
)

// PaperShare is how many of the doses that an operator recorded as given on a
// day he keyed in from paper.
type PaperShare struct {
	Centre       dosedesk.CentreID // whose terminals recorded them
	Operator     string
	Day          dosedesk.Day
	Paper, Doses int
}

const (
	dayMillis     = 24 * 60 * 60 * 1000
	kolkataMillis = (5*60 + 30) * 60 * 1000 // ahead of UTC, all year
)

// PaperShares returns every operator's share of a day and later that has any
// paper in it, the newest first. Since no day it begins with the last week in
// which there was any.
func (tx *Tx) PaperShares(since dosedesk.Day) ([]PaperShare, error) {
	if since.IsZero() {
		last, _, err := one(tx, single[int64], `SELECT COALESCE(MAX(given_at), 0) FROM doses WHERE keyed_in > 0`)
		if err != nil || last == 0 {
			return nil, err
		}
		since = dosedesk.DayOf(time.UnixMilli(last)).AddDays(-7)
	}
	return all(tx, func(row scanner) (s PaperShare, err error) {
		var day int64
		err = row.Scan(&s.Centre, &s.Operator, &day, &s.Paper, &s.Doses)
		s.Day = dosedesk.DayOf(time.UnixMilli(day * dayMillis))
		return s, err
	}, `SELECT given_centre, by_id, (given_at + $1) / $2 AS day, SUM(CASE WHEN keyed_in > 0 THEN 1 ELSE 0 END), COUNT(*)
		FROM doses WHERE given_at >= $3 GROUP BY given_centre, by_id, (given_at + $1) / $2
		HAVING MAX(keyed_in) > 0 ORDER BY day DESC, given_centre, by_id`, kolkataMillis, dayMillis, millis(since.Start()))
}
