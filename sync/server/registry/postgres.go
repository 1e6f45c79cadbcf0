package registry

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"dosedesk"
)

func isPostgres(dsn string) bool { return strings.HasPrefix(dsn, "postgres://") }

// openPostgres opens a registry that other servers may share.
func openPostgres(ctx context.Context, dsn string) (*Registry, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// Its words may hold the password.
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "a registry is written as postgres://USER@HOST/DATABASE")
	}
	r := &Registry{dialect: goose.DialectPostgres}
	r.writer = pool(config, nil)
	r.reader = pool(config, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err := r.prepare(ctx); err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the registry: %w", errors.Join(err, r.Close()))
	}
	return r, nil
}

// connections is how many of one kind a server has at most: more than that only
// wait for each other.
const connections = 32

func pool(config *pgx.ConnConfig, options *sql.TxOptions) *database {
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return &database{DB: db, options: options, compiled: map[string]*sql.Stmt{}}
}

const mostAttempts = 10

// inTheWay reports whether a transaction failed because of another one: a
// deadlock, or both made the same row. After that one it finds its way.
func inTheWay(err error) bool {
	var failed *pgconn.PgError
	if !errors.As(err, &failed) {
		return false
	}
	switch failed.Code {
	case "40001", "40P01", "23505": // serialization_failure, deadlock_detected, unique_violation
		return true
	}
	return false
}
