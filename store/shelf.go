package store

import (
	"encoding/binary"

	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
)

// A shelf is a bucket of roster.db: the entries of one session day, or of no day
// those of dead days that are still in review. What lies on it is sealed under a
// key of its own and numbered: once the key is dead nothing tells who was there,
// not even to who has the vault's key and an id to look for.
type shelf struct {
	Day dosedesk.Day `json:"day,omitzero"`
	Key keyID        `json:"key"`
	box box
}

// A line is an entry with its number on its shelf. It is never changed in place:
// a new one replaces the old.
type line struct {
	dosedesk.Entry
	number uint64
}

// newShelf makes a shelf's key. The shelf itself is made by who writes.
func (k *dayKeys) newShelf(day dosedesk.Day) (*shelf, error) {
	id, key, err := k.make()
	if err != nil {
		return nil, err
	}
	s := &shelf{Day: day, Key: id}
	return s, s.unlock(key)
}

func (s *shelf) unlock(key []byte) (err error) {
	s.box.schema = rosterSchema
	if s.box.aead, err = chacha20poly1305.NewX(key); err != nil {
		err = dosedesk.Errorf(dosedesk.EDamaged, "a key of %s cannot be used: %w", keysFile, err)
	}
	return err
}

func (s *shelf) bucket() string {
	if s.Day.IsZero() {
		return "review"
	}
	return "day " + s.Day.String()
}

// create makes the shelf, empty.
func (t tx) create(s *shelf) error {
	_, err := t.CreateBucket([]byte(s.bucket()))
	return err
}

// drop takes a shelf away with all that lies on it.
func (t tx) drop(s *shelf) error { return t.DeleteBucket([]byte(s.bucket())) }

// filled is how full bbolt leaves a page behind it: numbers rise, so what follows
// goes on the next one.
const filled = 0.9

// lay puts a line on its shelf; one without a number gets the next.
func (t tx) lay(s *shelf, l *line) (err error) {
	b := t.Bucket([]byte(s.bucket()))
	b.FillPercent = filled
	if l.number == 0 {
		if l.number, err = b.NextSequence(); err != nil {
			return err
		}
	}
	return tx{t.Tx, s.box}.put(s.bucket(), numberKey(l.number), l.Compact())
}

func (t tx) lift(s *shelf, l *line) error {
	return t.Bucket([]byte(s.bucket())).Delete(numberKey(l.number))
}

// A lying line is one as it lies on its shelf.
type lying struct {
	shelf       *shelf
	key, sealed []byte
}

// read opens a line, into a buffer that serves again.
func (r lying) read(buffer []byte) (l *line, sum uint64, plain []byte, err error) {
	plain, err = r.shelf.box.openTo(buffer[:0], r.shelf.bucket(), r.key, r.sealed)
	if err != nil {
		return nil, 0, nil, err
	}
	l = &line{number: binary.BigEndian.Uint64(r.key)}
	l.Entry, err = dosedesk.ParseEntry(plain)
	return l, dosedesk.SumOf(plain), plain, err
}
