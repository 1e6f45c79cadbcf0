package sync_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	gosync "sync"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
)

// A world is one seed's run: a server, a few terminals, and everything that
// goes wrong between them. All its chances come from the seed. At any instant of
// its fake time one of its goroutines has something to do, so how the real
// machine schedules them has no say in what happens.
type world struct {
	seed      uint64
	dir       string
	began     time.Time
	chance    *rand.Rand // of the world itself; each terminal and line has its own
	harsh     harshness
	site      *site
	terminals []*terminal
	phones    *phones // nil: nobody answers
	trace     func(format string, args ...any)
	history   *history
	deaf      bool // the history is incomplete: part of it was in other processes

	mu         gosync.Mutex // guards what follows
	violations []string
	figures    figures
	repeats    int                  // events that came again
	late       int                  // requests that are still on their way
	received   map[dosedesk.ID]bool // events that the server has answered for
	confirmed  map[dosedesk.ID]bool // doses that a page called confirmed
	onStick    []byte               // the last export, which terminals take to each other
	proved     map[dosedesk.ID]bool // appointments whose right code somebody entered
	said       map[string]bool      // mobiles that sent a yes
}

// harshness is how likely one seed makes each kind of trouble, in percent: of
// requests, or of what a clerk does.
type harshness struct {
	network, crash, disk, clock  int
	restarts, restores, timewarp int
	night                        time.Duration // 0: there is none
	month                        bool
}

func newHarshness(r *rand.Rand) harshness {
	often := func(most int) int { return r.IntN(2) * r.IntN(most+1) }
	return harshness{
		network: often(60), crash: often(20), disk: often(15), clock: often(10),
		restarts: often(3), restores: often(2), timewarp: often(3), month: r.IntN(8) == 0,
		night: [4]time.Duration{2: 20 * time.Hour, 3: 60 * time.Hour}[r.IntN(4)],
	}
}

// firstMorning is when a world begins: its time is faked from there on.
var firstMorning = time.Date(2021, 5, 13, 9, 0, 0, 0, dosedesk.Kolkata)

func (w *world) now() time.Time { return firstMorning.Add(time.Since(w.began)) }

// branch returns chances of its own for a part of the world, so that what one
// part does changes nothing for another.
func (w *world) branch(part uint64) *rand.Rand { return rand.New(rand.NewPCG(w.seed, part+1)) }

func (w *world) note(format string, args ...any) {
	if w.trace != nil {
		w.trace("%9.3f "+format, append([]any{time.Since(w.began).Seconds()}, args...)...)
	}
}

// violated keeps that a promise was broken; a few are enough to see why.
func (w *world) violated(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.broke(format, args...)
}

// broke is violated for who holds the lock.
func (w *world) broke(format string, args ...any) {
	w.note("VIOLATED: "+format, args...)
	if len(w.violations) < 8 {
		w.violations = append(w.violations, fmt.Sprintf(format, args...))
	}
}

func (w *world) met(fault string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.figures.faults[fault]++
}

// newWorld returns a world in which nothing goes wrong.
func newWorld(seed uint64, dir string, trace func(string, ...any)) *world {
	w := &world{
		seed: seed, dir: dir, began: time.Now(), trace: trace, history: &history{},
		figures: newFigures(), received: map[dosedesk.ID]bool{}, confirmed: map[dosedesk.ID]bool{},
		proved: map[dosedesk.ID]bool{}, said: map[string]bool{},
	}
	w.chance = w.branch(0)
	return w
}

// simulate runs one seed in a bubble of fake time.
func simulate(t *testing.T, seed uint64, trace func(string, ...any)) (violations []string, f figures) {
	t.Helper()
	dir, remove := scratch(t)
	defer remove()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(seed, dir, trace)
		w.harsh = newHarshness(w.chance)
		w.open(t)
		w.phones = &phones{world: w, codes: map[dosedesk.ID]dosedesk.Code{}, asked: map[string]int{}}
		w.live()
		w.heal()
		w.check()
		w.close()
		w.figures.virtual = time.Since(w.began)
		violations, f = w.violations, w.figures
	})
	return violations, f
}

