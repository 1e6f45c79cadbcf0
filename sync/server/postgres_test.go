package server_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	gosync "sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// postgres returns a registry of its own on the server of PostgreSQL that
// DOSEDESK_POSTGRES names, as postgres://USER@/DATABASE?host=FOLDER.
func postgres(tb testing.TB) (dsn string) {
	tb.Helper()
	dsn = os.Getenv("DOSEDESK_POSTGRES")
	if dsn == "" {
		tb.Skip("no server of PostgreSQL is named in DOSEDESK_POSTGRES")
	}
	db, err := sql.Open("pgx", dsn)
	must(tb, err)
	schema := "test_" + newID().String()[:8]
	_, err = db.ExecContext(tb.Context(), "CREATE SCHEMA "+schema) //nolint:gosec // made here
	must(tb, err)
	tb.Cleanup(func() {
		_, _ = db.Exec("DROP SCHEMA " + schema + " CASCADE") //nolint:noctx // the test's has ended
		must(tb, db.Close())
	})
	address, err := url.Parse(dsn)
	must(tb, err)
	query := address.Query()
	query.Set("search_path", schema)
	address.RawQuery = query.Encode()
	return address.String()
}

// onBoth runs a test on a registry of either kind. again opens it as another
// server does.
func onBoth(t *testing.T, test func(t *testing.T, b, other *bench)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) {
		b := newBench(t)
		test(t, b, b.another("sqlite:"+b.file))
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		dsn := postgres(t)
		b := newBenchOn(t, dsn)
		test(t, b, b.another(dsn))
	})
}

// another is a second server over the same registry.
func (b *bench) another(dsn string) *bench {
	b.t.Helper()
	config := b.Config
	config.Registry = mustOpen(b.t, dsn)
	other := &bench{Server: server.New(config), t: b.t, log: b.log, now: b.now}
	other.handler = other.both()
	return other
}

const elsewhere = centre + 1

// Two centres that judge one citizen's dose at the same moment, at two servers,
// confirm one of the two.
func TestOneCitizenInTwoCentresAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, b, other *bench) {
		here, there := b.desk(), b.elsewhere()
		there.bench = other
		for n := range 20 {
			citizen := stranger()
			citizen.ReferenceID, citizen.PhotoID.LastFour = fmt.Sprintf("2000000000%04d", n), fmt.Sprintf("%04d", n)
			first, second := walkin(citizen), walkin(citizen)
			second.Session.ID, second.Session.Centre = dosedesk.ID{8}, elsewhere
			here.register(first)
			there.register(second)
			var wait gosync.WaitGroup
			wait.Go(func() { here.push(here.doseOf(first.ID, citizen.ReferenceID, dosedesk.ID{})) })
			wait.Go(func() { there.push(there.doseOf(second.ID, citizen.ReferenceID, dosedesk.ID{})) })
			wait.Wait()
			confirmed := 0
			for _, dose := range append(here.entry(first.ID).Doses, there.entry(second.ID).Doses...) {
				if dose.State == dosedesk.DoseConfirmed {
					confirmed++
				}
			}
			if confirmed != 1 {
				t.Fatalf("citizen %d has %d confirmed doses", n, confirmed)
			}
		}
	})
}

// Codes tried at two servers at once, and a dose that another centre gives
// meanwhile, leave an appointment no try more than three.
func TestTriesAreCountedOverServers(t *testing.T) {
	onBoth(t, func(t *testing.T, b, other *bench) {
		terminals := []*desk{b.desk(), b.desk(), b.desk(), b.elsewhere(), b.elsewhere()}
		terminals[1].bench, terminals[3].bench = other, other
		for n := 1; n <= 2; n++ { // more wrong codes stop the operator
			var wait gosync.WaitGroup
			var tested atomic.Int64
			for i, d := range terminals {
				wait.Go(func() {
					for range 2 {
						if i >= 3 {
							d.push(d.dose(n, dosedesk.ID{}))
						} else if v := d.verdict(d.code(n, b.wrong(n))); v.Code == dosedesk.CodeWrong {
							tested.Add(1)
						}
					}
				})
			}
			wait.Wait()
			if e := terminals[0].entry(appointment(n)); tested.Load() != dosedesk.CodeTries || e.Code.TriesLeft != 0 || len(e.Doses) != 4 {
				t.Errorf("appointment %d: %d codes were tested, %d tries are left, %d doses", n, tested.Load(), e.Code.TriesLeft, len(e.Doses))
			}
		}
	})
}

// Servers that start at once over a registry from before there were tallies count
// each entry once.
func TestSeveralServersCountOnce(t *testing.T) {
	dsn := postgres(t)
	b := newBenchOn(t, dsn)
	var file strings.Builder
	file.WriteString(header)
	for n := 10; n < 300; n++ {
		file.WriteString(rowOf(n))
	}
	b.take(file.String())
	db, err := sql.Open("pgx", dsn)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	for _, forget := range []string{"UPDATE appointments SET sum = NULL", "DELETE FROM tallies"} {
		_, err := db.ExecContext(t.Context(), forget)
		must(t, err)
	}
	var wait gosync.WaitGroup
	for range 4 {
		wait.Go(func() { mustOpen(t, dsn) })
	}
	wait.Wait()
	if page := b.desk().mustPull(""); page.Digest.Count() != 295 || len(page.Digest.Differs(tallied(page.Entries))) > 0 {
		t.Errorf("%d entries are counted, of %d", page.Digest.Count(), len(page.Entries))
	}
}

// Of two machines that use one enrolment string at the same moment, one enrols:
// the other would record what no server ever takes.
func TestAStringEnrolsOneMachine(t *testing.T) {
	onBoth(t, func(t *testing.T, b, other *bench) {
		for range 10 {
			enrolment, err := b.AddTerminal(t.Context(), centre)
			must(t, err)
			var wait gosync.WaitGroup
			var admitted atomic.Int64
			for _, at := range []*bench{b, other, b, other} {
				key := newKey(t)
				wait.Go(func() {
					if _, status := at.enrol(enrolment, key); status == http.StatusOK {
						admitted.Add(1)
					}
				})
			}
			if wait.Wait(); admitted.Load() != 1 {
				t.Errorf("%d machines enrolled with one string", admitted.Load())
			}
		}
	})
}

// elsewhere is a terminal of another centre.
func (b *bench) elsewhere() *desk {
	b.t.Helper()
	must(b.t, b.Registry.Update(b.t.Context(), func(tx *registry.Tx) error {
		if _, err := tx.EnsureCentre(elsewhere); err != nil {
			return err
		}
		if _, known, err := tx.Operator(elsewhere, "sunita"); known || err != nil {
			return err
		}
		return tx.AddOperator(elsewhere, dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier})
	}))
	return b.deskAt(elsewhere)
}
