package desk

import (
	"log/slog"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// What a newer dosedesk left is not taken for a key file that is missing: nobody
// else in the list could open it either.
func TestUnlockingWhatANewerOneWrote(t *testing.T) {
	const passphrase = "four words for sunita"
	dir := t.TempDir()
	sunita, err := keys.WithPassphrase("sunita", passphrase)
	must(t, err)
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: dosedesk.ID{1}}, keys.New(), sunita))
	outbox, err := bbolt.Open(filepath.Join(dir, "outbox.db"), 0o600, nil)
	must(t, err)
	must(t, outbox.Update(func(t *bbolt.Tx) error {
		_, err := t.CreateBucket([]byte("schema 99"))
		return err
	}))
	must(t, outbox.Close())
	claim, err := store.Take(dir)
	must(t, err)
	d := &Desk{Claim: claim, Log: slog.New(slog.DiscardHandler), ctx: t.Context()}
	defer func() { must(t, d.Close()) }()
	if _, err := d.Unlock(t.Context(), "sunita", passphrase); dosedesk.CodeOf(err) != dosedesk.EStale {
		t.Errorf("unlocking: %v", err)
	}
}
