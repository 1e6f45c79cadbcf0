package sync_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	gosync "sync"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync"
)

// A fault answers in place of the server; ask asks the server.
type fault func(r *http.Request, ask func() *http.Response) (*http.Response, error)

// network carries requests to a server in memory, so that time may be faked. A
// test says what goes wrong on the way.
type network struct {
	server http.Handler
	mu     gosync.Mutex
	fault  fault
	tries  []time.Time
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	ask := func() *http.Response {
		w := httptest.NewRecorder()
		n.server.ServeHTTP(w, r)
		return w.Result()
	}
	n.mu.Lock()
	n.tries = append(n.tries, time.Now())
	fault := n.fault
	n.mu.Unlock()
	if fault != nil {
		return fault(r, ask)
	}
	return ask(), nil
}

func (n *network) set(f fault) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.fault = f
}

// waits returns the times between the tries, and forgets them.
func (n *network) waits() []time.Duration {
	n.mu.Lock()
	defer n.mu.Unlock()
	var waits []time.Duration
	for i := 1; i < len(n.tries); i++ {
		waits = append(waits, n.tries[i].Sub(n.tries[i-1]))
	}
	n.tries = nil
	return waits
}

// once lets a fault happen to the first request to a path.
func once(path string, f fault) fault {
	var done gosync.Once
	return func(r *http.Request, ask func() *http.Response) (response *http.Response, err error) {
		hit := false
		if r.URL.Path == path {
			done.Do(func() { hit = true })
		}
		if !hit {
			return ask(), nil
		}
		return f(r, ask)
	}
}

// at lets a fault happen to every request to a path.
func at(path string, f fault) fault {
	return func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
		if r.URL.Path == path {
			return f(r, ask)
		}
		return ask(), nil
	}
}

func gone(*http.Request, func() *http.Response) (*http.Response, error) {
	return nil, errors.New("connection refused")
}

func silent(r *http.Request, _ func() *http.Response) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func lostReply(_ *http.Request, ask func() *http.Response) (*http.Response, error) {
	_ = ask().Body.Close()
	return nil, errors.New("connection reset by peer")
}

// altered changes the server's answer.
func altered(change func(response *http.Response, body []byte) []byte) fault {
	return func(_ *http.Request, ask func() *http.Response) (*http.Response, error) {
		response := ask()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			return nil, err
		}
		response.Body = io.NopCloser(bytes.NewReader(change(response, body)))
		return response, nil
	}
}

// says answers with a status, headers and a body, without asking the server.
func says(status int, header http.Header, body string) fault {
	return func(r *http.Request, _ func() *http.Response) (*http.Response, error) {
		return &http.Response{
			StatusCode: status, Header: header, Request: r,
			Body: io.NopCloser(bytes.NewReader([]byte(body))),
		}, nil
	}
}

// desk is an engine that runs in a bubble of fake time.
type desk struct {
	*sync.Engine
	vault   *fakeVault
	server  *fakeServer
	network *network
}

// inBubble runs a test with an engine that is started by the returned desk's
// start.
func inBubble(t *testing.T, events int, test func(t *testing.T, d *desk)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		server := newServer(t)
		d := &desk{vault: newVault(events), server: server, network: &network{server: server}}
		d.Engine = sync.New(sync.Config{Vault: d.vault, HTTP: &http.Client{Transport: d.network}})
		test(t, d)
	})
}

// start runs the engine until the test ends, and waits until it has nothing
// more to do now.
func (d *desk) start(t *testing.T) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- d.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
	})
	synctest.Wait()
}

// after lets time pass.
func (d *desk) after(t *testing.T, wait time.Duration) {
	t.Helper()
	time.Sleep(wait)
	synctest.Wait()
}

func (d *desk) wantLink(t *testing.T, up bool, problem dosedesk.ErrorCode) {
	t.Helper()
	if l := d.Status(); l.Up != up || l.Problem != problem {
		t.Errorf("link is up=%v problem=%q, want up=%v problem=%q", l.Up, l.Problem, up, problem)
	}
}

// wantSent checks that everything recorded is acknowledged, and is at the server.
func (d *desk) wantSent(t *testing.T) {
	t.Helper()
	if n := d.vault.unsent(); n != 0 {
		t.Errorf("%d events are unsent", n)
	}
	d.server.set(func() {
		if len(d.server.known) != len(d.vault.events) {
			t.Errorf("the server has %d events of %d", len(d.server.known), len(d.vault.events))
		}
	})
}
