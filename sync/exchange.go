package sync

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"sync/atomic"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

const (
	connectWithin = 5 * time.Second
	patience      = 15 * time.Second // without a byte of the answer
	answerWithin  = 2 * time.Minute  // in all: a full page takes 20 s at 20 kbit/s
)

// errSlow is why a request was given up: the server, or what lies between, took
// longer than patience.
var errSlow = errors.New("no answer in time")

// errCut is why a request failed that had a connection: it may be that none holds
// as long as this one takes.
var errCut = errors.New("the connection broke")

// newTransport returns a transport for a terminal: one connection, kept, that
// gives up connecting after 5 seconds. One that went silent is asked, and given
// up: HTTP/2 would put request after request on it, until TCP has had enough, a
// quarter of an hour later. A slow push may be on its way before the question,
// and has its time.
func newTransport(secure *tls.Config) *http.Transport {
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: connectWithin, KeepAlive: patience}).DialContext,
		TLSClientConfig:     secure,
		TLSHandshakeTimeout: 2 * connectWithin,
		IdleConnTimeout:     5 * time.Minute,
		MaxConnsPerHost:     1,
		ForceAttemptHTTP2:   true,
		HTTP2:               &http.HTTP2Config{SendPingTimeout: patience, PingTimeout: patience},
	}
}

// A server is the other end, as this terminal speaks to it.
type server struct {
	http *http.Client
	url  string
}

func newServer(client *http.Client, address string) server {
	return server{http: client, url: strings.TrimRight(address, "/")}
}

// steadfast returns the client without redirections: whoever redirects a
// terminal is no server of ours, and must not be sent its events.
func steadfast(client *http.Client) *http.Client {
	c := *client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

// exchange sends one request, with a packed message or none, and reads the
// answer. It fails with the code of the server's Problem, and with EUnreachable
// where no answer of ours came; that wraps errSlow where time ran out, errCut where
// the connection did not last.
func (s server) exchange(ctx context.Context, method, path string, packed []byte, answer any) error {
	ctx, end := context.WithTimeoutCause(ctx, answerWithin, errSlow)
	defer end()
	ctx, giveUp := context.WithCancelCause(ctx)
	defer giveUp(nil)
	stall := time.AfterFunc(patience, func() { giveUp(errSlow) })
	defer stall.Stop()

	var connected atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})
	request, err := s.request(ctx, method, path, packed)
	if err != nil {
		return err
	}
	response, err := s.http.Do(request)
	if err != nil {
		return unreachable(ctx, err, connected.Load())
	}
	defer response.Body.Close() //nolint:errcheck // what matters was read or not
	body := &watched{ReadCloser: response.Body, stall: stall}
	response.Body = body
	if err := wire.ReadAnswer(response, answer); err != nil {
		if context.Cause(ctx) != nil || body.broken {
			return unreachable(ctx, err, body.broken)
		}
		return err
	}
	return nil
}

func (s server) request(ctx context.Context, method, path string, packed []byte) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(packed))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the server's address: %w", err)
	}
	request.Header.Set("Accept-Encoding", "gzip") // unpacked by wire, within its limits
	if packed != nil {
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Content-Encoding", "gzip")
	}
	return request, nil
}

func unreachable(ctx context.Context, err error, cut bool) error {
	switch {
	case errors.Is(context.Cause(ctx), errSlow):
		err = errSlow
	case cut:
		err = fmt.Errorf("%w: %w", errCut, err)
	}
	return dosedesk.Errorf(dosedesk.EUnreachable, "%w", err)
}

// watched is an answer's body that puts the end of patience off with each read:
// slow is not silent.
type watched struct {
	io.ReadCloser
	stall  *time.Timer
	broken bool
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.ReadCloser.Read(p)
	if n > 0 {
		w.stall.Reset(patience)
	}
	w.broken = w.broken || err != nil && err != io.EOF //nolint:errorlint // a reader says it bare
	return n, err
}
