package main

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/sync/server"
)

var sunita = dosedesk.Operator{ID: "sunita", Name: "Sunita Oraon", Role: dosedesk.Verifier}

// enrolled makes a terminal of the site that knows its server's keys.
func (s *site) enrolled(t *testing.T) (dir string) {
	t.Helper()
	enrolment, err := s.AddTerminal(t.Context(), centre)
	must(t, err)
	must(t, s.Announce(t.Context()))
	e := s.enrol(filepath.Join(t.TempDir(), "vault"))
	must(t, e.Run(t.Context(), enrolment, io.Discard))
	v := opened(t, e.Dir)
	s.sync(t, v)
	must(t, v.Close())
	return e.Dir
}

func keyOf(t *testing.T, dir string) keys.Ring {
	t.Helper()
	ring, err := keys.UnlockWith(dir, "", opener)
	must(t, err)
	return ring
}

// identityFile is what opens the vaults of these tests.
func identityFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "identity")
	must(t, os.WriteFile(path, []byte(opener.String()), 0o600))
	return path
}

func opened(t *testing.T, dir string) *store.Vault {
	t.Helper()
	v, err := store.Open(dir, keyOf(t, dir), store.Options{Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	t.Cleanup(func() { _ = v.Close() }) // the test may have closed it
	return v
}

// sync runs the link until all is sent and fetched.
func (s *site) sync(t *testing.T, v *store.Vault) {
	t.Helper()
	ctx, cut := context.WithTimeout(t.Context(), time.Minute)
	defer cut()
	changed := make(chan struct{}, 1)
	v.OnChange(func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	})
	ended := make(chan struct{})
	go func() { defer close(ended); _ = sync.New(sync.Config{Vault: v}).Run(ctx) }()
	for v.AsOf().IsZero() || v.Unsent().Count > 0 || v.Carried().Waiting > 0 {
		select {
		case <-changed:
		case <-ctx.Done():
			t.Fatal("the link brought nothing")
		}
	}
	cut()
	<-ended
}

// record records events without a link.
func record(t *testing.T, v *store.Vault, events int) {
	t.Helper()
	for n := range events {
		_, err := v.Record(sunita, &dosedesk.ReissueAsked{Appointment: dosedesk.ID{1, byte(n)}})
		must(t, err)
	}
}

func export(t *testing.T, dir, path string) (string, error) {
	t.Helper()
	var out strings.Builder
	o := &Outbox{Dir: dir, Who: Who{Identity: identityFile(t)}}
	err := o.Export(t.Context(), path, &out)
	return out.String(), err
}

func (s *site) taken(t *testing.T, path string) server.EventReport {
	t.Helper()
	sealed, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(sealed, []byte("sunita")) {
		t.Error("the file can be read by everybody")
	}
	report, err := s.ImportEvents(t.Context(), bytes.NewReader(sealed))
	must(t, err)
	return report
}

// What a terminal could not send goes to its server on a stick, without a desk or
// beside one; then the link comes back, and nothing counts twice.
func TestAnOutboxTravelsOnAStick(t *testing.T) {
	s := openSite(t)
	dir, stick := s.enrolled(t), t.TempDir()
	v := opened(t, dir)
	record(t, v, 130)
	must(t, v.Close())

	first := filepath.Join(stick, "first")
	said, err := export(t, dir, first)
	must(t, err)
	if !strings.HasPrefix(said, "130 events in ") {
		t.Errorf("it says %q", said)
	}
	info, err := os.Stat(first)
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file is open to others: %v", info.Mode())
	}
	if report := s.taken(t, first); report.Taken+report.Refused != 130 || report.Known != 0 {
		t.Errorf("the first file: %+v", report)
	}

	v = opened(t, dir)
	record(t, v, 1)
	stop, err := state.Serve(dir, func() (state.Desk, bool) { return state.Desk{Vault: v, Now: time.Now}, true }, nil)
	must(t, err)
	second := filepath.Join(stick, "second")
	if said, err = export(t, dir, second); err != nil || !strings.HasPrefix(said, "131 events in ") {
		t.Errorf("beside a desk it says %q, %v", said, err)
	}
	stop()
	if report := s.taken(t, second); report.Taken+report.Refused != 1 || report.Known != 130 {
		t.Errorf("the second file: %+v", report)
	}
	if unsent := v.Unsent().Count; unsent != 131 {
		t.Errorf("an export changed the outbox: %d events are unsent", unsent)
	}

	s.sync(t, v)
	last, _ := v.LastEvent()
	if verdict, ok := v.Verdict(last.ID); !ok || verdict.Answer == "" {
		t.Errorf("the terminal heard %+v of its last event", verdict)
	}
	must(t, v.Close())
	if report := s.taken(t, second); report.Known != 131 {
		t.Errorf("the second file again: %+v", report)
	}
	if said, err = export(t, dir, filepath.Join(stick, "third")); err != nil || !strings.HasPrefix(said, "0 events") {
		t.Errorf("where all is sent it says %q, %v", said, err)
	}
	if files, _ := os.ReadDir(stick); len(files) != 2 {
		t.Errorf("on the stick are %v", files)
	}
}

// Neither another terminal's file nor a full or missing folder costs anything.
func TestAnExportThatCannotBeWritten(t *testing.T) {
	s := openSite(t)
	dir := s.enrolled(t)
	v := opened(t, dir)
	record(t, v, 1)
	must(t, v.Close())
	there := filepath.Join(t.TempDir(), "there")
	must(t, os.WriteFile(there, []byte("another terminal's"), 0o600))
	for name, c := range map[string]struct {
		path string
		want dosedesk.ErrorCode
	}{
		"a file is there":       {there, dosedesk.EConflict},
		"there is no folder":    {filepath.Join(t.TempDir(), "none", "file"), dosedesk.EInternal},
		"a folder without room": {"/proc/self/file", dosedesk.EInternal},
	} {
		if _, err := export(t, dir, c.path); dosedesk.CodeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text, err := os.ReadFile(there); err != nil || string(text) != "another terminal's" {
		t.Errorf("the other file now holds %q, %v", text, err)
	}
}
