package sync_test

import (
	"bytes"
	"fmt"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/wire"
)

// withAnother runs a test with a terminal that has a link, and another that has
// none until the test is over. Then that gets its verdicts, and all is checked.
func withAnother(t *testing.T, test func(t *testing.T, d, cutOff *terminal)) {
	t.Helper()
	inWorld(t, func(t *testing.T, d *terminal) {
		other := d.join(t, 1)
		time.Sleep(10 * time.Second) // it fetches its roster
		other.end()
		<-other.ended
		test(t, d, other)
		other.stop()
		must(t, other.start())
		d.terminals = append(d.terminals, other)
	})
}

// join starts another terminal.
func (w *world) join(t *testing.T, n int) *terminal {
	t.Helper()
	other := newTerminal(w, n)
	must(t, copyFiles(filepath.Join(template(t).dir, fmt.Sprint(n)), other.dir, "outbox.db"))
	must(t, other.start())
	return other
}

// visits has the clerk give two doses, the second after a wrong code, and defer
// others: so many events in all.
func (t *terminal) visits(tb testing.TB, events int) {
	tb.Helper()
	t.records(tb, 0, (*terminal).rightCode)
	t.records(tb, 0, (*terminal).dose)
	t.records(tb, 1, (*terminal).wrongCode)
	t.records(tb, 1, (*terminal).dose)
	for range events - 4 {
		t.records(tb, 5, (*terminal).deferral)
	}
}

// exports returns the file of what a terminal has not sent.
func (t *terminal) exports(tb testing.TB) []byte {
	tb.Helper()
	file, _, err := sync.Export(t.vault)
	if err != nil {
		tb.Fatal(err)
	}
	return file
}

// carries has a terminal take in a file.
func (t *terminal) carries(tb testing.TB, file []byte) (known bool) {
	tb.Helper()
	known, err := sync.Carry(t.vault, file)
	if err != nil {
		tb.Fatal(err)
	}
	return known
}

// wantCarried looks at what a terminal carries, and at how many of another's
// events the server has.
func (t *terminal) wantCarried(tb testing.TB, waiting, refused int, of *terminal, arrived uint64) {
	tb.Helper()
	if c := t.vault.Carried(); c.Waiting != waiting || len(c.Refused) != refused {
		tb.Errorf("it carries %+v, want %d waiting and %d refused", c, waiting, refused)
	}
	if id := of.vault.Enrolment().Terminal; !t.site.took(id, arrived) {
		tb.Errorf("the server has not %d events of the other terminal", arrived)
	}
}

// parcels counts the parcels that reach the server, and does with each what a test
// wants: nil hands it over.
type parcels struct {
	http.RoundTripper
	n    int
	does func(n int, deliver func() (*http.Response, error)) (*http.Response, error)
}

// RoundTrip implements http.RoundTripper.
func (p *parcels) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Path != wire.PathParcels {
		return p.RoundTripper.RoundTrip(r)
	}
	p.n++
	deliver := func() (*http.Response, error) { return p.RoundTripper.RoundTrip(r) }
	if p.does != nil {
		return p.does(p.n, deliver)
	}
	return deliver()
}

// counting has a terminal's parcels counted.
func (t *terminal) counting(tb testing.TB) *parcels {
	tb.Helper()
	p := &parcels{RoundTripper: t.line}
	t.stop()
	t.line = p
	if err := t.start(); err != nil {
		tb.Fatal(err)
	}
	time.Sleep(10 * time.Second)
	return p
}

// What a terminal without a link recorded is judged when another brings it; then
// its own link comes back, it hears the verdicts, and nothing counts twice.
func TestLessonAnotherTerminalCarries(t *testing.T) {
	withAnother(t, func(t *testing.T, d, cutOff *terminal) {
		sent := d.counting(t)
		cutOff.visits(t, 100)
		file := cutOff.exports(t)
		if d.carries(t, file) || !d.carries(t, file) {
			t.Error("the same file is not known the second time")
		}
		d.wantCarried(t, 1, 0, cutOff, 0)
		d.sent()
		d.wantCarried(t, 0, 0, cutOff, 100)
		d.wantDose(t, 0, dosedesk.DoseConfirmed, "")
		d.wantDose(t, 1, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong)
		if sent.n != 2 {
			t.Errorf("100 events came in %d parcels", sent.n)
		}
		if d.carries(t, file) {
			t.Error("a file that was delivered is still here")
		}
		d.sent()
		d.wantCarried(t, 0, 0, cutOff, 100)
	})
}

