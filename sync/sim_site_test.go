package sync_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	gosync "sync"
	"sync/atomic"
	"testing"
	"testing/cryptotest"
	"time"

	"dosedesk"
	"dosedesk/store"
	vaultkeys "dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

const (
	simCentre    = dosedesk.CentreID(603425)
	simBookings  = 12
	mostSimDesks = 5
)

// simAppointment is the id of the n-th booking; the first half is of the first
// day, the rest of the second.
func simAppointment(n int) dosedesk.ID {
	id, _ := dosedesk.ParseID(fmt.Sprintf("00000000-0000-4000-8000-00000000%04x", n))
	return id
}

func simSession(day int) dosedesk.Session {
	id, _ := dosedesk.ParseID(fmt.Sprintf("00000000-0000-4000-8000-0000000000b%d", day))
	return dosedesk.Session{ID: id, Centre: simCentre, Day: dosedesk.DayOf(firstMorning).AddDays(day), Vaccine: dosedesk.Covishield}
}

// A prepared folder holds a registry with its bookings and operators, and an
// enrolled vault for each terminal. Every world begins with a copy.
type prepared struct {
	dir  string
	keys server.Keys
}

var template = func() func(*testing.T) prepared {
	var once gosync.Once
	var made prepared
	return func(t *testing.T) prepared {
		t.Helper()
		once.Do(func() {
			t.Run("template", func(t *testing.T) {
				// The vaults' keys decide where what lies in their files, and
				// so how many writes a commit takes: a replay needs the same.
				cryptotest.SetGlobalRandom(t, 1)
				made = prepare(t)
			})
		})
		return made
	}
}()

// vaultKey opens every vault of these tests.
var vaultKey = vaultkeys.Ring{{1}}

// districtKey is the public half of a recovery key that nobody has.
const districtKey = "age1vqazzat7s2t6uqxx5y8nldmjujz9ytxvjmwmvn4vxuqfma4yvyfs9lc52p"

// childTemplate names the template's folder to a child.
const childTemplate = "DOSEDESK_TEST_TEMPLATE"

// loadPrepared reads a template that another process made.
func loadPrepared(dir string) (made prepared, err error) {
	reg, err := registry.Open(context.Background(), "sqlite:"+filepath.Join(dir, "registry.db"))
	if err != nil {
		return made, err
	}
	made.dir = dir
	made.keys, err = server.LoadKeys(context.Background(), reg, filepath.Join(dir, "registry.db.keys"))
	return made, errors.Join(err, reg.Close())
}

func prepare(t *testing.T) prepared {
	t.Helper()
	dir, err := os.MkdirTemp(scratchRoot(), "dosedesk-template-")
	must(t, err)
	atExit(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "registry.db")
	reg, err := registry.Open(t.Context(), "sqlite:"+file)
	must(t, err)
	keys, err := server.LoadKeys(t.Context(), reg, file+".keys")
	must(t, err)
	s := server.New(server.Config{
		Registry: reg, Keys: keys, Spool: dir, Now: func() time.Time { return firstMorning }, Log: slog.New(slog.DiscardHandler),
	})
	must(t, s.SetRecovery(t.Context(), districtKey))
	book(t, s)
	must(t, s.Announce(t.Context()))
	for n := range mostSimDesks {
		enrolment, err := s.AddTerminal(t.Context(), simCentre)
		must(t, err)
		wish := sync.Application{Server: "https://dosedesk.invalid", Enrolment: enrolment, Key: fmt.Appendf(nil, "the key of terminal %12d", n)}
		enrolled, err := sync.Enrol(t.Context(), &http.Client{Transport: direct{s.Handler()}}, wish)
		must(t, err)
		enrolled.Recovery = "" // no age file to write at every start
		must(t, store.Create(filepath.Join(dir, fmt.Sprint(n)), enrolled, vaultKey))
	}
	must(t, reg.Close())
	return prepared{dir, keys}
}

