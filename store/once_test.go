package store_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
)

func TestOneInjectionIsOneEvent(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	second := booked
	second.Dose = 2
	for name, test := range map[string]struct {
		answer dosedesk.Answer // to the first dose.recorded; none while unsent
		other  dosedesk.Entry  // of the second
		want   dosedesk.ErrorCode
	}{
		"unsent":       {"", booked, dosedesk.EConflict},
		"accepted":     {dosedesk.Accepted, booked, dosedesk.EConflict},
		"in review":    {dosedesk.InReview, booked, dosedesk.EConflict},
		"refused":      {dosedesk.Refused, booked, ""},
		"another dose": {"", second, ""},
		"another's":    {"", entry(2, "Farida Ansari", ""), ""},
	} {
		t.Run(name, func(t *testing.T) {
			v, dir, c := mustSync(t, booked)
			first, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now()))
			must(t, err)
			if test.answer != "" {
				must(t, v.Acknowledge([]dosedesk.Receipt{{Event: first.ID, Verdict: dosedesk.Verdict{Answer: test.answer, Change: 11}}}))
				must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}}))
			}
			_, err = v.Record(verifier, dose(test.other, dosedesk.ID{}, c.Now()))
			wantCode(t, err, test.want)
			v = reopen(t, v, dir, c.Now)
			_, err = v.Record(verifier, dose(test.other, dosedesk.ID{}, c.Now()))
			wantCode(t, err, dosedesk.EConflict)
		})
	}
}

func TestTwoScreensAskAtOnceForOneInjection(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, c := mustSync(t, booked)
	var recorded atomic.Int32
	var screens sync.WaitGroup
	for range 8 {
		screens.Go(func() {
			if _, err := v.Record(verifier, dose(booked, dosedesk.ID{}, c.Now())); err == nil {
				recorded.Add(1)
			}
		})
	}
	screens.Wait()
	if recorded.Load() != 1 || v.Unsent().Count != 1 {
		t.Errorf("recorded %d times, %d events", recorded.Load(), v.Unsent().Count)
	}
}

func TestASlipIsUsedOnce(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked, entry(2, "Uma Das", ""))
	_, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
	must(t, err)
	if _, used := v.SlipUsed(booked.ID); used {
		t.Error("a typed code counts as a slip")
	}
	at := c.Now()
	entered, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 1, code(t))
	must(t, err)
	c.Move(time.Minute)
	_, err = v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 1, code(t))
	must(t, err)
	for range 2 {
		if when, used := v.SlipUsed(booked.ID); !used || !when.Equal(at) {
			t.Errorf("used %v at %v, want %v", used, when, at)
		}
		must(t, v.Acknowledge([]dosedesk.Receipt{accepted(entered, 11)}))
		must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, Entries: []dosedesk.Entry{booked}}))
		v = reopen(t, v, dir, c.Now)
	}
	if _, used := v.SlipUsed(id(2)); used {
		t.Error("another's slip counts as used")
	}

	booked.Code = dosedesk.CodeState{Issue: 2, TriesLeft: 1}
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 12}, Entries: []dosedesk.Entry{booked}}))
	if _, used := v.SlipUsed(booked.ID); used {
		t.Error("the new code's slip counts as used")
	}
	_, err = v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 2, code(t))
	must(t, err)
	if when, used := v.SlipUsed(booked.ID); !used || !when.Equal(c.Now()) {
		t.Errorf("the new slip: used %v at %v", used, when)
	}
}

func TestOnlyASlipsCodeHasAnIssue(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, _ := mustSync(t, booked)
	_, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 1, code(t))
	wantCode(t, err, dosedesk.EInvalid)
	_, err = v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 0, code(t))
	wantCode(t, err, dosedesk.EInvalid)
	event, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelSlip, 2, code(t))
	must(t, err)
	if body := event.Body.(*dosedesk.CodeEntered); body.Issue != 2 || body.Channel != dosedesk.ChannelSlip {
		t.Errorf("recorded as %s of issue %d", body.Channel, body.Issue)
	}
}
