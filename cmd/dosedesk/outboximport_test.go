package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/state"
)

func take(t *testing.T, dir, path string) (string, error) {
	t.Helper()
	var out strings.Builder
	o := &Outbox{Dir: dir, Who: Who{Identity: identityFile(t)}}
	err := o.Import(t.Context(), path, &out)
	return out.String(), err
}

// What a terminal could not send goes with another's link, taken in without a desk
// or beside one, which is woken; the stick may come twice.
func TestAnOutboxTravelsWithAnotherTerminal(t *testing.T) {
	s := openSite(t)
	dir, carrier := s.enrolled(t), s.enrolled(t)
	v := opened(t, dir)
	record(t, v, 130)
	must(t, v.Close())
	file := filepath.Join(t.TempDir(), "stick")
	_, err := export(t, dir, file)
	must(t, err)

	if said, err := take(t, carrier, file); err != nil || !strings.Contains(said, "is kept on this terminal: it goes to the server") {
		t.Errorf("it says %q, %v", said, err)
	}
	var status strings.Builder
	must(t, (&Status{Dir: carrier, Lang: "en", Who: Who{Identity: identityFile(t)}}).Run(t.Context(), &status))
	if !strings.Contains(status.String(), "\nFor others: files not sent: 1\n") {
		t.Errorf("status says\n%s", status.String())
	}
	v, woken := opened(t, carrier), 0
	desk := state.Desk{Vault: v, Now: time.Now, Wake: func() { woken++ }}
	stop, err := state.Serve(carrier, func() (state.Desk, bool) { return desk, true }, nil)
	must(t, err)
	if said, err := take(t, carrier, file); err != nil || !strings.Contains(said, "is on this terminal already") || woken != 1 {
		t.Errorf("beside a desk it says %q, %v; the desk was woken %d times", said, err, woken)
	}
	s.sync(t, v)
	if left, err := os.ReadDir(filepath.Join(carrier, "carried")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	must(t, os.Truncate(file, 100))
	if _, err := take(t, carrier, file); dosedesk.CodeOf(err) != dosedesk.EConflict || !strings.Contains(err.Error(), "cut short") {
		t.Errorf("beside a desk, a file that was cut: %v", err)
	}
	stop()
	must(t, v.Close())

	v = opened(t, dir)
	s.sync(t, v)
	last, _ := v.LastEvent()
	if verdict, ok := v.Verdict(last.ID); !ok || verdict.Answer == "" {
		t.Errorf("the terminal heard %+v of its last event", verdict)
	}
}

// A file that cannot be taken in is named, with the reason.
func TestAFileThatIsNotTakenIn(t *testing.T) {
	s := openSite(t)
	carrier, folder := s.enrolled(t), t.TempDir()
	rubbish := filepath.Join(folder, "rubbish")
	must(t, os.WriteFile(rubbish, []byte("name,age"), 0o600))
	if _, err := take(t, carrier, rubbish); err == nil || !strings.Contains(err.Error(), rubbish+": this is no file of dosedesk outbox export") {
		t.Errorf("rubbish: %v", err)
	}
	if _, err := take(t, carrier, filepath.Join(folder, "none")); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("no file: %v", err)
	}
	if _, err := os.Stat(filepath.Join(carrier, "carried")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is kept: %v", err)
	}
}