// A cut costs one parcel: what the server said of those before it stands.
func TestLessonCutWhileCarrying(t *testing.T) {
	for name, arrived := range map[string]uint64{"the parcel is lost": 50, "the answer is lost": 100} {
		t.Run(name, func(t *testing.T) {
			withAnother(t, func(t *testing.T, d, cutOff *terminal) {
				sent := d.counting(t)
				cutOff.visits(t, 100)
				file := cutOff.exports(t)
				d.carries(t, file)
				sent.does = func(n int, deliver func() (*http.Response, error)) (*http.Response, error) {
					if n == 2 && arrived == 50 {
						return nil, errReset
					}
					answer, err := deliver()
					if n == 2 {
						return nil, errReset
					}
					return answer, err
				}
				d.sent()
				d.wantCarried(t, 1, 0, cutOff, arrived)
				if !d.engine.Status().Up {
					t.Error("the link is called down")
				}
				d.restart()
				d.sent()
				d.wantCarried(t, 0, 0, cutOff, 100)
				key, _ := d.vault.ServerKey()
				parts, err := wire.SplitParcels(file, key)
				must(t, err)
				if sent.n != len(parts)+1 {
					t.Errorf("%d parcels were sent as %d", len(parts), sent.n)
				}
			})
		})
	}
}

// While the server takes nothing, the file stays, and the terminal's own events
// go first when it does again.
func TestLessonServerFailsWhileCarrying(t *testing.T) {
	withAnother(t, func(t *testing.T, d, cutOff *terminal) {
		sent := d.counting(t)
		cutOff.visits(t, 10)
		d.carries(t, cutOff.exports(t))
		var healed atomic.Bool
		sent.does = func(_ int, deliver func() (*http.Response, error)) (*http.Response, error) {
			if healed.Load() {
				return deliver()
			}
			full := http.Header{wire.Version: {wire.VersionValue}}
			return &http.Response{StatusCode: http.StatusInternalServerError, Header: full, Body: http.NoBody}, nil
		}
		d.skew.Store(int64(48 * time.Hour))
		d.sent()
		d.skew.Store(0) // a wait that the clock moved two days away is over
		time.Sleep(time.Hour)
		d.wantCarried(t, 1, 0, cutOff, 0)
		if sent.n < 55 || sent.n > 65 {
			t.Errorf("it was tried %d times in an hour", sent.n)
		}
		d.records(t, 3, (*terminal).deferral)
		d.sent()
		if unsent := d.vault.Unsent().Count; unsent != 0 || !d.engine.Status().Up {
			t.Errorf("%d of its own events wait, the link is %+v", unsent, d.engine.Status())
		}
		healed.Store(true)
		time.Sleep(2 * time.Minute)
		d.wantCarried(t, 0, 0, cutOff, 10)
	})
}

// The power goes between keeping and sending, and again between sending and
// removing: the file is there, or the server has it.
func TestLessonKilledWhileCarrying(t *testing.T) {
	withAnother(t, func(t *testing.T, d, cutOff *terminal) {
		sent := d.counting(t)
		cutOff.visits(t, 60)
		d.site.down()
		d.carries(t, cutOff.exports(t))
		d.restart()
		if waiting := d.vault.Carried().Waiting; waiting != 1 {
			t.Errorf("after a restart %d files wait", waiting)
		}
		sent.does = func(_ int, deliver func() (*http.Response, error)) (*http.Response, error) {
			answer, err := deliver()
			d.power.off() // its next step is its last
			return answer, err
		}
		d.site.up()
		time.Sleep(10 * time.Minute)
		sent.does = nil
		d.restart()
		d.sent()
		d.wantCarried(t, 0, 0, cutOff, 60)
	})
}

// A file that the server refuses is put aside, told, and holds up no other; taken
// in again, it is tried again.
func TestARefusedFileIsKeptAside(t *testing.T) {
	withAnother(t, func(t *testing.T, d, cutOff *terminal) {
		cutOff.visits(t, 10)
		file := cutOff.exports(t)
		harmed := bytes.Clone(file)
		harmed[len(harmed)-1]++ // which only the server can see
		d.carries(t, harmed)
		d.carries(t, file)
		d.sent()
		d.wantCarried(t, 0, 1, cutOff, 10)
		d.restart()
		if refused := d.vault.Carried().Refused; len(refused) != 1 || refused[0] != dosedesk.EDamaged {
			t.Errorf("after a restart: refused for %v", refused)
		}
		if d.carries(t, harmed) || d.vault.Carried().Waiting != 1 {
			t.Error("it is not tried again")
		}
		d.sent()
		d.wantCarried(t, 0, 1, cutOff, 10)
	})
}

// A file that is not for this server, or not whole, is not taken in.
func TestAFileForNobodyIsNotCarried(t *testing.T) {
	withAnother(t, func(t *testing.T, d, cutOff *terminal) {
		cutOff.visits(t, 10)
		file := cutOff.exports(t)
		for name, c := range map[string]struct {
			file []byte
			want dosedesk.ErrorCode
		}{
			"cut short":        {file[:len(file)-1], dosedesk.EDamaged},
			"another server's": {bytes.Replace(file, file[18:26], []byte("8 others"), 1), dosedesk.EUnauthorized},
			"none of ours":     {[]byte("name,age"), dosedesk.EInvalid},
		} {
			if _, err := sync.Carry(d.vault, c.file); dosedesk.CodeOf(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		d.wantCarried(t, 0, 0, cutOff, 0)
	})
}
