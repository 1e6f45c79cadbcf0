package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"golang.org/x/sys/unix"

	"dosedesk"
	"dosedesk/store"
)

// TestPowerCuts cuts the power under a desk that records: it shuts an ext4 file
// system down without flushing its log. Every third time the outbox is lost as
// well. It needs root, and DOSEDESK_POWERCUTS says how many cuts.
func TestPowerCuts(t *testing.T) {
	cuts, _ := strconv.Atoi(os.Getenv("DOSEDESK_POWERCUTS"))
	if cuts == 0 {
		t.Skip("DOSEDESK_POWERCUTS is not set")
	}
	d := newDisk(t)
	dir := filepath.Join(d.mount, "vault")
	must(t, store.Create(dir, dosedesk.Enrolment{Terminal: id(9000)}, store.Options{}))
	last := uint64(0)
	for round := range cuts {
		said := max(last, d.cutAfter(t, "^TestKilledRightAfterRecorded$", "DOSEDESK_TEST_VAULT="+dir))
		if round%3 == 2 {
			missing(t, filepath.Join(dir, "outbox.db"))
		}
		v := mustOpen(t, dir, nil)
		event, _ := v.LastEvent()
		if last = event.Number; last < said || last > said+1 {
			t.Fatalf("cut %d: %d events were said to be recorded, %d are there", round, said, last)
		}
		must(t, v.Close())
	}
	t.Logf("%d cuts, %d events, none lost", cuts, last)
}

// TestPowerCutsLoseWhatIsNotFlushed is the control: without it the harness proves
// nothing.
func TestPowerCutsLoseWhatIsNotFlushed(t *testing.T) {
	if path := os.Getenv("DOSEDESK_TEST_CONTROL"); path != "" {
		writeUnflushed(t, path)
	}
	if os.Getenv("DOSEDESK_POWERCUTS") == "" {
		t.Skip("DOSEDESK_POWERCUTS is not set")
	}
	d := newDisk(t)
	path := filepath.Join(d.mount, "control")
	said := d.cutAfter(t, "^TestPowerCutsLoseWhatIsNotFlushed$", "DOSEDESK_TEST_CONTROL="+path)
	content, _ := os.ReadFile(path) // the file itself may be lost
	if uint64(len(content)) >= said {
		t.Errorf("%d bytes were written and not flushed, %d are there", said, len(content))
	}
}

func writeUnflushed(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	must(t, err)
	for n := 1; ; n++ {
		_, err := f.WriteString("x")
		must(t, err)
		fmt.Printf("recorded %d\n", n)
	}
}

// A disk is an ext4 file system in a file of its own.
type disk struct{ image, mount string }

func newDisk(t *testing.T) disk {
	t.Helper()
	d := disk{filepath.Join(t.TempDir(), "image"), t.TempDir()}
	must(t, os.WriteFile(d.image, nil, 0o600))
	must(t, os.Truncate(d.image, 128<<20))
	run(t, "mkfs.ext4", "-q", "-F", d.image)
	run(t, "mount", "-o", "loop", d.image, d.mount)
	t.Cleanup(func() { run(t, "umount", d.mount) })
	return d
}

// cutAfter has a test of this program say "recorded" some times before the power
// is cut, and returns how far it came. Then the power is back.
func (d disk) cutAfter(t *testing.T, test, variable string) (said uint64) {
	t.Helper()
	desk := exec.CommandContext(t.Context(), os.Args[0], "-test.run="+test)
	desk.Env = append(os.Environ(), variable)
	out, err := desk.StdoutPipe()
	must(t, err)
	must(t, desk.Start())
	scanner := bufio.NewScanner(out)
	for lines := 1 + rand.IntN(300); scanner.Scan(); lines-- {
		if _, err := fmt.Sscanf(scanner.Text(), "recorded %d", &said); err != nil {
			break // it noticed
		}
		if lines == 1 {
			d.cut(t)
			must(t, desk.Process.Kill())
		}
	}
	_ = desk.Wait() // killed, or failed by the cut
	run(t, "umount", d.mount)
	run(t, "mount", "-o", "loop", d.image, d.mount)
	return said
}

// cut is the ioctl EXT4_IOC_SHUTDOWN with EXT4_GOING_FLAGS_NOLOGFLUSH.
func (d disk) cut(t *testing.T) {
	t.Helper()
	root, err := os.Open(d.mount)
	must(t, err)
	defer root.Close() //nolint:errcheck // it was read only
	must(t, unix.IoctlSetPointerInt(int(root.Fd()), 0x8004587d, 2))
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(context.Background(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}
