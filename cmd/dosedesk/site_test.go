package main

import (
	"context"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// A site is a server with one centre, to enrol at.
type site struct {
	*server.Server
	http   *http.Server
	host   string       // and port
	lose   atomic.Int64 // how many answers get lost
	closed func() error
}

// Who may open the vaults of these tests: a passphrase would cost 0.2 s each time.
var opener, district = newIdentity(), newIdentity()

func newIdentity() *age.X25519Identity {
	own, err := age.GenerateX25519Identity()
	if err != nil {
		panic(err)
	}
	return own
}

const centre = dosedesk.CentreID(603425)

func newSite(ctx context.Context, dir string) (*site, error) {
	r, err := registry.Open(ctx, "sqlite:"+filepath.Join(dir, "registry.db"))
	if err != nil {
		return nil, err
	}
	own, err := server.LoadKeys(ctx, r, filepath.Join(dir, "keys"))
	if err != nil {
		return nil, err
	}
	s := &site{closed: r.Close}
	s.Server = server.New(server.Config{Registry: r, Keys: own, Spool: dir, Log: slog.New(slog.DiscardHandler)})
	if err := s.SetCentre(ctx, dosedesk.Centre{ID: centre, Name: "PHC Rampur", Kind: dosedesk.Government}); err != nil {
		return nil, err
	}
	if err := s.SetRecovery(ctx, district.Recipient().String()); err != nil {
		return nil, err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s.host = listener.Addr().String()
	s.http = &http.Server{
		Handler: s.losing(s.Handler()), TLSConfig: s.TLS(), ReadHeaderTimeout: time.Minute, ErrorLog: log.New(io.Discard, "", 0),
	}
	go s.http.ServeTLS(listener, "", "") //nolint:errcheck // ends with close
	return s, nil
}

// losing does what it is asked, and breaks the connection where the answer is to
// be lost.
func (s *site) losing(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.lose.Add(-1) < 0 {
			next.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(discarding{http.Header{}}, r)
		panic(http.ErrAbortHandler)
	})
}

type discarding struct{ header http.Header }

func (d discarding) Header() http.Header         { return d.header }
func (d discarding) Write(b []byte) (int, error) { return len(b), nil }
func (d discarding) WriteHeader(int)             {}

func (s *site) close() {
	_ = s.http.Close()
	_ = s.closed()
}
