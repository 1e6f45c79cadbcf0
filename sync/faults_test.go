package sync_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// Whatever the network does to an answer, nothing is marked that the server did
// not answer for, and all arrives when the network is well again.
func TestNothingIsLostByFaults(t *testing.T) {
	ours := func(more ...string) http.Header {
		h := http.Header{}
		h.Set(wire.Version, wire.VersionValue)
		for i := 0; i < len(more); i += 2 {
			h.Set(more[i], more[i+1])
		}
		return h
	}
	faults := map[string]struct {
		fault   fault
		problem dosedesk.ErrorCode
	}{
		"the server is gone":         {gone, dosedesk.EUnreachable},
		"the reply is lost":          {lostReply, dosedesk.EUnreachable},
		"a captive portal":           {says(200, http.Header{"Content-Type": {"text/html"}}, "<html>Welcome! Accept our terms.</html>"), dosedesk.EUnreachable},
		"a portal redirects":         {says(307, http.Header{"Location": {"http://portal.invalid/"}}, ""), dosedesk.EUnreachable},
		"a proxy's 502":              {says(502, http.Header{}, "Bad Gateway"), dosedesk.EUnreachable},
		"rubbish under our name":     {says(200, ours(), "\x00\x01{{"), dosedesk.EUnreachable},
		"no gzip, though it says":    {says(200, ours("Content-Encoding", "gzip"), "{}"), dosedesk.EUnreachable},
		"an empty body":              {says(200, ours(), ""), dosedesk.EUnreachable},
		"no receipts":                {says(200, ours(), "{}"), dosedesk.EConflict},
		"receipts without a word":    {says(200, ours(), `{"from":"01000000-0000-0000-0000-000000000001","receipts":{"many":3,"change":[0,0,0],"at":[0,0,0]},"next":4}`), dosedesk.EConflict},
		"an answer to another push":  {says(200, ours(), `{"from":"02000000-0000-0000-0000-000000000001",`+accepted(3)), dosedesk.EConflict},
		"receipts for more":          {says(200, ours(), `{"from":"01000000-0000-0000-0000-000000000001",`+accepted(4)), dosedesk.EConflict},
		"a bomb":                     {says(200, ours("Content-Encoding", "gzip"), bomb(t)), dosedesk.EUnreachable},
		"a fault of the server's":    {says(500, ours(), `{"code":"internal","message":"disk full"}`), dosedesk.EInternal},
		"half a reply":               {altered(func(_ *http.Response, body []byte) []byte { return body[:len(body)/2] }), dosedesk.EUnreachable},
		"a reply without our header": {altered(func(r *http.Response, body []byte) []byte { r.Header.Del(wire.Version); return body }), dosedesk.EUnreachable},
	}
	for name, f := range faults {
		t.Run(name, func(t *testing.T) {
			inBubble(t, 3, func(t *testing.T, d *desk) {
				d.network.set(f.fault)
				d.start(t)
				d.after(t, 10*time.Minute)
				d.wantLink(t, false, f.problem)
				if n := d.vault.unsent(); n != 3 {
					t.Errorf("%d events are unsent, want 3: nobody answered for them", n)
				}
				d.network.set(nil)
				d.after(t, 5*time.Minute)
				d.wantLink(t, true, "")
				d.wantSent(t)
			})
		})
	}
}

// accepted is the end of an answer that accepts so many events.
func accepted(many int) string {
	zeros := "[0" + strings.Repeat(",0", many-1) + "]"
	return fmt.Sprintf(`"receipts":{"many":%d,"answer":{"of":["accepted"]},"change":%s,"at":%s},"next":%d}`, many, zeros, zeros, many+1)
}

// bomb returns some 4 kB that unpack to more than wire.MaxAnswer.
func bomb(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.Copy(z, strings.NewReader(strings.Repeat(" ", wire.MaxAnswer+1))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSilentServerIsGivenUpAndAskedForLess(t *testing.T) {
	inBubble(t, 100, func(t *testing.T, d *desk) {
		d.network.set(once(wire.PathEvents, silent))
		d.start(t)
		d.after(t, 15*time.Second)
		d.wantLink(t, false, dosedesk.EUnreachable)
		d.after(t, time.Second)
		d.wantSent(t)
		if n := len(d.vault.acks[0]); n != 50 {
			t.Errorf("the next push carried %d events, want 50", n)
		}
	})
}

func TestSlowIsNotSilent(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, d *desk) {
		d.network.set(once(wire.PathEvents, func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			response := ask()
			response.Body = drip{response.Body, r.Context()}
			return response, nil
		}))
		d.start(t)
		d.after(t, 90*time.Second)
		d.wantSent(t)
		if d.server.arrived != 3 {
			t.Errorf("%d events arrived, want 3: a slow answer was thrown away", d.server.arrived)
		}
	})
}

