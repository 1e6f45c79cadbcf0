package server

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// A place is where an event belongs in its terminal's chain: behind one of its
// branches, by their index, or one of these.
type place int

const (
	trunk   place = -1 - iota // behind the head that the terminal's row holds
	forked                    // behind an event that another one follows already
	missing                   // nowhere yet: numbers before it are missing
)

// branch finds an event's place. A chain forks where a folder was copied to two
// machines, or an old image of a disk was put back. The first event of a fork is
// in review; what follows it is judged as ever: whoever has the folder is the
// terminal, every code he tries counts, and a hundred people queue. Behind an
// event that could not be read anything may follow.
func (p *push) branch(a arrival) (place, error) {
	previous := ""
	if a.readable {
		previous = hashText(a.event.Previous)
	}
	follows := func(number uint64, hash string) bool {
		return a.number == number+1 && (hash == previous || hash == "" || previous == "")
	}
	if follows(p.terminal.LastNumber, p.terminal.LastHash) {
		return trunk, nil
	}
	for i, b := range p.branches {
		if follows(b.Number, b.Hash) {
			return place(i), nil
		}
	}
	return p.elsewhere(a)
}

// elsewhere tells a fork from a gap: what an event follows is here already, or is
// missing. Where a terminal has nothing before it, or would have to go back further
// than any branch is known to go, it is taken as a fork: nothing is held up for ever.
func (p *push) elsewhere(a arrival) (place, error) {
	if a.number > p.terminal.LastNumber+1 {
		return missing, nil
	}
	if !a.readable || a.number == p.eldest || a.number <= next(p.terminal, p.branches, true) {
		return forked, nil
	}
	known, err := p.tx.HasEvent(p.terminal, a.number-1, a.event.Previous)
	if err != nil || known {
		return forked, err
	}
	return missing, nil
}

// advance makes the event the head of its branch.
func (p *push) advance(a arrival, at place) error {
	hash := ""
	if a.readable {
		hash = hashText(a.hash())
	}
	switch at {
	case missing:
		return nil // it was not taken
	case trunk:
		p.terminal.LastNumber, p.terminal.LastHash = a.number, hash
		p.advanced = true // which take keeps at its end
		return nil
	case forked:
		p.Log.Warn("a terminal's chain of events has forked: its folder was copied, or an old image of its disk put back",
			"centre", p.centre.ID, "number", a.number)
		p.branches = append(p.branches, registry.Branch{Hash: hash})
		at = place(len(p.branches) - 1)
	}
	before := p.branches[at].Hash
	p.branches[at] = registry.Branch{Number: a.number, Hash: hash}
	return p.tx.SetBranch(p.terminal, before, p.branches[at])
}

// next is the number of the event that a terminal is expected to send next: where
// one is missing, the smallest that any branch of its chain can go on with.
func next(t registry.Terminal, branches []registry.Branch, missing bool) uint64 {
	n := t.LastNumber
	for _, b := range branches {
		if missing == (b.Number < n) {
			n = b.Number
		}
	}
	return n + 1
}

// expected is the number of the event that a terminal is to send next. Of a chain
// that has forked a restored registry may lack a part of any branch: who has an
// event that is not here goes on where the shortest branch ends.
func expected(tx *registry.Tx, t registry.Terminal, head string) (uint64, error) {
	branches, err := tx.Branches(t)
	if err != nil || head == "" {
		return next(t, branches, false), err
	}
	number, hash, err := wire.ParseHead(head)
	if err != nil {
		return 0, err
	}
	known, err := tx.HasEvent(t, number, hash)
	return next(t, branches, !known), err
}

func hashText(h dosedesk.Hash) string {
	text, _ := h.MarshalText() //nolint:errcheck // it never fails
	return string(text)
}
