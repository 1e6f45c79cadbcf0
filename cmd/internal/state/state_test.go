package state_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
)

var (
	morning  = time.Date(2021, 5, 13, 9, 30, 0, 0, dosedesk.Kolkata)
	verifier = dosedesk.Operator{ID: "sunita", Name: "Sunita Oraon", Role: dosedesk.Verifier}
	options  = store.Options{Now: func() time.Time { return morning }, Log: slog.New(slog.DiscardHandler)}
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// newVault makes a vault with two events that were not sent.
func newVault(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{9}, Centre: 603425, Server: "https://127.0.0.1:1"}, options))
	v, err := store.Open(dir, options)
	must(t, err)
	for n := range 2 {
		_, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: dosedesk.ID{byte(n + 1)}})
		must(t, err)
	}
	must(t, v.Close())
	return dir
}

// asked asks the terminal in a folder.
func asked(t *testing.T, dir string) (s state.State) {
	t.Helper()
	must(t, state.With(t.Context(), dir, options, func(terminal state.Terminal) (err error) {
		s, err = terminal.State()
		return err
	}))
	return s
}

// run has a desk run on a folder until stop is called.
func run(t *testing.T, dir string, link dosedesk.Link) (stop func()) {
	t.Helper()
	v, err := store.Open(dir, options)
	must(t, err)
	t.Cleanup(func() { _ = v.Close() }) // stop may have closed it
	later := func() time.Time { return morning.Add(90 * time.Minute) }
	unserve, err := state.Serve(state.Desk{Vault: v, Link: func() dosedesk.Link { return link }, Now: later})
	must(t, err)
	return func() {
		unserve()
		must(t, v.Close())
	}
}

func TestTheVaultAnswersWhereNoDeskRuns(t *testing.T) {
	s := asked(t, newVault(t))
	if s.Terminal != (dosedesk.ID{9}) || s.Centre != 603425 || s.Recorded != 2 || s.Unsent != 2 || s.Link != nil {
		t.Errorf("the vault says %+v", s)
	}
}

func TestARunningDeskAnswers(t *testing.T) {
	dir := newVault(t)
	link := dosedesk.Link{Since: morning, Problem: dosedesk.EUnreachable, AsOf: morning.Add(-time.Hour)}
	stop := run(t, dir, link)
	s := asked(t, dir)
	if s.Recorded != 2 || s.Unsent != 2 || !s.OldestUnsent.Equal(morning) || s.UnsentFor != 90*60 || !s.RosterAsOf.Equal(link.AsOf) {
		t.Errorf("the desk says %+v", s)
	}
	if s.Link == nil || s.Link.Up || !s.Link.Since.Equal(morning) || s.Link.Problem != dosedesk.EUnreachable {
		t.Errorf("of the link it says %+v", s.Link)
	}
	text, err := json.Marshal(s)
	must(t, err)
	if strings.Contains(string(text), verifier.Name) || strings.Contains(string(text), verifier.ID) {
		t.Errorf("somebody is named: %s", text)
	}
	info, err := os.Stat(filepath.Join(dir, "desk.sock"))
	must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the socket is open to others: %v", info.Mode())
	}
	stop()
	if _, err := os.Lstat(filepath.Join(dir, "desk.sock")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the desk left its socket behind: %v", err)
	}
	if s := asked(t, dir); s.Recorded != 2 || s.Link != nil {
		t.Errorf("after the desk the vault says %+v", s)
	}
}

// A desk that was ended by force leaves its socket behind.
func TestAStaleSocketIsReplaced(t *testing.T) {
	dir := newVault(t)
	stale, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(dir, "desk.sock"), Net: "unix"})
	must(t, err)
	stale.SetUnlinkOnClose(false)
	must(t, stale.Close())
	if s := asked(t, dir); s.Recorded != 2 || s.Link != nil {
		t.Errorf("beside a stale socket the vault says %+v", s)
	}
	stop := run(t, dir, dosedesk.Link{Up: true})
	defer stop()
	if s := asked(t, dir); s.Link == nil || !s.Link.Up {
		t.Errorf("the next desk says %+v", s)
	}
}

func TestWhoHoldsTheVaultAndAnswersNothing(t *testing.T) {
	dir := newVault(t)
	v, err := store.Open(dir, options)
	must(t, err)
	defer func() { must(t, v.Close()) }()
	err = state.With(t.Context(), dir, options, func(state.Terminal) error { return nil })
	if dosedesk.CodeOf(err) != dosedesk.EInUse {
		t.Errorf("error %v", err)
	}
}
