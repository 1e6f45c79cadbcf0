package sync

import (
	"context"
	"time"

	"dosedesk"
)

// Status returns the truth about the link.
func (e *Engine) Status() dosedesk.Link {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.link
}

// Await waits for the server's verdict on one of the terminal's own events; ok
// is false when ctx ends first.
func (e *Engine) Await(ctx context.Context, event dosedesk.ID) (verdict dosedesk.Verdict, ok bool) {
	for {
		news := e.nextNews()
		if verdict, ok := e.config.Vault.Verdict(event); ok {
			return verdict, true
		}
		select {
		case <-news:
		case <-ctx.Done():
			return dosedesk.Verdict{}, false
		}
	}
}

func (e *Engine) nextNews() <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.news
}

// tellNews wakes everyone who awaits a verdict.
func (e *Engine) tellNews() {
	e.mu.Lock()
	defer e.mu.Unlock()
	close(e.news)
	e.news = make(chan struct{})
}

// up notes that the server answered.
func (e *Engine) up() {
	e.change(func(l *dosedesk.Link) { l.Up, l.Problem = true, "" })
}

// fresh notes how old the roster is.
func (e *Engine) fresh(asOf time.Time) {
	e.change(func(l *dosedesk.Link) { l.AsOf = asOf })
}

func (e *Engine) down(err error) {
	e.config.Log.Debug("no sync", "err", err)
	e.change(func(l *dosedesk.Link) { l.Up, l.Problem = false, dosedesk.CodeOf(err) })
}

func (e *Engine) change(to func(*dosedesk.Link)) {
	before, after := e.swap(to)
	if after == before {
		return
	}
	if after.Up != before.Up || after.Problem != before.Problem {
		e.config.Log.Info("link", "up", after.Up, "problem", after.Problem)
	}
	e.config.OnChange()
}

func (e *Engine) swap(to func(*dosedesk.Link)) (before, after dosedesk.Link) {
	e.mu.Lock()
	defer e.mu.Unlock()
	before = e.link
	to(&e.link)
	if e.link.Up != before.Up {
		e.link.Since = e.config.Now()
	}
	return before, e.link
}