// book fills the centre.
func book(t *testing.T, s *server.Server) {
	t.Helper()
	var file strings.Builder
	file.WriteString("beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type," +
		"photo_id_last4,appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking\n")
	for n := range simBookings {
		session := simSession(2 * n / simBookings)
		_, _ = fmt.Fprintf(&file, "1000000000%04d,Asha Verma,आशा वर्मा,Female,1962,600000%04d,Voter ID,A%03d,%s,%d,%s,%s,09:00-11:00,COVISHIELD,1,,,online\n",
			n, n, n, simAppointment(n), simCentre, session.ID, session.Day)
	}
	report, err := s.ImportBookings(t.Context(), strings.NewReader(file.String()))
	must(t, err)
	if report.Taken != simBookings {
		t.Fatalf("the template's bookings: %+v", report)
	}
	must(t, s.SetCentre(t.Context(), dosedesk.Centre{ID: simCentre, Name: "PHC Rampur", Kind: dosedesk.Government}))
	for _, o := range []dosedesk.Operator{sunita, meera, anil} {
		_, err := s.AddOperator(t.Context(), simCentre, o, "246810")
		must(t, err)
	}
}

var (
	sunita = dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}
	meera  = dosedesk.Operator{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator}
	anil   = dosedesk.Operator{ID: "anil", Name: "Anil", Role: dosedesk.InCharge}
)

// direct is a network that does nothing wrong.
type direct struct{ server http.Handler }

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	d.server.ServeHTTP(w, r)
	return w.Result(), nil
}

// A site is the server's end: the real server over a real registry, which can
// be stopped at any moment, and put back to an older backup.
type site struct {
	*world
	file string
	keys server.Keys
	lost int // lives that ended with a restore

	skew      atomic.Int64 // nanoseconds that its clock is wrong by
	backdated bool         // a backup was put in place, and nobody has said so yet

	mu       gosync.Mutex // guards what follows
	registry *registry.Registry
	handler  http.Handler // nil while it is down
	stop     context.CancelFunc
	stopped  chan struct{}
}

func (s *site) clock() time.Time { return s.now().Add(time.Duration(s.skew.Load())) }

func (s *site) start() error {
	reg, err := registry.Open(context.Background(), "sqlite:"+s.file)
	if err != nil {
		return err
	}
	if s.backdated {
		s.backdated, err = false, reg.Restored(context.Background())
	}
	if err != nil {
		return err
	}
	served := server.New(server.Config{
		Registry: reg, Keys: s.keys, Spool: s.dir, Now: s.clock, Log: slog.New(slog.DiscardHandler),
	})
	ctx, stop := context.WithCancel(context.Background())
	if err := served.Announce(ctx); err != nil {
		stop()
		return err
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		if err := served.Run(ctx); err != nil {
			s.violated("the server ended: %v", err)
		}
	}()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.registry, s.handler, s.stop, s.stopped = reg, served.Handler(), stop, stopped
	return nil
}

// down stops the server where it is.
func (s *site) down() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.handler == nil {
		return
	}
	s.handler = nil
	s.stop()
	<-s.stopped
	if err := s.registry.Close(); err != nil {
		s.violated("the registry does not close: %v", err)
	}
}

func (s *site) up() {
	s.mu.Lock()
	running := s.handler != nil
	s.mu.Unlock()
	if running {
		return
	}
	if err := s.start(); err != nil {
		s.violated("the server does not start: %v", err)
	}
}

// host serves what answers for the site over TLS, until the test ends, and
// returns where.
func (s *site) host(t *testing.T, answers http.Handler) string {
	t.Helper()
	config := server.New(server.Config{Keys: s.keys, Now: s.clock, Log: slog.New(slog.DiscardHandler)}).TLS()
	return strings.TrimPrefix(serve(t, config, answers.ServeHTTP), "https://")
}

// at serves what answers for the site at a mast, until it is told to stop.
func (s *site) at(t *testing.T, m *mast) (stop func()) {
	t.Helper()
	h := &http.Server{ //nolint:gosec // the test's own
		Handler: served{&line{world: s.world}}, ErrorLog: log.New(io.Discard, "", 0),
		TLSConfig: server.New(server.Config{Keys: s.keys, Now: s.clock, Log: slog.New(slog.DiscardHandler)}).TLS(),
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = h.ServeTLS(m, "", "") }()
	return func() {
		must(t, h.Close())
		<-ended
		time.Sleep(time.Minute) // what is under way lands
	}
}

