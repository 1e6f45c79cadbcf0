package dosedesk

import (
	"crypto/sha256"
	"encoding/binary"
)

// Compact returns the entry's compact bytes: what a terminal keeps, and what
// both ends hash. ParseEntry reads them.
func (e *Entry) Compact() []byte {
	c := &canon{compact: true, buf: make([]byte, 0, 256)}
	e.canon(c)
	return c.buf
}

// ParseEntry reads an entry's compact bytes. It fails with EDamaged for anything
// else.
func ParseEntry(b []byte) (e Entry, err error) {
	c := &canon{compact: true, reading: true, src: string(b)}
	e.canon(c)
	if c.src != "" {
		c.fail()
	}
	return e, c.err
}

func (e *Entry) canon(c *canon) {
	e.Appointment.canon(c)
	c.flag(&e.Cancelled)
	c.int(&e.Code.Issue)
	c.int(&e.Code.TriesLeft)
	c.flag(&e.Code.Right)
	c.id(&e.Code.RightBy)
	list(c, &e.Doses, func(d *Dose) {
		d.canon(c)
		if c.reading {
			d.Appointment = e.ID
		}
	})
	optional(c, &e.Deferred, func(d *Deferred) {
		text(c, &d.Reason)
		c.day(&d.Until)
		c.time(&d.At)
	})
	optional(c, &e.Override, func(o *Override) { o.canon(c) })
}

// canon leaves out the appointment: a dose stands in its entry.
func (d *Dose) canon(c *canon) {
	c.id(&d.ID)
	text(c, &d.Citizen)
	c.int(&d.Number)
	text(c, &d.Vaccine)
	text(c, &d.Batch)
	d.Vaccinator.canon(c)
	d.By.canon(c)
	c.time(&d.GivenAt)
	c.time(&d.KeyedIn)
	text(c, &d.State)
	text(c, &d.Reason)
	text(c, &d.Certificate)
	text(c, &d.Said)
}

func (o *Override) canon(c *canon) {
	c.id(&o.Event)
	o.By.canon(c)
	o.Desk.canon(c)
	text(c, &o.Reason)
	c.time(&o.At)
	c.flag(&o.Beyond)
}

// InReview reports whether a dose of the entry's waits in the in-charge's
// review.
func (e *Entry) InReview() bool {
	for _, d := range e.Doses {
		if d.State == DoseUnconfirmed {
			return true
		}
	}
	return false
}

// Sum returns the entry's part in its day's tally.
func (e *Entry) Sum() uint64 { return SumOf(e.Compact()) }

// SumOf returns the sum of an entry of these compact bytes.
func SumOf(compact []byte) uint64 {
	hash := sha256.Sum256(compact)
	return binary.BigEndian.Uint64(hash[:])
}
