//go:build linux

package sync_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"golang.org/x/sys/unix"

	"dosedesk"
)

var cuts = flag.Int("cuts", 3, "how often the power cut test cuts the power")

// TestPowerCut takes a file system away from under a desk that records, as a
// power cut does: what the disk was not told to keep is gone. Nothing that was
// called recorded may be missing when the file system is back. A control that
// does not flush must lose, or the cut proves nothing.
//
//	go test ./sync -run PowerCut -cuts 100 -v -timeout 1h
func TestPowerCut(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("it mounts a file system, which root alone may do")
	}
	d := mountable(t)
	chance := rand.New(rand.NewPCG(1, 3))
	recorded, lost := 0, 0
	vault := filepath.Join(d.mount, "desk")
	must(t, copyFiles(filepath.Join(template(t).dir, "0"), vault, "outbox.db", "vault.key"))
	unix.Sync()
	said := map[dosedesk.ID]bool{}
	for n := range *cuts {
		for _, id := range d.cut(t, "no link", vault, n+1, chance) {
			said[id] = true
		}
		kept := vaultIDs(t, vault, n)
		recorded = len(said)
		for id := range said {
			if !kept[id] {
				t.Errorf("lost: %v was called recorded before cut %d", id, n+1)
			}
		}
	}
	control := 0
	for n := range max(2, *cuts/5) {
		_ = os.Remove(filepath.Join(d.mount, "control.db")) // the last cut may have damaged it beyond opening
		for _, id := range d.cut(t, "no sync", d.mount, n+1, chance) {
			control++
			if !controlHolds(t, d.mount, id) {
				lost++
			}
		}
	}
	if lost == 0 {
		t.Error("the control lost nothing: the cuts prove nothing")
	}
	t.Logf("%d cuts, %d events called recorded, none lost; the control lost %d of %d", *cuts, recorded, lost, control)
}

func vaultIDs(t *testing.T, dir string, run int) map[dosedesk.ID]bool {
	t.Helper()
	desk, err := childTerminal(dir, run, offline{}, "")
	must(t, err)
	defer desk.stop()
	events, err := desk.vault.EventsFrom(1, 1<<20)
	must(t, err)
	held := map[dosedesk.ID]bool{}
	for _, e := range events {
		held[e.ID] = true
	}
	if len(events) != desk.vault.Unsent().Count {
		t.Errorf("%d events, and %d unsent", len(events), desk.vault.Unsent().Count)
	}
	return held
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

// cut runs a child on the file system, takes it away, and brings it back.
func (d cuttable) cut(t *testing.T, job, dir string, run int, chance *rand.Rand) []dosedesk.ID {
	t.Helper()
	c := startChild(t, job, dir, run)
	c.ready(t)
	time.Sleep(20*time.Millisecond + someTime(chance, 300*time.Millisecond)) // what it does meanwhile is the test
	must(t, shutdown(d.mount))
	_ = c.Process.Kill()
	said := c.said(t)
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
