package store

import (
	"testing"
	"time"

	"dosedesk"
)

// A machine that sleeps stops its monotonic clock: only the wall clock tells how old
// a roster is.
func TestSleepMakesARosterOlder(t *testing.T) {
	v := openNew(t)
	v.options.Now = time.Now
	mustApply(t, v, 1, time.Now(), person(1, "Farida", dosedesk.DayOf(time.Now())))
	if at := v.booked.Wall; at != at.Round(0) {
		t.Error("the roster's age is counted by the monotonic clock")
	}
}

// TestADoubtfulClockHidesAndDestroysNothing moves the wall clock alone, and then
// has a page come by the same clock, or sets it right.
func TestADoubtfulClockHidesAndDestroysNothing(t *testing.T) {
	const days = 24 * time.Hour
	synced := deadDay.Start().Add(9 * time.Hour)
	for name, test := range map[string]struct {
		moved time.Duration
		want  dosedesk.Hiding
		shown []string
	}{
		"it stands":           {0, dosedesk.HidesNothing, []string{"Farida", "Hema", "Uma", "Zakir"}},
		"it is behind":        {-400 * days, dosedesk.HidesNothing, []string{"Farida", "Hema", "Uma", "Zakir"}},
		"just before":         {dies.Sub(synced) - time.Second, dosedesk.HidesNothing, []string{"Farida", "Hema", "Uma", "Zakir"}},
		"36 hours after":      {dies.Sub(synced), dosedesk.HidesDays, []string{"Hema", "Uma", "Zakir"}},
		"7 days":              {7 * days, dosedesk.HidesDays, []string{"Uma", "Zakir"}},
		"more than 7 days":    {7*days + time.Second, dosedesk.HidesRoster, []string{"Zakir"}},
		"years, a dead clock": {3000 * days, dosedesk.HidesRoster, []string{"Zakir"}},
	} {
		t.Run(name, func(t *testing.T) {
			v, now := openNew(t), synced
			v.options.Now = func() time.Time { return now }
			mustApply(t, v, 1, synced, person(1, "Farida", deadDay), person(2, "Hema", deadDay.AddDays(1)),
				withDose(person(3, "Uma", deadDay), dosedesk.DoseUnconfirmed), person(4, "Zakir", deadDay))
			if _, err := v.Record(dosedesk.Operator{ID: "sunita"}, &dosedesk.ReissueAsked{Appointment: person(4, "", deadDay).ID}); err != nil {
				t.Fatal(err)
			}
			now = now.Add(test.moved)
			for range 2 {
				if got := v.Hidden(); got != test.want {
					t.Errorf("hides %q, want %q", got, test.want)
				}
				wantNames(t, "shown", shownNames(v), test.shown...)
				wantFound(t, v, "", len(test.shown))
				wantFound(t, v, "56563202700001", one(test.shown, "Farida"))
				wantFound(t, v, person(1, "", deadDay).ID.String(), one(test.shown, "Farida"))
				if _, booked := v.OpenBooking(person(1, "Farida", deadDay).Citizen); booked != (one(test.shown, "Farida") == 1) {
					t.Errorf("an open booking: %v", booked)
				}
				if err := v.Close(); err != nil {
					t.Fatal(err)
				}
				v = openAt(t, v.dir, &now)
			}
			right := openAt(t, copyFolder(t, v.dir), &synced)
			wantNames(t, "shown once the clock is right", shownNames(right), "Farida", "Hema", "Uma", "Zakir")
			mustApply(t, v, 2, synced)
			wantNames(t, "shown after a sync", shownNames(v), "Farida", "Hema", "Uma", "Zakir")
		})
	}
}

func wantFound(t *testing.T, v *Vault, query string, want int) {
	t.Helper()
	if found, total := v.Search(query, 10); len(found) != want || total != want {
		t.Errorf("%q finds %d (%d), want %d", query, len(found), total, want)
	}
}

func one(list []string, name string) (n int) {
	for _, other := range list {
		if other == name {
			n++
		}
	}
	return n
}
