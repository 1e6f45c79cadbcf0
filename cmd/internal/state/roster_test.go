package state_test

import (
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store/pin"
)

const rightPIN = "246802"

// withRoster makes a vault with one booking, a verifier and an in-charge.
func withRoster(t *testing.T) (dir string) {
	t.Helper()
	dir = newVault(t)
	day := dosedesk.DayOf(morning)
	booked := dosedesk.Entry{Code: dosedesk.NewCodeState(), Appointment: dosedesk.Appointment{
		ID: dosedesk.ID{7}, Session: dosedesk.Session{ID: dosedesk.ID{8}, Centre: 603425, Day: day, Vaccine: dosedesk.Covishield},
		Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online, Citizen: dosedesk.Citizen{Name: "Laxmi Nair", BirthYear: 1962, Mobile: "9000000912"},
	}}
	sunita, anil := verifier, dosedesk.Operator{ID: "anil", Name: "Anil", Role: dosedesk.InCharge}
	sunita.PINHash, anil.PINHash = pin.Hash(rightPIN), pin.Hash(rightPIN)
	must(t, state.With(t.Context(), dir, unlocked, options, func(terminal state.Terminal) error {
		return terminal.(state.Desk).Vault.Apply(dosedesk.Changes{ //nolint:forcetypeassert // no desk runs
			Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 1}, AsOf: morning, Operators: []dosedesk.Operator{sunita, anil},
			Centre: &dosedesk.Centre{ID: 603425, Name: "PHC Rampur", Kind: dosedesk.Government}, Entries: []dosedesk.Entry{booked},
		})
	}))
	return dir
}

// The in-charge prints the roster, beside the desk or without one, and nobody
// else.
func TestTheInChargeAlonePrintsTheRoster(t *testing.T) {
	dir := withRoster(t)
	tomorrow := dosedesk.DayOf(morning).AddDays(1)
	for _, beside := range []bool{false, true} {
		if beside {
			defer run(t, dir, dosedesk.Link{Up: true, AsOf: morning})()
		}
		for name, c := range map[string]struct {
			order state.Order
			says  string // of the error; none where the sheet comes
		}{
			"the in-charge":        {state.Order{Operator: "anil", PIN: rightPIN, Day: dosedesk.DayOf(morning)}, ""},
			"another day":          {state.Order{Operator: "anil", PIN: rightPIN, Day: tomorrow}, "has no appointments on 2021-05-14"},
			"the verifier":         {state.Order{Operator: "sunita", PIN: rightPIN, Day: dosedesk.DayOf(morning)}, "only the in-charge"},
			"a wrong PIN":          {state.Order{Operator: "anil", PIN: "111111", Day: dosedesk.DayOf(morning)}, "PIN is wrong"},
			"somebody made up":     {state.Order{Operator: "vikram", PIN: rightPIN}, "PIN is wrong"},
			"a desk's own 'today'": {state.Order{Operator: "anil", PIN: rightPIN}, map[bool]string{false: "has no appointments on", true: ""}[beside]},
		} {
			err := state.With(t.Context(), dir, unlocked, options, func(terminal state.Terminal) error {
				page, err := terminal.Roster(t.Context(), c.order)
				if err == nil && !strings.Contains(string(page), "Laxmi Nair") {
					t.Errorf("%s, beside a desk %v: nobody is on the sheet", name, beside)
				}
				return err
			})
			if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s, beside a desk %v: error %v, want %q", name, beside, err, c.says)
			}
		}
	}
}
