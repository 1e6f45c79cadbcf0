// Package registry is the server's database: centres, bookings, the events that
// terminals sent with the verdict each one got, doses, certificates and the
// messages to be sent. It stores and finds; what an event is worth is decided
// by package server and by the domain.
//
// It runs on SQLite, and on PostgreSQL where several servers share a registry.
// One SQL serves both: no query uses a function that only one of them has. No row
// holds a code, in any form.
//
// On SQLite one transaction writes at a time. On PostgreSQL many do, each seeing
// what the others have committed; what must not change between reading and
// writing is held first, see Hold, HoldTerminal and HoldCitizen.
package registry

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/google/uuid"
	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver

	"dosedesk"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Registry is an open database. It is safe for concurrent use, also by several
// processes.
type Registry struct {
	writer  *database // of SQLite one connection: writers wait their turn here, and none sees SQLITE_BUSY
	reader  *database
	dialect goose.Dialect
}

// File returns the path in "sqlite:FILE", and nothing for "postgres://...". It
// fails with EInvalid for any other address.
func File(dsn string) (string, error) {
	if isPostgres(dsn) {
		return "", nil
	}
	if file, ok := strings.CutPrefix(dsn, "sqlite:"); ok && file != "" {
		return file, nil
	}
	return "", dosedesk.Errorf(dosedesk.EInvalid, "a registry is written as sqlite:FILE or postgres://USER@HOST/DATABASE")
}

// Open opens the registry at "sqlite:FILE" or "postgres://..." and brings its
// tables up to date; a missing file is made, readable by its owner only. It fails
// with EInvalid for an address it does not know.
func Open(ctx context.Context, dsn string) (*Registry, error) {
	file, err := File(dsn)
	switch {
	case err != nil:
		return nil, err
	case isPostgres(dsn):
		return openPostgres(ctx, dsn)
	}
	if err := touch(file); err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the registry: %w", err)
	}
	r := &Registry{dialect: goose.DialectSQLite3}
	if r.writer, err = connect(file, "immediate", 1); err != nil {
		return nil, err
	}
	if r.reader, err = connect(file, "deferred", 4); err != nil {
		return nil, errors.Join(err, r.writer.Close())
	}
	if err := r.prepare(ctx); err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the registry %s: %w", file, errors.Join(err, r.Close()))
	}
	return r, nil
}

// touch makes the file if there is none: it will hold names and mobiles.
func touch(file string) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	return f.Close()
}

func connect(file, lock string, connections int) (*database, error) {
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: url.Values{
		"_pragma": {"busy_timeout(15000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)"},
		"_txlock": {lock},
	}.Encode()}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the registry: %w", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return &database{DB: db, compiled: map[string]*sql.Stmt{}}, nil
}

// prepare applies the migrations and begins the first epoch, which names this
// life of the registry: cursors of another are stale.
func (r *Registry) prepare(ctx context.Context) error {
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(r.dialect, r.writer.DB, folder, goose.WithLogger(goose.NopLogger()))
	if err != nil {
		return err
	}
	if err := migrate(ctx, provider); err != nil {
		return err
	}
	if err := r.countAll(ctx); err != nil {
		return err
	}
	return r.Update(ctx, func(tx *Tx) error {
		_, err := tx.MetaOnce("epoch", uuid.NewString())
		return err
	})
}

// migrate applies what is missing. Two processes may do so at the same moment:
// the second fails on a table that is there by then, and finds nothing left to
// do when it looks again.
func migrate(ctx context.Context, provider *goose.Provider) error {
	_, err := provider.Up(ctx)
	for again := 0; err != nil && again < 3; again++ {
		_, err = provider.Up(ctx)
	}
	return err
}

// Restored begins a new epoch, because the registry was put back to a backup:
// each terminal fetches all anew, and sends again what the backup lacks.
func (r *Registry) Restored(ctx context.Context) error {
	return r.Update(ctx, func(tx *Tx) error {
		n, err := tx.restores()
		return errors.Join(err, tx.SetMeta("epoch", uuid.NewString()), tx.SetMeta(restored, strconv.Itoa(n+1)))
	})
}

// Close closes the database.
func (r *Registry) Close() error { return errors.Join(r.reader.Close(), r.writer.Close()) }

// Update runs work in a transaction that may write, and commits it where work
// returns nil.
func (r *Registry) Update(ctx context.Context, work func(*Tx) error) error {
	return run(ctx, r.writer, func(tx *Tx) error {
		if err := work(tx); err != nil {
			return err
		}
		return tx.count()
	})
}

// View runs work on one unchanging state of the registry. Work must not write.
func (r *Registry) View(ctx context.Context, work func(*Tx) error) error {
	return run(ctx, r.reader, work)
}

// run repeats work where another transaction was in its way.
func run(ctx context.Context, db *database, work func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := runOnce(ctx, db, work)
		if err == nil || attempt == mostAttempts || !inTheWay(err) {
			return err
		}
	}
}

func runOnce(ctx context.Context, db *database, work func(*Tx) error) error {
	db.compile(ctx)
	begun, err := db.BeginTx(ctx, db.options)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	defer begun.Rollback() //nolint:errcheck // after a commit it does nothing, otherwise work's error counts
	tx := &Tx{
		ctx: ctx, db: db, tx: begun, prepared: map[string]*sql.Stmt{},
		events: map[dosedesk.ID]Event{}, centres: map[dosedesk.CentreID]dosedesk.Centre{}, watches: map[watched]dosedesk.Watch{},
	}
	if err := work(tx); err != nil {
		return err
	}
	if err := begun.Commit(); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the registry: %w", err)
	}
	return nil
}
