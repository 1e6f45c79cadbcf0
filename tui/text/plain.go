package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Plain returns what a terminal shows of a frame: its lines without styling,
// with the columns filled up with spaces, and no spaces at the end of a line.
// It follows the sequences that [Row] writes and the erasing of a line; others
// are dropped.
func Plain(frame string) string {
	lines := strings.Split(frame, "\n")
	for i, line := range lines {
		lines[i] = plainLine(line)
	}
	return strings.Join(lines, "\n")
}

func plainLine(s string) string {
	var (
		line   []string // what each cell shows; "" where a wide letter goes on
		at     int      // the cursor's cell, from 0
		parser = ansi.NewParser()
	)
	for s != "" {
		part, width, n, _ := ansi.DecodeSequenceWc(s, ansi.NormalState, parser)
		s = s[n:]
		switch {
		case ansi.HasCsiPrefix(part):
			line, at = obey(line, at, ansi.Cmd(parser.Command()), parser.Params())
		case width > 0:
			line = put(line, at, part, width)
			at += width
		case at > 0 && at <= len(line) && part > "\x7f": // a combining mark
			line[at-1] += part
		}
	}
	return strings.TrimRight(strings.Join(line, ""), " ")
}

// obey applies a cursor or erasing sequence.
func obey(line []string, at int, cmd ansi.Cmd, params ansi.Params) ([]string, int) {
	switch cmd.Final() {
	case 'G': // cursor to column
		column, _, _ := params.Param(0, 1)
		return line, max(1, column) - 1
	case 'K': // erase in line
		switch what, _, _ := params.Param(0, 0); what {
		case 0:
			return line[:min(at, len(line))], at
		case 2:
			return nil, at
		}
	}
	return line, at
}

// put writes a letter over the cells from at on.
func put(line []string, at int, letter string, width int) []string {
	for len(line) < at+width {
		line = append(line, " ")
	}
	line[at] = letter
	for i := at + 1; i < at+width; i++ {
		line[i] = ""
	}
	return line
}
