package store

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"dosedesk"
	"dosedesk/store/keys"
)

// Remains are what can still be read in the folder of a terminal that is gone, or
// in a copy of it. Reading changes nothing there, and no damage ends it.
type Remains struct {
	boxes     []box // of every key of the ring, and every schema
	enrolment dosedesk.Enrolment
	events    []dosedesk.Event
	seen      map[dosedesk.ID]bool
	numbers   map[uint64]bool // of all that is there: whether it can be read

	// Damage says what could not be read, a sentence each.
	Damage []string
	// Carried are the files that the terminal carried for others.
	Carried []string
}

// ReadRemains reads journal and outbox, as far as each is whole, and what was put
// aside of them: an event is read wherever it still is. It fails with EDamaged
// where the terminal's own key, which its events are signed with, is nowhere.
func ReadRemains(dir string, ring keys.Ring) (*Remains, error) {
	r := &Remains{seen: map[dosedesk.ID]bool{}, numbers: map[uint64]bool{}}
	for _, key := range ring {
		b, err := newBox(key[:])
		if err != nil {
			return nil, err
		}
		for older := range byte(schema) {
			r.boxes = append(r.boxes, b.of(older+1))
		}
	}
	for _, name := range []string{journalFile, outboxFile} {
		if err := r.read(filepath.Join(dir, name), true); err != nil {
			r.damaged("%s: %v", name, err)
		}
	}
	for _, path := range named(dir, "outbox.*.*") {
		_ = r.read(path, false) // that it is damaged is why it is there
	}
	if len(r.enrolment.Key) == 0 {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "the terminal's own key is nowhere in %s, or this is another vault's key", dir)
	}
	r.sort()
	r.Carried = named(filepath.Join(dir, carriedFolder), "*")
	return r, nil
}

// Enrolment returns what made the folder a terminal.
func (r *Remains) Enrolment() dosedesk.Enrolment { return r.enrolment }

// Pending returns the events that were read, at most limit: which ones the server
// has, it knows itself.
func (r *Remains) Pending(limit int) ([]dosedesk.Event, error) {
	return r.events[:min(limit, len(r.events))], nil
}

func (r *Remains) damaged(format string, args ...any) {
	r.Damage = append(r.Damage, fmt.Sprintf(format, args...))
}

// read takes what a file has; one that was put aside has a say only where an event
// is nowhere else.
func (r *Remains) read(path string, current bool) error {
	take := func(k kept) { r.take(k, current) }
	if matched, _ := filepath.Match(journalFile+"*", filepath.Base(path)); matched { //nolint:errcheck // the pattern is good
		return r.readJournal(path, take)
	}
	return r.readOutbox(path, take)
}

// take opens an event, or a journal's head.
func (r *Remains) take(k kept, current bool) {
	if k.number == 0 {
		r.enrol(journalHead, nil, k.sealed)
		return
	}
	plain, ok := r.open(events, numberKey(k.number), k.sealed)
	event, err := dosedesk.ParseEvent(plain)
	switch read := r.numbers[k.number]; {
	case !ok, err != nil:
		r.numbers[k.number] = read
	case !r.seen[event.ID] && (current || !read):
		r.seen[event.ID], r.numbers[k.number] = true, true
		r.events = append(r.events, event)
	}
}

// enrol takes the first enrolment that can be read.
func (r *Remains) enrol(bucket string, key, sealed []byte) {
	if plain, ok := r.open(bucket, key, sealed); ok && len(r.enrolment.Key) == 0 {
		_ = decode(plain, &r.enrolment) // one without a key is none
	}
}

func (r *Remains) open(bucket string, key, sealed []byte) (plain []byte, ok bool) {
	for _, b := range r.boxes {
		if plain, err := b.open(bucket, key, sealed); err == nil {
			return plain, true
		}
	}
	return nil, false
}

// sort puts the events in the order of their numbers, and says what is missing.
func (r *Remains) sort() {
	slices.SortStableFunc(r.events, func(a, b dosedesk.Event) int { return cmp.Compare(a.Number, b.Number) })
	numbers := slices.Sorted(maps.Keys(r.numbers))
	for i, number := range numbers {
		if i > 0 && numbers[i-1]+1 < number {
			r.damaged("events %d to %d are nowhere in the folder", numbers[i-1]+1, number-1)
		}
		if !r.numbers[number] {
			r.damaged("event %d is there and cannot be read", number)
		}
	}
}
