package dosedesk

import (
	"encoding/binary"
	"time"
)

// A canon writes or reads canonical bytes. Each record names its fields once,
// in order, and the same list serves both ways, so that they cannot drift
// apart. Every field is length-prefixed: no two records share their bytes.
type canon struct {
	buf     []byte
	reading bool
	err     error
}

// field writes *p, or reads into it.
func (c *canon) field(p *[]byte) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, uint64(len(*p))) //nolint:gosec // a length
		c.buf = append(c.buf, *p...)
		return
	}
	n, size := binary.Uvarint(c.buf)
	if c.err != nil || size <= 0 || n > uint64(len(c.buf[size:])) {
		c.fail()
		return
	}
	end := size + int(n) //nolint:gosec // at most len(c.buf)
	*p = append([]byte(nil), c.buf[size:end]...)
	c.buf = c.buf[end:]
}

func (c *canon) fail() {
	if c.err == nil {
		c.err = Errorf(EDamaged, "an event's bytes end too soon or are malformed")
	}
	c.buf = nil
}

func (c *canon) fixed(p []byte) {
	b := p
	c.field(&b)
	if c.reading && copy(p, b) != len(p) {
		c.fail()
	}
}

func (c *canon) id(p *ID) { c.fixed(p[:]) }

func (c *canon) flag(p *bool) {
	n := uint64(0)
	if *p {
		n = 1
	}
	c.uint(&n)
	*p = n == 1
}

func (c *canon) uint(p *uint64) {
	b := make([]byte, 8)
	binary.BigEndian.PutUint64(b, *p)
	c.fixed(b)
	if c.reading {
		*p = binary.BigEndian.Uint64(b)
	}
}

func (c *canon) int(p *int) {
	n := uint64(*p) //nolint:gosec // two's complement, read back the same way
	c.uint(&n)
	*p = int(n) //nolint:gosec // see above
}

// time keeps milliseconds, in UTC; no time is no milliseconds.
func (c *canon) time(p *time.Time) {
	ms := 0
	if !p.IsZero() {
		ms = int(p.UnixMilli())
	}
	c.int(&ms)
	if c.reading && ms != 0 {
		*p = time.UnixMilli(int64(ms)).UTC()
	}
}

func (c *canon) day(p *Day) {
	s := p.String()
	text(c, &s)
	if !c.reading {
		return
	}
	if err := p.UnmarshalText([]byte(s)); err != nil {
		c.fail()
	}
}

func text[T ~string](c *canon, p *T) {
	b := []byte(*p)
	c.field(&b)
	if c.reading {
		*p = T(b)
	}
}

// list writes how many there are, then each.
func list[T any](c *canon, p *[]T, each func(*T)) {
	n := len(*p)
	c.int(&n)
	if c.reading {
		if n < 0 || n > len(c.buf) {
			c.fail()
			return
		}
		if *p = nil; n > 0 {
			*p = make([]T, n)
		}
	}
	for i := range *p {
		each(&(*p)[i])
	}
}
