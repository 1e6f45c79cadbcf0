package server

import (
	"crypto/sha256"
	"encoding/json"
	"io"
	"math"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// An arrival is an event as it came. One that cannot be read, or is not sound, is
// kept all the same, and must not hold up those behind it.
type arrival struct {
	id       dosedesk.ID
	number   uint64
	event    dosedesk.Event
	readable bool             // and sound
	content  []byte           // canonical bytes, or what came where it cannot be read
	again    dosedesk.Receipt // what the terminal says that this server once said of it
}

func (a arrival) hash() dosedesk.Hash { return sha256.Sum256(a.content) }

// A sent push is what came of a terminal in one request.
type sent struct {
	arrivals []arrival
	epoch    string // that the terminal knows; empty where it matters to nobody
	registry.Push
	beginning []byte // the terminal's signature that it has none before the first; or nil
}

// readPush reads a push, of at most wire.MaxBody bytes. It fails with EInvalid where
// an event has no id and number to answer to, with ETooLarge where there are too many.
func readPush(r io.Reader, encoding string) (s sent, err error) {
	var push struct {
		Events    wire.Arrivals `json:"events"`
		Again     wire.Receipts `json:"again"`
		Head      dosedesk.Hash `json:"head"`
		Signature []byte        `json:"signature"`
		Beginning []byte        `json:"beginning"`
		Epoch     string        `json:"epoch"`
	}
	if err := wire.Unpack(r, encoding, wire.MaxBody, &push); err != nil {
		return s, err
	}
	s.Push, s.beginning = registry.Push{Head: push.Head, Signature: push.Signature}, push.Beginning
	s.epoch = push.Epoch
	s.arrivals = make([]arrival, len(push.Events))
	for i, arrived := range push.Events {
		if s.arrivals[i], err = readEvent(arrived); err != nil {
			return s, err
		}
		if i < len(push.Again) {
			s.arrivals[i].again = push.Again[i]
			s.arrivals[i].again.Event = s.arrivals[i].id
		}
	}
	if len(s.arrivals) > 0 {
		s.First = s.arrivals[0].number
	}
	return s, nil
}

// vouchedFor fails with EUnauthorized unless the terminal's key stands behind
// the push. The hash of a last event that cannot be read is taken on its word.
func (s sent) vouchedFor(t registry.Terminal) error {
	if len(s.arrivals) == 0 {
		return nil
	}
	last := s.arrivals[len(s.arrivals)-1]
	if last.readable && last.hash() != s.Head || !dosedesk.VerifyPush(t.Key, t.ID, s.First, s.Head, s.Signature) ||
		s.beginning != nil && !dosedesk.VerifyBeginning(t.Key, t.ID, s.First, s.beginning) {
		return dosedesk.Errorf(dosedesk.EUnauthorized, "a push that its terminal's key has not signed")
	}
	return nil
}

func readEvent(arrived wire.Arrived) (arrival, error) {
	event, raw := arrived.Event, arrived.Row
	var err error
	if raw != nil {
		err = json.Unmarshal(raw, &event)
	}
	if err == nil && named(event.ID, event.Number) {
		return arrival{id: event.ID, number: event.Number, event: event, readable: event.Sound(), content: event.Canonical()}, nil
	}
	var name struct {
		ID     dosedesk.ID `json:"id"`
		Number uint64      `json:"number"`
	}
	if err := json.Unmarshal(raw, &name); err != nil || !named(name.ID, name.Number) {
		return arrival{}, dosedesk.Errorf(dosedesk.EInvalid, "an event has no id or no number")
	}
	return arrival{id: name.ID, number: name.Number, content: raw}, nil
}

// named reports whether there is something to answer to, and to keep an event by.
func named(id dosedesk.ID, number uint64) bool {
	return !id.IsZero() && 0 < number && number <= math.MaxInt64
}
