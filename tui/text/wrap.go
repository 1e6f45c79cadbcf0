package text

import "strings"

// Wrap breaks s at its spaces and line ends into lines of at most the given
// number of cells. A word wider than that is broken between letters.
func Wrap(s string, cells int) []string {
	cells = max(1, cells)
	var lines []string
	for paragraph := range strings.Lines(s) {
		lines = append(lines, wrapParagraph(paragraph, cells)...)
	}
	return lines
}

func wrapParagraph(s string, cells int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(s) {
		line := &lines[len(lines)-1]
		switch {
		case *line == "":
			*line = word
		case Width(*line)+1+Width(word) <= cells:
			*line += " " + word
		default:
			lines = append(lines, word)
		}
		last := len(lines) - 1
		if Width(lines[last]) > cells {
			lines = append(lines[:last], chop(lines[last], cells)...)
		}
	}
	return lines
}

// chop breaks a word into pieces of at most the given number of cells, or of
// one letter where a letter is wider.
func chop(word string, cells int) []string {
	var (
		pieces []string
		piece  strings.Builder
		used   int
	)
	for part, width := range parts(word) {
		if used > 0 && used+width > cells {
			pieces = append(pieces, piece.String())
			piece.Reset()
			used = 0
		}
		piece.WriteString(part)
		used += width
	}
	return append(pieces, piece.String())
}
