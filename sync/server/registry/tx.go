package registry

import (
	"context"
	"database/sql"
	"encoding"
	"errors"
	"time"

	"dosedesk"
)

// Tx is a transaction. Its methods fail with EInternal where the database does.
type Tx struct {
	ctx      context.Context //nolint:containedctx // a Tx lives no longer than the call it was made for
	db       *database
	tx       *sql.Tx
	prepared map[string]*sql.Stmt

	// What this transaction has read or written is not read again.
	events  map[dosedesk.ID]Event
	centres map[dosedesk.CentreID]dosedesk.Centre
	watches map[watched]dosedesk.Watch
}

// stmt returns a query's statement, compiled before or for this transaction: an
// import runs each one thousands of times.
func (tx *Tx) stmt(query string) (*sql.Stmt, error) {
	if s, ok := tx.prepared[query]; ok {
		return s, nil
	}
	s := tx.db.statement(query)
	if s != nil {
		s = tx.tx.StmtContext(tx.ctx, s)
	} else {
		var err error
		if s, err = tx.tx.PrepareContext(tx.ctx, query); err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
		}
	}
	tx.prepared[query] = s
	return s, nil
}

// exec returns how many rows a statement changed.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	s, err := tx.stmt(query)
	if err != nil {
		return 0, err
	}
	result, err := s.ExecContext(tx.ctx, args...)
	if err != nil {
		return 0, dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	return result.RowsAffected()
}

func (tx *Tx) do(query string, args ...any) error {
	_, err := tx.exec(query, args...)
	return err
}

// A scanner is *sql.Row or *sql.Rows.
type scanner interface{ Scan(into ...any) error }

// all returns every row of a query.
func all[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (found []T, err error) {
	s, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	rows, err := s.QueryContext(tx.ctx, args...)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
		}
		found = append(found, one)
	}
	return found, rows.Err()
}

// one returns the only row of a query, and false where there is none.
func one[T any](tx *Tx, scan func(scanner) (T, error), query string, args ...any) (T, bool, error) {
	found, err := all(tx, scan, query, args...)
	if err != nil || len(found) == 0 {
		var none T
		return none, false, err
	}
	return found[0], true, nil
}

// single scans a row of one plain column.
func single[T any](row scanner) (v T, err error) {
	err = row.Scan(&v)
	return v, err
}

// MetaOnce returns the value kept under a name, which is value where there was
// none before. The caller may write.
func (tx *Tx) MetaOnce(name, value string) (string, error) {
	err := tx.do(`INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value)
	if err != nil {
		return "", err
	}
	kept, _, err := tx.Meta(name)
	return kept, err
}

// Meta returns the value kept under a name.
func (tx *Tx) Meta(name string) (string, bool, error) {
	return one(tx, single[string], `SELECT value FROM meta WHERE name = $1`, name)
}

// textual reads a text column into whatever unmarshals from text: ids, days,
// hashes.
type textual struct{ into encoding.TextUnmarshaler }

// Scan implements sql.Scanner.
func (t textual) Scan(column any) error {
	text, ok := column.(string)
	if !ok {
		return dosedesk.Errorf(dosedesk.EDamaged, "a text column holds %T", column)
	}
	return t.into.UnmarshalText([]byte(text))
}

// instant reads a column of milliseconds; 0 is no time.
type instant struct{ into *time.Time }

// Scan implements sql.Scanner.
func (i instant) Scan(column any) error {
	ms, ok := column.(int64)
	if !ok {
		return dosedesk.Errorf(dosedesk.EDamaged, "a time column holds %T", column)
	}
	*i.into = time.Time{}
	if ms != 0 {
		*i.into = time.UnixMilli(ms).UTC()
	}
	return nil
}

// millis is the other way of instant.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// id is how an id stands in a column: nothing is the empty text.
func id(i dosedesk.ID) string {
	if i.IsZero() {
		return ""
	}
	return i.String()
}
