// Package server is the server's end of the desk: it takes in bookings, judges
// the events that terminals push, keeps each centre's changes for them to fetch,
// and has citizens told.
//
// What an event is worth is decided by the domain (dosedesk.CodeState,
// dosedesk.JudgeDose); this package gathers the facts and writes the result.
// One push is one transaction: verdict, try counter, dose, certificate and
// message stand or fall together.
package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net"
	"net/http"
	gosync "sync"
	"time"

	"dosedesk"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// Config is what a Server works with.
type Config struct {
	Registry *registry.Registry
	Keys     Keys               // needed to serve and for slips; see LoadKeys
	Spool    string             // folder of sms.jsonl and inbox.jsonl; empty where another server over the registry has it
	Schedule *dosedesk.Schedule // dosedesk.DefaultSchedule where nil
	SMSLang  words.Lang         // English where empty
	Now      func() time.Time   // time.Now where nil
	Log      *slog.Logger       // slog.Default where nil

	// PublicURL is where citizens' phones reach the server, from ParsePublicURL;
	// where it is empty, messages carry no link to the slip.
	PublicURL string
	// Names are those by which terminals reach the server: hosts and addresses.
	// No terminal insists on them, it knows the server's authority.
	Names []string
}

// Server is the server over one registry. All that it knows is in there, so a
// command may work on the same registry beside a running one.
type Server struct {
	Config
	messages  *notify.Worker
	authority func() (*authority, error) // needs the keys
	before    map[int64]heard            // what was heard before the registry was put back; see Receive
	asked     map[string][]notify.SMS    // and what was asked, by mobile
}

// New returns a server.
func New(c Config) *Server {
	if c.Schedule == nil {
		c.Schedule = dosedesk.DefaultSchedule()
	}
	if c.SMSLang == "" {
		c.SMSLang = words.English
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.Default()
	}
	messages := notify.New(notify.Config{
		Registry: c.Registry, Codes: c.Keys.Code, Folder: c.Spool, Lang: c.SMSLang, Now: c.Now, Log: c.Log,
		PublicURL: c.PublicURL,
	})
	authority := gosync.OnceValues(func() (*authority, error) { return newAuthority(c.Keys) })
	return &Server{Config: c, messages: messages, authority: authority}
}

// Run sends messages to citizens, and takes in their replies, until ctx ends.
// Exactly one process runs it.
func (s *Server) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	received := make(chan error, 1)
	go func() { received <- s.receive(ctx) }()
	err := s.messages.Run(ctx)
	cancel()
	return errors.Join(err, <-received)
}

// Announce has every centre's terminals fetch the key to seal codes to and the
// schedule, where they are not what they last heard of.
func (s *Server) Announce(ctx context.Context) error {
	mark := sha256.New()
	mark.Write(s.Keys.Open.SealKey().Key)
	mark.Write([]byte(s.Schedule.Text()))
	return s.Registry.Update(ctx, func(tx *registry.Tx) error { return tx.Announce(hex.EncodeToString(mark.Sum(nil))) })
}

// Serve answers terminals on one listener, by TLS, and everybody on another,
// which may be nil, and sends messages where it has a spool, until ctx ends;
// requests under way are answered first. It fails where any of that cannot go on.
func (s *Server) Serve(ctx context.Context, terminals, public net.Listener) error {
	if err := s.Announce(ctx); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	inner := s.http(s.Handler())
	inner.TLSConfig = s.TLS()
	servers := []*http.Server{inner}
	work := []func() error{func() error { return inner.ServeTLS(terminals, "", "") }}
	if s.Spool != "" {
		work = append(work, func() error { return s.Run(ctx) })
	}
	if public != nil {
		outer := s.http(s.PublicHandler())
		servers = append(servers, outer)
		work = append(work, func() error { return outer.Serve(public) })
	}
	failed := make([]error, len(work)+len(servers))
	var wait gosync.WaitGroup
	for i, do := range work {
		wait.Go(func() {
			failed[i] = unlessClosed(do())
			cancel() // none goes on without the others
		})
	}
	<-ctx.Done()
	grace, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer done()
	for i, h := range servers {
		failed[len(work)+i] = h.Shutdown(grace)
	}
	wait.Wait()
	return errors.Join(failed...)
}

func (s *Server) http(handler http.Handler) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute, // a push over GPRS
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       5 * time.Minute, // a new connection costs a terminal more than a push
		ErrorLog:          slog.NewLogLogger(s.Log.Handler(), slog.LevelWarn),
	}
}

func unlessClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
