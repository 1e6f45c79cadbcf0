package state

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// The socket, in the vault's folder, and what may be asked there.
const (
	socketFile = "desk.sock"
	pathState  = "/state"
	pathExport = "/outbox"
	pathRoster = "/roster"
	pathCarry  = "/carried"

	headerEvents = "Dosedesk-Events" // how many an export has
	headerKnown  = "Dosedesk-Known"  // whether the file was here already
)

// Serve answers for a desk on the socket in its folder, to the user whose desk it
// is, until stop is called; stop removes the socket. One that a desk left behind
// that was ended by force is replaced: only one process has a vault open.
func Serve(d Desk) (stop func(), err error) {
	path := filepath.Join(d.Vault.Dir(), socketFile)
	listener, err := listen(path)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "answering commands: %w", err)
	}
	server := &http.Server{Handler: d.handler(), ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		_ = server.Serve(listener) // until it is closed
	}()
	return func() {
		_ = os.Remove(path) // whoever comes now opens the vault, once this desk let go of it
		_ = server.Close()
		<-stopped
	}, nil
}

// listen makes the socket aside: under its name it is never open to others.
func listen(path string) (net.Listener, error) {
	aside := path + ".new"
	if err := os.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: aside, Net: "unix"})
	if err != nil {
		return nil, err
	}
	listener.SetUnlinkOnClose(false) // by then it has another name
	if err := errors.Join(os.Chmod(aside, 0o600), os.Rename(aside, path)); err != nil {
		return nil, errors.Join(err, listener.Close(), os.Remove(aside))
	}
	return listener, nil
}

func (d Desk) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+pathState, func(w http.ResponseWriter, _ *http.Request) {
		s, _ := d.State() //nolint:errcheck // an open vault knows it
		_ = json.NewEncoder(w).Encode(s)
	})
	mux.HandleFunc("GET "+pathExport, func(w http.ResponseWriter, _ *http.Request) {
		sealed, events, err := d.Export()
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		w.Header().Set(headerEvents, strconv.Itoa(events))
		w.Header().Set("Content-Length", strconv.Itoa(len(sealed)))
		_, _ = w.Write(sealed)
	})
	mux.HandleFunc("POST "+pathRoster, d.printRoster)
	mux.HandleFunc("POST "+pathCarry, d.takeIn)
	return mux
}

func (d Desk) takeIn(w http.ResponseWriter, r *http.Request) {
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, wire.MaxParcels))
	known := false
	if err == nil {
		known, err = d.Carry(file)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	w.Header().Set(headerKnown, strconv.FormatBool(known))
}
