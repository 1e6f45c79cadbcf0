package tui

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
	"dosedesk/tui/lang"
)

// verdictWait is how long the desk waits for the server's word on a code before
// it goes on as offline.
const verdictWait = 3 * time.Second

// A desk is what every screen has at hand.
type desk struct {
	Config
	words    *lang.Words
	operator dosedesk.Operator         // who is signed in; no id: nobody
	vaccine  dosedesk.Vaccine          // of the last visit: the header shows its batch
	notice   string                    // one sentence above the keys, until the next key
	tasks    uint64                    // number of the newest command
	writing  map[task]write            // what is not on the disk yet
	answered dayAnswers                // what citizens said today
	entered  map[dosedesk.ID]time.Time // when codes were entered here, by their events
	width    int
	height   int
}

// A task numbers a command, so that its result can be told from a stale one.
type task uint64

func (d *desk) newTask() task {
	d.tasks++
	return task(d.tasks)
}

func (d *desk) today() dosedesk.Day { return dosedesk.DayOf(d.Now()) }

// command runs work in the background, with a deadline; a panic in it becomes
// an error that done gets, because one in a goroutine of Bubble Tea's would be
// printed over the screen.
func (d *desk) command(limit time.Duration, work func(ctx context.Context) tea.Msg, failed func(error) tea.Msg) tea.Cmd {
	return func() (msg tea.Msg) {
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		defer cancel()
		defer func() {
			if r := recover(); r != nil {
				msg = failed(dosedesk.Errorf(dosedesk.EInternal, "a command failed: %v", fmt.Sprintf("%T", r)))
			}
		}()
		return work(ctx)
	}
}

// signedIn is the result of signIn.
type signedIn struct {
	task     task
	operator dosedesk.Operator
	err      error
}

func (d *desk) signIn(t task, operator, pin string) tea.Cmd {
	failed := func(err error) tea.Msg { return signedIn{task: t, err: err} }
	return d.command(10*time.Second, func(ctx context.Context) tea.Msg {
		op, err := d.Vault.SignIn(ctx, operator, pin)
		return signedIn{t, op, err}
	}, failed)
}

// recorded is the result of record and enterCode: the event is on the disk, or
// it is not and err says why.
type recorded struct {
	task  task
	event dosedesk.Event
	err   error
}

// ended takes the result that a screen waits for, and ends the wait; ok is false for
// every other message.
func (t *task) ended(msg any) (result recorded, ok bool) {
	result, ok = msg.(recorded)
	if !ok || *t == 0 || result.task != *t {
		return recorded{}, false
	}
	*t = 0
	return result, true
}

func (d *desk) record(t task, body dosedesk.Body) tea.Cmd {
	return d.recordBy(d.operator, t, body)
}

// recordBy records by whoever is named: the desk may be locked, and another
// signed in, before the command runs.
func (d *desk) recordBy(by dosedesk.Operator, t task, body dosedesk.Body) tea.Cmd {
	d.begin(t, body)
	return d.write(t, func() (dosedesk.Event, error) { return d.Vault.Record(by, body) })
}

func (d *desk) enterCode(t task, appointment dosedesk.ID, code dosedesk.Code) tea.Cmd {
	by := d.operator
	d.begin(t, &dosedesk.CodeEntered{Appointment: appointment})
	return d.write(t, func() (dosedesk.Event, error) {
		return d.Vault.EnterCode(by, appointment, dosedesk.ChannelTyped, 0, code)
	})
}

// enterSlip enters the code that a verified slip holds.
func (d *desk) enterSlip(t task, slip dosedesk.Token) tea.Cmd {
	by := d.operator
	d.begin(t, &dosedesk.CodeEntered{Appointment: slip.Appointment})
	return d.write(t, func() (dosedesk.Event, error) {
		return d.Vault.EnterCode(by, slip.Appointment, dosedesk.ChannelSlip, slip.Issue, slip.Code)
	})
}

func (d *desk) write(t task, write func() (dosedesk.Event, error)) tea.Cmd {
	failed := func(err error) tea.Msg { return recorded{task: t, err: err} }
	return d.command(10*time.Second, func(context.Context) tea.Msg {
		event, err := write()
		if err == nil {
			d.Link.Wake()
		}
		return recorded{t, event, err}
	}, failed)
}

// judged is the result of await; ok is false where no verdict came in time.
type judged struct {
	task    task
	verdict dosedesk.Verdict
	ok      bool
}

func (d *desk) await(t task, event dosedesk.ID) tea.Cmd {
	failed := func(error) tea.Msg { return judged{task: t} }
	return d.command(verdictWait, func(ctx context.Context) tea.Msg {
		verdict, ok := d.Link.Await(ctx, event)
		return judged{t, verdict, ok}
	}, failed)
}
