package sync

import (
	"context"
	"log/slog"
	"net/http"
	gosync "sync"
	"time"

	"github.com/cenkalti/backoff/v5"

	"dosedesk"
	"dosedesk/sync/wire"
)

const (
	pollEvery   = 5 * time.Second // for changes, while the link is up
	longestWait = 5 * time.Minute // while it is down
)

// Vault is what the engine needs of the terminal's store. The engine calls it
// from one goroutine, Verdict, Enrolment and AsOf excepted.
type Vault interface {
	Enrolment() dosedesk.Enrolment

	// Pending returns the events without a verdict, in the order of their
	// numbers, at most limit. EventsFrom returns every event from a number on.
	Pending(limit int) ([]dosedesk.Event, error)
	EventsFrom(number uint64, limit int) ([]dosedesk.Event, error)
	LastEvent() (event dosedesk.Event, ok bool) // false before the first
	// Acknowledge keeps the verdicts of exactly the events named. A verdict
	// that is there already stays. Stand keeps what became of doses since.
	Acknowledge(receipts []dosedesk.Receipt) error
	Stand(standings []dosedesk.Standing) error
	Verdict(event dosedesk.ID) (dosedesk.Verdict, bool)
	// Receipt is all that the server said of an event, with its proofs.
	Receipt(event dosedesk.ID) (dosedesk.Receipt, bool)

	Cursor() dosedesk.Cursor
	AsOf() time.Time // of the roster that is shown; zero before the first page
	// Renew keeps a new certificate in the place of the old, and the recipient of
	// the district's recovery key where the vault has none yet.
	Renew(certificate []byte, recovery string) error
	// Apply takes a page in whole, with its cursor; one that brings nothing leaves
	// the disk alone. EStale: the roster is to be fetched anew. Reset forgets the
	// cursor: the next pages make another roster, which is shown with the last of
	// them.
	Apply(changes dosedesk.Changes) error
	Reset() error
	Digest() dosedesk.Digest // of the roster that is shown

	// NextCarried returns the next piece of a file that this terminal carries for
	// another, at most limit bytes, and the file's name; no name where none waits.
	// Delivered notes how many bytes of it the server has had, and why it refused
	// them, where it did.
	NextCarried(limit int) (file string, piece []byte, err error)
	Delivered(file string, bytes int, refused dosedesk.ErrorCode) error
}

// Config is what an Engine is made of.
type Config struct {
	Vault    Vault
	HTTP     *http.Client     // default: one with NewTransport
	Now      func() time.Time // default: time.Now
	Log      *slog.Logger     // default: nowhere
	OnChange func()           // called when the link's state has changed; must not block
}

// Engine keeps a terminal and the server in step. Its methods may be called
// from any goroutine; Run once.
type Engine struct {
	config  Config
	woken   chan struct{}
	backoff backoff.ExponentialBackOff
	size    int    // events that the next push may carry
	anew    uint64 // the last change when a fetch of the whole roster began; 0: none is under way
	lacking uint64 // number of an acknowledged event that the server expects again; 0: none
	known   string // epoch of the server, as far as this terminal has read

	compared  time.Time // when the roster differed last from the server's, by the monotonic clock
	renewFrom time.Time // when to try again for a new certificate; zero: at any time
	carryFrom time.Time // and to send what is carried for others

	mu   gosync.Mutex // guards what follows; never held across I/O
	link dosedesk.Link
	news chan struct{} // closed, and replaced, when verdicts came in
}

// New returns an engine that has not tried the link yet.
func New(config Config) *Engine {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.HTTP == nil {
		config.HTTP = &http.Client{Transport: NewTransport(config.Vault, config.Now)}
	}
	config.HTTP = steadfast(config.HTTP)
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if config.OnChange == nil {
		config.OnChange = func() {}
	}
	return &Engine{
		config: config,
		woken:  make(chan struct{}, 1),
		// Full jitter: a wait is anything from nothing to twice the interval,
		// so the longest of the first waits is 1 s.
		backoff: backoff.ExponentialBackOff{
			InitialInterval: time.Second / 2, MaxInterval: longestWait / 2, Multiplier: 2, RandomizationFactor: 1,
		},
		size: wire.MaxPushEvents,
		link: dosedesk.Link{Since: config.Now(), AsOf: config.Vault.AsOf()},
		news: make(chan struct{}),
	}
}

// Run keeps in step until ctx ends, and returns ctx's error. Nothing else ends
// it: whatever fails is tried again, after 1 second at first and never more than
// 5 minutes.
func (e *Engine) Run(ctx context.Context) error {
	for {
		err := e.round(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		again := time.NewTimer(e.settle(err))
		select {
		case <-ctx.Done():
		case <-e.woken:
		case <-again.C:
		}
		again.Stop()
	}
}

// round sends all there is to send and fetches all there is to fetch. What is
// recorded while pages come goes out before the next page. Events that are not
// taken, though the link is there, wait for the next round; the roster does not
// wait for them.
func (e *Engine) round(ctx context.Context) error {
	var failed error // the push
	reset, again := false, false
	for {
		if failed == nil {
			failed = e.push(ctx)
		}
		stale := dosedesk.CodeOf(failed) == dosedesk.EStale
		if stale {
			failed = nil // the pages tell what the server has; then they go out
		}
		if noLink(failed) {
			return failed
		}
		more, err := e.pull(ctx)
		if err == nil && failed == nil {
			e.up()
		}
		if err == nil && !more {
			e.renew(ctx)
		}
		switch {
		case dosedesk.CodeOf(err) == dosedesk.EStale && !reset:
			e.config.Log.Warn("the roster is fetched anew", "why", err)
			if err := e.config.Vault.Reset(); err != nil {
				return err
			}
			reset = true
		case err == nil && failed == nil && !more && (e.lacking > 0 || stale) && !again:
			e.config.Log.Warn("the server was restored: what it lacks is sent again", "from", e.lacking)
			again = true
		case err == nil && failed == nil && !more && e.carry(ctx):
			// what was recorded meanwhile goes first
		case failed != nil && (err != nil || !more):
			return failed
		case err != nil || !more:
			return err
		}
	}
}

// noLink reports whether a pull would fare no better than the push did.
func noLink(err error) bool {
	code := dosedesk.CodeOf(err)
	return code == dosedesk.EUnreachable || code == dosedesk.EUnauthorized
}

// settle notes how a round went and returns how long to wait for the next.
func (e *Engine) settle(err error) time.Duration {
	if err == nil {
		e.backoff.Reset()
		return pollEvery
	}
	e.down(err)
	if dosedesk.CodeOf(err) == dosedesk.EUnauthorized {
		return longestWait // only the district can help
	}
	return e.backoff.NextBackOff()
}

// Wake tries the link now, whatever the backoff says. The desk calls it after
// each recorded event.
func (e *Engine) Wake() {
	select {
	case e.woken <- struct{}{}:
	default: // it is about to look anyway
	}
}
