package sync_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	gosync "sync"
	"testing"
	"time"
)

var (
	seeds = flag.Int("seeds", 0, "how many seeds the simulation runs; 0: a few")
	seed  = flag.Uint64("seed", 1, "the first one")
)

// figures are what a simulation tells of itself.
type figures struct {
	seeds, events, messages int
	virtual                 time.Duration
	faults                  map[string]int
	broken                  map[string]int // violations by their kind
}

func newFigures() figures { return figures{faults: map[string]int{}, broken: map[string]int{}} }

func (f *figures) add(other figures) {
	f.seeds += other.seeds
	f.events += other.events
	f.messages += other.messages
	f.virtual += other.virtual
	for fault, n := range other.faults {
		f.faults[fault] += n
	}
	for kind, n := range other.broken {
		f.broken[kind] += n
	}
}

// kinds are what a violation can be of, and how the figures tell it.
var kinds = []struct{ kind, words string }{
	{"LOST", "lost"},
	{"DOUBLED", "doubled"},
	{"PROMISE", "certified without code or answer"},
	{"CONFIRMED", "false confirmed"},
	{"SMS", "SMS missing or twice"},
	{"REPLY", "answers misheard"},
	{"COUNTER", "untrue counter"},
	{"ROSTER", "differing rosters"},
	{"TRIES", "tries miscounted"},
	{"HISTORY", "impossible histories"},
	{"", "other"},
}

func (f *figures) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d seeds, %.0f virtual hours, %d events, %d messages;", f.seeds, f.virtual.Hours(), f.events, f.messages)
	for _, k := range kinds {
		fmt.Fprintf(&b, " %s %d,", k.words, f.broken[k.kind])
	}
	b.WriteString("\nfaults:")
	for _, fault := range slices.Sorted(maps.Keys(f.faults)) {
		fmt.Fprintf(&b, " %s %d,", fault, f.faults[fault])
	}
	return strings.TrimSuffix(b.String(), ",")
}

// kindOf returns what a violation begins with, if that is a kind.
func kindOf(violation string) string {
	for _, k := range kinds {
		if k.kind != "" && strings.HasPrefix(violation, k.kind+":") {
			return k.kind
		}
	}
	return ""
}

// TestSimulation runs the real vault, the real engine and the real server, seed
// after seed, through everything that a day in the field does to them, and
// checks that the promise holds:
//
//	go test ./sync -run Simulation -seeds 3000
//	go test ./sync -run Simulation -seed 17 -seeds 1 -v
func TestSimulation(t *testing.T) {
	many := *seeds
	if many == 0 {
		many = few
	}
	if testing.Short() {
		many = min(many, 10)
	}
	var mu gosync.Mutex
	total := newFigures()
	next := *seed
	take := func() (uint64, bool) {
		mu.Lock()
		defer mu.Unlock()
		if next == *seed+uint64(many) || len(total.broken) > 0 && many > 1 && total.seeds > 0 {
			return 0, false
		}
		next++
		return next - 1, true
	}
	template(t)
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // a sixth of its time would go into collecting
	t.Run("seeds", func(t *testing.T) {
		for worker := range runtime.GOMAXPROCS(0) {
			t.Run(fmt.Sprint(worker), func(t *testing.T) {
				t.Parallel()
				for seed, more := take(); more; seed, more = take() {
					f := oneSeed(t, seed, many == 1)
					mu.Lock()
					total.add(f)
					mu.Unlock()
				}
			})
		}
	})
	t.Log(total.String())
}

func oneSeed(t *testing.T, seed uint64, trace bool) figures {
	t.Helper()
	var say func(string, ...any)
	if trace {
		say = t.Logf
	}
	violations, f := simulate(t, seed, say)
	f.seeds = 1
	for _, v := range violations {
		f.broken[kindOf(v)]++
	}
	if len(violations) > 0 {
		t.Errorf("seed %d:\n  %s\nreplay: go test ./sync -run Simulation -seed %d -seeds 1 -v", seed, strings.Join(violations, "\n  "), seed)
	}
	return f
}

// scratchRoot is where worlds live: in memory where the machine has such a
// folder, since no power is cut here, and else where temporary files do.
func scratchRoot() string {
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return ""
}

func scratch(t *testing.T) (dir string, remove func()) {
	t.Helper()
	dir, err := os.MkdirTemp(scratchRoot(), "dosedesk-world-")
	must(t, err)
	return dir, func() { must(t, os.RemoveAll(dir)) }
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var exits []func()

func atExit(f func()) { exits = append(exits, f) }

func TestMain(m *testing.M) {
	if job := os.Getenv(childJob); job != "" {
		os.Exit(beChild(job))
	}
	code := m.Run()
	for _, f := range exits {
		f()
	}
	os.Exit(code)
}
