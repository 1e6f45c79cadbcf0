package sync_test

import (
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net/http"
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
		far := newMast(profile{trip: roundTrip})
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
