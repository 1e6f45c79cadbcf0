package registry

import (
	"context"
	"database/sql"
	gosync "sync"
)

// A database is a pool of connections with the statements that were used on it:
// compiled once for all transactions, which took a fifth of a push.
type database struct {
	*sql.DB
	options  *sql.TxOptions
	mu       gosync.Mutex
	compiled map[string]*sql.Stmt // by query; none: it is to be compiled
}

// statement returns a query's statement; where there is none it is compiled
// before the next transaction, since one that is under way may have taken the
// only connection.
func (d *database) statement(query string) *sql.Stmt {
	d.mu.Lock()
	defer d.mu.Unlock()
	compiled, known := d.compiled[query]
	if !known {
		d.compiled[query] = nil
	}
	return compiled
}

// compile compiles what earlier transactions used. It holds no lock meanwhile: a
// transaction that waits for one may have the connection. What fails is left to
// the transaction that needs it.
func (d *database) compile(ctx context.Context) {
	for _, query := range d.wanted() {
		s, err := d.PrepareContext(ctx, query)
		if err != nil {
			return
		}
		d.mu.Lock()
		if d.compiled[query] == nil {
			d.compiled[query], s = s, nil
		}
		d.mu.Unlock()
		if s != nil {
			_ = s.Close() // another was quicker
		}
	}
}

func (d *database) wanted() (queries []string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for query, compiled := range d.compiled {
		if compiled == nil {
			queries = append(queries, query)
		}
	}
	return queries
}
