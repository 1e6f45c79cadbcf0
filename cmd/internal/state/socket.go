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
	"dosedesk/store/keys"
	"dosedesk/sync/wire"
)

// The socket, in the vault's folder, and what may be asked there.
const (
	socketFile = "desk.sock"
	pathState  = "/state"
	pathExport = "/outbox"
	pathRoster = "/roster"
	pathCarry  = "/carried"
	pathUnlock = "/unlock"

	headerEvents = "Dosedesk-Events" // how many an export has
	headerKnown  = "Dosedesk-Known"  // whether the file was here already
)

// Serve answers for the desk in dir on the socket there, to the user whose desk it
// is, until stop is called; stop removes the socket. One that a desk left behind
// that was ended by force is replaced: only one process has a vault's claim. desk
// is not ok while the vault is to be opened, which unlock does.
func Serve(dir string, desk func() (d Desk, ok bool), unlock func(keys.Ring) error) (stop func(), err error) {
	path := filepath.Join(dir, socketFile)
	listener, err := listen(path)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "answering commands: %w", err)
	}
	server := &http.Server{Handler: handler(desk, unlock), ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
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

func handler(desk func() (Desk, bool), unlock func(keys.Ring) error) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+pathUnlock, takeKey(unlock))
	opened := func(pattern string, answer func(Desk, http.ResponseWriter, *http.Request)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			d, ok := desk()
			if !ok {
				w.WriteHeader(http.StatusLocked)
				return
			}
			answer(d, w, r)
		})
	}
	opened("GET "+pathState, func(d Desk, w http.ResponseWriter, _ *http.Request) {
		s, _ := d.State() //nolint:errcheck // an open vault knows it
		_ = json.NewEncoder(w).Encode(s)
	})
	opened("GET "+pathExport, func(d Desk, w http.ResponseWriter, _ *http.Request) {
		sealed, events, err := d.Export()
		if err != nil {
			http.Error(w, err.Error(), http.StatusConflict)
			return
		}
		w.Header().Set(headerEvents, strconv.Itoa(events))
		w.Header().Set("Content-Length", strconv.Itoa(len(sealed)))
		_, _ = w.Write(sealed)
	})
	opened("POST "+pathRoster, Desk.printRoster)
	opened("POST "+pathCarry, Desk.takeIn)
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
