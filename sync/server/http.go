package server

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
	"dosedesk/sync/wire"
)

// Handler returns the interface for terminals, see package wire. It is served by
// TLS alone, see Server.TLS: who a terminal is, its certificate says.
func (s *Server) Handler() http.Handler { return s.handler(s.routes()) }

// PublicHandler returns what everybody may ask: the slips for citizens' phones.
func (s *Server) PublicHandler() http.Handler { return s.handler(s.publicRoutes()) }

func (s *Server) handler(routes map[string]http.Handler) http.Handler {
	mux := http.NewServeMux()
	for pattern, handler := range routes {
		mux.Handle(pattern, handler)
	}
	return s.logged(mux)
}

// routes is every route for terminals, publicRoutes every other one: a test walks
// them all as a stranger.
func (s *Server) routes() map[string]http.Handler {
	return map[string]http.Handler{
		"POST " + wire.PathEnrol:   s.answer(s.enrol),
		"POST " + wire.PathRenew:   s.answer(s.renew),
		"POST " + wire.PathEvents:  s.answer(s.events),
		"POST " + wire.PathParcels: s.answer(s.parcel),
		"GET " + wire.PathChanges:  s.answer(s.changes),
		"/":                        s.answer(nothing),
	}
}

func (s *Server) publicRoutes() map[string]http.Handler {
	return map[string]http.Handler{
		"GET /healthz":                        s.answer(s.health),
		"GET " + words.SlipPath + "{link...}": http.HandlerFunc(s.slipPage),
		"/":                                   s.answer(nothing),
	}
}

func nothing(*http.Request) (any, error) {
	return nil, dosedesk.Errorf(dosedesk.ENotFound, "there is nothing here")
}

// An endpoint answers one request with a message of package wire.
type endpoint func(*http.Request) (any, error)

func (s *Server) answer(do endpoint) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, wire.MaxBody+1)
		message, err := guarded(do, r)
		if err == nil {
			err = wire.WriteAnswer(w, r, message)
		} else {
			if wire.StatusOf(dosedesk.CodeOf(err)) == http.StatusInternalServerError {
				s.Log.Error("a request failed", "route", r.Pattern, "error", err)
			}
			err = wire.WriteProblem(w, err)
		}
		if err != nil {
			s.Log.Info("an answer did not arrive", "route", r.Pattern, "error", err)
		}
	})
}

// guarded turns a panic into an error that names where it was. net/http itself
// would log the stack with its arguments, and a code may be one.
func guarded(do endpoint, r *http.Request) (message any, err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		var at []string
		callers := make([]uintptr, 32)
		frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers)])
		for more := true; more; {
			var frame runtime.Frame
			frame, more = frames.Next()
			at = append(at, fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line))
		}
		message, err = nil, dosedesk.Errorf(dosedesk.EInternal, "a panic (%T) at %s", p, strings.Join(at, " < "))
	}()
	return do(r)
}

// logged writes one line for each request: the route, never the path or the
// query that were sent.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun, seen := s.Now(), &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		s.Log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("route", r.Pattern),
			slog.Int("status", seen.status), slog.Int("bytes", seen.bytes), slog.Duration("took", s.Now().Sub(begun)))
	})
}

// A recorder sees what is answered.
type recorder struct {
	http.ResponseWriter
	status, bytes int
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	n, err := r.ResponseWriter.Write(b)
	r.bytes += n
	return n, err
}

// Unwrap serves http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (s *Server) health(r *http.Request) (any, error) {
	err := s.Registry.View(r.Context(), func(tx *registry.Tx) error {
		_, _, err := tx.Meta("epoch")
		return err
	})
	return map[string]string{"status": "ok"}, err
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
