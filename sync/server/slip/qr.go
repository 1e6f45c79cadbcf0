package slip

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"dosedesk"
)

// QR is how a slip as text draws its QR.
type QR int

// The ways. On paper a block is ink. On a screen it may as well be light, and
// scanners do not like a QR in negative: there the colours are said.
const (
	NoQR         QR = iota
	Ink             // half blocks
	BlackOnWhite    // half blocks, black on white whatever the terminal's colours are
)

// quiet is the white that a QR needs around it, in modules.
const quiet = 4

// encode makes the QR of a token. At level M a token just fits the 41 modules of
// version 6: it can lose 15 % to a fold or a thumb.
func encode(token string) (*qr.Code, error) {
	code, err := qr.Encode(token, qr.M)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the QR of a slip: %w", err)
	}
	return code, nil
}

// draw returns the QR as lines of half blocks, two rows of modules in each.
func draw(token string, as QR) ([]string, error) {
	code, err := encode(token)
	if err != nil {
		return nil, err
	}
	begin, end := "", ""
	if as == BlackOnWhite {
		begin, end = "\x1b[38;5;16;48;5;231m", "\x1b[0m"
	}
	var lines []string
	for y := -quiet; y < code.Size+quiet; y += 2 {
		var line strings.Builder
		for x := -quiet; x < code.Size+quiet; x++ {
			line.WriteString(half(code.Black(x, y), code.Black(x, y+1)))
		}
		lines = append(lines, begin+line.String()+end)
	}
	return lines, nil
}

func half(upper, lower bool) string {
	switch {
	case upper && lower:
		return "█"
	case upper:
		return "▀"
	case lower:
		return "▄"
	}
	return " "
}

// path returns the black modules as the one path of an SVG, in which no seam
// shows at any size: for each run of them a box, from the corner of the last.
func path(code *qr.Code) string {
	var d strings.Builder
	lastX, lastY := 0, 0
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for code.Black(x, y) {
				x++
			}
			if x > from {
				_, _ = fmt.Fprintf(&d, "m%d %dh%dv1h-%dz", from+quiet-lastX, y+quiet-lastY, x-from, x-from)
				lastX, lastY = from+quiet, y+quiet
			}
		}
	}
	return d.String()
}
