package store_test

import (
	"crypto/ecdh"
	"encoding/binary"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// The people and the numbers in these tests are made up.

var (
	today    = dosedesk.Day{Year: 2021, Month: time.May, Day: 13}
	verifier = dosedesk.Operator{ID: "sunita", Name: "Sunita Oraon", Role: dosedesk.Verifier}
)

// key opens every vault of these tests; who may open one is tested apart.
var key = keys.Ring{{1}}

// A clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: today.Start().Add(9*time.Hour + 30*time.Minute)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// mustCreate makes a vault of a terminal without a roster.
func mustCreate(tb testing.TB) (dir string) {
	tb.Helper()
	dir = tb.TempDir()
	must(tb, store.Create(dir, dosedesk.Enrolment{
		Terminal: id(9000), Centre: 603425, Server: "https://127.0.0.1:1", Key: []byte("a terminal's key, of 32 bytes ..."),
	}, key))
	return dir
}

// mustOpen opens a vault and closes it at the end of the test.
func mustOpen(tb testing.TB, dir string, now func() time.Time) *store.Vault {
	tb.Helper()
	v, err := store.Open(dir, key, store.Options{Now: now, Log: slog.New(slog.DiscardHandler)})
	must(tb, err)
	tb.Cleanup(func() { _ = v.Close() }) // a test may have closed it already
	return v
}

// reopen is a restart.
func reopen(tb testing.TB, v *store.Vault, dir string, now func() time.Time) *store.Vault {
	tb.Helper()
	must(tb, v.Close())
	return mustOpen(tb, dir, now)
}

// mustSync opens a new vault with a roster as a first sync leaves it.
func mustSync(tb testing.TB, list ...dosedesk.Entry) (v *store.Vault, dir string, c *clock) {
	tb.Helper()
	dir, c = mustCreate(tb), newClock()
	v = mustOpen(tb, dir, c.Now)
	must(tb, v.Apply(firstPage(tb, list...)))
	return v, dir, c
}

func firstPage(tb testing.TB, list ...dosedesk.Entry) dosedesk.Changes {
	tb.Helper()
	key := serverKey(tb).SealKey()
	return dosedesk.Changes{
		Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 10}, SealKey: &key, Entries: list, AsOf: today.Start(),
		Centre:    &dosedesk.Centre{ID: 603425, Name: "PHC Ormanjhi", Kind: dosedesk.Government},
		Operators: []dosedesk.Operator{verifier},
	}
}

// serverKey is the same for every test.
func serverKey(tb testing.TB) dosedesk.OpenKey {
	tb.Helper()
	key, err := ecdh.X25519().NewPrivateKey([]byte("a key of 32 bytes for tests only"))
	must(tb, err)
	return dosedesk.OpenKey{ID: 1, Key: key}
}

// entry makes an online booking for today. Each n is somebody else.
func entry(n int, name, hindi string) dosedesk.Entry {
	return dosedesk.Entry{
		Appointment: dosedesk.Appointment{
			ID: id(n), Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
			Session: dosedesk.Session{ID: id(8000), Centre: 603425, Day: today, Vaccine: dosedesk.Covishield},
			Citizen: dosedesk.Citizen{
				ReferenceID: fmt.Sprintf("5656320270%04d", n), Name: name, NameHindi: hindi, Gender: dosedesk.Female,
				BirthYear: 1977, Mobile: fmt.Sprintf("612779%04d", n),
				PhotoID: dosedesk.PhotoID{Type: "Aadhaar Card", LastFour: fmt.Sprintf("%04d", n)},
			},
		},
		Code: dosedesk.NewCodeState(),
	}
}

func id(n int) (made dosedesk.ID) {
	binary.BigEndian.PutUint64(made[8:], uint64(n)) //nolint:gosec // small numbers
	made[0] = 1
	return made
}

func dose(e dosedesk.Entry, clearedBy dosedesk.ID, at time.Time) *dosedesk.DoseRecorded {
	return &dosedesk.DoseRecorded{
		Appointment: e.ID, Citizen: e.Citizen.ReferenceID, Dose: e.Dose, Vaccine: e.Session.Vaccine, Batch: "4121Z025",
		Expires: today.AddMonths(4), Vaccinator: dosedesk.Signature{ID: "rekha", Name: "Rekha Negi", Role: dosedesk.Vaccinator},
		GivenAt: at, ClearedBy: clearedBy,
	}
}

func code(tb testing.TB) dosedesk.Code {
	tb.Helper()
	c, err := dosedesk.ParseCode("4821")
	must(tb, err)
	return c
}

func accepted(e dosedesk.Event, change uint64) dosedesk.Receipt {
	return dosedesk.Receipt{Event: e.ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: change, At: today.Start()}}
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func wantCode(tb testing.TB, err error, want dosedesk.ErrorCode) {
	tb.Helper()
	if got := dosedesk.CodeOf(err); got != want {
		tb.Fatalf("error %v has the code %q, want %q", err, got, want)
	}
}
