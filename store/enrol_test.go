package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

// Until there is a vault, the key of the terminal to be lies in its folder: the
// answer to the first use of it may have been lost.
func TestTerminalKeyStaysUntilTheVaultIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	seed, err := store.TerminalKey(dir)
	must(t, err)
	file := filepath.Join(dir, "enrolment.key")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || len(seed) != 32 {
		t.Fatalf("a key of %d bytes: %v", len(seed), err)
	}
	if again, err := store.TerminalKey(dir); err != nil || !bytes.Equal(again, seed) {
		t.Errorf("the key changed: %v", err)
	}
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Key: seed}, key))
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the key lies open beside the vault: %v", err)
	}
	_, err = store.TerminalKey(dir)
	wantCode(t, err, dosedesk.EConflict)
}

// The terminal's key is the same for ever: once the vault has it, nothing of it is
// left on the disk in the clear, and nothing that a Create left when it was cut off.
func TestTerminalKeyIsDestroyed(t *testing.T) {
	dir := t.TempDir()
	file, trace := filepath.Join(dir, "enrolment.key"), filepath.Join(t.TempDir(), "trace")
	seed, err := store.TerminalKey(dir)
	must(t, err)
	must(t, os.Link(file, trace)) // what stays of a file that is only removed
	_, err = store.TerminalKey(dir)
	must(t, err)
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000), Key: seed}, key))
	if left, err := os.ReadFile(trace); err != nil || bytes.Equal(left, seed) { //nolint:gosec // the test's own
		t.Errorf("the disk still holds the key: %v", err)
	}
	must(t, os.WriteFile(file, seed, 0o600))
	must(t, mustOpen(t, dir, newClock().Now).Close())
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the key lies open beside the vault: %v", err)
	}
}

func TestTerminalKeyIsWholeOrRefused(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "enrolment.key"), []byte("half"), 0o600))
	_, err := store.TerminalKey(dir)
	wantCode(t, err, dosedesk.EDamaged)
	must(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o600))
	_, err = store.TerminalKey(filepath.Join(dir, "file", "below"))
	wantCode(t, err, dosedesk.EInternal)
}

func TestRenewedCertificateOutlivesARestart(t *testing.T) {
	dir, c := mustCreate(t), newClock()
	v := mustOpen(t, dir, c.Now)
	want := v.Enrolment()
	want.Certificate = []byte("new")
	must(t, v.Renew(want.Certificate, ""))
	for range 2 {
		if got := v.Enrolment(); !reflect.DeepEqual(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		v = reopen(t, v, dir, c.Now)
	}
}
