package sync_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync"
)

// addressed is a vault whose server listens somewhere.
type addressed struct {
	*fakeVault
	url string
}

func (v addressed) Enrolment() dosedesk.Enrolment {
	e := v.fakeVault.Enrolment()
	e.Server = v.url
	return e
}

// Over real HTTP: the server is there, cuts its answers in half, is gone, and is
// back.
func TestOverRealHTTP(t *testing.T) {
	fake := newServer(t)
	var cut atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if cut.Load() {
			w = &cutter{ResponseWriter: w}
		}
		fake.ServeHTTP(w, r)
	}))
	defer server.Close()

	vault := newVault(120)
	changed := make(chan struct{}, 1)
	engine := sync.New(sync.Config{Vault: addressed{vault, server.URL}, OnChange: func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}})
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	go engine.Run(ctx) //nolint:errcheck // ends with ctx

	await := func(up bool) {
		t.Helper()
		for l := engine.Status(); l.Up != up || !up && l.Problem != dosedesk.EUnreachable; l = engine.Status() {
			select {
			case <-changed:
			case <-ctx.Done():
				t.Fatalf("the link is %+v, want up=%v", l, up)
			}
		}
	}
	deliver := func() {
		t.Helper()
		event := vault.record()
		engine.Wake()
		if _, ok := engine.Await(ctx, event.ID); !ok || vault.unsent() > 0 {
			t.Fatalf("%d events are unsent", vault.unsent())
		}
	}
	deliver()
	await(true)

	cut.Store(true)
	vault.record()
	engine.Wake()
	await(false)
	if vault.unsent() != 1 {
		t.Error("half an answer marked an event")
	}

	cut.Store(false)
	deliver()
	await(true)

	server.Close()
	engine.Wake()
	await(false)
}

// cutter breaks the connection in the middle of the body.
type cutter struct{ http.ResponseWriter }

func (c *cutter) Write(b []byte) (int, error) {
	_, _ = c.ResponseWriter.Write(b[:len(b)/2])
	_ = http.NewResponseController(c.ResponseWriter).Flush()
	panic(http.ErrAbortHandler)
}
