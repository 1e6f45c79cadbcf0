// Package tui is the terminal program of the desk, on Bubble Tea v1: one
// tea.Model (App) and one file a screen.
//
// It knows no database and no network. What it needs of them stands in the
// interfaces below, which cmd fills with the vault and the sync engine, and
// tests with fakes. The rules of facts about terminals that it keeps:
//
//   - navigation is a value that a screen returns from its update (Action),
//     never a tea.Cmd: keys that arrive in one burst reach the right screen;
//   - Enter never confirms a dose: scanners send it. F10 does;
//   - no column is laid out by lipgloss, which measures Hindi wrong: see
//     tui/text.
package tui

import (
	"context"
	"time"

	"dosedesk"
)

// Vault is what the screens need of the terminal's store. Reading is from
// memory and quick enough for a key press; SignIn and the two that record are
// not, and run in commands.
type Vault interface {
	Centre() dosedesk.Centre
	Operators() []dosedesk.Operator // those who may sign in
	SealKey() bool                  // whether codes can be sealed: false before the first sync
	TokenKeys() []dosedesk.TokenKey // what slips are verified with
	// Repaired tells what was found damaged at the start, and put right.
	Repaired() []dosedesk.Repair
	// Schedule returns the rules in force: the server's, or the built-in ones.
	Schedule() *dosedesk.Schedule
	Unsent() dosedesk.Unsent
	Carried() dosedesk.Carried // for other terminals

	// SignIn checks a PIN. It fails with EUnauthorized for a wrong PIN or an
	// unknown operator alike, and with ETooMany after too many tries.
	SignIn(ctx context.Context, operator, pin string) (dosedesk.Operator, error)

	// Search finds visits by the start of a name in either script, the last
	// digits of a mobile, a reference id or an appointment id; nothing typed
	// finds all. total may be more than limit.
	Search(query string, limit int) (found []dosedesk.Visit, total int)
	Visit(appointment dosedesk.ID) (dosedesk.Visit, bool)
	// Visits returns every visit of the roster, in the order of slot and name.
	Visits() []dosedesk.Visit
	// Count counts them; Served returns those with a dose or an override, InReview
	// those with a dose that the server did not confirm: at each key, of many.
	Count() int
	Served() []dosedesk.Visit
	InReview() []dosedesk.Visit
	// Hidden tells what of the roster none of these shows, because it seems too
	// old by this machine's clock.
	Hidden() dosedesk.Hiding
	// OpenBooking finds an online booking, without a confirmed dose, of who seems
	// to be the same citizen.
	OpenBooking(citizen dosedesk.Citizen) (dosedesk.Visit, bool)

	// EnterCode seals the code to the server and records code.entered; issue is
	// the slip's, and 0 for a code that was typed. Record records everything
	// else. Both return when the event is on the disk.
	EnterCode(by dosedesk.Operator, appointment dosedesk.ID, channel dosedesk.Channel, issue int, code dosedesk.Code) (dosedesk.Event, error)
	Record(by dosedesk.Operator, body dosedesk.Body) (dosedesk.Event, error)

	// SlipUsed reports whether, and when, the slip of an appointment was entered
	// at this terminal.
	SlipUsed(appointment dosedesk.ID) (at time.Time, ok bool)

	// Stock returns who gives a vaccine and from which batch; ok is false until
	// it has been chosen.
	Stock(vaccine dosedesk.Vaccine) (stock dosedesk.Stock, ok bool)
	SetStock(stock dosedesk.Stock) error
}

// Link is what the screens need of the sync engine.
type Link interface {
	Status() dosedesk.Link
	// Await waits for the server's verdict on one of our events; ok is false
	// when ctx ends first.
	Await(ctx context.Context, event dosedesk.ID) (verdict dosedesk.Verdict, ok bool)
	// Wake tries the link now, whatever the backoff says.
	Wake()
}

// Cable is the demo's network cable.
type Cable interface {
	Pulled() bool
	Toggle()
}

// Phone is the demo's view of what a citizen holds in his hand: the messages
// sent about an appointment, oldest first, and its slip.
type Phone interface {
	Messages(appointment dosedesk.ID) ([]Message, error)
	// Slip returns what a scanner would read off the citizen's slip. It fails
	// with EConflict where the slip has no code.
	Slip(appointment dosedesk.ID) (string, error)
	// Reply answers the question whether the dose was given, by an SMS from this
	// phone. It fails with ENotFound where nothing was asked.
	Reply(appointment dosedesk.ID, said dosedesk.Said) error
}

// Message is one SMS on a phone.
type Message struct {
	At   string // "09:31"
	Text string
}

// Changed tells the App that the vault or the link is not what it was: cmd
// sends it with tea.Program.Send.
type Changed struct{}
