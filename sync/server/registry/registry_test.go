package registry_test

import (
	"os"
	"path/filepath"
	"strings"
	gosync "sync"
	"testing"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

func TestOnlyRegistries(t *testing.T) {
	for _, dsn := range []string{"", "registry.db", "sqlite:", "mysql://localhost/registry", "postgres://me:secret@localhost:no/registry"} {
		if r, err := registry.Open(t.Context(), dsn); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("Open(%q) = %v, %v", dsn, r, err)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("Open(%q) shows the password: %v", dsn, err)
		}
	}
}

// TestOpenedByManyAtOnce stands for a server and commands that are started
// together on a new registry: each opens it, all see one epoch, none of them
// sees that it is busy.
func TestOpenedByManyAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a 50% registry?.db")
	var wait gosync.WaitGroup
	var opened [6]*registry.Registry
	var errs [6]error
	for i := range opened {
		wait.Go(func() {
			if opened[i], errs[i] = registry.Open(t.Context(), "sqlite:"+file); errs[i] != nil {
				return
			}
			errs[i] = opened[i].Update(t.Context(), func(tx *registry.Tx) error {
				_, err := tx.EnsureCentre(7)
				return err
			})
		})
	}
	wait.Wait()
	for i, r := range opened {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if epoch := epochOf(t, r); epoch == "" || epoch != epochOf(t, opened[0]) {
			t.Errorf("the registry's epoch is %q", epoch)
		}
	}
	for _, r := range opened {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
}

func TestChangesAreNumberedWithoutGaps(t *testing.T) {
	r, err := registry.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "r.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	session := dosedesk.Session{ID: dosedesk.ID{9}, Centre: 7, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covaxin}
	add := func(n byte, fail error) (seq uint64, err error) {
		err = r.Update(t.Context(), func(tx *registry.Tx) error {
			if _, err := tx.EnsureCentre(7); err != nil {
				return err
			}
			if _, err := tx.EnsureSession(session); err != nil {
				return err
			}
			if seq, err = tx.AddAppointment(dosedesk.Appointment{ID: dosedesk.ID{n}, Session: session}, dosedesk.CodeState{}); err != nil {
				return err
			}
			return fail
		})
		return seq, err
	}
	first, err := add(1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := add(2, os.ErrInvalid); err == nil {
		t.Fatal("a transaction that failed was kept")
	}
	if third, err := add(3, nil); err != nil || third != first+1 {
		t.Errorf("change %d after %d, %v", third, first, err)
	}
}

func epochOf(t *testing.T, r *registry.Registry) (epoch string) {
	t.Helper()
	err := r.View(t.Context(), func(tx *registry.Tx) error {
		feed, err := tx.Feed(7)
		epoch = feed.Epoch
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return epoch
}

// A registry that was put back to a backup begins a new epoch, also under those
// who have it open.
func TestRestoredBeginsAnEpoch(t *testing.T) {
	file := filepath.Join(t.TempDir(), "registry.db")
	var opened [2]*registry.Registry
	for i := range opened {
		r, err := registry.Open(t.Context(), "sqlite:"+file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = r.Close() })
		opened[i] = r
	}
	if err := opened[0].Update(t.Context(), func(tx *registry.Tx) error {
		_, err := tx.EnsureCentre(7)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	before := epochOf(t, opened[1])
	if err := opened[0].Restored(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := epochOf(t, opened[1]); after == before || after == "" {
		t.Errorf("the epoch went from %q to %q", before, after)
	}
}