// drip gives 20 bytes each 10 seconds.
type drip struct {
	io.ReadCloser
	request context.Context
}

func (d drip) Read(p []byte) (int, error) {
	select {
	case <-d.request.Done():
		return 0, d.request.Err()
	case <-time.After(10 * time.Second):
	}
	return d.ReadCloser.Read(p[:min(len(p), 20)])
}

func TestTooLargeIsHalvedUntilItFits(t *testing.T) {
	inBubble(t, 40, func(t *testing.T, d *desk) {
		d.server.maxEvents = 3
		d.start(t)
		d.wantSent(t)
	})
}

func TestPushKeepsToItsBytes(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		for range 100 {
			d.vault.recordSealed(400)
		}
		d.start(t)
		d.wantSent(t)
	})
}

func TestProxyThatTakesNothingLarge(t *testing.T) {
	inBubble(t, 40, func(t *testing.T, d *desk) {
		d.network.set(func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			if r.ContentLength > 1000 {
				return says(http.StatusRequestEntityTooLarge, http.Header{}, "nginx")(r, ask)
			}
			return ask(), nil
		})
		d.start(t)
		d.wantSent(t)
	})
}

func TestEventsBeforeAnUnreadableOneGetThrough(t *testing.T) {
	inBubble(t, 20, func(t *testing.T, d *desk) {
		d.server.malformed = 14
		d.start(t)
		if n := d.vault.unsent(); n != 7 {
			t.Errorf("%d events are unsent, want the unreadable one and the 6 behind it", n)
		}
		d.wantLink(t, false, dosedesk.EInvalid)
		d.server.set(func() { d.server.malformed = 0 })
		d.after(t, time.Minute)
		d.wantSent(t)
	})
}

// Events that the server does not take do not keep the roster from coming; they
// go first all the same, and the link is not called well.
func TestAPushThatFailsHoldsUpNoPull(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, d *desk) {
		broken := says(http.StatusInternalServerError, http.Header{wire.Version: {wire.VersionValue}}, `{"code":"internal"}`)
		var asked []string
		d.network.set(func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			asked = append(asked, r.URL.Path)
			if r.URL.Path == wire.PathEvents {
				return broken(r, ask)
			}
			return ask(), nil
		})
		d.start(t)
		if len(d.vault.roster) != 5 || d.vault.unsent() != 3 {
			t.Errorf("roster of %d with %d unsent, want 5 with 3", len(d.vault.roster), d.vault.unsent())
		}
		if !slices.Equal(asked, []string{wire.PathEvents, wire.PathChanges, wire.PathChanges, wire.PathChanges}) {
			t.Errorf("asked for %v, want one push, then the roster", asked)
		}
		d.wantLink(t, false, dosedesk.EInternal)
		d.network.set(nil)
		d.after(t, 10*time.Second)
		d.wantSent(t)
		d.wantLink(t, true, "")
	})
}

func TestBackoffGrowsToFiveMinutesAndNeverEnds(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		d.network.set(gone)
		d.start(t)
		d.after(t, 48*time.Hour)
		waits := d.network.waits()
		longest := time.Second
		for i, wait := range waits {
			if wait > longest {
				t.Errorf("wait %d was %v, want at most %v", i, wait, longest)
			}
			longest = min(2*longest, 5*time.Minute)
		}
		if n := len(waits); n < 48*60/5 || n > 4*48*60/5 {
			t.Errorf("%d tries in two days without a server", n)
		}
	})
}

func TestBackoffStartsAnewAfterSuccess(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		d.network.set(gone)
		d.start(t)
		d.after(t, time.Hour)
		d.network.set(nil)
		d.Wake()
		synctest.Wait()
		d.network.set(gone)
		d.after(t, 5*time.Second)
		d.network.waits()
		d.after(t, 3*time.Second) // at most 1 s and 2 s between the first tries
		if len(d.network.waits()) == 0 {
			t.Error("no two tries within 3 s of losing the link")
		}
	})
}

func TestUnknownTerminalKeepsItsEventsAndTriesSlowly(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, d *desk) {
		d.server.authorized = false
		d.start(t)
		d.wantLink(t, false, dosedesk.EUnauthorized)
		d.after(t, time.Hour)
		if n := len(d.network.waits()) + 1; n != 13 {
			t.Errorf("%d requests in an hour, want one each 5 minutes", n)
		}
		if n := d.vault.unsent(); n != 3 {
			t.Errorf("%d events are unsent, want 3", n)
		}
		d.server.set(func() { d.server.authorized = true })
		d.after(t, 5*time.Minute)
		d.wantSent(t)
	})
}
