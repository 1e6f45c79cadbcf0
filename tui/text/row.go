package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Cell is a text that starts at a column of a line; the leftmost column is 1.
type Cell struct {
	At   int
	Text string
}

// Right is a cell whose text ends at column end.
func Right(s string, end int) Cell {
	return Cell{At: max(1, end-Width(s)+1), Text: s}
}

// Row lays cells out on one line, from left to right. A cell is cut where the
// next one begins, the last one after column [Columns].
//
// The line erases what was there and moves the cursor to each cell, so it needs
// no spaces between them and must begin at the start of a screen line.
func Row(cells ...Cell) string {
	var b strings.Builder
	b.WriteString(ansi.EraseEntireLine)
	for i, cell := range cells {
		end := Columns + 1
		if i+1 < len(cells) {
			end = min(end, cells[i+1].At)
		}
		b.WriteString(ansi.CursorHorizontalAbsolute(cell.At))
		b.WriteString(Truncate(cell.Text, end-cell.At))
	}
	return b.String()
}
