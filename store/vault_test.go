package store_test

import (
	"crypto/ecdh"
	"encoding/binary"
	"fmt"
	"sync"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

// The people and the numbers in these tests are made up.

var (
	today    = dosedesk.Day{Year: 2021, Month: time.May, Day: 13}
	verifier = dosedesk.Operator{ID: "sunita", Name: "Sunita Oraon", Role: dosedesk.Verifier}
)

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
func mustCreate(t testing.TB) (dir string) {
	t.Helper()
	dir = t.TempDir()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Centre: 603425, Server: "http://127.0.0.1:1", Secret: "s"}))
	return dir
}

// mustOpen opens a vault and closes it at the end of the test.
func mustOpen(t testing.TB, dir string, now func() time.Time) *store.Vault {
	t.Helper()
	v, err := store.Open(dir, store.Options{Now: now})
	must(t, err)
	t.Cleanup(func() { _ = v.Close() }) // a test may have closed it already
	return v
}

// reopen is a restart.
func reopen(t testing.TB, v *store.Vault, dir string, now func() time.Time) *store.Vault {
	t.Helper()
	must(t, v.Close())
	return mustOpen(t, dir, now)
}

// mustSync opens a new vault with a roster as a first sync leaves it.
func mustSync(t testing.TB, list ...dosedesk.Entry) (v *store.Vault, dir string, c *clock) {
	t.Helper()
	dir, c = mustCreate(t), newClock()
	v = mustOpen(t, dir, c.Now)
	must(t, v.Apply(firstPage(t, list...)))
	return v, dir, c
}

func firstPage(t testing.TB, list ...dosedesk.Entry) dosedesk.Changes {
	t.Helper()
	key := serverKey(t).SealKey()
	return dosedesk.Changes{
		Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 10}, SealKey: &key, Entries: list, AsOf: today.Start(),
		Centre:    &dosedesk.Centre{ID: 603425, Name: "PHC Ormanjhi", Kind: dosedesk.Government},
		Operators: []dosedesk.Operator{verifier},
	}
}

// serverKey is the same for every test.
func serverKey(t testing.TB) dosedesk.OpenKey {
	t.Helper()
	key, err := ecdh.X25519().NewPrivateKey([]byte("a key of 32 bytes for tests only"))
	must(t, err)
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

func code(t testing.TB) dosedesk.Code {
	t.Helper()
	c, err := dosedesk.ParseCode("4821")
	must(t, err)
	return c
}

func accepted(e dosedesk.Event, change uint64) dosedesk.Receipt {
	return dosedesk.Receipt{Event: e.ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: change, At: today.Start()}}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantCode(t testing.TB, err error, want dosedesk.ErrorCode) {
	t.Helper()
	if got := dosedesk.CodeOf(err); got != want {
		t.Fatalf("error %v has the code %q, want %q", err, got, want)
	}
}
