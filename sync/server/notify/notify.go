// Package notify sends the messages that the registry has queued: it renders
// each when it goes out, since the registry holds no code, and appends it to the
// file spool, DIR/sms.jsonl.
//
// Each message goes out once, whenever the process dies: it is marked before it
// is written, and one found marked is looked up in the spool.
package notify

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

const (
	batch = 500             // messages that go out in one write
	poll  = 2 * time.Second // how soon another process's messages are seen
)

// Config is what a Worker works with.
type Config struct {
	Registry *registry.Registry
	Codes    dosedesk.CodeKey
	Folder   string // of the spool
	Lang     words.Lang
	Now      func() time.Time
	Log      *slog.Logger

	PublicURL string // where slips are; empty: messages carry no link to one
}

// Worker sends messages, one process at a time.
type Worker struct {
	Config
	wake chan struct{}
	went map[key]int // what the spool holds, where the registry may have forgotten it
}

// New returns a worker; Run starts it.
func New(c Config) *Worker { return &Worker{Config: c, wake: make(chan struct{}, 1)} }

// Wake says that messages were queued.
func (w *Worker) Wake() {
	select {
	case w.wake <- struct{}{}:
	default: // it is about to look anyway
	}
}

// Run sends messages until ctx ends. It fails where the spool cannot be opened;
// any other trouble is logged and tried again.
func (w *Worker) Run(ctx context.Context) (err error) {
	out, err := openSpool(w.Folder)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "%w", err)
	}
	defer func() { err = errors.Join(err, out.close()) }()
	if err := w.remember(ctx, out); ctx.Err() != nil {
		return nil
	} else if err != nil {
		return err
	}
	ticker := time.NewTicker(poll)
	defer ticker.Stop()
	for {
		if err := w.drain(ctx, out); err != nil && ctx.Err() == nil {
			w.Log.Error("messages wait", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-w.wake:
		case <-ticker.C:
		}
	}
}

// remember reads what went out from the spool, where the registry was put back
// to a backup: terminals send again what it lacks, and no citizen is told twice.
func (w *Worker) remember(ctx context.Context, out *spool) error {
	var forgetful bool
	err := w.Registry.View(ctx, func(tx *registry.Tx) (err error) {
		forgetful, err = tx.Forgetful()
		return err
	})
	if err == nil && forgetful {
		w.went, err = out.holds()
	}
	return err
}

// drain sends all that waits.
func (w *Worker) drain(ctx context.Context, out *spool) error {
	if err := w.settle(ctx, out); err != nil {
		return err
	}
	for {
		sent, err := w.send(ctx, out)
		if err != nil || sent < batch {
			return err
		}
	}
}

// settle decides about messages that were about to go out when the process
// died, or were recalled: the spool knows whether they did.
func (w *Worker) settle(ctx context.Context, out *spool) error {
	for {
		var open, recalled []registry.Message
		err := w.Registry.View(ctx, func(tx *registry.Tx) (err error) {
			if open, err = tx.Sending(batch); err != nil {
				return err
			}
			recalled, err = tx.Recalled(batch)
			return err
		})
		if err != nil || len(open)+len(recalled) == 0 {
			return err
		}
		held, err := out.holds()
		if err != nil {
			return err
		}
		since, err := out.since()
		if err != nil {
			return err
		}
		again := func(tx *registry.Tx, m registry.Message) error {
			if number, went := held[key{m.Kind, m.Subject}]; went {
				return markSent(tx, m, number)
			}
			return tx.Requeue(m)
		}
		if err := w.mark(ctx, open, again); err != nil {
			return err
		}
		err = w.mark(ctx, recalled, func(tx *registry.Tx, m registry.Message) error {
			if since.IsZero() || m.QueuedAt.Before(since) {
				return tx.MarkSent(m) // the spool was lost with the registry: nobody is told twice
			}
			return again(tx, m)
		})
		if err != nil {
			return err
		}
	}
}

// A bunch is what goes out in one write.
type bunch struct {
	messages []registry.Message
	lines    []SMS              // of the messages, without those that went out before
	mute     []registry.Message // have nothing to say
}

