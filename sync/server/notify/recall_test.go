package notify

import (
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// A message of before a restore goes out only where the spool reaches back to it,
// and shows that it did not.
func TestRecalledMessages(t *testing.T) {
	w := newWorker(t, words.English)
	out, err := openSpool(w.Folder)
	must(t, err)
	defer func() { must(t, out.close()) }()
	recalled := func(n byte, at time.Time) registry.Message {
		m := message(n)
		m.Kind, m.QueuedAt = registry.ReissueMessage, at
		must(t, w.Registry.Update(t.Context(), func(tx *registry.Tx) error { return tx.Recall(m) }))
		return m
	}
	recalled(1, w.Now())
	must(t, w.drain(t.Context(), out)) // the three bookings; the spool was empty
	recalled(2, w.Now().Add(-time.Hour))
	missed := recalled(3, w.Now().Add(time.Minute))
	must(t, w.drain(t.Context(), out))
	held, err := out.holds()
	must(t, err)
	for n := range byte(3) {
		_, reissue := held[key{registry.ReissueMessage, dosedesk.ID{n + 1}}]
		_, booking := held[key{registry.BookingMessage, dosedesk.ID{n + 1}}]
		if want := (dosedesk.ID{n + 1}) == missed.Subject; reissue != want || !booking {
			t.Errorf("message %d: went out %v, want %v", n+1, reissue, want)
		}
	}
	again := recalled(3, w.Now().Add(time.Minute))
	must(t, w.drain(t.Context(), out))
	must(t, w.Registry.View(t.Context(), func(tx *registry.Tx) error {
		left, err := tx.Recalled(10)
		if len(left) != 0 {
			t.Errorf("%d messages of kind %s are still to be looked for", len(left), again.Kind)
		}
		return err
	}))
}
