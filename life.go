package dosedesk

import (
	"slices"
	"time"
)

// How long a terminal keeps of a roster what it is not to learn by heart: a day
// until 36 h after it ended, unless a dose of it is in review; all of it 7 days
// without a sync.
const (
	dayLife    = 36 * time.Hour
	RosterLife = 7 * 24 * time.Hour
)

// FirstLiving returns the first session day that a roster still holds at a time.
func FirstLiving(at time.Time) Day { return DayOf(at.Add(-dayLife)) }

// Hiding is what a terminal does not show of its roster, because it seems too old
// by a clock that may be wrong.
type Hiding string

// What is hidden.
const (
	HidesNothing Hiding = ""
	HidesDays    Hiding = "days"   // sessions that ended more than 36 h ago
	HidesRoster  Hiding = "roster" // all of it: no sync for 7 days
)

// Tally stands for a set of entries: how many there are, and the XOR of their
// sums.
type Tally struct {
	Count int    `json:"count"`
	Sum   uint64 `json:"sum"`
}

// With returns the tally of the set and one entry more.
func (t Tally) With(sum uint64) Tally { return Tally{t.Count + 1, t.Sum ^ sum} }

// Without returns the tally of the set without one of its entries.
func (t Tally) Without(sum uint64) Tally { return Tally{t.Count - 1, t.Sum ^ sum} }

// And returns the tally of two sets that share no entry.
func (t Tally) And(other Tally) Tally { return Tally{t.Count + other.Count, t.Sum ^ other.Sum} }

// DayTally is what a roster holds of one session day.
type DayTally struct {
	Day Day `json:"day"`
	Tally
}

// Digest is what a roster holds, by session days in their order; a day without
// entries does not stand in it.
type Digest []DayTally

// NewDigest puts tallies in order.
func NewDigest(tallies map[Day]Tally) Digest {
	digest := Digest{}
	for day, t := range tallies {
		if t != (Tally{}) {
			digest = append(digest, DayTally{day, t})
		}
	}
	slices.SortFunc(digest, func(a, b DayTally) int { return a.Day.Compare(b.Day) })
	return digest
}

// Count returns how many entries a digest stands for.
func (d Digest) Count() (n int) {
	for _, t := range d {
		n += t.Count
	}
	return n
}

// Differs returns the days on which two rosters differ.
func (d Digest) Differs(other Digest) (days []Day) {
	for _, lists := range [][2]Digest{{d, other}, {other, d}} {
		for _, t := range lists[0] {
			if !slices.Contains(lists[1], t) && !slices.Contains(days, t.Day) {
				days = append(days, t.Day)
			}
		}
	}
	return days
}
