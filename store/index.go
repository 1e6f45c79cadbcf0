package store

import (
	"cmp"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/store/names"
)

// An index finds appointments. It never changes: a change makes a new one, so
// that whoever searches waits for nobody. Appointments have ranks, by day, slot
// and name; what leads to them stands in sorted columns.
type index struct {
	ranked     []dosedesk.ID
	days       []int  // of each rank, as dayNumber
	words      column // the key of every word of the name, in both scripts
	mobiles    column // written backwards, so that last digits come first
	references column
}

// A column holds texts in their order, each with the rank it leads to.
type column []term

type term struct {
	text string
	rank int32
}

// sameTerms reports whether two states of an appointment are found by the same
// searches, at the same place.
func sameTerms(a, b *dosedesk.Appointment) bool {
	return a.Session.Day == b.Session.Day && a.Slot == b.Slot &&
		a.Citizen.Name == b.Citizen.Name && a.Citizen.NameHindi == b.Citizen.NameHindi &&
		a.Citizen.Mobile == b.Citizen.Mobile && a.Citizen.ReferenceID == b.Citizen.ReferenceID
}

func newIndex(appointments []*dosedesk.Appointment) *index {
	slices.SortFunc(appointments, func(a, b *dosedesk.Appointment) int {
		return cmp.Or(
			cmp.Compare(dayNumber(a.Session.Day), dayNumber(b.Session.Day)),
			strings.Compare(a.Slot, b.Slot),
			strings.Compare(a.Citizen.Name, b.Citizen.Name),
			strings.Compare(string(a.ID[:]), string(b.ID[:])),
		)
	})
	x := &index{}
	keys := map[string][]string{}
	for i, a := range appointments {
		rank := int32(i) //nolint:gosec // a centre's appointments
		x.ranked = append(x.ranked, a.ID)
		x.days = append(x.days, dayNumber(a.Session.Day))
		x.mobiles = append(x.mobiles, term{backwards(a.Citizen.Mobile), rank})
		x.references = append(x.references, term{a.Citizen.ReferenceID, rank})
		for _, word := range wordKeys(keys, a.Citizen) {
			x.words = append(x.words, term{word, rank})
		}
	}
	for _, c := range []column{x.words, x.mobiles, x.references} {
		slices.SortFunc(c, func(a, b term) int {
			return cmp.Or(strings.Compare(a.text, b.text), cmp.Compare(a.rank, b.rank))
		})
	}
	return x
}

// wordKeys returns the keys of a citizen's name in both scripts, which are
// mostly the same. Names repeat, so known remembers the keys of each.
func wordKeys(known map[string][]string, c dosedesk.Citizen) []string {
	var all []string
	for _, name := range []string{c.Name, c.NameHindi} {
		for _, word := range strings.Fields(name) {
			keys, ok := known[word]
			if !ok {
				keys = strings.Fields(names.Key(word))
				known[word] = keys
			}
			for _, key := range keys {
				if !slices.Contains(all, key) {
					all = append(all, key)
				}
			}
		}
	}
	return all
}

// mark adds the ranks of every text that begins with prefix.
func (c column) mark(prefix string, hits bitset) {
	from, _ := slices.BinarySearchFunc(c, prefix, func(t term, prefix string) int { return strings.Compare(t.text, prefix) })
	for _, t := range c[from:] {
		if !strings.HasPrefix(t.text, prefix) {
			return
		}
		hits.set(int(t.rank))
	}
}

// markWhole adds the ranks of this very text.
func (c column) markWhole(text string, hits bitset) {
	from, _ := slices.BinarySearchFunc(c, text, func(t term, text string) int { return strings.Compare(t.text, text) })
	for _, t := range c[from:] {
		if t.text != text {
			return
		}
		hits.set(int(t.rank))
	}
}

// today returns the ranks of a day: from the first to before the second.
func (x *index) today(day dosedesk.Day) (from, to int) {
	from, _ = slices.BinarySearch(x.days, dayNumber(day))
	to, _ = slices.BinarySearch(x.days, dayNumber(day)+1)
	return from, to
}

// dayNumber puts days in order; it counts nothing.
func dayNumber(d dosedesk.Day) int { return d.Year*10000 + int(d.Month)*100 + d.Day }

func backwards(digits string) string {
	b := []byte(digits)
	slices.Reverse(b)
	return string(b)
}
