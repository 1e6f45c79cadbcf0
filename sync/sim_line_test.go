package sync_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// A line joins one terminal to the server, in memory, and loses, doubles, delays
// and damages what it carries.
type line struct {
	*world
	chance *rand.Rand
	n      int // of the terminal
}

var errReset = errors.New("connection reset by peer")

// RoundTrip implements http.RoundTripper.
func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if err := l.pause(r.Context(), time.Second/2); err != nil {
		return nil, err
	}
	l.mu.Lock()
	bad := l.harsh.network
	l.mu.Unlock()
	if l.chance.IntN(100) >= bad {
		return l.back(r, l.deliver(r, body))
	}
	fault := lineFaults[l.chance.IntN(len(lineFaults))]
	l.met(fault.name)
	l.note("%d %s", l.n, fault.name)
	return fault.happens(l, r, body)
}

var lineFaults = []struct {
	name    string
	happens func(*line, *http.Request, []byte) (*http.Response, error)
}{
	{"lost request", func(*line, *http.Request, []byte) (*http.Response, error) { return nil, errReset }},
	{"lost reply", (*line).loseReply},
	{"silence", (*line).silence},
	{"duplicate", (*line).duplicate},
	{"delay", (*line).delay},
	{"slow", (*line).slow},
	{"half a reply", (*line).half},
	{"captive portal", (*line).portal},
	{"proxy's 413", (*line).tooLarge},
	{"server error", (*line).fail},
	{"forged receipts", (*line).forge},
}

func (l *line) loseReply(r *http.Request, body []byte) (*http.Response, error) {
	l.deliver(r, body)
	return nil, errReset
}

func (l *line) silence(r *http.Request, body []byte) (*http.Response, error) {
	if l.chance.IntN(2) == 0 {
		l.deliver(r, body)
	}
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// duplicate delivers the request a second time, perhaps long after others.
func (l *line) duplicate(r *http.Request, body []byte) (*http.Response, error) {
	answer := l.deliver(r, body)
	l.later(r, body)
	return l.back(r, answer)
}

// delay delivers the request when the terminal may have given it up, and may
// have sent others: late, and out of order.
func (l *line) delay(r *http.Request, body []byte) (*http.Response, error) {
	l.later(r, body)
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func (l *line) later(r *http.Request, body []byte) {
	l.world.later(l.some(40*time.Second), func() { l.deliver(r, body) })
}

// expect counts the requests that are still on their way.
func (w *world) expect(more int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.late += more
}

func (l *line) slow(r *http.Request, body []byte) (*http.Response, error) {
	response, err := l.back(r, l.deliver(r, body))
	if err == nil {
		response.Body = drip{response.Body, r.Context()}
	}
	return response, err
}

func (l *line) half(r *http.Request, body []byte) (*http.Response, error) {
	answer := l.deliver(r, body)
	if answer == nil {
		return nil, errReset
	}
	answer.Body.Truncate(l.chance.IntN(answer.Body.Len()))
	return l.back(r, answer)
}

func (l *line) portal(*http.Request, []byte) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"text/html"}},
		Body: io.NopCloser(strings.NewReader("<html>Welcome! Accept our terms.</html>")),
	}, nil
}

func (l *line) tooLarge(r *http.Request, body []byte) (*http.Response, error) {
	if r.Method != http.MethodPost {
		return l.back(r, l.deliver(r, body))
	}
	return &http.Response{StatusCode: http.StatusRequestEntityTooLarge, Header: http.Header{}, Body: http.NoBody}, nil
}

// fail has the server's own database fail under it.
func (l *line) fail(r *http.Request, body []byte) (*http.Response, error) {
	ended, end := context.WithCancel(context.Background())
	end()
	return l.back(r, l.site.answer(remade(ended, r, body)))
}

// back brings an answer to the terminal.
func (l *line) back(r *http.Request, answer *httptest.ResponseRecorder) (*http.Response, error) {
	if err := l.pause(r.Context(), time.Second/2); err != nil {
		return nil, err
	}
	if answer == nil {
		return nil, errors.New("connection refused")
	}
	return answer.Result(), nil
}

func (l *line) some(most time.Duration) time.Duration {
	return time.Duration(l.chance.Int64N(int64(most)))
}

func (l *line) pause(ctx context.Context, most time.Duration) error {
	arrival := time.NewTimer(l.some(most))
	defer arrival.Stop()
	select {
	case <-arrival.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// deliver hands the request to the server, whatever became of who sent it, and
// looks at what the server says.
func (l *line) deliver(r *http.Request, body []byte) *httptest.ResponseRecorder {
	answer := l.site.answer(remade(context.Background(), r, body))
	if answer != nil && answer.Code == http.StatusOK {
		l.hear(r.URL.Path, body, answer)
	}
	return answer
}

func remade(ctx context.Context, r *http.Request, body []byte) *http.Request {
	again := httptest.NewRequestWithContext(ctx, r.Method, r.URL.String(), bytes.NewReader(body))
	again.Header, again.TLS = r.Header.Clone(), r.TLS
	return again
}

// hear keeps what the server has answered for: the events it took, and the doses
// it called confirmed.
func (l *line) hear(path string, asked []byte, answer *httptest.ResponseRecorder) {
	said := http.Response{StatusCode: answer.Code, Header: answer.Header(), Body: io.NopCloser(bytes.NewReader(answer.Body.Bytes()))}
	var pushed wire.PushRequest
	var push wire.PushAnswer
	var page wire.Page
	var err error
	if path == wire.PathEvents {
		err = errors.Join(wire.Unpack(bytes.NewReader(asked), "gzip", wire.MaxBody, &pushed), wire.ReadAnswer(&said, &push))
	} else {
		err = wire.ReadAnswer(&said, &page)
	}
	if err != nil {
		l.violated("an answer of the server's cannot be read: %v", err)
	}
	for _, entry := range page.Entries {
		l.promised(entry)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, receipt := range push.Named(pushed.Events) {
		l.received[receipt.Event] = true
		if receipt.Duplicate {
			l.repeats++
		}
	}
	for _, entry := range page.Entries {
		for _, dose := range entry.Doses {
			if dose.State == dosedesk.DoseConfirmed {
				l.confirmed[dose.ID] = true
			}
		}
	}
}
