package tuitest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Tmux is a program in a terminal of 80x24, on a tmux server of its own.
type Tmux struct {
	tb   testing.TB
	args []string // of each tmux command
}

// StartTmux runs a program in tmux until the test ends, and skips the test where
// tmux is missing. When the program has ended its last screen stays.
func StartTmux(tb testing.TB, command ...string) *Tmux {
	tb.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		tb.Skip("tmux is not installed: what only a real terminal shows was not tested")
	}
	dir, err := os.MkdirTemp("", "tmux") // not t.TempDir: a socket's path is short
	if err != nil {
		tb.Fatal(err)
	}
	x := &Tmux{tb: tb, args: []string{"-S", filepath.Join(dir, "socket"), "-f", os.DevNull}}
	tb.Cleanup(func() {
		_ = x.command("kill-server").Run() // fails where the server never began
		_ = os.RemoveAll(dir)
	})
	x.run(append([]string{
		"set", "-g", "default-terminal", "xterm-256color", ";",
		"set", "-g", "status", "off", ";",
		"set", "-g", "remain-on-exit", "on", ";",
		"set", "-s", "escape-time", "0", ";",
		"new-session", "-d", "-x", "80", "-y", "24",
	}, command...)...)
	return x
}

// Send presses keys by their names in tmux ("Enter", "F10", "M-0", "Escape");
// what is no name is typed letter by letter.
func (x *Tmux) Send(keys ...string) {
	x.tb.Helper()
	x.run(append([]string{"send-keys"}, keys...)...)
}

// Type types a text at once, as a scanner does.
func (x *Tmux) Type(s string) {
	x.tb.Helper()
	x.run("send-keys", "-l", "--", s)
}

// Capture returns what the terminal shows, without styling.
func (x *Tmux) Capture() string {
	x.tb.Helper()
	return x.run("capture-pane", "-p")
}

// Cursor returns where the cursor is, counted from 1, and whether it is shown.
func (x *Tmux) Cursor() (row, column int, shown bool) {
	x.tb.Helper()
	fields := strings.Fields(x.run("display-message", "-p", "#{cursor_y} #{cursor_x} #{cursor_flag}"))
	row, _ = strconv.Atoi(fields[0])
	column, _ = strconv.Atoi(fields[1])
	return row + 1, column + 1, fields[2] == "1"
}

// PID is the process id of the program.
func (x *Tmux) PID() int {
	x.tb.Helper()
	pid, err := strconv.Atoi(strings.TrimSpace(x.run("display-message", "-p", "#{pane_pid}")))
	if err != nil {
		x.tb.Fatal(err)
	}
	return pid
}

// Eventually waits until the terminal shows a text.
func (x *Tmux) Eventually(tb testing.TB, want string, within time.Duration) {
	tb.Helper()
	const between = 20 * time.Millisecond // tmux cannot tell when a screen changes
	late := time.After(within)
	for {
		screen := x.Capture()
		if strings.Contains(screen, want) {
			return
		}
		select {
		case <-time.After(between):
		case <-late:
			tb.Fatalf("after %v the terminal does not show %q:\n%s", within, want, screen)
		}
	}
}

func (x *Tmux) run(args ...string) string {
	x.tb.Helper()
	out, err := x.command(args...).CombinedOutput()
	if err != nil {
		x.tb.Fatalf("tmux %s: %v: %s", args[0], err, out)
	}
	return string(out)
}

func (x *Tmux) command(args ...string) *exec.Cmd {
	cmd := exec.Command("tmux", slices.Concat(x.args, args)...) //nolint:gosec,noctx // a test's own command; ends at once
	cmd.Env = append(slices.DeleteFunc(os.Environ(), foreign), "LANG=C.UTF-8", "TERM=xterm-256color")
	return cmd
}

// foreign tells a variable that makes a terminal another than the test's: that
// of a tmux around it, another locale, no colours.
func foreign(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return name == "TMUX" || name == "TMUX_PANE" || name == "NO_COLOR" || name == "CI" || strings.HasPrefix(name, "LC_")
}