// open starts the server and 3 to 5 terminals, from copies of what the template
// prepared.
func (w *world) open(t *testing.T) {
	t.Helper()
	made := template(t)
	w.openSite(t)
	for n := range 3 + w.chance.IntN(3) {
		terminal := newTerminal(w, n)
		must(t, copyFiles(filepath.Join(made.dir, fmt.Sprint(n)), terminal.dir, "outbox.db"))
		must(t, terminal.start())
		w.terminals = append(w.terminals, terminal)
	}
}

func (w *world) openSite(t *testing.T) {
	t.Helper()
	made := template(t)
	w.site = &site{world: w, file: filepath.Join(w.dir, "registry.db"), keys: made.keys}
	must(t, copyFiles(made.dir, w.dir, "registry.db", "registry.db.keys"))
	must(t, w.site.start())
}

// live is a day or two of work, with a night between when nothing reaches
// anything: a short one, or one after which the first day is dead; and perhaps
// another, so late that what was answered may be let go.
func (w *world) live() {
	w.sitting()
	if w.harsh.night > 0 {
		w.site.down()
		time.Sleep(w.harsh.night)
		w.site.up()
		w.sitting()
	}
	if w.harsh.month {
		w.month()
		w.sitting()
		for _, terminal := range w.terminals {
			terminal.restart()
		}
	}
}

// month is a time in which everything is switched off.
func (w *world) month() {
	w.met("a month without power")
	for _, terminal := range w.terminals {
		terminal.stop()
	}
	w.site.down()
	time.Sleep(31 * 24 * time.Hour)
	w.site.up()
	for _, terminal := range w.terminals {
		terminal.restart()
	}
}

func (w *world) sitting() {
	var clerks gosync.WaitGroup
	for _, terminal := range w.terminals {
		clerks.Go(terminal.work)
	}
	clerks.Go(w.site.fate)
	over := make(chan struct{})
	go func() { clerks.Wait(); close(over) }()
	w.phones.wake()
	for w.phones.attend(over) {
	}
}

// heal ends all that goes wrong, and waits until nothing is left to do.
func (w *world) heal() {
	w.mu.Lock()
	w.harsh = harshness{}
	w.mu.Unlock()
	w.site.skew.Store(0)
	w.site.up()
	w.phones.wake()
	wake := w.chance.IntN(8) > 0 // else they try again by themselves, within minutes
	for _, terminal := range w.terminals {
		terminal.mend(wake)
	}
	for range 200 {
		time.Sleep(3 * time.Second)
		w.phones.look()
		if w.quiet() {
			return
		}
	}
	w.violated("ten minutes after all was well again, not all is quiet")
}

// quiet reports whether every terminal sent all it has, and read all there is. The
// server is looked at first and last: a reply that it takes meanwhile is a change
// that no terminal has read.
func (w *world) quiet() bool {
	if !w.idle() {
		return false
	}
	seq, epoch := w.site.seq()
	for _, terminal := range w.terminals {
		cursor := terminal.vault.Cursor()
		if terminal.vault.Unsent().Count > 0 || terminal.vault.Carried().Waiting > 0 || cursor.Seq != seq || cursor.Epoch != epoch {
			return false
		}
		if last, _ := terminal.vault.LastEvent(); !w.site.took(terminal.vault.Enrolment().Terminal, last.Number) {
			return false
		}
	}
	return w.idle()
}

// idle reports whether the server has nothing to take and nothing to send.
func (w *world) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.late == 0 && w.site.sent() && w.phones.quiet()
}

func (w *world) close() {
	for _, terminal := range w.terminals {
		terminal.stop()
	}
	w.site.down()
}
