package store_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"dosedesk"
)

const year = 365 * 24 * time.Hour

// TestTheClockMayGoAnyWay sets the wall clock back and forth by years between the
// events, and over restarts: their numbers are their order.
func TestTheClockMayGoAnyWay(t *testing.T) {
	v, dir, c := mustSync(t)
	var want []dosedesk.Event
	for n, jump := range []time.Duration{0, -3 * year, 8 * year, -20 * year, -40 * year, 55 * year, time.Minute} {
		c.Move(jump)
		for range 2 {
			event, err := v.Record(verifier, dose(entry(len(want), "", ""), dosedesk.ID{}, c.Now()))
			must(t, err)
			want = append(want, event)
		}
		sameEvents(t, v, want)
		if n == 2 {
			acknowledge(t, v, want[1:2])
		}
		v = reopen(t, v, dir, c.Now)
	}
	if got := numbers(t, v, 100); !slices.IsSorted(got) || len(got) != len(want)-1 || v.Unsent().Count != len(got) {
		t.Errorf("pending %v", got)
	}
	if !v.Unsent().Oldest.Equal(want[0].At.Wall) {
		t.Errorf("the oldest is of %v", v.Unsent().Oldest)
	}
	must(t, v.Close())
	missing(t, filepath.Join(dir, "outbox.db"))
	sameEvents(t, mustOpen(t, dir, c.Now), want)
}

// TestAWrongClockLocksNobodyOutForYears: a wait that a clock from the future
// began ends 15 minutes after the clock is right again.
func TestAWrongClockLocksNobodyOutForYears(t *testing.T) {
	for name, begin := range map[string]func(t *testing.T, dir string, c *clock){
		"five wrong PINs": func(t *testing.T, dir string, c *clock) {
			t.Helper()
			v := mustOpen(t, dir, c.Now)
			for range 5 {
				_, err := v.SignIn(t.Context(), verifier.ID, wrongPIN)
				wantCode(t, err, dosedesk.EUnauthorized)
			}
			must(t, v.Close())
		},
		"an outbox made anew": func(t *testing.T, dir string, c *clock) {
			t.Helper()
			missing(t, filepath.Join(dir, "outbox.db"))
			must(t, mustOpen(t, dir, c.Now).Close())
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, c, _ := recordMany(t)
			c.Move(5 * year)
			begin(t, dir, c)
			c.Move(-5 * year)
			v := mustOpen(t, dir, c.Now)
			_, err := v.SignIn(t.Context(), verifier.ID, rightPIN)
			wantCode(t, err, dosedesk.ETooMany)
			c.Move(14 * time.Minute)
			_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
			wantCode(t, err, dosedesk.ETooMany)
			c.Move(time.Minute)
			_, err = v.SignIn(t.Context(), verifier.ID, rightPIN)
			must(t, err)
		})
	}
}
