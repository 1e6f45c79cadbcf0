package sync_test

import (
	"context"
	"io"
	"net"
	"path/filepath"
	gosync "sync"
	"testing"
	"time"
)

// TestOverABadWire has the real engine and the real server speak over TCP
// through a proxy that cuts each connection after so many bytes, in the one
// direction or the other. All arrives once the wire is well, and nothing twice.
func TestOverABadWire(t *testing.T) {
	dir, remove := scratch(t)
	defer remove()
	w := newWorld(1, dir, nil)
	w.openSite(t)
	defer w.site.down()
	p := newBadWire(t, w.site.host(t, served{&line{world: w}}))
	d := newTerminal(w, 0)
	d.dial = dials(p.listener.Addr().String())
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), d.dir, "outbox.db"))
	must(t, d.start())
	defer d.stop()
	w.terminals, w.deaf = []*terminal{d}, true
	settle(t, w)
	for n, limit := range []int{0, 1, 300, 1400, 1900, 2300} {
		for _, up := range []bool{true, false} {
			p.breaks(limit, up)
			d.records(t, n, (*terminal).reissue)
			p.awaitBreak(t, d)
		}
	}
	p.breaks(whole, true)
	settle(t, w)
	w.check()
	for _, v := range w.violations {
		t.Error(v)
	}
}

// settle waits until all is quiet.
func settle(t *testing.T, w *world) {
	t.Helper()
	ctx, end := context.WithTimeout(t.Context(), 30*time.Second)
	defer end()
	for !w.quiet() {
		w.terminals[0].engine.Wake()
		select {
		case <-ctx.Done():
			t.Fatal("not all is quiet")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

const whole = -1 // the wire is well

// A badWire is a TCP proxy.
type badWire struct {
	listener net.Listener
	server   string
	broken   chan struct{} // a connection was cut

	mu    gosync.Mutex
	limit int  // bytes that pass before the cut
	up    bool // counted on their way to the server, else on their way back
	open  []net.Conn
}

func newBadWire(t *testing.T, server string) *badWire {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	p := &badWire{listener: listener, server: server, broken: make(chan struct{}, 1), limit: whole}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.carry(conn)
		}
	}()
	return p
}

// breaks has every connection from now on cut after limit bytes; those that are
// open are closed.
func (p *badWire) breaks(limit int, up bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limit, p.up = limit, up
	for _, conn := range p.open {
		_ = conn.Close()
	}
	p.open = nil
	select {
	case <-p.broken:
	default:
	}
}

func (p *badWire) carry(desk net.Conn) {
	defer desk.Close() //nolint:errcheck // a cut is a cut
	server, err := (&net.Dialer{}).DialContext(context.Background(), "tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close() //nolint:errcheck // see above
	p.mu.Lock()
	limit, up := p.limit, p.up
	p.open = append(p.open, desk, server)
	p.mu.Unlock()
	if limit == whole {
		go io.Copy(server, desk)     //nolint:errcheck // ends with either
		_, _ = io.Copy(desk, server) // see above
		return
	}
	from, to := desk, server
	if !up {
		from, to = server, desk
	}
	go io.Copy(from, to)                    //nolint:errcheck // see above
	_, _ = io.CopyN(to, from, int64(limit)) // and no more
	select {
	case p.broken <- struct{}{}:
	default:
	}
}

// awaitBreak wakes the terminal until a connection of its was cut.
func (p *badWire) awaitBreak(t *testing.T, d *terminal) {
	t.Helper()
	ctx, end := context.WithTimeout(t.Context(), 20*time.Second)
	defer end()
	for {
		d.engine.Wake()
		select {
		case <-p.broken:
			return
		case <-ctx.Done():
			t.Fatal("the wire was not used")
		case <-time.After(5 * time.Millisecond):
		}
	}
}
