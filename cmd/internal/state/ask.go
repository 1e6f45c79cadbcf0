package state

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// answerWithin is how long a running desk may take.
const answerWithin = 30 * time.Second

// A Terminal answers for itself.
type Terminal interface {
	State() (State, error)
	Export() (sealed []byte, events int, err error)
	Roster(ctx context.Context, o Order) (page []byte, err error)
	Carry(file []byte) (known bool, err error)
}

// With runs work with the terminal in dir: the desk that runs there, or the vault
// on the disk, which no desk can open meanwhile; key is asked for then. It fails as
// that and store.Open do.
func With(ctx context.Context, dir string, key func() (keys.Ring, error), o store.Options, work func(Terminal) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	if d := (running{ctx, dir}); d.answers() {
		return work(d)
	}
	vault, err := open(dir, key, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, vault.Close()) }()
	return work(Desk{Vault: vault, Now: time.Now})
}

// open asks for the key only where the vault can be had, and keeps no desk from it
// while somebody types.
func open(dir string, key func() (keys.Ring, error), o store.Options) (*store.Vault, error) {
	claim, err := store.Take(dir)
	if err == nil {
		err = claim.Close()
	}
	if err != nil {
		return nil, err
	}
	ring, err := key()
	if err != nil {
		return nil, err
	}
	return store.Open(dir, ring, o)
}

// running is the desk that runs on a folder.
type running struct {
	ctx context.Context //nolint:containedctx // it lives no longer than the call of With
	dir string
}

func (r running) dial(ctx context.Context) (net.Conn, error) {
	c, err := new(net.Dialer).DialContext(ctx, "unix", filepath.Join(r.dir, socketFile))
	if err == nil && !trusted(c, r.dir) {
		return nil, errors.Join(dosedesk.Errorf(dosedesk.EUnauthorized, "somebody else answers for the desk"), c.Close())
	}
	return c, err
}

func (r running) answers() bool {
	c, err := r.dial(r.ctx)
	return err == nil && c.Close() == nil
}

// State implements Terminal.
func (r running) State() (s State, err error) {
	err = r.ask(http.MethodGet, pathState, nil, func(answer *http.Response) error { return json.NewDecoder(answer.Body).Decode(&s) })
	return s, err
}

// Export implements Terminal.
func (r running) Export() (sealed []byte, events int, err error) {
	err = r.ask(http.MethodGet, pathExport, nil, func(answer *http.Response) (err error) {
		if events, err = strconv.Atoi(answer.Header.Get(headerEvents)); err != nil {
			return err
		}
		sealed, err = io.ReadAll(answer.Body) // of the length that was announced
		return err
	})
	return sealed, events, err
}

// Carry implements Terminal.
func (r running) Carry(file []byte) (known bool, err error) {
	err = r.ask(http.MethodPost, pathCarry, file, func(answer *http.Response) (err error) {
		known, err = strconv.ParseBool(answer.Header.Get(headerKnown))
		return err
	})
	return known, err
}

// ask asks the desk one thing.
func (r running) ask(method, path string, body []byte, read func(*http.Response) error) error {
	transport := &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return r.dial(ctx) }}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(r.ctx, method, "http://desk"+path, bytes.NewReader(body))
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "asking the desk: %w", err)
	}
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EUnreachable, "the desk that runs here does not answer: %w", err)
	}
	defer answer.Body.Close() //nolint:errcheck // what matters was read or not
	if answer.StatusCode == http.StatusLocked {
		return ErrWaiting
	}
	if answer.StatusCode != http.StatusOK {
		said, _ := io.ReadAll(io.LimitReader(answer.Body, 1<<10)) //nolint:errcheck // it failed already
		return dosedesk.Errorf(dosedesk.EConflict, "%s", strings.TrimSpace(string(said)))
	}
	if err := read(answer); err != nil {
		return dosedesk.Errorf(dosedesk.EUnreachable, "the desk that runs here stopped answering: %w", err)
	}
	return nil
}
