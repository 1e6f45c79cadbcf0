package sync_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestSendsAndFetchesAll(t *testing.T) {
	inBubble(t, 250, func(t *testing.T, d *desk) {
		d.start(t)
		d.wantSent(t)
		d.wantLink(t, true, "")
		if len(d.vault.roster) != 5 || d.Status().AsOf.IsZero() {
			t.Errorf("roster of %d as of %v, want 5 entries", len(d.vault.roster), d.Status().AsOf)
		}
	})
}

func TestPollsEveryFiveSecondsAndLeavesTheDiskAlone(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		d.start(t)
		applied := d.vault.applied
		d.network.waits()
		d.after(t, time.Minute)
		if n := len(d.network.waits()) + 1; n != 12 {
			t.Errorf("%d polls in a minute, want 12", n)
		}
		if d.vault.applied != applied {
			t.Error("a page without changes was written to the disk")
		}
		d.server.set(func() {
			d.server.entries = append(d.server.entries, dosedesk.Entry{Appointment: dosedesk.Appointment{ID: idOf(2, 77)}})
		})
		d.after(t, 5*time.Second)
		if _, ok := d.vault.roster[idOf(2, 77)]; !ok {
			t.Error("a change was not fetched within 5 s")
		}
	})
}

func TestMarksExactlyWhatTheReceiptsName(t *testing.T) {
	inBubble(t, 4, func(t *testing.T, d *desk) {
		d.server.withhold = func(e dosedesk.Event) bool { return e.Number%2 == 0 }
		d.start(t)
		if n := d.vault.unsent(); n != 2 {
			t.Errorf("%d events are unsent, want the 2 without a receipt", n)
		}
		d.server.set(func() { d.server.withhold = nil })
		d.after(t, time.Second)
		d.wantSent(t)
	})
}

func TestEventRecordedInFlightIsNotMarked(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		var late dosedesk.Event
		d.network.set(once(wire.PathEvents, func(_ *http.Request, ask func() *http.Response) (*http.Response, error) {
			response := ask()
			late = d.vault.record()
			return response, nil
		}))
		d.start(t)
		d.wantSent(t)
		for _, id := range d.vault.acks[0] {
			if id == late.ID {
				t.Error("an event recorded while the push was in flight was marked by it")
			}
		}
	})
}

func TestWakeSendsAtOnce(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		d.start(t)
		d.network.set(gone)
		d.after(t, time.Hour)
		d.network.set(nil)
		d.vault.record()
		d.Wake()
		synctest.Wait()
		d.wantSent(t)
		d.wantLink(t, true, "")
	})
}

func TestAwaitEndsWithTheVerdict(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		d.network.set(func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			if r.URL.Path == wire.PathChanges { // the verdict must not wait for the roster
				return silent(r, ask)
			}
			return ask(), nil
		})
		began := time.Now()
		d.start(t)
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		verdict, ok := d.Await(ctx, idOf(1, 1))
		if !ok || verdict.Code != dosedesk.CodeRight || time.Since(began) != 0 {
			t.Errorf("got %v, %v after %v", verdict, ok, time.Since(began))
		}
		if _, ok := d.Await(ctx, idOf(1, 99)); ok || time.Since(began) != 3*time.Second {
			t.Errorf("a verdict for an event that nobody sent, after %v", time.Since(began))
		}
	})
}

func TestStatusIsNotHeldUpByTheNetwork(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		d.network.set(silent)
		d.start(t)
		d.Wake()
		d.wantLink(t, false, "") // would deadlock the bubble, were a lock held
	})
}

func TestRestoredServerGetsEverythingAgain(t *testing.T) {
	inBubble(t, 230, func(t *testing.T, d *desk) {
		d.start(t)
		d.server.forget()
		d.vault.record()
		d.Wake()
		synctest.Wait()
		d.wantSent(t)
	})
}

func TestNewEpochFetchesAnew(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, d *desk) {
		d.start(t)
		d.server.set(func() { d.server.epoch, d.server.entries = "e2", d.server.entries[:4] })
		d.after(t, 5*time.Second)
		if len(d.vault.roster) != 4 || d.vault.cursor.Epoch != "e2" || d.vault.coming != nil {
			t.Errorf("roster of %d at %v, want the 4 entries of the new epoch", len(d.vault.roster), d.vault.cursor)
		}
		if len(d.vault.events) != 3 {
			t.Error("events were lost")
		}
	})
}

// TestNewEpochGoesOnWhereTheLinkDropped has the link drop behind the first page.
func TestNewEpochGoesOnWhereTheLinkDropped(t *testing.T) {
	inBubble(t, 3, func(t *testing.T, d *desk) {
		d.start(t)
		d.server.set(func() { d.server.epoch, d.server.entries = "e2", d.server.entries[:4] })
		pages := 0
		d.network.set(func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			response := ask()
			if response.StatusCode == http.StatusOK {
				pages++
			}
			if pages > 1 {
				return gone(r, ask)
			}
			return response, nil
		})
		d.after(t, time.Minute)
		d.wantLink(t, false, dosedesk.EUnreachable)
		if len(d.vault.roster) != 5 || len(d.vault.coming) != 2 {
			t.Errorf("roster of %d, %d on their way, want the old 5 and 2", len(d.vault.roster), len(d.vault.coming))
		}
		d.network.set(nil)
		d.after(t, 5*time.Minute)
		if len(d.vault.roster) != 4 || d.vault.resets != 1 {
			t.Errorf("roster of %d after %d resets, want 4 after one", len(d.vault.roster), d.vault.resets)
		}
	})
}

func TestServerInALoopIsNotHammered(t *testing.T) {
	for name, test := range map[string]struct {
		status  int
		body    string
		problem dosedesk.ErrorCode
	}{
		"always stale":          {http.StatusConflict, `{"code":"stale"}`, dosedesk.EStale},
		"a page to itself":      {http.StatusOK, `{"cursor":"e1:5","more":true}`, dosedesk.EUnreachable},
		"a page without an end": {http.StatusOK, `{"cursor":"","more":true}`, dosedesk.EUnreachable},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, 0, func(t *testing.T, d *desk) {
				d.start(t)
				applied := d.vault.applied
				d.network.waits()
				d.network.set(says(test.status, http.Header{wire.Version: {wire.VersionValue}}, test.body))
				d.after(t, time.Hour)
				if n := len(d.network.waits()); n > 200 {
					t.Errorf("%d requests in an hour", n)
				}
				d.wantLink(t, false, test.problem)
				if d.vault.applied != applied {
					t.Error("a page that leads nowhere was taken in")
				}
			})
		})
	}
}
