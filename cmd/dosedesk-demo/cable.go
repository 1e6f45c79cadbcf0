package main

import (
	"context"
	"errors"
	"net"
	gosync "sync"
)

// A cable joins the desk to the server in the same process, over real TCP on
// loopback. Pulled, it cuts the connections that are open and refuses new ones.
type cable struct {
	server   string // host:port
	onToggle func() // wakes the sync engine, as the link of a network card would
	mu       gosync.Mutex
	pulled   bool
	plugged  map[*wire]struct{}
}

var errPulled = errors.New("the cable is pulled")

func newCable(server string) *cable {
	return &cable{server: server, plugged: map[*wire]struct{}{}}
}

// DialContext connects to the demo's server, whatever the address: its port
// changes from one run to the next, the vault's enrolment does not.
func (c *cable) DialContext(ctx context.Context, _, _ string) (net.Conn, error) {
	if c.Pulled() {
		return nil, errPulled
	}
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", c.server)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pulled {
		_ = conn.Close()
		return nil, errPulled
	}
	wire := &wire{conn, c}
	c.plugged[wire] = struct{}{}
	return wire, nil
}

// Pulled implements tui.Cable.
func (c *cable) Pulled() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.pulled
}

// Toggle implements tui.Cable.
func (c *cable) Toggle() {
	c.mu.Lock()
	c.pulled = !c.pulled
	pulled := c.pulled
	if pulled {
		for conn := range c.plugged {
			_ = conn.Conn.Close()
		}
		clear(c.plugged)
	}
	c.mu.Unlock()
	c.onToggle()
}

// A wire is one connection through the cable.
type wire struct {
	net.Conn
	cable *cable
}

// Close implements net.Conn.
func (w *wire) Close() error {
	w.cable.mu.Lock()
	delete(w.cable.plugged, w)
	w.cable.mu.Unlock()
	return w.Conn.Close()
}
