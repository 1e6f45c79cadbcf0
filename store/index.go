package store

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"sync"

	"dosedesk"
	"dosedesk/store/names"
)

// An index finds appointments. It never changes: a change makes a new one, so
// that whoever searches waits for nobody. Appointments have ranks, by day, slot
// and name; what leads to them stands in sorted columns.
type index struct {
	ranked     []dosedesk.ID
	days       []int  // of each rank, as dayNumber
	words      words  // the key of every word of the name, in both scripts
	mobiles    column // written backwards, so that last digits come first
	references column
}

// sameTerms reports whether two states of an appointment are found by the same
// searches, at the same place.
func sameTerms(a, b *dosedesk.Appointment) bool {
	return a.Session.Day == b.Session.Day && a.Slot == b.Slot &&
		a.Citizen.Name == b.Citizen.Name && a.Citizen.NameHindi == b.Citizen.NameHindi &&
		a.Citizen.Mobile == b.Citizen.Mobile && a.Citizen.ReferenceID == b.Citizen.ReferenceID
}

func newIndex(appointments []*dosedesk.Appointment) *index {
	slices.SortFunc(appointments, byTurn)
	x := &index{words: words{ranks: map[string][]int32{}}}
	known := map[string][]string{}
	for i, a := range appointments {
		rank := int32(i) //nolint:gosec // a centre's appointments
		x.ranked = append(x.ranked, a.ID)
		x.days = append(x.days, dayNumber(a.Session.Day))
		x.mobiles = append(x.mobiles, term{backwards(a.Citizen.Mobile), rank})
		x.references = append(x.references, term{a.Citizen.ReferenceID, rank})
		for _, word := range wordKeys(known, a.Citizen) {
			x.words.add(word, rank)
		}
	}
	var sorting sync.WaitGroup
	for _, sort := range []func(){x.words.sort, x.mobiles.sort, x.references.sort} {
		sorting.Go(sort)
	}
	sorting.Wait()
	return x
}

// byTurn is the order of ranks. Only names that meet in one slot are compared.
func byTurn(a, b *dosedesk.Appointment) int {
	if c := cmp.Compare(dayNumber(a.Session.Day), dayNumber(b.Session.Day)); c != 0 {
		return c
	}
	if c := strings.Compare(a.Slot, b.Slot); c != 0 {
		return c
	}
	if c := strings.Compare(a.Citizen.Name, b.Citizen.Name); c != 0 {
		return c
	}
	return bytes.Compare(a.ID[:], b.ID[:])
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
