package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/store"
)

func TestRecordedEventsFollowEachOtherOverRestarts(t *testing.T) {
	list := []dosedesk.Entry{entry(1, "Farida Ansari", "फरीदा अंसारी"), entry(2, "Zakir Gill", ""), entry(3, "Uma Das", "")}
	v, dir, c := mustSync(t, list...)
	var recorded []dosedesk.Event
	for _, booked := range list {
		entered, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
		must(t, err)
		given, err := v.Record(verifier, dose(booked, entered.ID, c.Now()))
		must(t, err)
		recorded = append(recorded, entered, given)
		v = reopen(t, v, dir, c.Now)
	}
	kept, err := v.EventsFrom(1, 100)
	must(t, err)
	if len(kept) != len(recorded) {
		t.Fatalf("%d events kept, %d recorded", len(kept), len(recorded))
	}
	previous, boots := dosedesk.Hash{}, map[dosedesk.ID]bool{}
	for i, event := range kept {
		if event.Hash() != recorded[i].Hash() {
			t.Errorf("event %d is not what Record returned", i+1)
		}
		if event.Number != uint64(i+1) || event.Previous != previous {
			t.Errorf("event %d has the number %d, or does not name the one before", i+1, event.Number)
		}
		if event.Terminal != id(9000) || event.By != verifier.Signature() || !event.At.Wall.Equal(c.Now()) || event.Schedule == "" {
			t.Errorf("event %d: header %+v", i+1, event.Header)
		}
		previous, boots[event.At.Boot] = event.Hash(), true
	}
	if len(boots) != 3 {
		t.Errorf("3 runs have %d boot ids", len(boots))
	}
	if last, ok := v.LastEvent(); !ok || last.Hash() != previous {
		t.Error("LastEvent is not the last one")
	}
}

func TestEnteredCodeOpensAtTheServerOnly(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, _ := mustSync(t, booked)
	event, err := v.EnterCode(verifier, booked.ID, dosedesk.ChannelTyped, 0, code(t))
	must(t, err)
	body := event.Body.(*dosedesk.CodeEntered)
	opened, err := serverKey(t).Open(body.Sealed, event.Header, booked.ID)
	must(t, err)
	if !opened.Equal(code(t)) {
		t.Error("the server opens another code")
	}
}

func TestWhatIsNotRecorded(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, c := mustSync(t, booked)
	_, err := v.EnterCode(verifier, id(77), dosedesk.ChannelTyped, 0, code(t))
	wantCode(t, err, dosedesk.ENotFound)
	_, err = v.Record(verifier, &dosedesk.ReissueAsked{})
	wantCode(t, err, dosedesk.EInvalid)
	_, err = v.Record(dosedesk.Operator{}, dose(booked, dosedesk.ID{}, c.Now()))
	wantCode(t, err, dosedesk.EInvalid)

	unsynced := mustOpen(t, mustCreate(t), c.Now)
	walkin := booked.Appointment
	walkin.Booking = dosedesk.Walkin
	_, err = unsynced.Record(verifier, &dosedesk.WalkinRegistered{Appointment: walkin})
	must(t, err)
	_, err = unsynced.EnterCode(verifier, walkin.ID, dosedesk.ChannelTyped, 0, code(t))
	wantCode(t, err, dosedesk.EConflict)
	if unsent := v.Unsent(); unsent.Count != 0 {
		t.Errorf("%d events recorded, want none", unsent.Count)
	}
}

func TestAnEventSharesNothingWithItsCaller(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, _, c := mustSync(t, booked)
	body := dose(booked, dosedesk.ID{}, c.Now())
	_, err := v.Record(verifier, body)
	must(t, err)
	body.Batch = "changed afterwards"
	visit, _ := v.Visit(booked.ID)
	if got, _ := visit.Dose(); got.Batch != "4121Z025" {
		t.Errorf("the recorded batch became %q", got.Batch)
	}
}

// TestKilledRightAfterRecorded runs this test program again, as a desk that is
// killed as soon as it has said "recorded"; now and then the outbox is lost too.
func TestKilledRightAfterRecorded(t *testing.T) {
	if dir := os.Getenv("DOSEDESK_TEST_VAULT"); dir != "" {
		recordUntilKilled(t, dir)
	}
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	must(t, v.Close())
	said := uint64(0)
	for round := range 5 {
		said += killAfter(t, dir, 1+3*round)
		if round%2 == 1 {
			must(t, os.Remove(filepath.Join(dir, "outbox.db")))
		}
		v := mustOpen(t, dir, c.Now)
		last, ok := v.LastEvent()
		if !ok || last.Number < said {
			t.Fatalf("%d events were said to be recorded, %d are there", said, last.Number)
		}
		said = last.Number // one more may have been written and not said
		must(t, v.Close())
	}
}

// killAfter kills a desk once it has said "recorded" so many times, and returns
// how often it said it.
func killAfter(t *testing.T, dir string, lines int) (said uint64) {
	t.Helper()
	desk := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledRightAfterRecorded$") //nolint:gosec // ourselves
	desk.Env = append(os.Environ(), "DOSEDESK_TEST_VAULT="+dir)
	out, err := desk.StdoutPipe()
	must(t, err)
	must(t, desk.Start())
	scanner := bufio.NewScanner(out)
	for scanner.Scan() {
		if !strings.HasPrefix(scanner.Text(), "recorded ") {
			t.Errorf("the desk said: %s", scanner.Text())
			break
		}
		if said++; said == uint64(lines) { //nolint:gosec // a few
			must(t, desk.Process.Kill())
		}
	}
	if err := desk.Wait(); err == nil {
		t.Error("the desk ended by itself")
	}
	return said
}

func recordUntilKilled(t *testing.T, dir string) {
	t.Helper()
	v, err := store.Open(dir, key, store.Options{})
	must(t, err)
	for last, _ := v.LastEvent(); ; last.Number++ {
		event, err := v.Record(verifier, dose(entry(int(last.Number)+1, "", ""), dosedesk.ID{}, time.Now())) //nolint:gosec // a few
		must(t, err)
		fmt.Printf("recorded %d\n", event.Number)
	}
}
