package state_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
)

var (
	morning  = time.Date(2021, 5, 13, 9, 30, 0, 0, dosedesk.Kolkata)
	verifier = dosedesk.Operator{ID: "sunita", Name: "Sunita Oraon", Role: dosedesk.Verifier}
	key      = keys.Ring{{1}}
	options  = store.Options{Now: func() time.Time { return morning }, Log: slog.New(slog.DiscardHandler)}
)

func unlocked() (keys.Ring, error) { return key, nil }

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
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{9}, Centre: 603425, Server: "https://127.0.0.1:1"}, key))
	v, err := store.Open(dir, key, options)
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
	must(t, state.With(t.Context(), dir, unlocked, options, func(terminal state.Terminal) (err error) {
		s, err = terminal.State()
		return err
	}))
	return s
}

// run has a desk run on a folder until stop is called.
func run(t *testing.T, dir string, link dosedesk.Link) (stop func()) {
	t.Helper()
	v, err := store.Open(dir, key, options)
	must(t, err)
	t.Cleanup(func() { _ = v.Close() }) // stop may have closed it
	later := func() time.Time { return morning.Add(90 * time.Minute) }
	unserve, err := state.Serve(dir, func() (state.Desk, bool) {
		return state.Desk{Vault: v, Link: func() dosedesk.Link { return link }, Now: later}, true
	}, nil)
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
	v, err := store.Open(dir, key, options)
	must(t, err)
	defer func() { must(t, v.Close()) }()
	err = state.With(t.Context(), dir, unlocked, options, func(state.Terminal) error { return nil })
	if dosedesk.CodeOf(err) != dosedesk.EInUse {
		t.Errorf("error %v", err)
	}
}

// A desk that waits for a passphrase has nothing to say yet, and takes a key.
func TestADeskThatWaits(t *testing.T) {
	dir := newVault(t)
	claim, err := store.Take(dir)
	must(t, err)
	defer func() { must(t, claim.Close()) }()
	var got keys.Ring
	wrong := dosedesk.Errorf(dosedesk.EDamaged, "it is another vault's")
	stop, err := state.Serve(dir, func() (state.Desk, bool) { return state.Desk{}, false }, func(k keys.Ring) error {
		if got = k; !slices.Equal(k, key) {
			return wrong
		}
		return nil
	})
	must(t, err)
	defer stop()
	err = state.With(t.Context(), dir, unlocked, options, func(terminal state.Terminal) error {
		if _, _, err := terminal.Export(); !errors.Is(err, state.ErrWaiting) {
			t.Errorf("exporting: %v", err)
		}
		_, err := terminal.State()
		return err
	})
	if !errors.Is(err, state.ErrWaiting) {
		t.Errorf("asking: %v", err)
	}
	waited, err := state.Unlock(t.Context(), dir, key)
	must(t, err)
	if !waited || !slices.Equal(got, key) {
		t.Errorf("a desk waited: %v; it got %d keys", waited, len(got))
	}
	two := append(keys.New(), key...)
	if _, err = state.Unlock(t.Context(), dir, two); dosedesk.CodeOf(err) != dosedesk.EConflict || err.Error() != wrong.Error() || !slices.Equal(got, two) {
		t.Errorf("with a wrong key: %v", err)
	}
}

func TestNoDeskWaits(t *testing.T) {
	if waited, err := state.Unlock(t.Context(), newVault(t), key); waited || err != nil {
		t.Errorf("a desk waited: %v, %v", waited, err)
	}
}

// Where nobody can say the key, nothing is kept from the desk.
func TestWithoutAKey(t *testing.T) {
	dir := newVault(t)
	nobody := dosedesk.Errorf(dosedesk.EUnauthorized, "nobody is here")
	err := state.With(t.Context(), dir, func() (keys.Ring, error) {
		v, err := store.Open(dir, key, options) // the desk, while somebody is asked
		must(t, err)
		must(t, v.Close())
		return nil, nobody
	}, options, func(state.Terminal) error { return nil })
	if !errors.Is(err, nobody) {
		t.Errorf("error %v", err)
	}
}
