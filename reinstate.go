package dosedesk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"time"
)

// A Proof is the server's own mark on what it once said: 16 bytes that nobody
// else can make. A server that was restored from a backup knows by it what it
// had said since.
type Proof [16]byte

// ProofKey is the server's secret for proofs. The registry does not hold it, and
// so no backup of the registry loses it.
type ProofKey []byte

// Standing is where a dose stands after its verdict: a code was entered later,
// or the citizen answered.
type Standing struct {
	Dose   ID        `json:"dose"`
	State  DoseState `json:"state"`
	Reason Reason    `json:"reason,omitempty"` // with unconfirmed
	Said   Said      `json:"said,omitempty"`
	At     time.Time `json:"at"` // by the server's clock
	Proof  Proof     `json:"proof"`
}

// Receipt returns the proof of a receipt: that the server gave this verdict, with
// this effect, on a terminal's event with that hash.
func (k ProofKey) Receipt(terminal ID, event Hash, r Receipt) Proof {
	return k.prove("dosedesk receipt 1", terminal, event, func(c *canon) {
		c.id(&r.Event)
		text(c, &r.Answer)
		text(c, &r.Reason)
		text(c, &r.Code)
		c.int(&r.TriesLeft)
		c.uint(&r.Change)
		c.time(&r.At)
		c.int(&r.Effect)
	})
}

// Standing returns the proof of where the dose of a terminal's event stood.
func (k ProofKey) Standing(terminal ID, event Hash, s Standing) Proof {
	return k.prove("dosedesk standing 1", terminal, event, func(c *canon) {
		c.id(&s.Dose)
		text(c, &s.State)
		text(c, &s.Reason)
		text(c, &s.Said)
		c.time(&s.At)
	})
}

// prove binds what is said to its purpose, the terminal and the event, so that
// it proves nothing elsewhere.
func (k ProofKey) prove(purpose string, terminal ID, event Hash, say func(*canon)) (p Proof) {
	c := &canon{}
	text(c, &purpose)
	c.id(&terminal)
	c.fixed(event[:])
	say(c)
	mac := hmac.New(sha256.New, k)
	mac.Write(c.buf)
	copy(p[:], mac.Sum(nil))
	return p
}

// Equal compares in constant time.
func (p Proof) Equal(other Proof) bool { return hmac.Equal(p[:], other[:]) }

// MarshalText implements encoding.TextMarshaler; no proof is the empty text.
func (p Proof) MarshalText() ([]byte, error) {
	if p == (Proof{}) {
		return []byte{}, nil
	}
	return base64.RawStdEncoding.AppendEncode(nil, p[:]), nil
}

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Proof) UnmarshalText(text []byte) error {
	b, err := base64.RawStdEncoding.AppendDecode(nil, text)
	if err != nil || len(b) != 0 && len(b) != len(p) {
		return Errorf(EInvalid, "a proof is %d bytes of base64", len(p))
	}
	*p = Proof{}
	copy(p[:], b)
	return nil
}
