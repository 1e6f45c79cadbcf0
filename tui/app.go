package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// Config is what an App is made of. Cable and Phone are for the demo, and nil
// elsewhere. Without a Vault it has a Keeper, who opens one.
type Config struct {
	Keeper    Keeper
	Vault     Vault
	Link      Link
	Cable     Cable
	Phone     Phone
	Now       func() time.Time
	NewID     func() dosedesk.ID // for walk-ins
	Languages []lang.Language    // that this terminal can show; the first is the one it starts with
	SetCursor func(row, column int)
	Hint      string // what the sign-in screen adds: the demo's PINs
}

// App is the desk's program: a stack of screens, of which the top one is seen.
type App struct {
	desk
	stack   []screen
	locked  *locked
	alarms  []write // writes that failed, until somebody has seen it
	scan    scanner
	waiting time.Time // keys before this moment are dropped: see quiet
	pressed time.Time // the last key
	pad     pad
}

// New returns the App at its sign-in screen, or at the one that opens the vault.
func New(c Config) *App {
	if len(c.Languages) == 0 {
		c.Languages = lang.Languages
	}
	a := &App{desk: desk{
		Config: c, words: lang.For(c.Languages[0]), width: 80, height: 24,
		writing: make(map[task]write), entered: make(map[dosedesk.ID]time.Time),
	}}
	a.stack = []screen{firstSignIn()}
	if a.closed() {
		a.stack = []screen{newUnlock(c.Keeper)}
	}
	return a
}

// Init implements tea.Model.
func (a *App) Init() tea.Cmd { return tea.Batch(a.nextMinute(), a.nextIdle()) }

// minute redraws the clock.
type minute struct{}

func (a *App) nextMinute() tea.Cmd {
	now := a.Now()
	return tea.Tick(now.Truncate(time.Minute).Add(time.Minute).Sub(now), func(time.Time) tea.Msg { return minute{} })
}

// Update implements tea.Model.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 {
			a.width, a.height = msg.Width, msg.Height
		}
		return a, nil
	case minute:
		return a, a.nextMinute()
	case idle:
		a.lockIdle()
		return a, a.nextIdle()
	case scanLate:
		return a, a.brokenOff()
	case tea.KeyMsg:
		return a, a.pressAll(split(msg))
	case padQuiet:
		if held := a.pad.release(); held != nil {
			return a, a.press(*held)
		}
		return a, nil
	}
	if a.closed() {
		return a, a.deliverClosed(msg)
	}
	return a, a.deliver(msg)
}

func (a *App) top() screen { return a.stack[len(a.stack)-1] }

// apply goes where a screen wants to go. byItself says that no key asked for
// it: the new screen then waits until the keyboard is quiet.
func (a *App) apply(act action, byItself bool) tea.Cmd {
	before := slices.Clone(a.stack)
	switch act.move {
	case moveStay:
		return act.cmd
	case movePush:
		a.stack = append(a.stack, act.to)
	case moveReplace:
		a.stack[len(a.stack)-1] = act.to
	case moveOver:
		a.stack = a.stack[:act.keep]
		if act.to != nil {
			a.stack = append(a.stack, act.to)
		}
	case movePop:
		a.stack = a.stack[:max(1, len(a.stack)-1)]
	case moveHome:
		a.goHome(act.to)
	case moveLock:
		a.lock("")
	case moveQuit:
		return tea.Quit
	}
	return tea.Batch(act.cmd, a.moved(before, byItself))
}

// goHome leaves every screen for the search; while nobody is signed in, for the
// sign-in.
func (a *App) goHome(to screen) {
	if a.operator.ID == "" {
		a.stack = a.stack[:1]
		return
	}
	a.stack = []screen{cmp.Or[screen](to, newSearch())}
}

// moved hides what the stack held before and holds no more, and opens what is
// on top now.
func (a *App) moved(before []screen, byItself bool) tea.Cmd {
	for _, s := range before {
		if h, ok := s.(hider); ok && !slices.Contains(a.stack, s) {
			h.hide()
		}
	}
	if byItself {
		a.waiting = a.Now().Add(quiet)
	}
	if o, ok := a.top().(opener); ok {
		return a.apply(o.open(&a.desk), byItself)
	}
	return nil
}

func (a *App) tooSmall() bool { return a.width < frameWidth || a.height < frameHeight }

// View implements tea.Model.
func (a *App) View() string {
	if a.tooSmall() {
		a.placeCursor(0, 0)
		return strings.Join(a.smallLines(), "\n")
	}
	body := a.height - headerHeight - footerHeight
	lines := a.header()
	lines = append(lines, a.fill(a.top().lines(&a.desk, body), body)...)
	lines = append(lines, a.footer(a.top().bindings(&a.desk))...)
	a.placeCursor(0, 0)
	if t, ok := a.top().(typing); ok {
		if line, column, ok := t.cursor(&a.desk); ok {
			a.placeCursor(headerHeight+line+1, column)
		}
	}
	return a.showable(strings.Join(lines, "\n"))
}

func (a *App) placeCursor(row, column int) {
	if a.SetCursor != nil {
		a.SetCursor(row, column)
	}
}
