// Package names folds the spellings of one Indian name, in Latin letters and in
// Devanagari, to one key: Lakshmi, Laxmi and लक्ष्मी meet, so that a name is
// found however it is typed.
//
// Devanagari is first written in Latin letters; then one set of rules folds
// both. The rules are chosen so that the key of a name's beginning is, nearly
// always, a beginning of the name's key: that makes keys fit for search as one
// types (see Beginnings). Keys are for comparing, not for reading, and two
// different names may share one.
package names

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Key returns the key of a name: the key of each of its words, in their order,
// with a space between. What holds no letter has no key.
func Key(name string) string {
	var keys []string
	for _, word := range words(name) {
		if key := fold(latin(word)); key != "" {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, " ")
}

// Beginnings returns the keys that the beginning of a word may stand for while
// it is being typed: "de" may become Devi or Deepak, whose keys begin
// differently.
func Beginnings(typed string) []string {
	keys := []string{Key(typed)}
	var next []string
	switch {
	case strings.HasSuffix(strings.ToLower(typed), "e"):
		next = []string{"e"} // ee is i
	case strings.HasSuffix(strings.ToLower(typed), "o"):
		next = []string{"o", "u"} // oo is u, ou is au
	}
	for _, letter := range next {
		if key := Key(typed + letter); key != keys[0] {
			keys = append(keys, key)
		}
	}
	return keys
}

// words splits a name, in lower case and with every mark taken apart from its
// letter (so a nukta letter has one form), at whatever is neither.
func words(name string) []string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’' || r == zeroWidthJoiner || r == zeroWidthNonJoiner:
			return -1
		case unicode.IsLetter(r) || devanagari(r):
			return unicode.ToLower(r)
		case unicode.IsMark(r):
			return -1 // an accent
		}
		return ' '
	}, norm.NFKD.String(name))
	return strings.Fields(clean)
}

const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// devanagari reports whether r is a letter or a sign of a word in Devanagari:
// not a digit, not the danda that ends a sentence.
func devanagari(r rune) bool { return '\u0900' <= r && r <= '\u0963' }
