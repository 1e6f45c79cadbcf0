// Package desk puts a terminal together: the vault, the sync engine and the
// screens. The terminal and the demo share it.
package desk

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
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

// Desk is one terminal, enrolled already.
type Desk struct {
	Vault    *store.Vault
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
}

// Run shows the desk until the operator quits or ctx ends; a signal to quit
// ends it too, after the write in hand.
func (d *Desk) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	var screen *device.Terminal
	changed := func() { screen.Send(tui.Changed{}) }
	engine := sync.New(sync.Config{Vault: d.Vault, HTTP: d.HTTP, Now: d.Now, Log: d.Log, OnChange: changed})
	app := tui.New(tui.Config{
		Vault: d.Vault, Link: engine, Cable: d.Cable, Phone: d.Phone, Hint: d.Hint,
		Now: d.Now, NewID: NewID, Languages: d.languages(),
		SetCursor: func(row, column int) { screen.SetCursor(row, column) },
	})
	screen = device.New(app, device.Options{Log: d.Log})
	d.Vault.OnChange(changed)
	if d.Wired != nil {
		d.Wired(engine)
	}
	defer d.answer(engine)()

	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		_ = engine.Run(ctx) // it ends with ctx alone
	}()
	err := screen.Run(ctx)
	cancel()
	<-stopped
	return err
}

// answer has commands answered beside the screens, until the result is called. A
// desk works without.
func (d *Desk) answer(engine *sync.Engine) (stop func()) {
	stop, err := state.Serve(state.Desk{Vault: d.Vault, Link: engine.Status, Wake: engine.Wake, Now: d.Now})
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
