package term_test

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	xterm "github.com/charmbracelet/x/term"
	"github.com/creack/pty"

	"dosedesk"
	"dosedesk/tui/term"
)

// keys shows the keys that were pressed and the size of the window. Three of
// them do something.
type keys struct {
	pressed string
	size    tea.WindowSizeMsg
	cursor  func(row, column int)
}

func (k *keys) Init() tea.Cmd { return nil }

func (k *keys) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		k.size = msg
	case string:
		k.pressed += "<" + msg + ">"
	case tea.KeyMsg:
		switch key := msg.String(); key {
		case "ctrl+q":
			return k, tea.Quit
		case "p":
			panic("4821")
		case "b":
			return k, tea.Batch(func() tea.Msg { return nil }, func() tea.Msg { panic("4821") })
		case "s":
			return k, tea.Sequence(func() tea.Msg { return nil }, func() tea.Msg { panic("4821") })
		default:
			k.pressed += "<" + key + ">"
		}
	}
	return k, nil
}

func (k *keys) View() string {
	k.cursor(0, 0)
	k.cursor(2, len(k.pressed)+1)
	return strconv.Itoa(k.size.Width) + " wide\n" + k.pressed
}

// desk is a program that runs on a pseudo-terminal.
type desk struct {
	t        *testing.T
	terminal *term.Terminal
	master   *os.File
	slave    *os.File
	before   *xterm.State
	stop     context.CancelFunc
	shown    chan string // what the program writes
	seen     string
	ended    chan error
}

func start(t *testing.T) *desk {
	t.Helper()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, master: master, slave: slave, shown: make(chan string, 1000), ended: make(chan error, 1)}
	d.resize(80)
	if d.before, err = xterm.GetState(slave.Fd()); err != nil {
		t.Fatal(err)
	}
	model := &keys{}
	d.terminal = term.New(model, term.Options{In: slave, Out: slave})
	model.cursor = d.terminal.SetCursor
	var ctx context.Context
	ctx, d.stop = context.WithCancel(t.Context())
	gone := make(chan struct{})
	t.Cleanup(func() {
		d.stop()
		<-gone
		_ = master.Close()
		_ = slave.Close()
	})
	go d.read()
	go func() {
		defer close(gone)
		d.ended <- d.terminal.Run(ctx)
	}()
	d.expect("80 wide")
	return d
}

func (d *desk) read() {
	for b := make([]byte, 4096); ; {
		n, err := d.master.Read(b)
		if err != nil {
			return
		}
		d.shown <- string(b[:n])
	}
}

func (d *desk) resize(columns uint16) {
	d.t.Helper()
	if err := pty.Setsize(d.slave, &pty.Winsize{Rows: 24, Cols: columns}); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) press(s string) {
	d.t.Helper()
	if _, err := d.master.WriteString(s); err != nil {
		d.t.Fatal(err)
	}
}

// expect waits until the program has written want, and takes it off.
func (d *desk) expect(want string) {
	d.t.Helper()
	late := time.After(10 * time.Second)
	for {
		if _, rest, ok := strings.Cut(d.seen, want); ok {
			d.seen = rest
			return
		}
		select {
		case s := <-d.shown:
			d.seen += s
		case <-late:
			d.t.Fatalf("%q was not shown, but %q", want, d.seen)
		}
	}
}

// end waits for Run and checks that the terminal is as it was.
func (d *desk) end() error {
	d.t.Helper()
	select {
	case err := <-d.ended:
		d.expect("\x1b[?7h\x1b[?1049l\x1b[?25h")
		after, stateErr := xterm.GetState(d.slave.Fd())
		if stateErr != nil || *after != *d.before {
			d.t.Errorf("the terminal is not as it was: %v, %v", after, stateErr)
		}
		return err
	case <-time.After(10 * time.Second):
		d.t.Fatal("the program did not end")
		return nil
	}
}

func TestKeysReachTheModelAndTheCursorFollows(t *testing.T) {
	d := start(t)
	d.press("é")
	d.expect("<é>")
	d.expect("\x1b[2;5H\x1b[?25h")
	d.press("\x1b[A")
	d.expect("<up>")
	d.press("\x1b0")
	d.expect("<alt+0>")
	d.terminal.Send("sent")
	d.expect("<sent>")
	d.press("\x11")
	if err := d.end(); err != nil {
		t.Error(err)
	}
}

// These keys end or stop a program on a terminal that is not raw.
func TestInterruptKeysAreOnlyKeys(t *testing.T) {
	d := start(t)
	d.press("\x03")
	d.expect("<ctrl+c>")
	d.press("\x1a")
	d.expect("<ctrl+z>")
	d.press("\x1c")
	d.expect("<ctrl+\\>")
}

func TestResizeReachesTheModel(t *testing.T) {
	d := start(t)
	d.resize(132)
	if err := syscall.Kill(os.Getpid(), syscall.SIGWINCH); err != nil {
		t.Fatal(err)
	}
	d.expect("132 wide")
}

func TestSignalQuitsCleanly(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		d := start(t)
		for range 3 { // the second would kill a Bubble Tea program
			if err := syscall.Kill(os.Getpid(), signal); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.end(); err != nil {
			t.Errorf("%v: %v", signal, err)
		}
	}
}

func TestEndOfContextQuitsCleanly(t *testing.T) {
	d := start(t)
	d.stop()
	if err := d.end(); err != nil {
		t.Error(err)
	}
	d.terminal.Send("nobody") // returns
}

func TestPanicRestoresTheTerminal(t *testing.T) {
	for where, key := range map[string]string{"Update": "p", "a command of a batch": "b", "a command of a sequence": "s"} {
		d := start(t)
		d.press(key)
		err := d.end()
		if dosedesk.CodeOf(err) != dosedesk.EInternal || !strings.Contains(err.Error(), "panicked: string") {
			t.Errorf("in %s: got %v", where, err)
		}
		if strings.Contains(d.seen, "4821") || strings.Contains(err.Error(), "4821") {
			t.Errorf("in %s: what the panic held was told", where)
		}
	}
}

func TestHangUpEndsTheProgram(t *testing.T) {
	d := start(t)
	if err := d.master.Close(); err != nil {
		t.Fatal(err)
	}
	d.terminal.Send("a last frame") // ends the read that keeps the pseudo-terminal open
	select {
	case err := <-d.ended:
		if err == nil {
			t.Error("Run took a hang-up for a wish to quit")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the program goes on without a terminal")
	}
}

func TestNoTerminalIsRefused(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = errors.Join(r.Close(), w.Close()) }()
	terminal := term.New(&keys{}, term.Options{In: r, Out: w})
	if err := terminal.Run(t.Context()); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("got %v", err)
	}
	terminal.Send("nobody") // returns
}

func TestOnlyTheLinuxConsoleLacksDevanagari(t *testing.T) {
	for name, want := range map[string]bool{"linux": false, "xterm-256color": true, "screen": true} {
		t.Setenv("TERM", name)
		if got := term.Devanagari(); got != want {
			t.Errorf("TERM=%s: %v", name, got)
		}
	}
}
