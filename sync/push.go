package sync

import (
	"context"
	"errors"
	"net/http"

	"dosedesk"
	"dosedesk/sync/wire"
)

// push sends what the server has not acknowledged, oldest first, until nothing
// is left. Where the server lacks earlier numbers (it was restored from a
// backup), everything from there on is sent again, as far as it is still there.
func (e *Engine) push(ctx context.Context) error {
	from := e.lacking // number to send again from; 0: send what is pending
	e.lacking = 0     // a pull finds out again where this fails
	for {
		events, err := e.batch(from)
		if err != nil || len(events) == 0 {
			return err
		}
		answer, sent, err := e.send(ctx, events, from > 0 && events[0].Number > from)
		if e.resize(err, len(sent)) {
			continue
		}
		if err != nil {
			return err
		}
		if from, err = e.take(answer, sent, from); err != nil {
			return err
		}
	}
}

// batch returns the next events to send: consecutive ones, as the server wants
// them.
func (e *Engine) batch(from uint64) (events []dosedesk.Event, err error) {
	if from > 0 {
		events, err = e.config.Vault.EventsFrom(from, e.size)
	} else {
		events, err = e.config.Vault.Pending(e.size)
	}
	return unbroken(events), err
}

// unbroken returns the events up to the first gap in their numbers.
func unbroken(events []dosedesk.Event) []dosedesk.Event {
	for i := 1; i < len(events); i++ {
		if events[i].Number != events[i-1].Number+1 {
			return events[:i]
		}
	}
	return events
}

// send pushes as many of the events as fit into one request, one at least. Where
// they begin behind what the server expects, the eldest is the first of them.
func (e *Engine) send(ctx context.Context, events []dosedesk.Event, eldest bool) (answer wire.PushAnswer, sent []dosedesk.Event, err error) {
	vault := e.config.Vault
	request, sent, err := packed(events, vault.Enrolment(), beside{eldest, e.epoch(), vault.Receipt})
	if err != nil {
		return answer, sent, err
	}
	err = e.server().exchange(ctx, http.MethodPost, wire.PathEvents, request, &answer)
	return answer, sent, err
}

// beside is what a push says beside its events.
type beside struct {
	eldest  bool                                            // no event is left before them
	epoch   string                                          // see Engine.epoch
	receipt func(dosedesk.ID) (r dosedesk.Receipt, ok bool) // nil where nobody has any
}

// packed returns the request with as many of the events as fit into one, one at
// least.
func packed(events []dosedesk.Event, by dosedesk.Enrolment, say beside) (request []byte, sent []dosedesk.Event, err error) {
	push, err := signed(events, by, say.eldest)
	if err != nil {
		return nil, events, err
	}
	push.Again, push.Epoch = say.again(events), say.epoch
	request, err = wire.Pack(push)
	if err == nil && len(request) > wire.MaxPushBytes && len(events) > 1 {
		return packed(events[:len(events)/2], by, say)
	}
	return request, events, err
}

// epoch is that of the server as far as the roster tells; after a Reset, the one
// before it, until a page has come. A request that was long on its way must not
// be judged by a server that was restored meanwhile.
func (e *Engine) epoch() string {
	if epoch := e.config.Vault.Cursor().Epoch; epoch != "" {
		e.known = epoch
	}
	return e.known
}

// again returns what the server has said of the events, for one that was
// restored from a backup and lost it: nothing where all of them are new.
func (b beside) again(events []dosedesk.Event) wire.Receipts {
	if b.receipt == nil {
		return nil
	}
	receipts, some := make(wire.Receipts, len(events)), false
	for i, event := range events {
		r, ok := b.receipt(event.ID)
		receipts[i], some = r, some || ok
	}
	if !some {
		return nil
	}
	return receipts
}

func (e *Engine) server() server {
	return newServer(e.config.HTTP, e.config.Vault.Enrolment().Server)
}

// signed returns the push of some events: the terminal's key stands behind the
// last one, and so behind the whole chain up to it. Where the first is the eldest
// that is left, it says so, too.
func signed(events []dosedesk.Event, e dosedesk.Enrolment, eldest bool) (wire.PushRequest, error) {
	key, err := keyOf(e)
	if err != nil {
		return wire.PushRequest{}, err
	}
	head := events[len(events)-1].Hash()
	push := wire.PushRequest{Events: events, Head: head, Signature: dosedesk.SignPush(key, e.Terminal, events[0].Number, head)}
	if eldest {
		push.Beginning = dosedesk.SignBeginning(key, e.Terminal, events[0].Number)
	}
	return push, nil
}

// resize sets how many events the next push may carry, after one of n. Where
// those were too many it reports that fewer should be sent at once: too large
// for the server or a proxy, or one of them so malformed that the server could
// not read it, which must not hold up those before it.
func (e *Engine) resize(err error, n int) (again bool) {
	switch code := dosedesk.CodeOf(err); {
	case err == nil:
		e.size = min(2*e.size, wire.MaxPushEvents)
	case errors.Is(err, errSlow), errors.Is(err, errCut):
		e.size = max(1, n/2)
	case n > 1 && (code == dosedesk.ETooLarge || code == dosedesk.EInvalid):
		e.size = n / 2
		return true
	}
	return false
}

// take keeps the verdicts on what was sent, and returns the number to send
// again from.
func (e *Engine) take(answer wire.PushAnswer, sent []dosedesk.Event, from uint64) (uint64, error) {
	if e.Status().Problem != dosedesk.EUnauthorized {
		e.up() // not admitted, a terminal may still send: only a page says that it is again
	}
	receipts := answer.Named(sent)
	if len(receipts) > 0 {
		if err := e.config.Vault.Acknowledge(receipts); err != nil {
			return 0, err
		}
		e.tellNews()
	}
	first, next := sent[0].Number, sent[len(sent)-1].Number+1
	switch {
	case (from == 0 || len(receipts) == 0) && 0 < answer.Next && answer.Next < first:
		e.config.Log.Warn("the server lacks earlier events: they are sent again", "from", answer.Next, "have", first)
		return answer.Next, nil
	case len(receipts) == 0:
		return 0, dosedesk.Errorf(dosedesk.EConflict, "the server took none of %d events from number %d; it expects %d", len(sent), first, answer.Next)
	case from > 0:
		return next, nil
	}
	return 0, nil
}