// send sends one batch and returns how many messages it had.
func (w *Worker) send(ctx context.Context, out *spool) (int, error) {
	var b bunch
	err := w.Registry.View(ctx, func(tx *registry.Tx) error {
		queued, err := tx.Queued(batch)
		if err == nil {
			b, err = w.render(tx, queued)
		}
		return err
	})
	if err == nil && len(b.mute) > 0 {
		err = w.mark(ctx, b.mute, w.drop)
	}
	if err != nil || len(b.messages) == 0 {
		return len(b.mute), err
	}
	if err := w.mark(ctx, b.messages, (*registry.Tx).MarkSending, b.lines...); err != nil {
		return 0, err
	}
	if err := out.write(b.lines); err != nil {
		return 0, err
	}
	return len(b.mute) + len(b.messages), w.mark(ctx, b.messages, func(tx *registry.Tx, m registry.Message) error {
		return markSent(tx, m, w.went[key{m.Kind, m.Subject}])
	})
}

// markSent says that a message went out. A question that went out in another life
// of the registry keeps the number under which it did: the citizen answers by it.
func markSent(tx *registry.Tx, m registry.Message, number int) error {
	if number > 0 {
		if err := tx.Renumber(m.Centre, m.Subject, number); err != nil {
			return err
		}
	}
	return tx.MarkSent(m)
}

// drop forgets a message that has nothing to say: a dose that was confirmed, and
// is disputed before its citizen was told, may be confirmed again, and he is to
// be told then. One that has something to say by now stays.
func (w *Worker) drop(tx *registry.Tx, m registry.Message) error {
	l, ok, err := load(tx, m)
	if err != nil || w.says(l, ok) {
		return err
	}
	w.Log.Warn("a message has nobody to go to, or nothing to say", "kind", m.Kind)
	return tx.Drop(m)
}

// says reports whether a letter has something to say, and somebody to go to.
func (w *Worker) says(l letter, ok bool) bool {
	return ok && l.entry.Citizen.Mobile != "" && l.text(w.Lang, w.Codes) != ""
}

// mark marks messages, and keeps the links of those lines that are about to go
// out with them: a link that a citizen gets must open.
func (w *Worker) mark(
	ctx context.Context, messages []registry.Message, as func(*registry.Tx, registry.Message) error, lines ...SMS,
) error {
	return w.Registry.Update(ctx, func(tx *registry.Tx) error {
		if err := keepLinks(tx, lines); err != nil {
			return err
		}
		for _, m := range messages {
			if err := as(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
}

// render makes the lines of the messages that have something to say.
func (w *Worker) render(tx *registry.Tx, queued []registry.Message) (b bunch, err error) {
	at := w.Now().In(dosedesk.Kolkata).Format(time.RFC3339)
	for _, m := range queued {
		if _, went := w.went[key{m.Kind, m.Subject}]; went {
			b.messages = append(b.messages, m)
			continue
		}
		l, ok, err := load(tx, m)
		if err != nil {
			return b, err
		}
		if !w.says(l, ok) {
			b.mute = append(b.mute, m)
			continue
		}
		b.messages = append(b.messages, m)
		b.lines = append(b.lines, w.linked(l.entry, SMS{
			At: at, To: l.entry.Citizen.Mobile, Kind: m.Kind, Lang: w.Lang,
			Appointment: m.Appointment, Subject: m.Subject, Number: l.number, Text: l.text(w.Lang, w.Codes),
		}))
	}
	return b, nil
}

// load gathers what a message says; ok is false where the registry does not
// have it.
func load(tx *registry.Tx, m registry.Message) (l letter, ok bool, err error) {
	l.kind = m.Kind
	if l.entry, ok, err = tx.Entry(m.Appointment); err != nil || !ok {
		return l, false, err
	}
	if l.centre, err = tx.Centre(l.entry.Session.Centre); err != nil {
		return l, false, err
	}
	for _, dose := range l.entry.Doses {
		if dose.ID == m.Subject {
			l.dose = dose
		}
	}
	switch m.Kind {
	case registry.ConfirmationMessage:
		return l, l.dose.State == dosedesk.DoseConfirmed, nil
	case registry.QuestionMessage, registry.HelpMessage:
		q, asked, err := tx.Question(l.entry.Session.Centre, m.Subject)
		l.number = q.Number
		return l, asked && !l.dose.ID.IsZero(), err
	case registry.BookingMessage, registry.ReissueMessage:
	}
	return l, true, nil
}
