// Package desk puts a terminal together: the vault, the sync engine and the
// screens. The terminal and the demo share it.
package desk

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	gosync "sync"
	"time"

	"github.com/google/uuid"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/sync"
	"dosedesk/tui"
	"dosedesk/tui/lang"
	device "dosedesk/tui/term"
)

// Desk is one terminal, enrolled already. Its vault is open, or it has a claim on
// it, and asks who opens it.
type Desk struct {
	Vault    *store.Vault
	Claim    *store.Claim
	Language lang.Language // the first one
	HTTP     *http.Client  // as of sync.Config
	Now      func() time.Time
	Log      *slog.Logger

	// The demo's own; nil and empty elsewhere.
	Cable tui.Cable
	Phone tui.Phone
	Hint  string
	// Wired is called with the engine before the screens open.
	Wired func(*sync.Engine)

	ctx     context.Context //nolint:containedctx // of Run: what it began ends with it
	screen  *device.Terminal
	working gosync.WaitGroup
	opening gosync.Mutex // guards what follows, and Vault
	engine  *sync.Engine // nil until the vault is open
}

// Run shows the desk until the operator quits or ctx ends; a signal to quit
// ends it too, after the write in hand.
func (d *Desk) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	d.ctx = ctx
	config := tui.Config{
		Keeper: d, Cable: d.Cable, Phone: d.Phone, Hint: d.Hint, Now: d.Now, NewID: NewID, Languages: d.languages(),
		SetCursor: func(row, column int) { d.screen.SetCursor(row, column) },
	}
	if d.Vault != nil {
		opened := d.wire(d.Vault)
		config.Vault, config.Link = opened.Vault, opened.Link
	}
	d.screen = device.New(tui.New(config), device.Options{Log: d.Log})
	if d.engine != nil {
		d.keepLink()
	}
	defer d.answer()()
	err := d.screen.Run(ctx)
	cancel()
	d.opening.Lock() // from here on nobody opens the vault
	defer d.opening.Unlock()
	d.working.Wait()
	return err
}

func (d *Desk) dir() string {
	if d.Claim != nil {
		return d.Claim.Dir()
	}
	return d.Vault.Dir()
}

// answer has commands answered beside the screens, until the result is called. A
// desk works without.
func (d *Desk) answer() (stop func()) {
	stop, err := state.Serve(d.dir(), d.state, d.unlockFromElsewhere)
	if err == nil {
		return stop
	}
	if d.Log != nil {
		d.Log.Warn("commands cannot ask this desk", "error", err)
	}
	return func() {}
}

// languages lists what this terminal can show, the chosen one first.
func (d *Desk) languages() []lang.Language {
	all := slices.Clone(lang.Languages)
	if !device.Devanagari() {
		all = slices.DeleteFunc(all, func(l lang.Language) bool { return l == lang.Hindi })
	}
	first := d.Language
	if !slices.Contains(all, first) {
		first = lang.HindiLatin
	}
	at := slices.Index(all, first)
	return append(all[at:], all[:at]...)
}

// NewID makes an id (UUIDv7).
func NewID() dosedesk.ID { return dosedesk.ID(uuid.Must(uuid.NewV7())) }
