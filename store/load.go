package store

import (
	"runtime"
	"sync"

	"dosedesk"
)

// loadShelves reads every shelf, on all processors: opening and decoding is most
// of what it takes to unlock a vault.
func (m *rosterMemory) loadShelves(t tx, shelves []*shelf, keys *dayKeys) error {
	var lines []lying
	for _, s := range shelves {
		key, b := keys.find(s.Key), t.Bucket([]byte(s.bucket()))
		if key == nil || b == nil {
			return dosedesk.Errorf(dosedesk.EDamaged, "%s: a day or its key is missing", rosterFile)
		}
		if err := s.unlock(key); err != nil {
			return err
		}
		m.shelves[s.Day] = s
		c := b.Cursor()
		for key, sealed := c.First(); key != nil; key, sealed = c.Next() {
			lines = append(lines, lying{s, key, sealed})
		}
	}
	return m.read(lines)
}

// read opens lines: as many heaps of them at once as there are processors.
func (m *rosterMemory) read(lines []lying) error {
	heaps := make([]heap, runtime.GOMAXPROCS(0))
	var readers sync.WaitGroup
	for i := range heaps {
		from, to := i*len(lines)/len(heaps), (i+1)*len(lines)/len(heaps)
		readers.Go(func() { heaps[i].read(lines[from:to]) })
	}
	readers.Wait()
	m.entries = make(map[dosedesk.ID]*line, len(lines))
	for i, h := range heaps {
		if h.err != nil {
			return h.err
		}
		from := i * len(lines) / len(heaps)
		for n, l := range h.lines {
			m.place(lines[from+n].shelf, l, h.sums[n])
		}
	}
	return nil
}

// place takes a line into memory.
func (m *rosterMemory) place(s *shelf, l *line, sum uint64) {
	m.set(l)
	if s.Day.IsZero() {
		m.review[l.ID] = true
		return
	}
	m.tallies[s.Day] = m.tallies[s.Day].With(sum)
}

// A heap is a part of the lines, for one processor.
type heap struct {
	lines []*line
	sums  []uint64
	err   error
}

// read guards itself: a damaged file faults in the goroutine that reads it.
func (h *heap) read(lines []lying) {
	h.lines, h.sums = make([]*line, len(lines)), make([]uint64, len(lines))
	h.err = guard(rosterFile, func() (err error) {
		var buffer []byte
		for i, r := range lines {
			if h.lines[i], h.sums[i], buffer, err = r.read(buffer); err != nil {
				return err
			}
		}
		return nil
	})
}
