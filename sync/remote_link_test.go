package sync_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"log"
	"log/slog"
	"net/http"
	"testing"
	"time"

	"dosedesk/sync"
	"dosedesk/sync/server"
)

// transport is the terminal's own, over a mast.
func (r *remote) transport(m *mast) *http.Transport {
	transport := sync.NewTransport(r, func() time.Time { return r.clock })
	transport.DialContext = m.dial
	return transport
}

// measure returns how long something took, and the bytes that went up and down.
func (m *mast) measure(do func()) (took time.Duration, passed [2]int) {
	began, before := time.Now(), m.bytes()
	do()
	passed = m.bytes()
	return time.Since(began), [2]int{passed[0] - before[0], passed[1] - before[1]}
}

// syncs runs the real engine until something is so.
func (r *remote) syncs(t *testing.T, until func() bool) (took time.Duration, passed [2]int) {
	t.Helper()
	transport := r.transport(r.mast)
	defer transport.CloseIdleConnections()
	engine := sync.New(sync.Config{Vault: r, HTTP: &http.Client{Transport: transport}, Now: func() time.Time { return r.clock }})
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan struct{})
	took, passed = r.mast.measure(func() {
		go func() { defer close(ended); _ = engine.Run(ctx) }()
		for began := time.Now(); !until(); time.Sleep(50 * time.Millisecond) {
			if time.Since(began) > time.Hour {
				t.Fatalf("not within an hour: %+v", engine.Status())
			}
		}
	})
	end()
	<-ended
	return took, passed
}

// answered counts the events that have their verdict, shows the entries of the
// roster.
func (r *remote) answered() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.verdicts)
}

func (r *remote) shows() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.roster)
}

// plainly sends one request after the other over the link, and gets these answers,
// from a server that does nothing else.
func (r *remote) plainly(t *testing.T, requests, answers [][]byte) (took time.Duration, passed [2]int) {
	t.Helper()
	m, next := newMast(budgetLink), 0
	h := &http.Server{ //nolint:gosec // the test's own
		ErrorLog: log.New(io.Discard, "", 0), TLSConfig: server.New(server.Config{Keys: r.keys, Now: func() time.Time { return r.clock }, Log: slog.New(slog.DiscardHandler)}).TLS(),
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			_, _ = w.Write(answers[next])
			next++
		}),
	}
	ended := make(chan struct{})
	go func() { defer close(ended); _ = h.ServeTLS(m, "", "") }()
	transport := r.transport(m)
	took, passed = m.measure(func() {
		for _, request := range requests {
			exchange(t, transport, "/", request)
		}
	})
	transport.CloseIdleConnections()
	must(t, h.Close())
	<-ended
	return took, passed
}

// exchange sends one request and reads the answer to its end.
func exchange(t *testing.T, by http.RoundTripper, path string, packed []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://dosedesk.invalid"+path, bytes.NewReader(packed))
	must(t, err)
	r.Header.Set("Content-Encoding", "gzip")
	r.Header.Set("Accept-Encoding", "gzip")
	response, err := by.RoundTrip(r)
	must(t, err)
	_, err = io.Copy(io.Discard, response.Body)
	must(t, err)
	must(t, response.Body.Close())
	if response.StatusCode != http.StatusOK {
		t.Fatalf("status %d", response.StatusCode)
	}
}

// pack makes gzipped JSON, as anybody would.
func pack(t *testing.T, message any) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	must(t, json.NewEncoder(z).Encode(message))
	must(t, z.Close())
	return packed.Bytes()
}
