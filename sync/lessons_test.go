package sync_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// lessons are what went wrong with other people's offline systems, and the tests
// that hold it off here, beside the simulation.
var lessons = []struct {
	lesson string
	tests  string // folder and names
}{
	{"marked all pending rows, not what the server named", "sync TestMarksExactlyWhatTheReceiptsName TestEventRecordedInFlightIsNotMarked"},
	{"marked all pending rows, not what the server named", "store TestAcknowledgeMarksExactlyWhatItNames"},
	{"cursors by time stamp, or by a serial that commits late", "sync/server TestChangesGoOnFromTheCursor TestFiftyTerminalsGuessAtOnce"},
	{"a server restored from a backup was never sent to again", "sync TestLessonRestoredServer TestRestoredServerGetsEverythingAgain TestLessonTheBackupIsOlderThanTheOutbox TestLessonTheServersClockJumps"},
	{"a server restored from a backup was never sent to again", "sync/server TestReinstatement"},
	{"sent what it could, then cleared everything", "sync TestNothingIsLostByFaults"},
	{"dedup windows that end", "sync TestLessonDedupForEver"},
	{"dedup windows that end", "sync/server TestDuplicatePushIsAPureRead"},
	{"what had no link stayed where it was", "sync TestLessonAnotherTerminalCarries TestLessonCutWhileCarrying TestLessonServerFailsWhileCarrying TestLessonKilledWhileCarrying"},
	{"numbers from a clock collided", "sync TestLessonIdsDoNotCollide"},
	{"a pull overwrote what was pending", "store TestOwnEventsLieOverTheRosterUntilItReflectsThem TestADoseIsSeenUntilTheRosterHasIt"},
	{"green, but not uploaded; uploaded under another's name", "sync TestLessonOperatorIsFrozen"},
	{"a lost right deleted what was not sent", "sync TestUnknownTerminalKeepsItsEventsAndTriesSlowly TestRevokedTerminalSendsWhatItHas"},
	{"a lost right deleted what was not sent", "store TestNothingDeletesAnUnsentEvent TestOnlyWhatWasAnsweredLongAgoIsForgotten"},
	{"one bad record blocked all others", "sync TestEventsBeforeAnUnreadableOneGetThrough TestAPushThatFailsHoldsUpNoPull"},
	{"one bad record blocked all others", "sync/server TestUnreadableEventBlocksNothing TestForkIsKeptAndTheChainGoesOn"},
	{"errors were swallowed, and the backoff never ran", "sync TestBackoffGrowsToFiveMinutesAndNeverEnds"},
	{"repeats looked changed", "sync/server TestARepeatRaisesNoAlarm"},
	{"the right to act ended between capture and upload", "sync TestLessonRightEndsAfterCapture"},
	{"a second round of all doses at another site", "sync/server TestSecondDoseOfOneNumberIsKept"},
	{"a wrong clock: an entry from the future never synced", "sync TestLessonWrongClock"},
}

func TestEachLessonHasItsTest(t *testing.T) {
	for _, l := range lessons {
		names := strings.Fields(l.tests)
		files, err := filepath.Glob(filepath.Join("..", names[0], "*_test.go"))
		must(t, err)
		var source strings.Builder
		for _, file := range files {
			text, err := os.ReadFile(file)
			must(t, err)
			source.Write(text)
		}
		for _, name := range names[1:] {
			if !strings.Contains(source.String(), "\nfunc "+name+"(t *testing.T) {") {
				t.Errorf("%q: there is no %s in %s", l.lesson, name, names[0])
			}
		}
	}
}

// inWorld runs a test in a world with one terminal, where nothing goes wrong but
// what the test does, and then checks all that the simulation checks.
func inWorld(t *testing.T, test func(t *testing.T, d *terminal)) {
	t.Helper()
	behind(t, nil, test)
}

// behind is inWorld with the server behind a mast, over real TLS, or behind none.
func behind(t *testing.T, link *profile, test func(t *testing.T, d *terminal)) {
	t.Helper()
	template(t)
	dir, remove := scratch(t)
	defer remove()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(1, dir, nil)
		w.openSite(t)
		d := newTerminal(w, 0)
		must(t, copyFiles(filepath.Join(template(t).dir, "0"), d.dir, "outbox.db"))
		if link != nil {
			d.mast = newMast(*link)
			d.dial = d.mast.dial
			defer w.site.at(t, d.mast)()
		}
		must(t, d.start())
		w.terminals = []*terminal{d}
		time.Sleep(10 * time.Second)
		test(t, d)
		w.heal()
		w.check()
		w.close()
		for _, v := range w.violations {
			t.Error(v)
		}
	})
}

