package sync_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"dosedesk"
)

// The tests that end a process by force run this test program again, as a desk
// of its own. What it is to do stands in its environment.
const (
	childJob    = "DOSEDESK_TEST_CHILD" // a key of childJobs
	childDir    = "DOSEDESK_TEST_DIR"
	childRun    = "DOSEDESK_TEST_RUN"    // makes chances and ids its own
	childServer = "DOSEDESK_TEST_SERVER" // host and port
	childSkew   = "DOSEDESK_TEST_SKEW"   // of its clock, as a duration
	childStep   = "DOSEDESK_TEST_STEP"   // at which it ends itself; 0: it is ended
)

var childJobs = map[string]func(dir string, run int) error{
	"desk": childDesk, "no link": childWithoutLink, "no sync": childWithoutSync,
}

func beChild(job string) int {
	run, _ := strconv.Atoi(os.Getenv(childRun))
	if err := childJobs[job](os.Getenv(childDir), run); err != nil {
		_, _ = fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// childTerminal opens the vault in dir.
func childTerminal(dir string, run int, line http.RoundTripper, host string) (*terminal, error) {
	w := newWorld(uint64(run), filepath.Dir(dir), nil) //nolint:gosec // a small number
	w.deaf = true
	t := newTerminal(w, 0)
	skew, _ := time.ParseDuration(os.Getenv(childSkew))
	t.skew.Store(int64(skew))
	t.dir, t.line, t.dial, t.ids = dir, line, dials(host), uint64(run)<<32 //nolint:gosec // see above
	return t, t.start()
}

// childDesk works as a clerk does, without a pause, and says what is recorded
// once the vault has said so.
func childDesk(dir string, run int) error {
	made, err := loadPrepared(os.Getenv(childTemplate))
	if err != nil {
		return err
	}
	fmt.Println("opens")
	t, err := childTerminal(dir, run, nil, os.Getenv(childServer))
	if err != nil {
		return err
	}
	t.site = &site{world: t.world, keys: made.keys}
	for len(t.vault.Visits()) == 0 {
		time.Sleep(time.Millisecond) // the first page is on its way
	}
	fmt.Println("ready")
	t.power.kills = true
	steps, _ := strconv.Atoi(os.Getenv(childStep))
	t.power.after(steps)
	for said := 0; ; {
		a := acts[t.chance.IntN(len(acts))]
		if err := t.act(a.name, a.does); err != nil && dosedesk.CodeOf(err) == dosedesk.EInternal {
			return err
		}
		for ; said < len(t.recorded); said++ {
			fmt.Println("recorded", t.recorded[said].ID)
		}
	}
}

// childWithoutLink records, and no server is there.
func childWithoutLink(dir string, run int) error {
	t, err := childTerminal(dir, run, offline{}, "")
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for {
		event, err := t.vault.Record(sunita, &dosedesk.ReissueAsked{Appointment: simAppointment(t.chance.IntN(simBookings))})
		if err != nil {
			return err
		}
		fmt.Println("recorded", event.ID)
	}
}

type offline struct{}

func (offline) RoundTrip(*http.Request) (*http.Response, error) { return nil, errReset }

// childWithoutSync is the control: it does what the vault must not, and is sure
// to lose.
func childWithoutSync(dir string, run int) error {
	db, err := bbolt.Open(filepath.Join(dir, "control.db"), 0o600, &bbolt.Options{NoSync: true, NoFreelistSync: true})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	for n := uint64(1); ; n++ {
		id := dosedesk.ID{1}
		binary.BigEndian.PutUint64(id[8:], uint64(run)<<32|n) //nolint:gosec // a small number
		if err := db.Update(func(tx *bbolt.Tx) error {
			b, err := tx.CreateBucketIfNotExists([]byte("events"))
			if err != nil {
				return err
			}
			return b.Put(id[:], id[:])
		}); err != nil {
			return err
		}
		fmt.Println("recorded", id)
	}
}

// A child is this test program, run again.
type child struct {
	*exec.Cmd
	lines chan string // "ready" and the ids that were recorded; closed at its end
}

func startChild(t *testing.T, job, dir string, run int, more ...string) *child {
	t.Helper()
	c := &child{exec.CommandContext(t.Context(), os.Args[0]), make(chan string, 1<<20)}
	c.Env = append(os.Environ(), append(more, childJob+"="+job, childDir+"="+dir, fmt.Sprintf("%s=%d", childRun, run))...)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	go func() {
		defer close(c.lines)
		for in := bufio.NewReader(out); ; {
			line, err := in.ReadString('\n')
			if err != nil {
				return // what follows the last whole line was not said
			}
			c.lines <- strings.TrimSuffix(line, "\n")
		}
	}()
	return c
}

// ready waits until the child has begun.
func (c *child) ready(t *testing.T) {
	t.Helper()
	c.says(t, "ready")
}

// says waits until the child says something, and nothing else.
func (c *child) says(t *testing.T, word string) {
	t.Helper()
	if line := <-c.lines; line != word {
		_ = c.Wait()
		t.Fatalf("the child says %q, not that it %s", line, word)
	}
}

// kill ends the child after a while, where it does not end before.
func (c *child) kill(after time.Duration) {
	ctx, end := context.WithTimeout(context.Background(), after)
	defer end()
	<-ctx.Done()
	_ = c.Process.Kill()
}

// said returns the ids that the child called recorded, once it has ended.
func (c *child) said(t *testing.T) []dosedesk.ID {
	t.Helper()
	ids := c.first(t, math.MaxInt)
	_ = c.Wait() // it was killed
	return ids
}

// first waits until the child has called so many recorded, or has ended.
func (c *child) first(t *testing.T, n int) (ids []dosedesk.ID) {
	t.Helper()
	for len(ids) < n {
		line, more := <-c.lines
		if !more {
			break
		}
		if line == "ready" {
			continue
		}
		id, err := dosedesk.ParseID(strings.TrimPrefix(line, "recorded "))
		must(t, err)
		ids = append(ids, id)
	}
	return ids
}

func someTime(r *rand.Rand, most time.Duration) time.Duration {
	return time.Duration(r.Int64N(int64(most)))
}