// answer has the server answer, or returns nil where it is down.
func (s *site) answer(r *http.Request) *httptest.ResponseRecorder {
	s.mu.Lock()
	handler := s.handler
	s.mu.Unlock()
	if handler == nil {
		return nil
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

// fate restarts the server, and puts it back to a backup, now and then.
func (s *site) fate() {
	for range s.harsh.restarts {
		time.Sleep(s.some(15 * time.Second))
		s.restart("server restart", func() {})
	}
	for range s.harsh.timewarp {
		s.warp()
	}
	for range s.harsh.restores {
		time.Sleep(s.some(15 * time.Second))
		backup := s.backup()
		time.Sleep(s.some(25 * time.Second))
		s.restart("server restored", func() { s.restore(backup) })
	}
}

// warps are how far the server's clock is off, for a while: an hour, a few days,
// and beyond where its terminals' certificates are renewed, end, and can be
// renewed no more.
var warps = []time.Duration{-time.Hour, 48 * time.Hour, 25 * 24 * time.Hour, 40 * 24 * time.Hour, 100 * 24 * time.Hour}

// warp has the server's clock jump, and jump back.
func (s *site) warp() {
	time.Sleep(s.some(20 * time.Second))
	off := warps[s.chance.IntN(len(warps))]
	s.met("server's clock jumps")
	s.note("the server's clock jumps by %v", off)
	s.skew.Store(int64(off))
	time.Sleep(s.some(20 * time.Second))
	s.skew.Store(0)
}

func (s *site) some(most time.Duration) time.Duration {
	return time.Duration(s.chance.Int64N(int64(most)))
}

func (s *site) restart(fault string, between func()) {
	s.note("%s", fault)
	s.met(fault)
	s.down()
	between()
	time.Sleep(s.some(10 * time.Second))
	s.up()
}

var registryFiles = []string{"registry.db", "registry.db-wal"}

// backup copies the registry as it is.
func (s *site) backup() string {
	dir := filepath.Join(s.dir, fmt.Sprintf("backup%d", s.lost))
	if err := copyFiles(s.dir, dir, registryFiles...); err != nil {
		s.violated("the backup: %v", err)
	}
	s.note("a backup is made")
	return dir
}

// restore puts a backup in the place of the registry, as an administrator does.
func (s *site) restore(backup string) {
	s.lost++
	s.backdated = true
	for _, name := range append(registryFiles, "registry.db-shm") {
		_ = os.Remove(filepath.Join(s.dir, name)) // not all are there
	}
	if err := copyFiles(backup, s.dir, registryFiles...); err != nil {
		s.violated("the restore: %v", err)
	}
}

// took reports whether the server has a terminal's events up to a number.
func (s *site) took(terminal dosedesk.ID, number uint64) (all bool) {
	err := s.registry.View(context.Background(), func(tx *registry.Tx) error {
		t, _, err := tx.Terminal(terminal)
		all = t.LastNumber == number
		return err
	})
	return err == nil && all
}

// knows reports whether the server has an event.
func (s *site) knows(event dosedesk.ID) (known bool) {
	err := s.registry.View(context.Background(), func(tx *registry.Tx) (err error) {
		_, known, err = tx.Event(event)
		return err
	})
	return err == nil && known
}

// seq is how far the centre's changes go.
func (s *site) seq() (seq uint64, epoch string) {
	err := s.registry.View(context.Background(), func(tx *registry.Tx) error {
		feed, err := tx.Feed(simCentre)
		seq, epoch = feed.Seq, feed.Epoch
		return err
	})
	if err != nil {
		s.violated("the centre: %v", err)
	}
	return seq, epoch
}

// sent reports whether no message waits.
func (s *site) sent() (none bool) {
	err := s.registry.View(context.Background(), func(tx *registry.Tx) error {
		queued, err := tx.Queued(1)
		none = len(queued) == 0
		return err
	})
	return err == nil && none
}

// copyFiles copies those of the named files that are there.
func copyFiles(from, to string, names ...string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	for _, name := range names {
		if err := copyFile(filepath.Join(from, name), filepath.Join(to, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was read
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}
