// Package term is the terminal device of the desk: it runs the Bubble Tea
// program and makes up for what that leaves to chance on slow lines, in kiosks
// and for people who need the cursor to be where they type.
//
//   - keys and letters that arrive in pieces are put together (input.go);
//   - every write ends with the real cursor at the field in hand, which input
//     methods, braille lines and screen readers follow (output.go);
//   - a signal, a hang-up or a panic leaves the terminal as it was found.
package term

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	tea "github.com/charmbracelet/bubbletea"
	xterm "github.com/charmbracelet/x/term"

	"dosedesk"
	_ "dosedesk/tui/term/still" // or start-up asks the terminal for its colours
)

// Frames drawn in a second, at most.
const (
	fps     = 60
	slowFPS = 30
)

// Options say what a Terminal runs on. The zero value is the terminal that the
// program was started in.
type Options struct {
	In, Out *os.File     // os.Stdin and os.Stdout where nil
	Slow    bool         // half the frames, for a serial line
	Log     *slog.Logger // where a panic's stack goes, never the terminal; nowhere where nil
}

// Terminal shows one model on one terminal, once.
type Terminal struct {
	in, out *os.File
	output  *output
	guard   *guard
	program *tea.Program
}

// New returns the Terminal that will show a model.
func New(model tea.Model, o Options) *Terminal {
	if o.In == nil {
		o.In = os.Stdin
	}
	if o.Out == nil {
		o.Out = os.Stdout
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	t := &Terminal{in: o.In, out: o.Out, output: &output{File: o.Out}}
	t.guard = &guard{model: model, output: t.output, log: o.Log}
	rate := fps
	if o.Slow {
		rate = slowFPS
	}
	t.program = tea.NewProgram(t.guard,
		tea.WithInput(newInput(o.In)), tea.WithOutput(t.output), tea.WithAltScreen(), tea.WithFPS(rate),
		tea.WithoutSignalHandler(),  // the second signal would kill it, the terminal left raw
		tea.WithoutBracketedPaste()) // a paste without an end would block the keys
	t.guard.quit = t.program.Quit
	return t
}

// Send hands the model a message, from any goroutine. It waits for a program
// that has not begun, and does nothing after the end.
func (t *Terminal) Send(msg tea.Msg) { t.program.Send(msg) }

// SetCursor puts the terminal's cursor at a row and column of the frame that is
// being made, counted from 1; at 0, 0 it is hidden. It may be called from any
// goroutine, as often as one likes: what counts is the last call before a
// model's View returns.
func (t *Terminal) SetCursor(row, column int) { t.output.setCursor(place{row, column}) }

// Run shows the model until it quits, ctx ends or the process is told to end by
// SIGTERM, SIGINT or SIGHUP: these are no error. The write in hand is finished
// first, and the terminal is as it was.
//
// A signal that comes after the first is ignored until the process has ended,
// so that the caller can close what it has open.
//
// It fails with EInvalid where there is no terminal, and with EInternal where
// the terminal went away or the model panicked.
func (t *Terminal) Run(ctx context.Context) error {
	defer t.program.Kill() // so that no Send waits for ever
	if !xterm.IsTerminal(t.in.Fd()) || !xterm.IsTerminal(t.out.Fd()) {
		return dosedesk.Errorf(dosedesk.EInvalid, "the desk needs a terminal: its input or output is a file or a pipe")
	}
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer context.AfterFunc(ctx, t.program.Quit)()

	_, err := t.program.Run()
	told := ctx.Err() != nil
	if !told {
		stop()
	}
	switch {
	case t.guard.failure() != nil:
		return t.guard.failure()
	case err != nil && !told:
		return dosedesk.Errorf(dosedesk.EInternal, "running the terminal: %w", err)
	}
	return nil
}

// Devanagari reports whether the terminal that the program was started in can
// show Devanagari. The Linux console cannot: its font has 512 glyphs at most,
// and it does not shape them.
func Devanagari() bool { return os.Getenv("TERM") != "linux" }
