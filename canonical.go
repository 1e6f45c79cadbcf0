package dosedesk

import (
	"encoding/binary"
	"strings"
	"time"
)

// A canon writes or reads canonical bytes. Each record names its fields once,
// in order, and the same list serves both ways, so that they cannot drift
// apart. Every field is length-prefixed: no two records share their bytes.
//
// A compact one writes numbers, times and days as short as they go. What is
// signed, sealed to the server or chained by hashes is never compact.
type canon struct {
	buf     []byte // what is written
	src     string // what is left to be read; texts are parts of it
	reading bool
	compact bool
	unsound bool // what was written has a value that Event.Sound allows nobody
	err     error
}

// field writes *p, or reads into it.
func (c *canon) field(p *[]byte) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, uint64(len(*p))) //nolint:gosec // a length
		c.buf = append(c.buf, *p...)
		return
	}
	*p = []byte(c.take(c.length()))
}

// length reads how long the next field is.
func (c *canon) length() int {
	n := c.uvarint()
	if n > uint64(len(c.src)) {
		c.fail()
		return 0
	}
	return int(n) //nolint:gosec // at most len(c.src)
}

func (c *canon) uvarint() (n uint64) {
	for i := 0; i < len(c.src) && i < binary.MaxVarintLen64; i++ {
		b := c.src[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.src = c.src[i+1:]
			return n
		}
	}
	c.fail()
	return 0
}

// take reads the next n bytes.
func (c *canon) take(n int) (part string) {
	if n > len(c.src) {
		c.fail()
		return ""
	}
	part, c.src = c.src[:n], c.src[n:]
	return part
}

func (c *canon) fail() {
	if c.err == nil {
		c.err = Errorf(EDamaged, "canonical bytes end too soon or are malformed")
	}
	c.src = ""
}

// fixed writes or reads a value that has always as many bytes.
func (c *canon) fixed(p []byte) {
	switch {
	case !c.reading && c.compact:
		c.buf = append(c.buf, p...)
	case !c.reading:
		c.field(&p)
	case !c.compact && c.length() != len(p):
		c.fail()
	default:
		copy(p, c.take(len(p)))
	}
}

func (c *canon) id(p *ID) { c.fixed(p[:]) }

func (c *canon) flag(p *bool) {
	n := uint64(0)
	if *p {
		n = 1
	}
	c.uint(&n)
	if c.reading { // what is written may be read by others meanwhile
		*p = n == 1
	}
}

func (c *canon) uint(p *uint64) {
	switch {
	case c.compact && c.reading:
		*p = c.uvarint()
		return
	case c.compact:
		c.buf = binary.AppendUvarint(c.buf, *p)
		return
	}
	b := make([]byte, 8)
	binary.BigEndian.PutUint64(b, *p)
	c.fixed(b)
	if c.reading {
		*p = binary.BigEndian.Uint64(b)
	}
}

func (c *canon) int(p *int) {
	c.unsound = c.unsound || *p != int(int32(*p)) //nolint:gosec // just compared
	c.long(p)
}

// long is int for what may need 64 bits.
func (c *canon) long(p *int) {
	n := uint64(*p) //nolint:gosec // two's complement, read back the same way
	c.uint(&n)
	if c.reading {
		*p = int(n) //nolint:gosec // see above
	}
}

// time keeps milliseconds, in UTC; no time is no milliseconds.
func (c *canon) time(p *time.Time) {
	ms := 0
	if !p.IsZero() {
		ms = int(p.UnixMilli())
		c.unsound = c.unsound || p.UTC().Year() < 1 || p.UTC().Year() > lastYear
	}
	c.long(&ms)
	if c.reading && ms != 0 {
		*p = time.UnixMilli(int64(ms)).UTC()
	}
}

func (c *canon) day(p *Day) {
	if c.compact {
		n := p.Year<<9 | int(p.Month)<<5 | p.Day
		c.int(&n)
		if c.reading {
			*p = Day{n >> 9, time.Month(n >> 5 & 15), n & 31}
		}
		return
	}
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
	if c.reading {
		*p = T(c.take(c.length()))
		return
	}
	c.unsound = c.unsound || len(*p) > mostText || strings.ContainsRune(string(*p), 0)
	c.buf = binary.AppendUvarint(c.buf, uint64(len(*p))) //nolint:gosec // a length
	c.buf = append(c.buf, *p...)
}

// list writes how many there are, then each.
func list[T any](c *canon, p *[]T, each func(*T)) {
	n := len(*p)
	c.int(&n)
	if c.reading {
		if n < 0 || n > len(c.src) {
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

// optional writes whether there is one, then it.
func optional[T any](c *canon, p **T, each func(*T)) {
	there := *p != nil
	c.flag(&there)
	if c.reading && there {
		*p = new(T)
	}
	if there {
		each(*p)
	}
}
