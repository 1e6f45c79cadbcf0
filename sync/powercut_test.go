//go:build linux

package sync_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"dosedesk"
	"dosedesk/store"
)

var cuts = flag.Int("cuts", 3, "how often the power cut test cuts the power")

// TestPowerCut takes a file system away from under a desk that records, as a
// power cut does: what the disk was not told to keep is gone. When the file system
// is back, nothing that was called recorded may be missing: not in the vault, nor
// in the outbox alone, nor in the journal alone. After every third cut the outbox
// is lost as well, and the desk goes on with the journal. A control that does not
// flush must lose, or the cut proves nothing.
//
//	go test ./sync -run PowerCut -cuts 100 -v -timeout 1h
func TestPowerCut(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("it mounts a file system, which root alone may do")
	}
	d := mountable(t)
	chance := rand.New(rand.NewPCG(1, 3))
	vault := filepath.Join(d.mount, "desk")
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), vault, "outbox.db"))
	unix.Sync()
	said := map[dosedesk.ID]bool{}
	for n := range *cuts {
		for _, id := range d.cut(t, "no link", vault, n+1, chance) {
			said[id] = true
		}
		for what, files := range map[string][]string{
			"outbox": {"outbox.db"}, "journal": {"outbox.journal"},
		} {
			alone := t.TempDir()
			must(t, copyFiles(vault, alone, files...))
			holdsAll(t, alone, said, fmt.Sprintf("the %s alone after cut %d", what, n+1))
		}
		told := []dosedesk.Repair{dosedesk.RepairEvents}
		if n%3 == 2 {
			must(t, os.Remove(filepath.Join(vault, "outbox.db")))
			told = []dosedesk.Repair{dosedesk.RepairOutbox, dosedesk.RepairLast}
		}
		for _, repair := range holdsAll(t, vault, said, fmt.Sprintf("the vault after cut %d", n+1)) {
			if !slices.Contains(told, repair) {
				t.Errorf("cut %d damaged something: %s", n+1, repair)
			}
		}
	}
	control, lost := d.control(t, chance)
	if lost == 0 {
		t.Error("the control lost nothing: the cuts prove nothing")
	}
	t.Logf("%d cuts, %d events called recorded, none lost; the control lost %d of %d", *cuts, len(said), lost, control)
}

// holdsAll opens a vault, checks that it has all that was called recorded, and says
// what had to be repaired.
func holdsAll(t *testing.T, dir string, said map[dosedesk.ID]bool, what string) []dosedesk.Repair {
	t.Helper()
	v, err := store.Open(dir, vaultKey, store.Options{Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	defer v.Close() //nolint:errcheck // it was read
	events, err := v.EventsFrom(0, 1<<20)
	must(t, err)
	if len(events) != v.Unsent().Count {
		t.Errorf("%s: %d events, and %d unsent", what, len(events), v.Unsent().Count)
	}
	missing := maps.Clone(said)
	for _, e := range events {
		delete(missing, e.ID)
	}
	if len(missing) > 0 {
		t.Errorf("%s: %d events that were called recorded are lost", what, len(missing))
	}
	return v.Repaired()
}

// control cuts the power under what does not flush.
func (d cuttable) control(t *testing.T, chance *rand.Rand) (said, lost int) {
	t.Helper()
	for n := range max(2, *cuts/5) {
		_ = os.Remove(filepath.Join(d.mount, "control.db")) // the last cut may have damaged it beyond opening
		for _, id := range d.cut(t, "no sync", d.mount, n+1, chance) {
			said++
			if !controlHolds(t, d.mount, id) {
				lost++
			}
		}
	}
	return said, lost
}

func controlHolds(t *testing.T, dir string, id dosedesk.ID) (held bool) {
	t.Helper()
	db, err := bbolt.Open(filepath.Join(dir, "control.db"), 0o600, &bbolt.Options{ReadOnly: true, Timeout: time.Second})
	if err != nil {
		return false // not even a database is left
	}
	defer db.Close()                 //nolint:errcheck // it was read
	defer func() { _ = recover() }() // damaged beyond reading
	_ = db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("events"))
		held = b != nil && b.Get(id[:]) != nil
		return nil
	})
	return held
}

// A cuttable is an ext4 in a file, mounted.
type cuttable struct{ image, mount string }

// mountable makes one, or skips the test where this machine cannot.
func mountable(t *testing.T) cuttable {
	t.Helper()
	dir := t.TempDir()
	d := cuttable{filepath.Join(dir, "image"), filepath.Join(dir, "mount")}
	must(t, os.WriteFile(d.image, nil, 0o600))
	must(t, os.Truncate(d.image, 64<<20))
	must(t, os.Mkdir(d.mount, 0o700))
	if out, err := exec.CommandContext(t.Context(), "mkfs.ext4", "-q", "-F", d.image).CombinedOutput(); err != nil {
		t.Skipf("no ext4 can be made here: %v %s", err, out)
	}
	if out, err := d.up(t); err != nil {
		t.Skipf("no ext4 can be mounted here: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.CommandContext(context.Background(), "umount", "-l", d.mount).Run() })
	return d
}

func (d cuttable) up(t *testing.T) (string, error) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "mount", "-o", "loop", d.image, d.mount).CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// cut runs a child on the file system, takes it away, and brings it back. Every
// other time it does so right after the child has called something recorded.
func (d cuttable) cut(t *testing.T, job, dir string, run int, chance *rand.Rand) []dosedesk.ID {
	t.Helper()
	c := startChild(t, job, dir, run)
	c.ready(t)
	var said []dosedesk.ID
	if run%2 == 0 {
		said = c.first(t, 1+chance.IntN(100))
	} else {
		time.Sleep(20*time.Millisecond + someTime(chance, 300*time.Millisecond)) // what it does meanwhile is the test
	}
	must(t, shutdown(d.mount))
	_ = c.Process.Kill()
	said = append(said, c.said(t)...)
	if out, err := exec.CommandContext(t.Context(), "umount", d.mount).CombinedOutput(); err != nil {
		t.Fatalf("unmounting: %v %s", err, out)
	}
	if out, err := d.up(t); err != nil {
		t.Fatalf("mounting: %v %s", err, out)
	}
	return said
}

// shutdown ends an ext4 as a power cut does: its journal is not flushed.
func shutdown(mount string) error {
	const (
		request    = 0x8004587d // EXT4_IOC_SHUTDOWN
		noLogFlush = 2
	)
	folder, err := os.Open(mount)
	if err != nil {
		return err
	}
	defer folder.Close() //nolint:errcheck // it was not written
	if err := unix.IoctlSetPointerInt(int(folder.Fd()), request, noLogFlush); err != nil {
		return fmt.Errorf("the ext4 shutdown: %w", err)
	}
	return nil
}
