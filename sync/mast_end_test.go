package sync_test

import (
	"io"
	"net"
	"os"
	gosync "sync"
	"time"
)

// read takes what has landed; next is when to look again where nothing has, zero
// where only news can help.
func (w *way) read(b []byte) (n int, next time.Time, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	now := time.Now()
	switch {
	case len(w.flying) > 0 && !w.flying[0].lands.After(now):
		n = copy(b, w.flying[0].bytes)
		if w.flying[0].bytes = w.flying[0].bytes[n:]; len(w.flying[0].bytes) == 0 {
			w.flying = w.flying[1:]
		}
		return n, next, nil
	case w.closed && len(w.flying) == 0 && !w.lost:
		return 0, next, io.EOF
	case !w.deadline.IsZero() && !w.deadline.After(now):
		return 0, next, os.ErrDeadlineExceeded
	}
	next = w.deadline
	if len(w.flying) > 0 && (next.IsZero() || w.flying[0].lands.Before(next)) {
		next = w.flying[0].lands
	}
	return 0, next, nil
}

// end is one end of a connection.
type end struct {
	in, out *way
	closed  chan struct{}
	once    gosync.Once
}

func newEnd(in, out *way) *end { return &end{in: in, out: out, closed: make(chan struct{})} }

// Read implements net.Conn.
func (e *end) Read(b []byte) (int, error) {
	for {
		select {
		case <-e.closed:
			return 0, net.ErrClosed
		default:
		}
		n, next, err := e.in.read(b)
		if n > 0 || err != nil {
			return n, err
		}
		var again <-chan time.Time
		if !next.IsZero() {
			again = time.After(time.Until(next))
		}
		select {
		case <-again:
		case <-e.in.news:
		case <-e.closed:
		}
	}
}

// Write implements net.Conn.
func (e *end) Write(b []byte) (int, error) { return e.out.write(b) }

// Close implements net.Conn. What was written still arrives.
func (e *end) Close() error {
	e.once.Do(func() { close(e.closed); e.out.close() })
	return nil
}

// SetReadDeadline implements net.Conn.
func (e *end) SetReadDeadline(at time.Time) error {
	e.in.change(func() { e.in.deadline = at })
	return nil
}

// SetDeadline implements net.Conn. Writing never waits.
func (e *end) SetDeadline(at time.Time) error { return e.SetReadDeadline(at) }

// SetWriteDeadline implements net.Conn.
func (e *end) SetWriteDeadline(time.Time) error { return nil }

// LocalAddr implements net.Conn.
func (e *end) LocalAddr() net.Addr { return &net.TCPAddr{} }

// RemoteAddr implements net.Conn.
func (e *end) RemoteAddr() net.Addr { return &net.TCPAddr{} }
