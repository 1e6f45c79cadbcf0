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
	if s.turnedAway(terminal) != nil {
		sent.epoch = "" // it cannot read the new one, and must be heard
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
	// then is when what is reinstated had its effect: whoever was to be told of it
	// was told then. Zero: it has it now.
	then time.Time
}

func (s *Server) decide(tx *registry.Tx) deciding {
	return deciding{Server: s, tx: tx, now: s.Now().UTC().Truncate(time.Millisecond)}
}

// A push is the transaction that takes one push of a terminal.
type push struct {
	deciding
	terminal registry.Terminal
	centre   dosedesk.Centre // of the terminal
	branches []registry.Branch
	advanced bool   // its chain's head is not what its row says
	eldest   uint64 // number of the first event that the terminal has left; 0: it did not say
	effect   int    // of the event in hand; see dosedesk.Receipt
}

// take takes events until one's number leaves a gap that may still be filled.
func (p *push) take(terminal dosedesk.ID, s sent) (answer wire.PushAnswer, err error) {
	if err := p.begin(terminal, s); err != nil {
		return answer, err
	}
	brought, gap := false, false
	for i, a := range s.arrivals {
		receipt, ok, err := p.place(a)
		if err != nil {
			return answer, err
		}
		if gap = !ok; gap {
			break
		}
		if i == 0 {
			answer.From = a.id
		}
		answer.Receipts = append(answer.Receipts, receipt)
		brought = brought || !receipt.Duplicate
	}
	answer.Next = next(p.terminal, p.branches, gap)
	if p.advanced {
		if err := p.tx.Advance(p.terminal); err != nil {
			return answer, err
		}
	}
	if brought { // a repeat leaves the registry as it is
		err = p.tx.AddPush(p.terminal, s.Push, p.now)
	}
	return answer, err
}

// begin reads what is known of the terminal. It fails with EStale for a push of
// another epoch.
func (p *push) begin(terminal dosedesk.ID, s sent) (err error) {
	epoch, _, err := p.tx.Meta("epoch")
	if err != nil {
		return err
	}
	if s.epoch != "" && s.epoch != epoch {
		return errStale
	}
	if err := p.tx.HoldTerminal(terminal); err != nil {
		return err
	}
	if p.terminal, _, err = p.tx.Terminal(terminal); err != nil {
		return err
	}
	if p.centre, err = p.tx.Centre(p.terminal.Centre); err != nil {
		return err
	}
	if p.branches, err = p.tx.Branches(p.terminal); err != nil {
		return err
	}
	return p.skip(s)
}

// skip takes a terminal's word that what is missing before its first event is gone
// for good: it had a verdict here, more than 30 days ago, and went with a part of
// the registry. Without that the terminal would get nothing through any more.
// What follows then may follow anything, and the loss is the district's to see.
func (p *push) skip(s sent) error {
	if s.beginning != nil {
		p.eldest = s.First
	}
	if s.beginning == nil || s.First <= p.terminal.LastNumber+1 {
		return nil
	}
	_, known, err := p.tx.Event(s.arrivals[0].id)
	if err != nil || known {
		return err
	}
	if at, err := p.branch(s.arrivals[0]); err != nil || at != missing {
		return err
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
	if err != nil {
		return receipt, false, err
	}
	if repeated && known.Hash == a.hash() {
		receipt, err = p.repeat(a, known)
		return receipt, true, err
	}
	at, err := p.branch(a)
	if err != nil || at == missing {
		return receipt, false, err
	}
	if !repeated {
		if receipt, err = p.keep(a, at == forked); err != nil {
			return receipt, false, err
		}
		return receipt, true, p.advance(a, at)
	}
	if receipt, err = p.stray(a); err == nil && a.number == p.terminal.LastNumber+1 {
		err = p.advance(a, trunk)
	}
	return receipt, true, err
}

// proved reports whether an event brings a verdict that this server once gave.
func (p *push) proved(a arrival) bool {
	return a.again.Answer != "" && a.again.Proof.Equal(p.Keys.Proof().Receipt(p.terminal.ID, a.hash(), a.again))
}

// repeat answers an event that is known. Where somebody carried it here before its
// terminal brought the verdict that a restore had lost, it was judged anew; what
// was said first holds.
func (p *push) repeat(a arrival, known registry.Event) (dosedesk.Receipt, error) {
	if !a.again.At.Before(known.Verdict.At) || !p.proved(a) {
		return p.receipt(known, true), nil
	}
	known.Verdict, known.Effect = a.again.Verdict, a.again.Effect
	if err := p.tx.Restate(known); err != nil || !a.readable {
		return p.receipt(known, true), err
	}
	return p.receipt(known, true), p.reinstate(a.event, known, a.again.Standing)
}

// keep judges a new event, unless it brings the verdict that it was given before
// the registry was put back to a backup, and keeps it for ever.
func (p *push) keep(a arrival, forked bool) (dosedesk.Receipt, error) {
	kept := p.asKept(a)
	again := p.proved(a)
	if again {
		kept.Verdict, kept.Effect = a.again.Verdict, a.again.Effect
	} else {
		var err error
		p.effect = 0
		if kept.Verdict, err = p.verdict(a, forked); err != nil {
			return dosedesk.Receipt{}, err
		}
		kept.Verdict.At, kept.Effect = p.now, p.effect
	}
	if err := p.tx.AddEvent(kept); err != nil {
		return dosedesk.Receipt{}, err
	}
	if again && a.readable {
		if err := p.reinstate(a.event, kept, a.again.Standing); err != nil {
			return dosedesk.Receipt{}, err
		}
	}
	return p.receipt(kept, false), p.watch(kept)
}

// receipt is what a terminal gets for an event that is kept.
func (p *push) receipt(kept registry.Event, duplicate bool) dosedesk.Receipt {
	r := dosedesk.Receipt{Event: kept.ID, Duplicate: duplicate, Verdict: kept.Verdict, Effect: kept.Effect}
	r.Proof = p.Keys.Proof().Receipt(kept.Terminal, kept.Hash, r)
	return r
}

func (p *push) verdict(a arrival, forked bool) (dosedesk.Verdict, error) {
	switch {
	case !a.readable || a.event.Terminal != p.terminal.ID:
		return refused(dosedesk.ReasonMalformed), nil
	case p.terminal.Revoked():
		// Nobody can say who worked at it: nothing that it says has an effect, no
		// code is tested for it, and a dose that was given is not lost sight of.
		return p.without(a.event, dosedesk.ReasonOperatorUnknown)
	case forked:
		return p.without(a.event, dosedesk.ReasonChainForked)
	}
	return p.judge(a.event)
}

// stray keeps an event under an id that is known with other content.
func (p *push) stray(a arrival) (dosedesk.Receipt, error) {
	kept := p.asKept(a)
	kept.Verdict = review(dosedesk.ReasonChainForked)
	at, duplicate, err := p.tx.AddStray(kept, p.now)
	kept.Verdict.At = at
	return dosedesk.Receipt{Event: a.id, Duplicate: duplicate, Verdict: kept.Verdict}, err
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