// records has the clerk do something about the n-th booking.
func (t *terminal) records(tb testing.TB, n int, does act) dosedesk.Event {
	tb.Helper()
	visit, _ := t.vault.Visit(simAppointment(n))
	event, err := does(t, visit)
	if err != nil || event.ID.IsZero() {
		tb.Fatalf("recording: %v, %v", event.ID, err)
	}
	t.keeps(event)
	t.history.called(event.ID, t.now())
	return event
}

// sent lets the terminal send all it has.
func (t *terminal) sent() {
	t.engine.Wake()
	time.Sleep(10 * time.Second)
}

func (t *terminal) wantDose(tb testing.TB, n int, state dosedesk.DoseState, reason dosedesk.Reason) {
	tb.Helper()
	visit, _ := t.vault.Visit(simAppointment(n))
	if dose, ok := visit.Dose(); !ok || dose.State != state || dose.Reason != reason {
		tb.Errorf("the dose is %s(%s), want %s(%s)", dose.State, dose.Reason, state, reason)
	}
}

// A server that was put back to a backup gets all again, though nothing new is
// recorded; no citizen is told twice.
func TestLessonRestoredServer(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		backup := d.site.backup()
		d.records(t, 0, (*terminal).rightCode)
		dose := d.records(t, 0, (*terminal).dose)
		d.sent()
		before, _ := d.vault.Verdict(dose.ID)
		d.site.down()
		d.site.restore(backup)
		d.site.up()
		time.Sleep(5 * time.Minute)
		d.wantDose(t, 0, dosedesk.DoseConfirmed, "")
		must(t, d.site.registry.View(t.Context(), func(tx *registry.Tx) error {
			if kept, _, err := tx.Event(dose.ID); err != nil || kept.Verdict != before {
				t.Errorf("the verdict is %+v now, it was %+v, %v", kept.Verdict, before, err)
			}
			return nil
		}))
	})
}

// A server that was put back to a backup of more than 30 days ago asks for what
// the terminal has let go: what is left gets through all the same, and the
// district sees what is lost.
func TestLessonTheBackupIsOlderThanTheOutbox(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		backup := d.site.backup()
		for n := range 3 {
			d.records(t, n, (*terminal).rightCode)
		}
		d.sent()
		d.month()
		d.asks(t, 4) // and hears how late it is
		d.sent()
		d.restart()
		d.site.down()
		d.asks(t, 5)
		d.site.restore(backup)
		d.site.up()
		time.Sleep(10 * time.Minute)
		if left, err := d.vault.EventsFrom(0, 9); err != nil || len(left) != 2 || d.vault.Unsent().Count != 0 {
			t.Errorf("%d events of 5 are left, %d unsent, %v", len(left), d.vault.Unsent().Count, err)
		}
		s := server.New(server.Config{Registry: d.site.registry, Keys: d.site.keys, Now: d.now})
		listed, err := s.Terminals(t.Context(), simCentre)
		must(t, err)
		if listed[0].Lost != 3 || listed[0].Events != 5 {
			t.Errorf("the district sees %+v", listed[0])
		}
	})
}

// asks records that somebody asks for a new code, whether the roster still has
// him or not.
func (t *terminal) asks(tb testing.TB, n int) {
	tb.Helper()
	event, err := t.vault.Record(sunita, &dosedesk.ReissueAsked{Appointment: simAppointment(n)})
	if err != nil {
		tb.Fatal(err)
	}
	t.mu.Lock()
	t.recorded = append(t.recorded, event)
	t.mu.Unlock()
	t.history.called(event.ID, t.now())
}

// The server's clock is two months ahead for a minute, while the terminal restarts:
// what was answered a moment ago is not let go, and a server that is put back to
// a backup gets it again.
func TestLessonTheServersClockJumps(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		backup := d.site.backup()
		d.records(t, 0, (*terminal).rightCode)
		d.records(t, 0, (*terminal).dose)
		d.sent()
		d.site.skew.Store(int64(60 * 24 * time.Hour))
		d.records(t, 1, (*terminal).deferral)
		d.sent()
		d.site.skew.Store(0)
		d.restart()
		d.site.down()
		d.site.restore(backup)
		d.site.up()
		time.Sleep(10 * time.Minute)
		d.wantDose(t, 0, dosedesk.DoseConfirmed, "")
	})
}

