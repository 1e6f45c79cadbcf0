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

const centre = dosedesk.CentreID(603425)

func newSite(ctx context.Context, dir string) (*site, error) {
	r, err := registry.Open(ctx, "sqlite:"+filepath.Join(dir, "registry.db"))
	if err != nil {
		return nil, err
	}
	keys, err := server.LoadKeys(ctx, r, filepath.Join(dir, "keys"))
	if err != nil {
		return nil, err
	}
	s := &site{closed: r.Close}
	s.Server = server.New(server.Config{Registry: r, Keys: keys, Spool: dir, Log: slog.New(slog.DiscardHandler)})
	if err := s.SetCentre(ctx, dosedesk.Centre{ID: centre, Name: "PHC Rampur", Kind: dosedesk.Government}); err != nil {
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
