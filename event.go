package dosedesk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// Kind names what an event records.
type Kind string

// The kinds of event.
const (
	KindCodeEntered   Kind = "code.entered"
	KindDoseRecorded  Kind = "dose.recorded"
	KindVisitDeferred Kind = "visit.deferred"
	KindWalkin        Kind = "walkin.registered"
	KindReissueAsked  Kind = "code.reissue_asked"
	KindOverride      Kind = "visit.cleared"
	KindDoseCorrected Kind = "dose.corrected"
)

// Hash is the SHA-256 of an event's canonical bytes. The next event of the same
// terminal carries it, so that none can be taken out or changed unseen.
type Hash [sha256.Size]byte

// MarshalText implements encoding.TextMarshaler.
func (h Hash) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h[:])), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (h *Hash) UnmarshalText(text []byte) error {
	if b, err := hex.DecodeString(string(text)); err != nil || copy(h[:], b) != len(h) || len(b) != len(h) {
		return Errorf(EInvalid, "a hash has %d hexadecimal digits", 2*len(h))
	}
	return nil
}

// Stamp is when a terminal recorded an event, by a clock that may be wrong: the
// uptime and the boot show the order, and how far the wall clock was moved.
type Stamp struct {
	Wall   time.Time     `json:"wall"`   // kept to the millisecond
	Uptime time.Duration `json:"uptime"` // nanoseconds since the program started, by the monotonic clock, kept to the millisecond
	Boot   ID            `json:"boot"`   // this run of the program
}

// Header is what every event carries, whatever it records.
type Header struct {
	ID       ID        `json:"id"`
	Terminal ID        `json:"terminal"`
	Number   uint64    `json:"number"` // consecutive at its terminal, from 1
	Kind     Kind      `json:"kind"`
	By       Signature `json:"by"`
	At       Stamp     `json:"at"`
	Schedule string    `json:"schedule"` // version of the schedule the terminal judged by
	Previous Hash      `json:"previous"` // of the terminal's previous event; zero for the first
}

// Canonical returns the header's canonical bytes, which a sealed code is bound
// to.
func (h Header) Canonical() []byte {
	c := &canon{}
	h.canon(c)
	return c.buf
}

func (h *Header) canon(c *canon) {
	c.id(&h.ID)
	c.id(&h.Terminal)
	c.uint(&h.Number)
	text(c, &h.Kind)
	h.By.canon(c)
	c.time(&h.At.Wall)
	uptime := int(h.At.Uptime)
	c.long(&uptime)
	if c.reading {
		h.At.Uptime = time.Duration(uptime)
	}
	c.id(&h.At.Boot)
	text(c, &h.Schedule)
	c.fixed(h.Previous[:])
}

// Event is one fact that a terminal recorded. It is immutable and
// self-contained: it can be judged without anything else of the terminal's.
type Event struct {
	Header
	Body Body `json:"body"`
}

// Canonical returns the event's canonical bytes: what is hashed, and what the
// vault keeps. ParseEvent reads them.
func (e Event) Canonical() []byte {
	c := &canon{}
	e.Header.canon(c)
	e.Body.canon(c)
	return c.buf
}

// Hash returns the SHA-256 of the canonical bytes.
func (e Event) Hash() Hash { return sha256.Sum256(e.Canonical()) }

// ParseEvent reads canonical bytes. It fails with EDamaged for anything that
// Canonical did not make.
func ParseEvent(b []byte) (Event, error) {
	c := &canon{src: string(b), reading: true}
	var e Event
	e.Header.canon(c)
	if c.err != nil {
		return Event{}, c.err
	}
	body, err := newBody(e.Kind)
	if err != nil {
		return Event{}, err
	}
	e.Body = body
	body.canon(c)
	if c.err == nil && !bytes.Equal(e.Canonical(), b) {
		c.fail() // bytes left over, or written in a way that Canonical does not
	}
	return e, c.err
}

// UnmarshalJSON implements json.Unmarshaler; it fails with EInvalid for a kind
// of event it does not know.
func (e *Event) UnmarshalJSON(b []byte) error {
	var raw struct {
		Header
		Body json.RawMessage `json:"body"`
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return err
	}
	body, err := newBody(raw.Kind)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(raw.Body, body); err != nil {
		return err
	}
	*e = Event{Header: raw.Header, Body: body}
	return nil
}