// An event that comes again after months is known.
func TestLessonDedupForEver(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		wrong := d.records(t, 0, (*terminal).wrongCode)
		d.sent()
		d.stop()
		d.site.down()
		time.Sleep(180 * 24 * time.Hour)
		d.site.up()
		must(t, d.start())
		answer := d.pushAgain(t, wrong)
		if len(answer.Receipts) != 1 || !answer.Receipts[0].Duplicate {
			t.Errorf("half a year later: %+v", answer)
		}
	})
}

// pushAgain sends an event past the engine, as a request that was long on its
// way.
func (t *terminal) pushAgain(tb testing.TB, event dosedesk.Event) (answer wire.PushAnswer) {
	tb.Helper()
	e := t.vault.Enrolment()
	signature := dosedesk.SignPush(ed25519.NewKeyFromSeed(e.Key), e.Terminal, event.Number, event.Hash())
	text, err := json.Marshal(wire.PushRequest{Events: []dosedesk.Event{event}, Head: event.Hash(), Signature: signature})
	if err != nil {
		tb.Fatal(err)
	}
	r := showing{vault: t.vault}.shown(httptest.NewRequest(http.MethodPost, wire.PathEvents, bytes.NewReader(text)))
	if err := wire.ReadAnswer(t.site.answer(r).Result(), &answer); err != nil {
		tb.Fatal(err)
	}
	return answer
}

// Events of one instant, at one terminal, have ids of their own: none is made of
// the clock alone.
func TestLessonIdsDoNotCollide(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "vault")
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), dir, "outbox.db"))
	v, err := store.Open(dir, vaultKey, store.Options{Now: func() time.Time { return firstMorning }})
	must(t, err)
	defer v.Close() //nolint:errcheck // it was read
	made := map[dosedesk.ID]bool{}
	for range 200 {
		event, err := v.Record(sunita, &dosedesk.ReissueAsked{Appointment: simAppointment(0)})
		must(t, err)
		made[event.ID] = true
	}
	if len(made) != 200 {
		t.Errorf("%d ids for 200 events of one instant", len(made))
	}
}

// What sunita recorded without a link is hers, whoever is signed in when it is
// sent.
func TestLessonOperatorIsFrozen(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		d.site.down()
		hers := d.records(t, 0, (*terminal).rightCode)
		d.records(t, 1, (*terminal).override) // by anil
		if d.vault.Unsent().Count != 2 {
			t.Errorf("%d unsent, want 2", d.vault.Unsent().Count)
		}
		d.site.up()
		time.Sleep(5 * time.Minute)
		must(t, d.site.registry.View(t.Context(), func(tx *registry.Tx) error {
			kept, _, err := tx.Event(hers.ID)
			if kept.Operator != sunita.ID {
				t.Errorf("the code was entered by %q", kept.Operator)
			}
			return err
		}))
	})
}

// Who may no longer sign in when his events arrive could when he recorded them.
func TestLessonRightEndsAfterCapture(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		d.site.down()
		d.records(t, 0, (*terminal).rightCode)
		d.records(t, 0, (*terminal).dose)
		time.Sleep(time.Hour)
		d.site.up()
		s := server.New(server.Config{Registry: d.site.registry, Keys: d.site.keys, Now: d.now})
		must(t, s.DisableOperator(context.Background(), simCentre, sunita.ID))
		time.Sleep(10 * time.Minute)
		d.wantDose(t, 0, dosedesk.DoseConfirmed, "")
	})
}

// A clock two days ahead: the dose arrives, waits in review, and holds up
// nothing.
func TestLessonWrongClock(t *testing.T) {
	inWorld(t, func(t *testing.T, d *terminal) {
		d.skew.Store(int64(48 * time.Hour))
		d.records(t, 0, (*terminal).rightCode)
		d.records(t, 0, (*terminal).dose)
		d.skew.Store(0)
		d.records(t, 1, (*terminal).rightCode)
		d.records(t, 1, (*terminal).dose)
		d.sent()
		d.wantDose(t, 0, dosedesk.DoseUnconfirmed, dosedesk.ReasonClockDoubtful)
		d.wantDose(t, 1, dosedesk.DoseConfirmed, "")
	})
}
