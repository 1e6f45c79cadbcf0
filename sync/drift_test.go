package sync_test

import (
	"slices"
	"testing"
	"time"

	"dosedesk"
)

// TestADriftedRosterIsFetchedAnewOnceAnHour has the roster differ for ever, as by
// a bug: with each change the terminal sees it again.
func TestADriftedRosterIsFetchedAnewOnceAnHour(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	inBubble(t, 0, func(t *testing.T, d *desk) {
		d.vault.digest = dosedesk.Digest{{Day: day, Tally: dosedesk.Tally{Count: 5, Sum: 1}}}
		d.server.digest = dosedesk.Digest{{Day: day, Tally: dosedesk.Tally{Count: 5, Sum: 2}}}
		d.start(t)
		changes := func(want int) {
			t.Helper()
			for range 10 {
				d.server.set(func() {
					d.server.entries = append(d.server.entries, dosedesk.Entry{Appointment: dosedesk.Appointment{ID: idOf(2, 77)}})
				})
				d.after(t, time.Minute)
			}
			if d.vault.resets != want {
				t.Errorf("fetched anew %d times, want %d", d.vault.resets, want)
			}
			d.wantLink(t, true, "")
		}
		changes(1)
		changes(1)
		d.after(t, 40*time.Minute)
		changes(2)
		d.server.set(func() { d.server.digest = d.vault.digest })
		d.after(t, 2*time.Hour)
		changes(2)
	})
}

// TestWhoBeginsAnewSaysSo until the last page, and not with the polls that follow.
func TestWhoBeginsAnewSaysSo(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		d.start(t)
		d.after(t, 5*time.Second)
		d.server.set(func() {
			if want := []string{"", "5", "5", ""}; !slices.Equal(d.server.anew[:4], want) {
				t.Errorf("began anew at %q, want %q", d.server.anew, want)
			}
		})
	})
}
