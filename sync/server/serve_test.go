package server_test

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"testing"

	"dosedesk/sync/wire"
)

// Terminals and the public have a listener each, and each answers its own only.
func TestTwoListeners(t *testing.T) {
	b := withLinks(t)
	path := b.link(1)
	terminals, public := listener(t), listener(t)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- b.Serve(ctx, terminals, public) }()
	inner, outer := "https://"+terminals.Addr().String(), "http://"+public.Addr().String()
	for url, want := range map[string]int{
		outer + "/healthz":       http.StatusOK,
		outer + path:             http.StatusOK,
		outer + wire.PathChanges: http.StatusNotFound,
		outer + wire.PathEnrol:   http.StatusNotFound,
		inner + "/healthz":       http.StatusNotFound,
		inner + path:             http.StatusNotFound,
		inner + wire.PathChanges: http.StatusUnauthorized,
	} {
		if got := get(t, url); got != want {
			t.Errorf("%s: status %d, want %d", url, got, want)
		}
	}
	stop()
	must(t, <-served)
}

func listener(t *testing.T) net.Listener {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	return l
}

// get asks as a stranger, who does not care who answers.
func get(t *testing.T, url string) (status int) {
	t.Helper()
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	must(t, err)
	response, err := (&http.Client{Transport: transport}).Do(r)
	must(t, err)
	must(t, response.Body.Close())
	return response.StatusCode
}
