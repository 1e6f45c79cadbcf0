package server_test

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	gosync "sync"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// BenchmarkDoses prints how many doses a second the server takes from terminals
// of as many centres: code, verdict, dose, certificate and message, durably.
// Beside it stands a bare transaction of the same database (begin, insert,
// update, commit), from as many clients. PostgreSQL is measured where there is a
// server of it, see postgres.
func BenchmarkDoses(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) {
		benchmarkClients(b, func(*testing.B) string { return "" })
	})
	b.Run("PostgreSQL", func(b *testing.B) {
		benchmarkClients(b, func(b *testing.B) string { b.Helper(); return postgres(b) })
	})
}

func benchmarkClients(b *testing.B, dsn func(*testing.B) string) {
	b.Helper()
	for _, clients := range []int{1, 8, 32} {
		b.Run(fmt.Sprintf("bare/%d", clients), func(b *testing.B) { benchmarkBare(b, dsn(b), clients) })
		b.Run(fmt.Sprintf("a visit a push/%d", clients), func(b *testing.B) { benchmarkDoses(b, dsn(b), clients, 1) })
		b.Run(fmt.Sprintf("50 visits a push/%d", clients), func(b *testing.B) { benchmarkDoses(b, dsn(b), clients, 50) })
	}
}

const atOnce = 1600 // doses, or bare transactions, of one round

func benchmarkDoses(b *testing.B, dsn string, clients, visits int) {
	b.Helper()
	c := newCrowd(b, dsn, clients)
	var took time.Duration
	given := 0
	for b.Loop() {
		requests := c.record(max(1, atOnce/clients/visits), visits)
		begun := time.Now()
		c.push(requests)
		took += time.Since(begun)
		given += clients * max(1, atOnce/clients/visits) * visits
	}
	if n := c.certificates(); n != given {
		b.Fatalf("%d certificates for %d doses", n, given)
	}
	b.ReportMetric(float64(given)/took.Seconds(), "doses/s")
}

// benchmarkBare is what the database does of itself.
func benchmarkBare(b *testing.B, dsn string, clients int) {
	b.Helper()
	db := bareDatabase(b, dsn, clients)
	defer db.Close() //nolint:errcheck // a temporary one
	_, err := db.ExecContext(b.Context(), `CREATE TABLE bare (id BIGINT PRIMARY KEY, n BIGINT NOT NULL)`)
	must(b, err)
	var id atomic.Int64
	var took time.Duration
	rounds := 0
	for b.Loop() {
		begun := time.Now()
		together(clients, func(int) {
			for range atOnce / clients {
				tx, err := db.BeginTx(b.Context(), nil)
				must(b, err)
				n := id.Add(1)
				_, err = tx.ExecContext(b.Context(), `INSERT INTO bare (id, n) VALUES ($1, 0)`, n)
				must(b, err)
				_, err = tx.ExecContext(b.Context(), `UPDATE bare SET n = n + 1 WHERE id = $1`, n)
				must(b, err)
				must(b, tx.Commit())
			}
		})
		took += time.Since(begun)
		rounds++
	}
	b.ReportMetric(float64(rounds*(atOnce/clients*clients))/took.Seconds(), "transactions/s")
}

func bareDatabase(b *testing.B, dsn string, clients int) *sql.DB {
	b.Helper()
	driver := "pgx"
	if dsn == "" {
		driver, clients = "sqlite", 1
		dsn = "file:" + filepath.Join(b.TempDir(), "bare.db") + "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"
	}
	db, err := sql.Open(driver, dsn)
	must(b, err)
	db.SetMaxOpenConns(clients)
	db.SetMaxIdleConns(clients)
	return db
}

// together does the same from many sides at once.
func together(n int, do func(i int)) {
	var wait gosync.WaitGroup
	for i := range n {
		wait.Go(func() { do(i) })
	}
	wait.Wait()
}

// A crowd is a terminal in each of many centres.
type crowd struct {
	*bench
	desks []*desk
	last  int // number of the last booking
}

func newCrowd(b *testing.B, dsn string, n int) *crowd {
	b.Helper()
	c := &crowd{bench: newBenchOn(b, dsn), last: 1000}
	for i := range n {
		at := centre + 1 + dosedesk.CentreID(i) //nolint:gosec // few
		c.take(header + c.booking(at))
		_, err := c.AddOperator(b.Context(), at, dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}, "246810")
		must(b, err)
		c.desks = append(c.desks, c.deskAt(at))
	}
	return c
}

// booking is a line about the next citizen, at a centre.
func (c *crowd) booking(at dosedesk.CentreID) string {
	c.last++
	session := fmt.Sprintf("00000000-0000-4000-8000-%012x", 1<<40+int(at))
	return fmt.Sprintf("%014d,Asha Verma,आशा वर्मा,Female,1962,6%09d,Voter ID,A%03d,%s,%d,%s,2021-05-13,09:00-11:00,COVISHIELD,1,,,online\n",
		1e13+c.last, c.last, c.last%1000, appointment(c.last), at, session)
}

// record has every terminal record visits, in so many pushes of so many.
func (c *crowd) record(pushes, visits int) [][]*http.Request {
	requests := make([][]*http.Request, len(c.desks))
	var file strings.Builder
	file.WriteString(header)
	first := c.last + 1
	for _, d := range c.desks {
		for range pushes * visits {
			file.WriteString(c.booking(d.centre))
		}
	}
	c.take(file.String())
	for i, d := range c.desks {
		for range pushes {
			var events []dosedesk.Event
			for range visits {
				code := d.code(first, c.right(first, 1))
				events = append(events, code, d.doseOf(appointment(first), fmt.Sprintf("%014d", int(1e13)+first), code.ID))
				first++
			}
			requests[i] = append(requests[i], d.request(events))
		}
	}
	return requests
}

func (d *desk) request(events []dosedesk.Event) *http.Request {
	d.t.Helper()
	packed, err := wire.Pack(d.signed(events...))
	must(d.t, err)
	r := httptest.NewRequestWithContext(d.t.Context(), http.MethodPost, wire.PathEvents, bytes.NewReader(packed))
	r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{d.certificate}}
	r.Header.Set("Content-Encoding", "gzip")
	r.Header.Set("Accept-Encoding", "gzip")
	return r
}

// push has every terminal send what it recorded, all at once.
func (c *crowd) push(requests [][]*http.Request) {
	together(len(requests), func(i int) {
		for _, r := range requests[i] {
			w := httptest.NewRecorder()
			if c.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
				c.t.Errorf("status %d", w.Code)
			}
		}
	})
}

// certificates counts the doses that were confirmed.
func (c *crowd) certificates() (n int) {
	for _, d := range c.desks {
		for _, e := range d.pullAll() {
			for _, dose := range e.Doses {
				if dose.State == dosedesk.DoseConfirmed {
					n++
				}
			}
		}
	}
	return n
}
