package store

import (
	"encoding/binary"
	"slices"

	"dosedesk"
)

// The buckets of outbox.db. Events and verdicts are kept under the event's
// number, settings under hidden names. One more is empty: see schemaName.
const (
	events   = "events"
	verdicts = "verdicts"
	settings = "settings"
)

// The settings. An operator's tries are kept under a name of his own.
const (
	settingEnrolment = "enrolment"
	settingGrants    = "grants" // who may open the vault
	settingStock     = "stock"
	settingTries     = "tries "
	settingBefore    = "before"     // see head
	settingTriesLost = "tries lost" // when the outbox was made anew; see Vault.tries
)

// settingNames are all of them but the tries: Rekey takes along what is named here.
var settingNames = []string{settingEnrolment, settingGrants, settingStock, settingBefore, settingTriesLost}

// A head is where a chain of events begins, in an outbox without the first ones:
// behind this event. Without a head it begins with number 1.
type head struct {
	Number uint64        `json:"number"`
	Hash   dosedesk.Hash `json:"hash"`
}

// A judgement is a verdict as the outbox keeps it.
type judgement struct {
	dosedesk.Verdict
	Epoch string `json:"epoch,omitempty"` // of the cursor when the verdict came: Verdict.Change counts within it
	Shown string `json:"shown,omitempty"` // epoch of the roster shown then

	Effect   int               `json:"effect,omitempty"` // these three are as in dosedesk.Receipt, for a restored server
	Proof    dosedesk.Proof    `json:"proof,omitzero"`
	Standing dosedesk.Standing `json:"standing,omitzero"`
}

func fillOutbox(t tx, d deed) error {
	if err := t.makeOutbox(); err != nil {
		return err
	}
	if err := t.putJSON(settings, settingEnrolment, d.Enrolment); err != nil {
		return err
	}
	return t.putJSON(settings, settingGrants, d.Grants)
}

// deed fails with EDamaged where another key sealed the file.
func (t tx) deed() (d deed, err error) {
	if found, err := t.getJSON(settings, settingEnrolment, &d.Enrolment); err != nil || !found {
		return d, dosedesk.Errorf(dosedesk.EDamaged, "%s cannot be read with this key", outboxFile)
	}
	_, err = t.getJSON(settings, settingGrants, &d.Grants)
	return d, err
}

// makeOutbox makes the buckets.
func (t tx) makeOutbox() error {
	for _, bucket := range []string{events, verdicts, settings, schemaName(t.box.schema)} {
		if _, err := t.CreateBucketIfNotExists([]byte(bucket)); err != nil {
			return err
		}
	}
	return nil
}

func numberKey(number uint64) []byte { return binary.BigEndian.AppendUint64(nil, number) }

// keep puts an event that is sealed already: the journal has the same bytes.
func (t tx) keep(k kept) error { return t.Bucket([]byte(events)).Put(numberKey(k.number), k.sealed) }

// keptEvents returns all events, as they are sealed.
func (t tx) keptEvents() (all []kept, err error) {
	err = t.Bucket([]byte(events)).ForEach(func(key, sealed []byte) error {
		all = append(all, kept{binary.BigEndian.Uint64(key), slices.Clone(sealed)})
		return nil
	})
	return all, err
}

func sealEvent(b box, event dosedesk.Event) kept {
	return kept{event.Number, b.seal(events, numberKey(event.Number), event.Canonical())}
}

func (t tx) event(number uint64) (dosedesk.Event, error) {
	value, err := t.get(events, numberKey(number))
	if err != nil {
		return dosedesk.Event{}, err
	}
	return dosedesk.ParseEvent(value)
}

// eventsFrom visits the events from a number on, in their order.
func (t tx) eventsFrom(number uint64, fn func(dosedesk.Event) (bool, error)) error {
	return t.each(events, numberKey(number), func(_, value []byte) (bool, error) {
		event, err := dosedesk.ParseEvent(value)
		if err != nil {
			return false, err
		}
		return fn(event)
	})
}

// judgement returns nil where the event has no verdict.
func (t tx) judgement(number uint64) (*judgement, error) {
	value, err := t.get(verdicts, numberKey(number))
	if err != nil || value == nil {
		return nil, err
	}
	var j judgement
	return &j, decode(value, &j)
}

// judge keeps a verdict, unless the event has one: a verdict never changes.
func (t tx) judge(number uint64, j judgement) error {
	if had, err := t.judgement(number); err != nil || had != nil {
		return err
	}
	return t.putJudgement(number, j)
}

func (t tx) putJudgement(number uint64, j judgement) error {
	plain, err := encode(j)
	if err != nil {
		return err
	}
	return t.put(verdicts, numberKey(number), plain)
}

// loadOutbox reads the terminal's own events into memory. It fails with
// EDamaged where a number is missing or the chain of hashes is broken.
func loadOutbox(t tx) (*outboxMemory, error) {
	m := newOutboxMemory()
	d, err := t.deed()
	if err != nil {
		return nil, err
	}
	m.enrolment, m.grants = d.Enrolment, d.Grants
	if _, err := t.getJSON(settings, settingStock, &m.stock); err != nil {
		return nil, err
	}
	if _, err := t.getJSON(settings, settingBefore, &m.before); err != nil {
		return nil, err
	}
	m.last.Number, m.lastHash = m.before.Number, m.before.Hash
	// The other settings are read when they are needed; here, that they can be.
	if err := t.each(settings, nil, func(_, _ []byte) (bool, error) { return true, nil }); err != nil {
		return nil, err
	}
	err = t.eventsFrom(0, func(event dosedesk.Event) (bool, error) {
		if event.Number != m.last.Number+1 || event.Previous != m.lastHash {
			return false, dosedesk.Errorf(dosedesk.EDamaged, "%s: event %d does not follow event %d", outboxFile, event.Number, m.last.Number)
		}
		j, err := t.judgement(event.Number)
		m.add(event, j)
		return true, err
	})
	return m, err
}
