package store

import (
	"slices"
	"strings"
)

// A column holds texts that seldom repeat, in their order, each with the rank
// it leads to.
type column []term

type term struct {
	text string
	rank int32
}

func (c column) sort() {
	slices.SortFunc(c, func(a, b term) int { return strings.Compare(a.text, b.text) })
}

// mark adds the ranks of every text that begins with prefix.
func (c column) mark(prefix string, hits bitset) {
	for _, t := range c[c.from(prefix):] {
		if !strings.HasPrefix(t.text, prefix) {
			return
		}
		hits.set(int(t.rank))
	}
}

// markWhole adds the ranks of this very text.
func (c column) markWhole(text string, hits bitset) {
	for _, t := range c[c.from(text):] {
		if t.text != text {
			return
		}
		hits.set(int(t.rank))
	}
}

// from returns where text stands, or would stand.
func (c column) from(text string) int {
	at, _ := slices.BinarySearchFunc(c, text, func(t term, text string) int { return strings.Compare(t.text, text) })
	return at
}

// words holds texts that repeat much: a centre's citizens share a few hundred
// names.
type words struct {
	texts []string // in their order
	ranks map[string][]int32
}

func (w *words) add(word string, rank int32) {
	if w.ranks[word] == nil {
		w.texts = append(w.texts, word)
	}
	w.ranks[word] = append(w.ranks[word], rank)
}

func (w *words) sort() { slices.Sort(w.texts) }

// mark adds the ranks of every word that begins with prefix.
func (w *words) mark(prefix string, hits bitset) {
	from, _ := slices.BinarySearch(w.texts, prefix)
	for _, word := range w.texts[from:] {
		if !strings.HasPrefix(word, prefix) {
			return
		}
		for _, rank := range w.ranks[word] {
			hits.set(int(rank))
		}
	}
}
