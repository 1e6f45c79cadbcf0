package store

import (
	"strings"
	"unicode"

	"dosedesk"
	"dosedesk/store/names"
)

// Search finds visits as one types, at most limit of them; total counts all.
// Digits, Latin or Devanagari, are the last of a mobile or the first of a
// reference id; letters, of either script, begin a word of the name; each of
// several must match, words and numbers alike. A whole appointment id finds that
// visit, and nothing typed finds all. A whole reference id comes first, then the
// visits of today and of the other days, each by slot and name.
func (v *Vault) Search(query string, limit int) (found []dosedesk.Visit, total int) {
	v.awaitIndex()
	v.mu.RLock()
	defer v.mu.RUnlock()
	w := v.veil()
	if id, err := dosedesk.ParseID(strings.TrimSpace(query)); err == nil {
		if visit, ok := v.visit(id, w); ok {
			return []dosedesk.Visit{visit}, 1
		}
		return nil, 0
	}
	withhold := func(hits bitset) { v.withhold(w, hits) }
	ranks, total := v.index.search(query, dosedesk.DayOf(v.options.Now()), limit, withhold)
	for _, rank := range ranks {
		if visit, ok := v.visit(v.index.ranked[rank], w); ok {
			found = append(found, visit)
		}
	}
	return found, total
}

// search returns the ranks of what a query finds, in the order of Search, without
// what withhold takes out.
func (x *index) search(query string, today dosedesk.Day, limit int, withhold func(bitset)) (ranks []int, total int) {
	hits := newBitset(len(x.ranked))
	terms := split(query)
	switch {
	case len(terms) > 0:
		x.markTerm(terms[0], hits)
		for _, term := range terms[1:] {
			also := newBitset(len(x.ranked))
			x.markTerm(term, also)
			hits.and(also)
		}
	case strings.TrimSpace(query) == "":
		x.markAll(hits)
	}
	withhold(hits)
	whole := x.whole(terms)
	whole.and(hits)
	return x.inOrder(hits, whole, today, limit), hits.count()
}

func (x *index) markAll(hits bitset) {
	for rank := range x.ranked {
		hits.set(rank)
	}
}

func (x *index) markTerm(term string, hits bitset) {
	if isDigits(term) {
		x.mobiles.mark(backwards(term), hits)
		x.references.mark(term, hits)
		return
	}
	for _, beginning := range names.Beginnings(term) {
		if beginning != "" {
			x.words.mark(beginning, hits)
		}
	}
}

// whole returns those whose reference id is exactly what was typed.
func (x *index) whole(terms []string) bitset {
	whole := newBitset(len(x.ranked))
	if len(terms) == 1 && isDigits(terms[0]) {
		x.references.markWhole(terms[0], whole)
	}
	return whole
}

func (x *index) inOrder(hits, whole bitset, today dosedesk.Day, limit int) []int {
	var ranks []int
	from, to := x.today(today)
	for _, set := range []bitset{whole, hits.without(whole)} {
		take := func(rank int) bool {
			if len(ranks) < limit {
				ranks = append(ranks, rank)
			}
			return len(ranks) < limit
		}
		_ = set.each(from, to, take) && set.each(0, from, take) && set.each(to, len(x.ranked), take)
	}
	return ranks
}

// split takes a query apart into words and numbers, which need no blank between
// them. Digits become Latin ones; a number may be typed in groups.
func split(query string) (terms []string) {
	for _, term := range strings.Fields(spaced(query)) {
		if last := len(terms) - 1; last >= 0 && isDigits(term) && isDigits(terms[last]) {
			terms[last] += term
			continue
		}
		terms = append(terms, term)
	}
	return terms
}

// spaced puts a blank wherever a word or a number ends.
func spaced(query string) string {
	var b strings.Builder
	number := false
	for _, r := range query {
		digit, isDigit := dosedesk.Digit(r)
		switch {
		case isDigit:
			r = rune(digit)
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("'’\u200c\u200d", r):
			r = ' '
		}
		if isDigit != number {
			b.WriteByte(' ')
		}
		number = isDigit
		b.WriteRune(r)
	}
	return b.String()
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
