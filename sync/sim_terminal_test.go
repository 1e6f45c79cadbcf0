package sync_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/sync"
)

// A terminal is one desk: the real vault on real files, the real engine, a clerk.
// Its power can go at any step: before and after each call of the vault, and
// between any two writes of one commit.
type terminal struct {
	*world
	n      int
	dir    string
	chance *rand.Rand
	line   http.RoundTripper
	mast   *mast   // where it dials, if it does so in fake time
	dial   dialler // of a server over TLS; nil: in memory, by the line
	ids    uint64
	skew   atomic.Int64 // nanoseconds that its clock is wrong by

	power  *power
	disk   *disk
	vault  *store.Vault
	engine *sync.Engine
	end    context.CancelFunc
	ended  chan struct{}

	recorded []dosedesk.Event     // what the vault said is recorded
	maybe    int                  // calls that failed, or were cut off: recorded or not
	settled  map[dosedesk.ID]bool // events whose verdict the vault said it has
	doubt    bool                 // the vault could not say whether it has some
	exported map[dosedesk.ID]bool // events that were put on the stick
}

func newTerminal(w *world, n int) *terminal {
	t := &terminal{
		world: w, n: n, dir: filepath.Join(w.dir, fmt.Sprint("terminal", n)), chance: w.branch(uint64(10 + n)),
		line: &line{world: w, chance: w.branch(uint64(100 + n)), n: n}, settled: map[dosedesk.ID]bool{}, exported: map[dosedesk.ID]bool{},
	}
	t.power = &power{}
	t.disk = &disk{power: t.power}
	return t
}

func (t *terminal) clock() time.Time { return t.now().Add(time.Duration(t.skew.Load())) }

// newID makes ids that no other terminal makes.
func (t *terminal) newID() dosedesk.ID {
	t.ids++
	return t.lastID()
}

func (t *terminal) lastID() dosedesk.ID {
	id := dosedesk.ID{0x51, byte(t.n)}
	binary.BigEndian.PutUint64(id[8:], t.ids)
	return id
}

// start opens the vault from what is on the disk, and starts the engine.
func (t *terminal) start() (err error) {
	t.power.on()
	t.vault, err = store.Open(t.dir, vaultKey, store.Options{Now: t.clock, NewID: t.newID, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	t.disk.under(t.vault)
	ctx, end := context.WithCancel(context.Background())
	t.end, t.ended = end, make(chan struct{})
	t.engine = sync.New(sync.Config{Vault: shaky{t.vault, t}, HTTP: &http.Client{Transport: t.carrier()}, Now: t.clock, Log: slog.New(slog.NewTextHandler(t, &slog.HandlerOptions{Level: slog.LevelError}))})
	t.engine.Steady()
	go func() {
		defer close(t.ended)
		if err := t.engine.Run(ctx); !errors.Is(err, context.Canceled) {
			t.violated("terminal %d: the engine ended: %v", t.n, err)
		}
	}()
	return nil
}

// Write takes what the engine logs as an error: that its roster has drifted.
func (t *terminal) Write(line []byte) (int, error) {
	t.violated("DRIFT: terminal %d: %s", t.n, bytes.TrimSpace(line))
	return len(line), nil
}

// carrier is what the engine sends by.
func (t *terminal) carrier() http.RoundTripper {
	if t.dial == nil {
		return showing{t.line, t.vault}
	}
	transport := sync.NewTransport(t.vault, t.clock)
	transport.DialContext = t.dial
	return transport
}

type dialler = func(ctx context.Context, network, address string) (net.Conn, error)

// dials has a terminal's server be at a host and port, or nowhere.
func dials(host string) dialler {
	if host == "" {
		return nil
	}
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, host)
	}
}

// showing has requests in memory carry a terminal's certificate, as those by TLS
// do.
type showing struct {
	http.RoundTripper
	vault *store.Vault
}

// RoundTrip implements http.RoundTripper.
func (s showing) RoundTrip(r *http.Request) (*http.Response, error) {
	return s.RoundTripper.RoundTrip(s.shown(r))
}

func (s showing) shown(r *http.Request) *http.Request {
	own, err := x509.ParseCertificate(s.vault.Enrolment().Certificate)
	if err != nil {
		panic(err)
	}
	r = r.Clone(r.Context())
	r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{own}}
	return r
}

// stop takes the power away, and the files out of the program's hands: bbolt
// lets go of them, and writes nothing.
func (t *terminal) stop() {
	t.power.off()
	t.end()
	<-t.ended
	_ = t.vault.Close() // what it says matters to nobody: the power is gone
}

// restart is a terminal that went dark, and is switched on again.
func (t *terminal) restart() {
	t.note("%d goes dark", t.n)
	t.met("terminal crash")
	t.stop()
	time.Sleep(t.some(10 * time.Second))
	t.disk.mend()
	if err := t.start(); err != nil {
		t.violated("terminal %d: the vault does not open: %v", t.n, err)
		panic(err)
	}
	time.Sleep(t.some(time.Second)) // the engine began in the same instant
	t.look()
}

// mend ends what goes wrong at this terminal.
func (t *terminal) mend(wake bool) {
	t.disk.mend()
	t.power.after(0)
	if t.power.gone() {
		t.restart()
	}
	if wake {
		t.engine.Wake()
	}
}

func (t *terminal) some(most time.Duration) time.Duration {
	return time.Duration(t.chance.Int64N(int64(most)))
}

// do makes a call of the vault. The power may go meanwhile; done is false then,
// and nobody knows what became of it.
func (t *terminal) do(call func()) (done bool) {
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		t.power.step()
		t.disk.under(t.vault)
		call()
		t.power.step()
		done = true
	}()
	<-finished
	return done
}

// A shaky vault is the engine's: the power may go before and after each call.
type shaky struct {
	*store.Vault
	t *terminal
}

func (s shaky) step() func() {
	s.t.power.step()
	s.t.disk.under(s.Vault)
	return s.t.power.step
}

func (s shaky) Pending(limit int) ([]dosedesk.Event, error) {
	s.step()
	return s.Vault.Pending(limit)
}

func (s shaky) EventsFrom(number uint64, limit int) ([]dosedesk.Event, error) {
	s.step()
	return s.Vault.EventsFrom(number, limit)
}

func (s shaky) Acknowledge(receipts []dosedesk.Receipt) error {
	step := s.step()
	err := s.Vault.Acknowledge(receipts)
	if err == nil {
		s.t.history.answered(receipts, s.t.now())
	}
	s.t.settles(receipts, err)
	s.t.glance()
	step()
	return err
}

func (s shaky) Apply(changes dosedesk.Changes) error {
	step := s.step()
	s.t.disk.comes(s.Vault)
	err := s.Vault.Apply(changes)
	s.t.glance()
	step()
	return err
}

func (s shaky) Reset() error {
	step := s.step()
	err := s.Vault.Reset()
	s.t.glance()
	step()
	return err
}

func (s shaky) Renew(certificate []byte, recovery string) error {
	s.t.met("renewal")
	step := s.step()
	err := s.Vault.Renew(certificate, recovery)
	step()
	return err
}

func (s shaky) Delivered(file string, bytes int, refused dosedesk.ErrorCode) error {
	step := s.step()
	err := s.Vault.Delivered(file, bytes, refused)
	step()
	return err
}
