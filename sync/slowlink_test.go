package sync_test

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// Over the links of the field, with connections that break in the middle of it
// all, everything arrives in its order and once; the header knows what has not,
// and a broken connection repeats one push at most.
func TestSlowLinks(t *testing.T) {
	for name, link := range map[string]profile{"GPRS": gprs, "EDGE": edge} {
		t.Run(name, func(t *testing.T) {
			behind(t, &link, func(t *testing.T, d *terminal) {
				for n := range 250 {
					d.records(t, n%simBookings, (*terminal).deferral)
				}
				for range 4 {
					d.losesAnAnswer(t)
				}
				d.sent()
				time.Sleep(2 * time.Minute)
				d.glance()
				if n := d.vault.Unsent().Count; n > 0 {
					t.Errorf("%d events are unsent", n)
				}
			})
		})
	}
}

// losesAnAnswer breaks the connection when a push has arrived, and its answer has
// not. That one push may come again then, or a part of it, and no other.
func (t *terminal) losesAnAnswer(tb testing.TB) {
	tb.Helper()
	arrived := func() (events, repeats int) {
		t.mu.Lock()
		defer t.mu.Unlock()
		return len(t.received) + t.repeats, t.repeats
	}
	before, repeats := arrived()
	for now := before; now == before; now, _ = arrived() {
		time.Sleep(50 * time.Millisecond)
	}
	t.glance()
	if _, now := arrived(); now-repeats > wire.MaxPushEvents {
		tb.Errorf("%d events came again after one break", now-repeats)
	}
	t.mast.breaks()
}

// A line that never holds for as long as a full push takes gets smaller ones.
func TestALineThatKeepsBreaking(t *testing.T) {
	behind(t, &gprs, func(t *testing.T, d *terminal) {
		for n := range 250 {
			d.records(t, n%simBookings, (*terminal).deferral)
		}
		for range 10 {
			d.mast.breaks()
			d.engine.Wake()
			time.Sleep(7 * time.Second)
		}
		if n := d.vault.Unsent().Count; n > 0 {
			t.Errorf("%d events are unsent", n)
		}
	})
}

// The other end vanishes without a word, as behind a mobile network's address
// translation that forgot a connection: the terminal gives the connection up and
// makes another one, though nobody tells it to.
func TestHalfOpen(t *testing.T) {
	behind(t, &gprs, func(t *testing.T, d *terminal) {
		for n := range 3 {
			d.mast.vanish(false)
			d.records(t, n, (*terminal).rightCode)
			d.engine.Wake()
			time.Sleep(time.Minute)
			if left := d.vault.Unsent().Count; left > 0 {
				t.Errorf("a minute after a connection went silent %d events are unsent", left)
			}
		}
	})
}

// Nothing answers any more: the link is called down, and what is recorded unsent.
func TestSilence(t *testing.T) {
	behind(t, &edge, func(t *testing.T, d *terminal) {
		d.mast.vanish(true)
		d.records(t, 0, (*terminal).rightCode)
		d.engine.Wake()
		time.Sleep(20 * time.Second)
		d.glance()
		if l := d.engine.Status(); l.Up || l.Problem != dosedesk.EUnreachable || d.vault.Unsent().Count != 1 {
			t.Errorf("link up=%v problem=%q, %d unsent", l.Up, l.Problem, d.vault.Unsent().Count)
		}
		time.Sleep(time.Hour)
		d.mast.vanish(false)
		time.Sleep(6 * time.Minute)
		if l := d.engine.Status(); !l.Up || d.vault.Unsent().Count != 0 {
			t.Errorf("link up=%v, %d unsent", l.Up, d.vault.Unsent().Count)
		}
	})
}
