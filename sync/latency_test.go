package sync_test

import (
	"context"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	gosync "sync"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk/sync"
	"dosedesk/sync/wire"
)

const roundTrip = 600 * time.Millisecond

// Over a slow link handshakes decide: the first request takes three round trips
// (TCP, TLS, and itself), each further one its own.
func TestRoundTrips(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		authority, vault := newAuthority(t), newVault(0)
		vault.certificate, vault.ca = authority.certify(t, fakeKey, time.Now().Add(time.Hour)), authority.certificate.Raw
		server := tls.Certificate{
			Certificate: [][]byte{authority.sign(t, otherKey, x509.ExtKeyUsageServerAuth, time.Now().Add(time.Hour))},
			PrivateKey:  ed25519.NewKeyFromSeed(otherKey),
		}
		far := newFar()
		h := &http.Server{
			Handler:   http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _ = wire.WriteAnswer(w, r, wire.PushAnswer{}) }),
			TLSConfig: &tls.Config{Certificates: []tls.Certificate{server}, ClientAuth: tls.RequireAnyClientCert, MinVersion: tls.VersionTLS13},
		}
		ended := make(chan struct{})
		go func() { defer close(ended); _ = h.ServeTLS(far, "", "") }()
		transport := sync.NewTransport(vault, time.Now)
		transport.DialContext = far.dial
		for i, want := range []time.Duration{3 * roundTrip, roundTrip, roundTrip} {
			began := time.Now()
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://server.invalid", nil)
			must(t, err)
			response, err := (&http.Client{Transport: transport}).Do(r)
			must(t, err)
			_, err = io.Copy(io.Discard, response.Body)
			must(t, err)
			must(t, response.Body.Close())
			if took := time.Since(began); took != want {
				t.Errorf("request %d took %v, want %v", i+1, took, want)
			}
		}
		transport.CloseIdleConnections()
		must(t, h.Close())
		<-ended
		time.Sleep(roundTrip) // what is under way lands
	})
}

// far is a listener at the other end of a slow link, in memory.
type far struct {
	calls chan net.Conn
	shut  chan struct{}
	once  gosync.Once
}

func newFar() *far { return &far{calls: make(chan net.Conn), shut: make(chan struct{})} }

func (f *far) dial(context.Context, string, string) (net.Conn, error) {
	time.Sleep(roundTrip)
	there, back := newWay(), newWay()
	f.calls <- &end{in: there, out: back}
	return &end{in: back, out: there}, nil
}

// Accept implements net.Listener.
func (f *far) Accept() (net.Conn, error) {
	select {
	case c := <-f.calls:
		return c, nil
	case <-f.shut:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (f *far) Close() error { f.once.Do(func() { close(f.shut) }); return nil }

// Addr implements net.Listener.
func (f *far) Addr() net.Addr { return &net.TCPAddr{} }

// A way carries bytes in one direction, each after half a round trip.
type way struct {
	flying chan flight
	closed chan struct{}
	once   gosync.Once
	rest   []byte
}

type flight struct {
	lands time.Time
	bytes []byte
}

func newWay() *way { return &way{flying: make(chan flight, 1000), closed: make(chan struct{})} }

func (w *way) close() { w.once.Do(func() { close(w.closed) }) }

// end is one end of a connection.
type end struct{ in, out *way }

func (e *end) Write(b []byte) (int, error) {
	select {
	case <-e.out.closed:
		return 0, net.ErrClosed
	case e.out.flying <- flight{time.Now().Add(roundTrip / 2), append([]byte(nil), b...)}:
		return len(b), nil
	}
}

func (e *end) Read(b []byte) (int, error) {
	if len(e.in.rest) == 0 {
		select {
		case <-e.in.closed:
			return 0, io.EOF
		case f := <-e.in.flying:
			time.Sleep(time.Until(f.lands))
			e.in.rest = f.bytes
		}
	}
	n := copy(b, e.in.rest)
	e.in.rest = e.in.rest[n:]
	return n, nil
}

// Close implements net.Conn.
func (e *end) Close() error { e.in.close(); e.out.close(); return nil }

func (e *end) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (e *end) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (e *end) SetDeadline(time.Time) error      { return nil }
func (e *end) SetReadDeadline(time.Time) error  { return nil }
func (e *end) SetWriteDeadline(time.Time) error { return nil }
