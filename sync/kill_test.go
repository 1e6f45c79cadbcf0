package sync_test

import (
	"context"
	"crypto/x509"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"dosedesk"
)

var kills = flag.Int("kills", 20, "how often the kill test kills a desk")

// killsAWorld is after how many kills a desk begins with an empty vault again.
const killsAWorld = 40

// TestKill kills a desk with SIGKILL, at random moments and at every step around
// the writes of its vault, while it records and syncs with the real server over
// real TLS; while it opens, shortens its journal and makes files anew; and while
// the roster of a new epoch takes the place of the old. What it had called
// recorded is there, once.
//
//	go test ./sync -run Kill -kills 2000 -v -timeout 1h
func TestKill(t *testing.T) {
	total := 0
	for begun := 0; begun < *kills; begun += killsAWorld {
		total += killedDesk(t, begun, min(killsAWorld, *kills-begun))
	}
	t.Logf("%d kills, %d events called recorded: none lost, none doubled", *kills, total)
}

// killedDesk kills one desk again and again, and then looks at what it had
// recorded, and at the server.
func killedDesk(t *testing.T, begun, times int) (recorded int) {
	t.Helper()
	dir, remove := scratch(t)
	defer remove()
	w := newWorld(uint64(begun)+1, dir, nil) //nolint:gosec // a small number
	w.deaf = true
	w.openSite(t)
	defer w.site.down()
	server := w.site.host(t, served{&line{world: w}})
	d := doomed{
		server: server, vault: filepath.Join(dir, "desk"),
		chance: rand.New(rand.NewPCG(uint64(begun), 2)), //nolint:gosec // see above
	}
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), d.vault, "outbox.db"))
	said := map[dosedesk.ID]bool{}
	for n := range times {
		if n%8 == 2 { // it finds what was answered long ago
			w.site.skew.Add(int64(31 * 24 * time.Hour))
			wakes(t, w, d.vault).stop()
		}
		if n%4 == 3 {
			must(t, w.site.registry.Restored(t.Context()))
		}
		d.skew = time.Duration(w.site.skew.Load())
		for _, id := range d.dies(t, begun+n) {
			said[id] = true
		}
	}
	survives(t, w, d.vault, said, times)
	return len(said)
}

// A doomed desk is killed in turn at a random moment of its work, at a step,
// while it opens, and early, when the roster comes anew.
type doomed struct {
	server, vault string
	chance        *rand.Rand
	skew          time.Duration
}

func (d doomed) dies(t *testing.T, run int) []dosedesk.ID {
	t.Helper()
	step := 0
	if run%2 == 1 {
		step = 1 + d.chance.IntN(120)
	}
	c := startChild(t, "desk", d.vault, run+1,
		childServer+"="+d.server, childTemplate+"="+template(t).dir,
		fmt.Sprintf("%s=%d", childStep, step), fmt.Sprintf("%s=%v", childSkew, d.skew))
	c.says(t, "opens")
	if run%4 == 2 {
		c.kill(someTime(d.chance, 25*time.Millisecond))
		return c.said(t)
	}
	c.says(t, "ready")
	if step == 0 {
		c.kill(someTime(d.chance, 60*time.Millisecond))
	} else {
		defer time.AfterFunc(10*time.Second, func() { _ = c.Process.Kill() }).Stop()
	}
	return c.said(t)
}

// survives opens the vault of a desk that was killed, lets it sync, and checks
// all that the simulation checks.
func survives(t *testing.T, w *world, dir string, said map[dosedesk.ID]bool, times int) {
	t.Helper()
	desk := wakes(t, w, dir)
	defer desk.stop()
	desk.maybe = times
	events, err := desk.vault.EventsFrom(1, 1<<20)
	must(t, err)
	for _, e := range events {
		if said[e.ID] {
			desk.recorded = append(desk.recorded, e)
		}
	}
	for id := range maps.Keys(said) {
		if _, found := find(events, id); !found && !w.site.knows(id) {
			t.Errorf("lost: %v was called recorded, and is neither in the vault nor at the server", id)
		}
	}
	w.check()
	for _, v := range w.violations {
		t.Error(v)
	}
}

// wakes opens the vault of a desk that was killed, and gives it the time to sync.
func wakes(t *testing.T, w *world, dir string) *terminal {
	t.Helper()
	desk := newTerminal(w, 0)
	desk.dir, desk.line = dir, direct{served{&line{world: w}}}
	desk.skew.Store(w.site.skew.Load())
	must(t, desk.start())
	w.terminals = []*terminal{desk}
	ctx, end := context.WithTimeout(t.Context(), 30*time.Second)
	defer end()
	for !w.quiet() || !desk.certified() {
		if ctx.Err() != nil {
			t.Fatalf("the desk is not in step: %+v", desk.engine.Status())
		}
		time.Sleep(5 * time.Millisecond) // real time, and a deadline
	}
	return desk
}

// certified reports whether the desk's certificate is good for a while.
func (t *terminal) certified() bool {
	own, err := x509.ParseCertificate(t.vault.Enrolment().Certificate)
	return err == nil && own.NotAfter.After(t.site.clock().AddDate(0, 0, 10))
}

func find(events []dosedesk.Event, id dosedesk.ID) (dosedesk.Event, bool) {
	for _, e := range events {
		if e.ID == id {
			return e, true
		}
	}
	return dosedesk.Event{}, false
}

// served is a world's server, to be reached from outside.
type served struct{ line *line }

// ServeHTTP implements http.Handler.
func (s served) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	answer := s.line.deliver(r, body)
	if err != nil || answer == nil {
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), answer.Header())
	w.WriteHeader(answer.Code)
	_, _ = w.Write(answer.Body.Bytes())
}
