package sync_test

import (
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// A terminal's folder is copied to a second machine, and both go on. The server
// has every dose of both: the first one of the fork in review, and what follows
// it judged as ever. Neither machine sends anything over and over.
func TestACopiedFolderGoesOn(t *testing.T) {
	withACopy(t, 1, func(t *testing.T, w *world, one, two *terminal) {
		one.confirms(t, 1)
		forked := two.records(t, 2, (*terminal).dose)
		two.sent()
		for n, terminal := range []*terminal{two, one, two} {
			terminal.confirms(t, 3+n)
		}
		must(t, w.site.registry.View(t.Context(), func(tx *registry.Tx) error {
			for n := range 6 {
				entry, _, err := tx.Entry(simAppointment(n))
				must(t, err)
				state, reason := dosedesk.DoseConfirmed, dosedesk.Reason("")
				if n == 2 {
					state, reason = dosedesk.DoseUnconfirmed, dosedesk.ReasonChainForked
				}
				if len(entry.Doses) != 1 || entry.Doses[0].State != state || entry.Doses[0].Reason != reason {
					t.Errorf("appointment %d has the doses %+v", n, entry.Doses)
				}
			}
			return nil
		}))
		if v, ok := two.vault.Verdict(forked.ID); !ok || v.Reason != dosedesk.ReasonChainForked {
			t.Errorf("the event that forks: %+v, %v", v, ok)
		}
		if one.vault.Unsent().Count+two.vault.Unsent().Count != 0 {
			t.Error("something is unsent")
		}
	})
}

// A server that is put back to a backup gets back what the copy had sent since,
// though the other machine is far ahead of it, and though it records nothing more.
func TestACopyGivesBackWhatARestoreLost(t *testing.T) {
	withACopy(t, 0, func(t *testing.T, w *world, one, two *terminal) {
		for n := range 3 {
			one.confirms(t, n)
		}
		two.confirms(t, 3)
		backup := w.site.backup()
		two.confirms(t, 4)
		w.site.restart("server restored", func() { w.site.restore(backup) })
		time.Sleep(20 * time.Minute)
		must(t, w.site.registry.View(t.Context(), func(tx *registry.Tx) error {
			entry, _, err := tx.Entry(simAppointment(4))
			if len(entry.Doses) != 1 || entry.Doses[0].State != dosedesk.DoseConfirmed {
				t.Errorf("what the copy had sent since: %+v", entry.Doses)
			}
			return err
		}))
	})
}

// confirms has a clerk enter a right code and record the dose, and both sent.
func (t *terminal) confirms(tb testing.TB, n int) {
	tb.Helper()
	t.records(tb, n, (*terminal).rightCode)
	t.sent()
	t.records(tb, n, (*terminal).dose)
	t.sent()
}

// withACopy gives a terminal so many confirmed doses, and has a copy of its folder
// run beside it.
func withACopy(t *testing.T, doses int, test func(t *testing.T, w *world, one, two *terminal)) {
	t.Helper()
	template(t)
	dir, remove := scratch(t)
	defer remove()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(1, dir, nil)
		w.openSite(t)
		one, two := newTerminal(w, 0), newTerminal(w, 1)
		must(t, copyFiles(filepath.Join(template(t).dir, "0"), one.dir, "outbox.db"))
		must(t, one.start())
		time.Sleep(10 * time.Second)
		for n := range doses {
			one.confirms(t, n)
		}
		one.stop()
		must(t, copyFiles(one.dir, two.dir, "outbox.db", "outbox.journal", "roster.db"))
		must(t, one.start())
		must(t, two.start())
		test(t, w, one, two)
		w.terminals = []*terminal{one, two}
		w.close()
		for _, v := range w.violations {
			t.Error(v)
		}
	})
}
