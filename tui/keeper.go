package tui

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk/tui/text"
)

// A Keeper opens the vault of a desk that starts without it.
type Keeper interface {
	// People returns who may open it with a passphrase, the likeliest first.
	People() []string
	// Unlock opens it, with all that the desk works with then. It takes a second,
	// and runs in a command. It fails with EUnauthorized for a wrong passphrase,
	// with EConflict where a key file of the person's is missing or damaged, with
	// ENotFound for who may not open it any more, with EStale where a newer dosedesk
	// wrote the vault, and with EDamaged where it cannot be read.
	Unlock(ctx context.Context, name, passphrase string) (Opened, error)
}

// Opened is what a desk works with once its vault is open. cmd sends it with
// tea.Program.Send where somebody opened the vault from elsewhere.
type Opened struct {
	Vault Vault
	Link  Link
}

// unlockLimit is how long opening may take: a damaged file is made anew then.
const unlockLimit = 2 * time.Minute

// unlocked is the result of unlock.
type unlocked struct {
	task task
	Opened
	err error
}

func (d *desk) unlock(t task, name, passphrase string) tea.Cmd {
	failed := func(err error) tea.Msg { return unlocked{task: t, err: err} }
	return d.command(unlockLimit, func(ctx context.Context) tea.Msg {
		opened, err := d.Keeper.Unlock(ctx, name, passphrase)
		return unlocked{t, opened, err}
	}, failed)
}

// closed reports whether the vault is still to be opened.
func (a *App) closed() bool { return a.Vault == nil }

// deliverClosed takes what comes while the vault is not open: nothing but that.
func (a *App) deliverClosed(msg any) tea.Cmd {
	switch msg := msg.(type) {
	case Opened:
		return a.opened(msg)
	case unlocked:
		if msg.err == nil {
			return a.opened(msg.Opened)
		}
	}
	var cmds []tea.Cmd
	for _, s := range a.stack {
		if u, ok := s.(*unlock); ok {
			cmds = append(cmds, a.apply(u.receive(&a.desk, msg), true))
		}
	}
	return tea.Batch(cmds...)
}

// opened goes on to the sign-in.
func (a *App) opened(o Opened) tea.Cmd {
	before := a.stack
	a.Vault, a.Link = o.Vault, o.Link
	a.stack = []screen{firstSignIn()}
	return a.moved(before, true)
}

// closedHeader says that the desk does nothing yet, and not who may see that.
func (a *App) closedHeader() []string {
	w, now := a.words, a.Now()
	return []string{
		text.Row(text.Cell{At: 2, Text: bold("dosedesk  " + w.Calendar.Today(a.today()))}, text.Right(w.Calendar.Time(now), lineWidth)),
		" " + warn("! "+w.Unlock.Header), rule,
	}
}
