package store

import (
	"errors"
	"time"

	"dosedesk"
)

// Record records a body as the operator's event. It returns when the event is
// on the disk. It fails with EInvalid for a body about nothing or nobody's
// event; with EConflict for a dose that this terminal has recorded already, and
// once where an event that nobody was told of turned out to be there: look
// again. Any other error means that nothing more is recorded until the outbox,
// opened anew, is seen to hold what it must.
func (v *Vault) Record(by dosedesk.Operator, body dosedesk.Body) (dosedesk.Event, error) {
	return v.record(by, body.Kind(), func(dosedesk.Header) (dosedesk.Body, error) { return body, nil })
}

// EnterCode seals a code to the server, bound to the event that carries it, and
// records the event. The code itself goes nowhere else. The issue is the slip's,
// and 0 for a code that was typed; it fails with EInvalid for anything else,
// with ENotFound for an appointment that the vault does not have, and with
// EConflict before the first sync, when there is no key to seal to.
func (v *Vault) EnterCode(by dosedesk.Operator, appointment dosedesk.ID, channel dosedesk.Channel, issue int, code dosedesk.Code) (dosedesk.Event, error) {
	if (issue > 0) != (channel == dosedesk.ChannelSlip) {
		return dosedesk.Event{}, dosedesk.Errorf(dosedesk.EInvalid, "a slip's code has an issue, and no other has")
	}
	if _, ok := v.Visit(appointment); !ok {
		return dosedesk.Event{}, dosedesk.Errorf(dosedesk.ENotFound, "there is no such appointment here")
	}
	v.mu.RLock()
	key := v.booked.sealKey
	v.mu.RUnlock()
	if key == nil {
		return dosedesk.Event{}, dosedesk.Errorf(dosedesk.EConflict, "no code can be sealed before the first sync")
	}
	return v.record(by, dosedesk.KindCodeEntered, func(header dosedesk.Header) (dosedesk.Body, error) {
		sealed, err := key.Seal(code, header, appointment)
		return &dosedesk.CodeEntered{Appointment: appointment, Channel: channel, Issue: issue, Key: key.ID, Sealed: sealed}, err
	})
}

func (v *Vault) record(by dosedesk.Operator, kind dosedesk.Kind, body func(dosedesk.Header) (dosedesk.Body, error)) (dosedesk.Event, error) {
	event, err := v.commit(by, kind, body)
	if dosedesk.CodeOf(err) == dosedesk.EConflict {
		v.changed() // what is on the disk is not what the screen shows
	}
	if err != nil {
		return dosedesk.Event{}, err
	}
	if kind == dosedesk.KindWalkin {
		v.reindex()
	}
	v.changed()
	return event, nil
}

// commit makes the next event: it goes to the journal, then to the outbox, and
// memory knows it once the disk does.
func (v *Vault) commit(by dosedesk.Operator, kind dosedesk.Kind, body func(dosedesk.Header) (dosedesk.Body, error)) (dosedesk.Event, error) {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.lookAgain(); err != nil {
		return dosedesk.Event{}, err
	}
	event, err := v.draft(by, kind, body)
	if err != nil {
		return dosedesk.Event{}, err
	}
	sealed := sealEvent(v.outbox.box, event)
	if err := v.journal.append(sealed); err != nil {
		return dosedesk.Event{}, err
	}
	if err := v.outbox.update(func(t tx) error { return t.keep(sealed) }); err != nil {
		return v.despite(err, event)
	}
	v.mu.Lock()
	v.own.add(event, nil)
	v.mu.Unlock()
	return event, nil
}

// lookAgain opens the outbox anew where a commit has failed. An event that was
// found there since, and that nobody was told of, may be the very one that is
// to be recorded now: so that it is not recorded twice, this once nothing is.
func (v *Vault) lookAgain() error {
	if err := v.outbox.ready(); err != nil {
		return err
	}
	if !v.found {
		return nil
	}
	v.found = false
	return dosedesk.Errorf(dosedesk.EConflict, "an event whose commit had failed was recorded all the same")
}

// despite looks at once whether an event is on the disk though its commit
// failed: then it is recorded.
func (v *Vault) despite(failed error, event dosedesk.Event) (dosedesk.Event, error) {
	if err := v.outbox.ready(); err != nil {
		return dosedesk.Event{}, errors.Join(err, failed)
	}
	if last, _ := v.LastEvent(); last.ID != event.ID {
		return dosedesk.Event{}, failed
	}
	v.found = false
	return event, nil
}

// draft makes the event that follows the last one.
func (v *Vault) draft(by dosedesk.Operator, kind dosedesk.Kind, body func(dosedesk.Header) (dosedesk.Body, error)) (dosedesk.Event, error) {
	header := v.header(by, kind)
	b, err := body(header)
	if err != nil {
		return dosedesk.Event{}, err
	}
	if by.ID == "" || b.About().IsZero() {
		return dosedesk.Event{}, dosedesk.Errorf(dosedesk.EInvalid, "an event is an operator's, and about an appointment")
	}
	v.mu.RLock()
	err = v.own.once.allows(b)
	v.mu.RUnlock()
	if err != nil {
		return dosedesk.Event{}, err
	}
	// Read back from its own bytes, the event is what any later reader will
	// see, and shares nothing with the caller.
	return dosedesk.ParseEvent(dosedesk.Event{Header: header, Body: b}.Canonical())
}

// header begins the event that follows the last one. The uptime is the
// machine's own, whatever the wall clock is made to say; both are kept to the
// millisecond, and on the wire one of them costs nothing.
func (v *Vault) header(by dosedesk.Operator, kind dosedesk.Kind) dosedesk.Header {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return dosedesk.Header{
		ID: v.options.NewID(), Terminal: v.own.enrolment.Terminal, Number: v.own.last.Number + 1, Kind: kind, By: by.Signature(),
		At:       dosedesk.Stamp{Wall: v.options.Now().UTC().Truncate(time.Millisecond), Uptime: time.Since(v.started).Truncate(time.Millisecond), Boot: v.boot},
		Schedule: v.schedule().Version,
		Previous: v.own.lastHash,
	}
}
