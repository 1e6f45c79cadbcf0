package store

import (
	"testing"

	"dosedesk"
)

func TestWhatARosterReflects(t *testing.T) {
	asked := dosedesk.Event{Body: &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1}}}
	walkin := dosedesk.Event{Body: &dosedesk.WalkinRegistered{Appointment: dosedesk.Appointment{ID: dosedesk.ID{2}, Session: dosedesk.Session{Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}}}}}
	given := dosedesk.Event{Header: dosedesk.Header{ID: dosedesk.ID{3}}, Body: &dosedesk.DoseRecorded{Appointment: dosedesk.ID{1}}}
	for name, test := range map[string]struct {
		event        dosedesk.Event
		epoch, shown string
		change       uint64
		refused      bool
		want         bool
	}{
		"read":                                  {event: asked, epoch: "e2", shown: "e2", change: 10, want: true},
		"not read yet":                          {event: asked, epoch: "e2", shown: "e2", change: 11},
		"of an epoch before":                    {event: asked, epoch: "e1", shown: "e1", change: 99, want: true},
		"of one that never was shown":           {event: asked, epoch: "e1.5", shown: "e1", change: 99, want: true},
		"before the first sync":                 {event: asked, change: 99, want: true},
		"of this one, on its way":               {event: asked, epoch: "e2", shown: "e1", change: 10, want: true},
		"of this one, on its way, not read yet": {event: asked, epoch: "e2", shown: "e1", change: 11},
		"of the next, on its way":               {event: asked, epoch: "e3", shown: "e2", change: 1},
		"of the next, not named yet":            {event: asked, epoch: "", shown: "e2", change: 1},
		"a walk-in who is not there":            {event: walkin, epoch: "e2", shown: "e2", change: 10},
		"a dose that is not there":              {event: given, epoch: "e2", shown: "e2", change: 10},
		"a dose that was not there before":      {event: given, epoch: "e1", shown: "e1", change: 10},
		"a dose that was refused":               {event: given, epoch: "e2", shown: "e2", change: 10, refused: true, want: true},
	} {
		j := &judgement{Epoch: test.epoch, Shown: test.shown, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: test.change}}
		if test.refused {
			j.Answer = dosedesk.Refused
		}
		m := &rosterMemory{entries: map[dosedesk.ID]*line{{1}: {}}}
		if m.reflects(own{test.event, j}) {
			t.Errorf("%s: reflected by no roster", name)
		}
		m.Cursor = dosedesk.Cursor{Epoch: "e2", Seq: 10}
		if got := m.reflects(own{test.event, j}); got != test.want {
			t.Errorf("%s: reflected %v, want %v", name, got, test.want)
		}
		if m.reflects(own{test.event, nil}) {
			t.Errorf("%s: reflected without a verdict", name)
		}
	}
	m := &rosterMemory{entries: map[dosedesk.ID]*line{{1}: {Entry: dosedesk.Entry{Doses: []dosedesk.Dose{{ID: dosedesk.ID{3}}}}}, {2}: {}}}
	m.Cursor = dosedesk.Cursor{Epoch: "e2", Seq: 10}
	for _, event := range []dosedesk.Event{given, walkin} {
		if !m.reflects(own{event, &judgement{Epoch: "e1", Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted}}}) {
			t.Errorf("%T is there and not reflected", event.Body)
		}
	}
}
