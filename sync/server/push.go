package server

import (
	"context"
	"net/http"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

func (s *Server) events(r *http.Request) (any, error) {
	terminal, err := s.caller(r)
	if err != nil {
		return nil, err
	}
	sent, err := readPush(r.Body, r.Header.Get("Content-Encoding"))
	if err != nil {
		return nil, err
	}
	if err := sent.vouchedFor(terminal.Terminal); err != nil {
		return nil, err
	}
	return s.take(r.Context(), terminal.ID, sent)
}

// take takes a push of a terminal, which vouches for it.
func (s *Server) take(ctx context.Context, terminal dosedesk.ID, sent sent) (answer wire.PushAnswer, err error) {
	err = s.Registry.Update(ctx, func(tx *registry.Tx) error {
		p := push{deciding: s.decide(tx)}
		answer, err = p.take(terminal, sent)
		return err
	})
	if err == nil {
		s.messages.Wake()
	}
	return answer, err
}

// deciding is a transaction in which something is decided, at one moment: a push
// of a terminal, or a citizen's reply.
type deciding struct {
	*Server
	tx  *registry.Tx
	now time.Time
}

func (s *Server) decide(tx *registry.Tx) deciding {
	return deciding{Server: s, tx: tx, now: s.Now().UTC().Truncate(time.Millisecond)}
}

// A push is the transaction that takes one push of a terminal.
type push struct {
	deciding
	terminal registry.Terminal
	centre   dosedesk.Centre // of the terminal
}

// take takes events until one's number leaves a gap that may still be filled.
func (p *push) take(terminal dosedesk.ID, s sent) (answer wire.PushAnswer, err error) {
	if err := p.tx.HoldTerminal(terminal); err != nil {
		return answer, err
	}
	if p.terminal, _, err = p.tx.Terminal(terminal); err != nil {
		return answer, err
	}
	if p.centre, err = p.tx.Centre(p.terminal.Centre); err != nil {
		return answer, err
	}
	if err := p.skip(s); err != nil {
		return answer, err
	}
	answer.Receipts = []dosedesk.Receipt{}
	brought := false
	for _, a := range s.arrivals {
		receipt, ok, err := p.place(a)
		if err != nil {
			return answer, err
		}
		if !ok {
			break
		}
		answer.Receipts = append(answer.Receipts, receipt)
		brought = brought || !receipt.Duplicate
	}
	answer.Next = p.terminal.LastNumber + 1
	if brought { // a repeat leaves the registry as it is
		err = p.tx.AddPush(p.terminal, s.Push, p.now)
	}
	return answer, err
}

// skip takes a terminal's word that what is missing before its first event is gone
// for good: it had a verdict here, more than 30 days ago, and went with a part of
// the registry. Without that the terminal would get nothing through any more.
// What follows then may follow anything, and the loss is the district's to see.
func (p *push) skip(s sent) error {
	if s.beginning == nil || s.First <= p.terminal.LastNumber+1 {
		return nil
	}
	loss := registry.Loss{First: p.terminal.LastNumber + 1, Last: s.First - 1, Signature: s.beginning}
	p.Log.Error("this registry lacks events that their terminal has no longer; dosedeskd terminal list says whose",
		"centre", p.centre.ID, "first", loss.First, "last", loss.Last)
	p.terminal.LastNumber, p.terminal.LastHash = loss.Last, ""
	return p.tx.AddLoss(p.terminal, loss, p.now)
}

// place finds an event's place in the terminal's chain and has it judged. ok is
// false where numbers before it are missing.
func (p *push) place(a arrival) (receipt dosedesk.Receipt, ok bool, err error) {
	known, repeated, err := p.tx.Event(a.id)
	switch {
	case err != nil:
		return receipt, false, err
	case repeated && known.Hash == a.hash():
		return dosedesk.Receipt{Event: a.id, Duplicate: true, Verdict: known.Verdict}, true, nil
	case a.number > p.terminal.LastNumber+1:
		return receipt, false, nil
	case repeated:
		receipt, err = p.stray(a)
	default:
		receipt, err = p.keep(a)
	}
	if err == nil && a.number == p.terminal.LastNumber+1 {
		err = p.advance(a)
	}
	return receipt, true, err
}

// keep judges a new event and keeps it with its verdict, for ever.
func (p *push) keep(a arrival) (dosedesk.Receipt, error) {
	verdict, err := p.verdict(a)
	if err != nil {
		return dosedesk.Receipt{}, err
	}
	verdict.At = p.now
	kept := p.asKept(a)
	kept.Verdict = verdict
	if err := p.tx.AddEvent(kept); err != nil {
		return dosedesk.Receipt{}, err
	}
	return dosedesk.Receipt{Event: a.id, Verdict: verdict}, p.watch(kept)
}

func (p *push) verdict(a arrival) (dosedesk.Verdict, error) {
	switch {
	case !a.readable || a.event.Terminal != p.terminal.ID:
		return refused(dosedesk.ReasonMalformed), nil
	case p.terminal.Revoked():
		// Nobody can say who worked at it: nothing that it says has an effect, no
		// code is tested for it, and a dose that was given is not lost sight of.
		return p.without(a.event, dosedesk.ReasonOperatorUnknown)
	case p.forks(a):
		return p.without(a.event, dosedesk.ReasonChainForked)
	}
	return p.judge(a.event)
}

// forks reports whether an event does not follow the last one: its number is
// taken, or it was recorded behind another event. Behind one that could not be
// read anything may follow.
func (p *push) forks(a arrival) bool {
	previous, _ := a.event.Previous.MarshalText() //nolint:errcheck // it never fails
	return a.number <= p.terminal.LastNumber ||
		p.terminal.LastHash != "" && p.terminal.LastHash != string(previous)
}

// stray keeps an event under an id that is known with other content.
func (p *push) stray(a arrival) (dosedesk.Receipt, error) {
	kept := p.asKept(a)
	kept.Verdict = review(dosedesk.ReasonChainForked)
	at, duplicate, err := p.tx.AddStray(kept, p.now)
	kept.Verdict.At = at
	return dosedesk.Receipt{Event: a.id, Duplicate: duplicate, Verdict: kept.Verdict}, err
}

// advance makes the event the head of the chain. A fork does not stop it: what
// follows is judged by itself.
func (p *push) advance(a arrival) error {
	p.terminal.LastNumber, p.terminal.LastHash = a.number, ""
	if a.readable {
		hash, _ := a.hash().MarshalText() //nolint:errcheck // it never fails
		p.terminal.LastHash = string(hash)
	}
	return p.tx.Advance(p.terminal)
}

func (p *push) asKept(a arrival) registry.Event {
	e := registry.Event{
		Centre: p.centre.ID, Terminal: p.terminal.ID, ID: a.id, Number: a.number, Content: a.content, Hash: a.hash(),
	}
	if a.readable {
		e.Kind, e.Appointment, e.Operator = a.event.Kind, a.event.Body.About(), a.event.By.ID
	}
	return e
}
