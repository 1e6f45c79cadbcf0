package sync_test

import (
	"context"
	"crypto/tls"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	gosync "sync"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// A secured server is the real one, over TLS, with one centre.
type secured struct {
	*server.Server
	url   string
	asked atomic.Int64 // requests that came through
	at    atomic.Int64 // the server's clock, in seconds
}

func (s *secured) now() time.Time        { return time.Unix(s.at.Load(), 0).UTC() }
func (s *secured) set(clock time.Time)   { s.at.Store(clock.Unix()) }
func (s *secured) pass(by time.Duration) { s.set(s.now().Add(by)) }

func newSecured(t *testing.T) *secured {
	t.Helper()
	dir := t.TempDir()
	r, err := registry.Open(t.Context(), "sqlite:"+filepath.Join(dir, "registry.db"))
	must(t, err)
	t.Cleanup(func() { must(t, r.Close()) })
	keys, err := server.LoadKeys(t.Context(), r, filepath.Join(dir, "keys"))
	must(t, err)
	s := &secured{}
	s.set(time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC))
	s.Server = server.New(server.Config{
		Registry: r, Keys: keys, Spool: dir, Log: slog.New(slog.DiscardHandler), Names: []string{"desk.example.org", "127.0.0.1"},
		Now: s.now,
	})
	must(t, s.SetRecovery(t.Context(), districtKey))
	must(t, s.SetCentre(t.Context(), dosedesk.Centre{ID: 7, Name: "PHC Rampur", Kind: dosedesk.Government}))
	s.url = serve(t, s.TLS(), func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		s.Handler().ServeHTTP(w, r)
	})
	return s
}

// serve serves by TLS until the test ends, and returns the address.
func serve(t *testing.T, config *tls.Config, handler http.HandlerFunc) (url string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	h := &http.Server{Handler: handler, TLSConfig: config, ErrorLog: log.New(io.Discard, "", 0)} //nolint:gosec // the test's own
	go h.ServeTLS(listener, "", "")                                                              //nolint:errcheck // ends with the test
	t.Cleanup(func() { must(t, h.Close()) })
	return "https://" + listener.Addr().String()
}

// A machine is a terminal, as far as the link is concerned.
type machine struct {
	*fakeVault
	asOf    time.Time // of its roster
	clock   time.Time
	http    *http.Client
	changed chan struct{}

	guard     gosync.Mutex
	enrolment dosedesk.Enrolment
}

func (m *machine) AsOf() time.Time { return m.asOf }

func (m *machine) Enrolment() dosedesk.Enrolment {
	m.guard.Lock()
	defer m.guard.Unlock()
	return m.enrolment
}

func (m *machine) Renew(certificate []byte, recovery string) error {
	m.change(func(e *dosedesk.Enrolment) { e.Certificate, e.Recovery = certificate, recovery })
	m.tell()
	return nil
}

func (m *machine) change(to func(*dosedesk.Enrolment)) {
	m.guard.Lock()
	defer m.guard.Unlock()
	to(&m.enrolment)
}

func (m *machine) tell() {
	select {
	case m.changed <- struct{}{}:
	default:
	}
}

// enrol makes a terminal, whose clock is the server's.
func (s *secured) enrol(t *testing.T, key []byte) *machine {
	t.Helper()
	enrolment, err := s.AddTerminal(t.Context(), 7)
	must(t, err)
	e, err := s.application(t, enrolment, key, s.url)
	must(t, err)
	m := &machine{fakeVault: newVault(0), enrolment: e, clock: s.now(), changed: make(chan struct{}, 1)}
	m.connect(t)
	return m
}

func (s *secured) application(t *testing.T, enrolment string, key []byte, url string) (dosedesk.Enrolment, error) {
	t.Helper()
	transport, err := sync.NewEnrolTransport(enrolment)
	must(t, err)
	defer transport.CloseIdleConnections()
	return sync.Enrol(t.Context(), &http.Client{Transport: transport}, sync.Application{Server: url, Enrolment: enrolment, Key: key})
}

// connect begins with no connection and no session.
func (m *machine) connect(t *testing.T) {
	t.Helper()
	transport := sync.NewTransport(m, func() time.Time { return m.clock })
	t.Cleanup(transport.CloseIdleConnections)
	m.http = &http.Client{Transport: transport}
}

// fetch asks for the roster.
func (m *machine) fetch(t *testing.T) (*http.Response, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, m.Enrolment().Server+wire.PathChanges, nil)
	must(t, err)
	response, err := m.http.Do(r)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(io.Discard, response.Body)
	must(t, err)
	must(t, response.Body.Close())
	return response, nil
}

// run runs an engine until something is so.
func (m *machine) run(t *testing.T, until func(dosedesk.Link) bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	engine := sync.New(sync.Config{Vault: m, Now: func() time.Time { return m.clock }, OnChange: m.tell})
	ended := make(chan struct{})
	go func() { defer close(ended); _ = engine.Run(ctx) }()
	for !until(engine.Status()) {
		select {
		case <-m.changed:
		case <-ctx.Done():
			t.Fatalf("the link brought nothing: %+v", engine.Status())
		}
	}
	stop()
	<-ended
}

// inStep is when the roster came and all is sent.
func (m *machine) inStep(l dosedesk.Link) bool { return !l.AsOf.IsZero() && m.unsent() == 0 }
