package dosedesk_test

import (
	"testing"
	"time"

	"dosedesk"
)

func TestKeyedIn(t *testing.T) {
	given := testDay.Start().Add(10*time.Hour + 40*time.Minute)
	for after, fromPaper := range map[time.Duration]bool{
		0: false, 5 * time.Minute: false, 5*time.Minute + time.Millisecond: true, 30 * time.Hour: true,
		-time.Hour: false, // the clock was set back while the event was written
	} {
		e := testEvent(1, &dosedesk.DoseRecorded{Appointment: testID(3), Dose: 1, GivenAt: given})
		e.At.Wall = given.Add(after)
		want := time.Time{}
		if fromPaper {
			want = e.At.Wall
		}
		v := dosedesk.NewVisit(dosedesk.Entry{}, []dosedesk.Own{{Event: e}})
		if got := v.Doses[0].KeyedIn; !got.Equal(want) {
			t.Errorf("recorded %v after the dose: keyed in %v, want %v", after, got, want)
		}
	}
}

func TestMuchPaper(t *testing.T) {
	for _, c := range []struct {
		paper, doses int
		much         bool
	}{{0, 0, false}, {1, 1, false}, {2, 2, true}, {2, 39, true}, {2, 40, false}, {5, 100, false}, {6, 100, true}} {
		if got := dosedesk.MuchPaper(c.paper, c.doses); got != c.much {
			t.Errorf("%d of %d: %v", c.paper, c.doses, got)
		}
	}
}
