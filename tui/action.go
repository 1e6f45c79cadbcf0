package tui

import tea "github.com/charmbracelet/bubbletea"

// An action is where a screen wants to go, and the command it wants run. The
// App applies it before Update returns, so that the next key of the same burst
// reaches the new screen.
type action struct {
	move move
	to   screen
	keep int // moveOver: how many screens stay beneath
	cmd  tea.Cmd
}

type move int

const (
	moveStay move = iota
	movePush
	moveReplace
	moveOver
	movePop
	moveHome
	moveLock
	moveQuit
)

func stay() action            { return action{} }
func run(cmd tea.Cmd) action  { return action{cmd: cmd} }
func push(s screen) action    { return action{move: movePush, to: s} }
func replace(s screen) action { return action{move: moveReplace, to: s} }
func pop() action             { return action{move: movePop} }
func home() action            { return action{move: moveHome} }
func lock() action            { return action{move: moveLock} }
func quit() action            { return action{move: moveQuit} }

// A screen is a plain struct. It does no I/O: what takes time is a command of
// the desk's, whose result comes back to receive.
type screen interface {
	// press takes one key, with one rune at most.
	press(d *desk, k key) action
	// lines draws the body, of height lines at most.
	lines(d *desk, height int) []string
	// bindings names the keys that work now, the most wanted first.
	bindings(d *desk) []binding
}

// A receiver is a screen that waits for the result of a command. It drops
// results whose task it no longer waits for.
type receiver interface {
	receive(d *desk, msg any) action
}

// A writer is a screen that waits for what it gave to be written, and says so
// itself where that failed.
type writer interface {
	awaits(t task) bool
}

// A typing screen has a field; the terminal's real cursor stands in it.
type typing interface {
	// cursor returns the field's place: the line of the body, counted from 0,
	// and the column, counted from 1. ok is false where nothing can be typed.
	cursor(d *desk) (line, column int, ok bool)
}

// A burster takes the letters that came in one message as a whole: a scanner or
// a paste sent them, no finger.
type burster interface {
	burst(d *desk, keys []key) action
}

// An opener does something when it comes to the top, the first time and again.
type opener interface {
	open(d *desk) action
}

// A hider forgets what must not be on a screen that was locked, nor in one that
// was left.
type hider interface {
	hide()
}

// A binding is a key that a screen answers to.
type binding struct {
	key   string // "enter", "f10": see key.name; empty where the label says it
	label string
	off   string // why it does nothing now; empty where it works
}
