package state

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"

	"dosedesk"
	"dosedesk/cmd/internal/sheet"
	"dosedesk/tui/lang"
)

// Order asks for the roster of a day on paper, by the in-charge's own sign-in.
type Order struct {
	Operator string        `json:"operator"`
	PIN      string        `json:"pin"`
	Day      dosedesk.Day  `json:"day,omitzero"` // none: the desk's today
	Language lang.Language `json:"language"`
}

// Roster returns the sheet, a page of HTML. It fails as
// Vault.SignIn does, with EUnauthorized for anybody but the in-charge, and with
// ENotFound for a day without appointments.
func (d Desk) Roster(ctx context.Context, o Order) (page []byte, err error) {
	operator, err := d.Vault.SignIn(ctx, o.Operator, o.PIN)
	if err != nil {
		return nil, err
	}
	if !operator.MayReview() {
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "only the in-charge prints the roster: nothing was written")
	}
	now, err := d.State()
	if err != nil {
		return nil, err
	}
	if o.Day.IsZero() {
		o.Day = dosedesk.DayOf(now.At)
	}
	visits := slices.DeleteFunc(d.Vault.Visits(), func(v dosedesk.Visit) bool { return v.Session.Day != o.Day })
	if len(visits) == 0 {
		return nil, dosedesk.Errorf(dosedesk.ENotFound, "this terminal's roster has no appointments on %v", o.Day)
	}
	var b bytes.Buffer
	err = sheet.Sheet{
		Centre: d.Vault.Centre(), Day: o.Day, Visits: visits, Schedule: d.Vault.Schedule(),
		AsOf: now.RosterAsOf, At: now.At, By: operator.Name, Language: o.Language,
	}.Write(&b)
	return b.Bytes(), err
}

// maxOrder is how long an order may be.
const maxOrder = 1 << 12

func (d Desk) printRoster(w http.ResponseWriter, r *http.Request) {
	var o Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxOrder)).Decode(&o); err != nil {
		http.Error(w, "this is no order", http.StatusConflict)
		return
	}
	page, err := d.Roster(r.Context(), o)
	if err != nil {
		http.Error(w, err.Error(), http.StatusConflict)
		return
	}
	_, _ = w.Write(page)
}

// Roster implements Terminal.
func (r running) Roster(_ context.Context, o Order) (page []byte, err error) {
	order, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	err = r.ask(http.MethodPost, pathRoster, order, func(answer *http.Response) (err error) {
		page, err = io.ReadAll(answer.Body)
		return err
	})
	return page, err
}
