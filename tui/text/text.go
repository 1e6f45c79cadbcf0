// Package text measures and lays out the words on the screen in terminal
// cells. It is pure: strings in, strings out.
//
// lipgloss counts a Devanagari conjunct as one cell where terminals give it
// two or more, so a table it lays out is wrecked by the first Hindi name. Here
// a string is as wide as the terminal makes it, and columns are placed by
// moving the cursor to them (see [Row]), so that even a letter which a terminal
// measures in its own way shifts nothing but itself.
//
// SGR sequences (colour, reverse, bold) inside a string take no cells and are
// kept by every function except [Plain].
package text

import (
	"iter"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Columns is how many cells of a line are used. The 80th stays free: writing
// to it leaves the cursor where terminals disagree.
const Columns = 79

const ellipsis = "…"

// Width is the number of cells that s takes.
func Width(s string) int { return ansi.StringWidthWc(s) }

// Truncate returns s in at most the given number of cells, its end replaced by
// "…" where it is too wide. Letters are never cut apart.
//
// It does not use ansi.TruncateWc, which decides by lipgloss's narrower count
// whether there is anything to cut.
func Truncate(s string, cells int) string {
	if Width(s) <= cells {
		return s
	}
	var (
		b    strings.Builder
		room = cells - Width(ellipsis)
		full = room < 0 // not even room for the ellipsis
	)
	for part, width := range parts(s) {
		switch {
		case isEscape(part):
			b.WriteString(part) // also after the cut: it ends the styling
		case full:
		case width > room:
			b.WriteString(ellipsis)
			full = true
		default:
			b.WriteString(part)
			room -= width
		}
	}
	return b.String()
}

// Pad returns s in exactly the given number of cells: truncated, or filled up
// with spaces.
func Pad(s string, cells int) string {
	s = Truncate(s, cells)
	return s + strings.Repeat(" ", max(0, cells-Width(s)))
}

// Normal returns s as the program keeps what people type, scan and paste: in
// Unicode's form NFC, without what cannot be seen. The two joiners that shape
// Devanagari stay.
func Normal(s string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		const joiner, nonJoiner = '\u200d', '\u200c'
		if r == unicode.ReplacementChar || unicode.IsControl(r) ||
			unicode.Is(unicode.Cf, r) && r != joiner && r != nonJoiner {
			return -1
		}
		return r
	}, s))
}

// parts yields the letters (grapheme clusters) and escape sequences of s, each
// with its width.
func parts(s string) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for state := byte(ansi.NormalState); s != ""; {
			part, width, n, next := ansi.DecodeSequenceWc(s, state, nil)
			if !yield(part, width) {
				return
			}
			s, state = s[n:], next
		}
	}
}

func isEscape(part string) bool { return ansi.HasEscPrefix(part) }
