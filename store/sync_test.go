package store_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

func TestAcknowledgeMarksExactlyWhatItNames(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	var events []dosedesk.Event
	for range 4 {
		event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
		must(t, err)
		events = append(events, event)
		c.Move(time.Minute)
	}
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(events[1], 11), accepted(events[3], 12)}))
	for range 2 {
		if got := numbers(t, v, 10); !slices.Equal(got, []uint64{1, 3}) {
			t.Errorf("pending %v, want 1 and 3", got)
		}
		if got := numbers(t, v, 1); !slices.Equal(got, []uint64{1}) {
			t.Errorf("pending, at most one: %v", got)
		}
		if unsent := v.Unsent(); unsent.Count != 2 || !unsent.Oldest.Equal(events[0].At.Wall) {
			t.Errorf("unsent %+v", unsent)
		}
		if _, ok := v.Verdict(events[0].ID); ok {
			t.Error("an event not named has a verdict")
		}
		if verdict, ok := v.Verdict(events[3].ID); !ok || verdict.Change != 12 {
			t.Errorf("verdict %+v, %v", verdict, ok)
		}
		if all, err := v.EventsFrom(2, 2); err != nil || len(all) != 2 || all[0].Number != 2 || all[1].Number != 3 {
			t.Errorf("events from 2, at most 2: %d, %v", len(all), err)
		}
		v = reopen(t, v, dir, c.Now)
	}
}

func TestAVerdictNeverChanges(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, _ := mustSync(t, booked)
	event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
	must(t, err)
	second := accepted(event, 99)
	second.Answer = dosedesk.Refused
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(event, 11), second}))
	must(t, v.Acknowledge([]dosedesk.Receipt{second}))
	if verdict, _ := v.Verdict(event.ID); verdict.Answer != dosedesk.Accepted || verdict.Change != 11 {
		t.Errorf("the verdict became %+v", verdict)
	}
}

// A verdict that changed nothing leaves nothing to wait for: no page will come
// that takes the event off the visit.
func TestAVerdictWithoutAChangeUncoversTheEntry(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	booked.Deferred = &dosedesk.Deferred{Reason: dosedesk.DeferredHealth}
	v, _, _ := mustSync(t, booked)
	event, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 1, code(t))
	must(t, err)
	replaced := accepted(event, 0)
	replaced.Answer, replaced.Reason = dosedesk.InReview, dosedesk.ReasonTokenReplaced
	must(t, v.Acknowledge([]dosedesk.Receipt{replaced}))
	if visit, _ := v.Visit(booked.ID); visit.Deferred == nil {
		t.Error("the visit lies under an event that changed nothing")
	}
}

func TestStrangeReceiptsStopNoOther(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, _ := mustSync(t, booked)
	one, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
	must(t, err)
	other, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
	must(t, err)
	err = v.Acknowledge([]dosedesk.Receipt{{Event: id(55), Verdict: accepted(one, 11).Verdict}, {Event: one.ID}, accepted(other, 11)})
	wantCode(t, err, dosedesk.EConflict)
	if got := numbers(t, v, 10); !slices.Equal(got, []uint64{one.Number}) {
		t.Errorf("pending %v, want %d only", got, one.Number)
	}
}

func TestRosterSurvivesARestart(t *testing.T) {
	booked := entry(1, "Farida Ansari", "फरीदा अंसारी")
	v, dir, c := mustSync(t, booked)
	v = reopen(t, v, dir, c.Now)
	if got := v.Cursor(); got != (dosedesk.Cursor{Epoch: "e1", Seq: 10}) {
		t.Errorf("cursor %+v", got)
	}
	if v.Centre().Name != "PHC Ormanjhi" || !v.SealKey() || len(v.Operators()) != 1 || !v.AsOf().Equal(today.Start()) {
		t.Error("the centre, its key, its operators or the time were lost")
	}
	if visit, ok := v.Visit(booked.ID); !ok || visit.Citizen.NameHindi != booked.Citizen.NameHindi {
		t.Errorf("the entry became %+v", visit.Entry)
	}
}

func TestOnChangeIsCalledWithNoLockHeld(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, c := mustSync(t, booked)
	calls := 0
	v.OnChange(func() {
		if calls++; calls > 1 {
			return
		}
		if err := v.SetStock(dosedesk.Stock{Vaccine: dosedesk.Covaxin}); err != nil {
			t.Error(err)
		}
	})
	event, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
	must(t, err)
	must(t, v.Acknowledge([]dosedesk.Receipt{accepted(event, 11)}))
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}}))
	must(t, v.Reset()) // changes nothing that is seen
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e2", Seq: 1}}))
	if calls != 5 {
		t.Errorf("called %d times for 5 changes", calls)
	}
}

func numbers(t *testing.T, v *store.Vault, limit int) (list []uint64) {
	t.Helper()
	pending, err := v.Pending(limit)
	must(t, err)
	for _, event := range pending {
		list = append(list, event.Number)
	}
	return list
}

// TestTheDeskAndTheSyncWorkAtOnce has the sync write while the desk records and
// reads; the race detector watches where it is on.
func TestTheDeskAndTheSyncWorkAtOnce(t *testing.T) {
	v, _, c := mustSync(t, entry(1, "Farida Ansari", ""))
	const rounds = 20
	var desk sync.WaitGroup
	desk.Go(func() {
		for n := range rounds {
			walkin := entry(100+n, "Zakir Gill", "").Appointment
			if _, err := v.Record(verifier, &dosedesk.WalkinRegistered{Appointment: walkin}); err != nil {
				t.Error(err)
			}
			if _, err := v.Record(verifier, dose(entry(100+n, "", ""), dosedesk.ID{}, c.Now())); err != nil {
				t.Error(err)
			}
			v.Search("zak", 10)
			v.Visits()
		}
	})
	for n := range uint64(rounds) {
		pending, err := v.Pending(3)
		must(t, err)
		var receipts []dosedesk.Receipt
		for _, event := range pending {
			receipts = append(receipts, accepted(event, 100+n))
		}
		must(t, v.Acknowledge(receipts))
		must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11 + n}, Entries: []dosedesk.Entry{entry(200+int(n), "Uma Das", "")}})) //nolint:gosec // a few
	}
	desk.Wait()
	if _, total := v.Search("zak", 100); total != rounds {
		t.Errorf("%d walk-ins found, %d registered", total, rounds)
	}
	all, err := v.EventsFrom(1, 1000)
	must(t, err)
	if len(all) != 2*rounds {
		t.Errorf("%d events kept, %d recorded", len(all), 2*rounds)
	}
}
