package sync_test

import (
	"context"
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
// real TLS. What it had called recorded is there, once.
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
	vault := filepath.Join(dir, "desk")
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), vault, "outbox.db"))
	chance := rand.New(rand.NewPCG(uint64(begun), 2)) //nolint:gosec // see above
	said := map[dosedesk.ID]bool{}
	for n := range times {
		for _, id := range killOnce(t, vault, server, begun+n, chance) {
			said[id] = true
		}
	}
	survives(t, w, vault, said, times)
	return len(said)
}

func killOnce(t *testing.T, vault, server string, run int, chance *rand.Rand) []dosedesk.ID {
	t.Helper()
	step := (run % 2) * (1 + chance.IntN(120))
	c := startChild(t, "desk", vault, run+1,
		childServer+"="+server, childTemplate+"="+template(t).dir, fmt.Sprintf("%s=%d", childStep, step))
	c.ready(t)
	if step == 0 {
		c.kill(someTime(chance, 60*time.Millisecond))
	} else {
		defer time.AfterFunc(10*time.Second, func() { _ = c.Process.Kill() }).Stop()
	}
	return c.said(t)
}

// survives opens the vault of a desk that was killed, lets it sync, and checks
// all that the simulation checks.
func survives(t *testing.T, w *world, dir string, said map[dosedesk.ID]bool, times int) {
	t.Helper()
	desk := newTerminal(w, 0)
	desk.dir, desk.line, desk.maybe = dir, &line{world: w, chance: w.branch(1)}, times
	must(t, desk.start())
	defer desk.stop()
	w.terminals = []*terminal{desk}
	events, err := desk.vault.EventsFrom(1, 1<<20)
	must(t, err)
	for _, e := range events {
		if said[e.ID] {
			desk.recorded = append(desk.recorded, e)
		}
	}
	for id := range maps.Keys(said) {
		if _, found := find(events, id); !found {
			t.Errorf("lost: %v was called recorded, and is not in the vault", id)
		}
	}
	ctx, end := context.WithTimeout(t.Context(), 30*time.Second)
	defer end()
	for !w.quiet() && ctx.Err() == nil {
		time.Sleep(5 * time.Millisecond) // real time, and a deadline
	}
	w.check()
	for _, v := range w.violations {
		t.Error(v)
	}
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
