package store_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"dosedesk"
)

// TestAFullDisk has the kernel refuse to let a file grow, in the middle of a
// write: nothing is half recorded, and recording goes on when there is room. The
// limit is a whole process's, so this is one of its own.
func TestAFullDisk(t *testing.T) {
	if os.Getenv("DOSEDESK_TEST_FULL") != "" {
		fillDisk(t)
		return
	}
	desk := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestAFullDisk$")
	desk.Env = append(os.Environ(), "DOSEDESK_TEST_FULL=1")
	if out, err := desk.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func fillDisk(t *testing.T) {
	t.Helper()
	for name, limit := range map[string]func(t *testing.T, dir string) uint64{
		"the journal is full": func(t *testing.T, dir string) uint64 {
			t.Helper()
			path := filepath.Join(dir, "outbox.journal")
			end := len(bytes.TrimRight([]byte(folder(t, dir)["outbox.journal"]), "\x00"))
			must(t, os.Truncate(path, int64(end))) // so that it must grow now
			return uint64(end) + 100
		},
		"the outbox is full": func(t *testing.T, dir string) uint64 {
			t.Helper()
			return uint64(len(folder(t, dir)["outbox.db"]))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, c, want := recordMany(t)
			size := limit(t, dir)
			v := mustOpen(t, dir, c.Now)
			mayGrowTo(t, size)
			failed := 0
			for n := 0; failed < 3 && n < 1000; n++ {
				event, err := v.Record(verifier, dose(entry(1000+n, "", ""), dosedesk.ID{}, c.Now()))
				if err != nil {
					wantCode(t, err, dosedesk.EInternal)
					failed++
					continue
				}
				want = append(want, event)
			}
			if failed != 3 {
				t.Fatal("the disk was never full")
			}
			sameEvents(t, v, want)
			mayGrowTo(t, unix.RLIM_INFINITY)
			want = append(want, goOn(t, v, c))
			sameEvents(t, v, want)
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, want)
			if len(v.Repaired()) != 0 {
				t.Errorf("told %v", v.Repaired())
			}
			must(t, v.Close())
			missing(t, filepath.Join(dir, "outbox.db"))
			sameEvents(t, mustOpen(t, dir, c.Now), want)
		})
	}
}

// mayGrowTo limits the size of the files that this process writes, until the
// test ends.
func mayGrowTo(t *testing.T, size uint64) {
	t.Helper()
	var before unix.Rlimit
	must(t, unix.Getrlimit(unix.RLIMIT_FSIZE, &before))
	limit := before
	limit.Cur = min(size, before.Max)
	must(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &limit))
	t.Cleanup(func() { must(t, unix.Setrlimit(unix.RLIMIT_FSIZE, &before)) })
}
