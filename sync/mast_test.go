package sync_test

import (
	"context"
	"net"
	"os"
	"slices"
	gosync "sync"
	"time"
)

// A profile is what a link is like.
type profile struct {
	up, down int           // bits a second; 0: no limit
	trip     time.Duration // there and back
}

// What a terminal in the field may have.
var (
	gprs = profile{20_000, 50_000, time.Second}
	edge = profile{60_000, 120_000, 600 * time.Millisecond}
)

const (
	segment    = 1400            // bytes that travel together
	dialWithin = 5 * time.Second // what a dialer waits
)

// A mast is where terminals reach a server, over a link of its profile, in memory:
// in fake time its figures are exact. It is the server's listener. Its bytes are
// those of TLS; TCP and IP would add some 3 %.
type mast struct {
	profile
	calls chan net.Conn
	shut  chan struct{}
	once  gosync.Once

	mu     gosync.Mutex // guards what follows
	dead   bool         // nobody is reached
	conns  []*end       // the terminals' ends
	free   [2]time.Time // when the link is free for more: up, down
	passed [2]int       // bytes: up, down
}

func newMast(p profile) *mast {
	return &mast{profile: p, calls: make(chan net.Conn), shut: make(chan struct{})}
}

// dial connects a terminal, after a round trip.
func (m *mast) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	m.mu.Lock()
	wait, dead := m.trip, m.dead
	m.mu.Unlock()
	if dead {
		wait = dialWithin
	}
	select {
	case <-time.After(wait):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if dead {
		return nil, os.ErrDeadlineExceeded
	}
	there, back := newWay(m, 0), newWay(m, 1)
	select {
	case m.calls <- newEnd(there, back):
	case <-m.shut:
		return nil, net.ErrClosed
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	desk := newEnd(back, there)
	m.conns = append(m.conns, desk)
	return desk, nil
}

// forget returns the connections so far; dead says that no other comes about.
func (m *mast) forget(dead bool) []*end {
	m.mu.Lock()
	defer m.mu.Unlock()
	conns := m.conns
	m.conns, m.dead = nil, dead
	return conns
}

// vanish has all open connections go silent: what is on its way, or comes, is
// lost, and nobody is told.
func (m *mast) vanish(dead bool) {
	for _, c := range m.forget(dead) {
		c.in.lose()
		c.out.lose()
	}
}

// breaks cuts all open connections, and both ends learn of it.
func (m *mast) breaks() {
	for _, c := range m.forget(false) {
		c.in.cut()
		c.out.cut()
	}
}

// carries returns when bytes arrive that are sent now.
func (m *mast) carries(direction, bytes int) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now := time.Now(); m.free[direction].Before(now) {
		m.free[direction] = now
	}
	if rate := [2]int{m.up, m.down}[direction]; rate > 0 {
		m.free[direction] = m.free[direction].Add(time.Duration(bytes) * 8 * time.Second / time.Duration(rate))
	}
	m.passed[direction] += bytes
	return m.free[direction].Add(m.trip / 2)
}

// bytes returns how many went up and down.
func (m *mast) bytes() [2]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.passed
}

// Accept implements net.Listener.
func (m *mast) Accept() (net.Conn, error) {
	select {
	case c := <-m.calls:
		return c, nil
	case <-m.shut:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (m *mast) Close() error { m.once.Do(func() { close(m.shut) }); return nil }

// Addr implements net.Listener.
func (m *mast) Addr() net.Addr { return &net.TCPAddr{} }

// A way carries bytes in one direction. Who writes never waits: he may hold a
// lock, and fake time stands still while others wait for one.
type way struct {
	mast      *mast
	direction int
	news      chan struct{} // something changed

	mu       gosync.Mutex // guards what follows
	flying   []flight
	lost     bool
	closed   bool
	deadline time.Time // of who reads
}

type flight struct {
	lands time.Time
	bytes []byte
}

func newWay(m *mast, direction int) *way {
	return &way{mast: m, direction: direction, news: make(chan struct{}, 1)}
}

func (w *way) change(to func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	to()
	select {
	case w.news <- struct{}{}:
	default:
	}
}

func (w *way) lose()  { w.change(func() { w.lost, w.flying = true, nil }) }
func (w *way) cut()   { w.change(func() { w.closed, w.flying = true, nil }) }
func (w *way) close() { w.change(func() { w.closed = true }) }

func (w *way) write(b []byte) (n int, err error) {
	w.change(func() {
		if w.closed {
			err = net.ErrClosed
			return
		}
		for part := range slices.Chunk(b, segment) {
			if lands := w.mast.carries(w.direction, len(part)); !w.lost {
				w.flying = append(w.flying, flight{lands, slices.Clone(part)})
			}
		}
		n = len(b)
	})
	return n, err
}
