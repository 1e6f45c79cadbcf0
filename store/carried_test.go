package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

// carriedFiles names what lies in the folder, each by its first letters and what
// follows its hash.
func carriedFiles(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "carried"))
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name()[:4]+e.Name()[64:])
	}
	return names
}

func wantCarried(t *testing.T, v *store.Vault, waiting int, refused ...dosedesk.ErrorCode) {
	t.Helper()
	if c := v.Carried(); c.Waiting != waiting || !slices.Equal(c.Refused, refused) {
		t.Errorf("carried are %+v, want %d waiting, refused %v", c, waiting, refused)
	}
}

// mustCarry takes in a file that is new here.
func mustCarry(t *testing.T, v *store.Vault, content string) {
	t.Helper()
	if known, err := v.Carry([]byte(content)); err != nil || known {
		t.Fatalf("known %v, %v", known, err)
	}
}

// next reads the next piece of any file.
func next(t *testing.T, v *store.Vault, limit int) (file, piece string) {
	t.Helper()
	file, content, err := v.NextCarried(limit)
	must(t, err)
	return file, string(content)
}

// A file is there from when it was taken in until the server has had it whole,
// over every restart; the same file is known.
func TestACarriedFileStaysUntilItIsDelivered(t *testing.T) {
	dir := mustCreate(t)
	v := mustOpen(t, dir, newClock().Now)
	wantCarried(t, v, 0)
	mustCarry(t, v, "0123456789")
	if known, err := v.Carry([]byte("0123456789")); err != nil || !known {
		t.Errorf("the same file again: known %v, %v", known, err)
	}
	for _, want := range []struct{ piece, name string }{{"0123", "84d8.4"}, {"4567", "84d8.8"}} {
		v = reopen(t, v, dir, newClock().Now)
		wantCarried(t, v, 1)
		file, piece := next(t, v, 4)
		if piece != want.piece {
			t.Errorf("the next piece is %q, want %q", piece, want.piece)
		}
		must(t, v.Delivered(file, len(piece), ""))
		if names := carriedFiles(t, dir); !slices.Equal(names, []string{want.name}) {
			t.Errorf("in the folder is %v", names)
		}
	}
	file, piece := next(t, v, 100)
	must(t, v.Delivered(file, len(piece), ""))
	wantCarried(t, v, 0)
	if names := carriedFiles(t, dir); len(names) > 0 {
		t.Errorf("left behind: %v", names)
	}
	if file, _ := next(t, v, 100); file != "" {
		t.Error("nothing waits, and something is sent")
	}
	must(t, v.Delivered(file, 1, "")) // late, for a file that is gone
}

// Of a file that was refused in part, the rest is sent, and it is kept with the
// reason; taken in again, it begins anew.
func TestARefusedFileIsKept(t *testing.T) {
	dir := mustCreate(t)
	v := mustOpen(t, dir, newClock().Now)
	mustCarry(t, v, "0123456789")
	file, _ := next(t, v, 5)
	must(t, v.Delivered(file, 5, dosedesk.EConflict))
	wantCarried(t, v, 1)
	must(t, v.Delivered(file, 5, dosedesk.EDamaged)) // the first reason stays
	v = reopen(t, v, dir, newClock().Now)
	wantCarried(t, v, 0, dosedesk.EConflict)
	if names := carriedFiles(t, dir); !slices.Equal(names, []string{"84d8.10.conflict"}) {
		t.Errorf("in the folder is %v", names)
	}
	mustCarry(t, v, "0123456789")
	wantCarried(t, v, 1)
	if names := carriedFiles(t, dir); !slices.Equal(names, []string{"84d8"}) {
		t.Errorf("in the folder is %v", names)
	}
}

// Files take turns, so that one that is not taken holds up no other.
func TestCarriedFilesTakeTurns(t *testing.T) {
	v := mustOpen(t, mustCreate(t), newClock().Now)
	mustCarry(t, v, "one")
	mustCarry(t, v, "two")
	var pieces []string
	for range 4 {
		_, piece := next(t, v, 100)
		pieces = append(pieces, piece)
	}
	if !slices.Equal(pieces, []string{"one", "two", "one", "two"}) {
		t.Errorf("sent were %q", pieces)
	}
}

// What is found in the folder at the start: half a file that nobody was told of, a
// file that was cut on the disk, one of somebody else's.
func TestCarriedFilesAreLookedAtAtTheStart(t *testing.T) {
	dir := mustCreate(t)
	v := mustOpen(t, dir, newClock().Now)
	mustCarry(t, v, "0123456789")
	file, _ := next(t, v, 4)
	must(t, v.Delivered(file, 4, ""))
	path := filepath.Join(dir, "carried", file+".4")
	must(t, os.Truncate(path, 3))
	must(t, os.WriteFile(filepath.Join(dir, "carried", file+".new"), []byte("01"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "carried", "note"), bytes.Repeat([]byte("x"), 10), 0o600))
	v = reopen(t, v, dir, newClock().Now)
	wantCarried(t, v, 0, dosedesk.EDamaged)
	if left, err := os.ReadDir(filepath.Join(dir, "carried")); err != nil || len(left) != 2 || left[0].Name() != file+".4.damaged" {
		t.Errorf("in the folder are %v, %v", left, err)
	}
}

// A file that somebody took away ends nothing but itself.
func TestACarriedFileThatIsGone(t *testing.T) {
	dir := mustCreate(t)
	v := mustOpen(t, dir, newClock().Now)
	mustCarry(t, v, "one")
	must(t, os.RemoveAll(filepath.Join(dir, "carried")))
	file, _, err := v.NextCarried(100)
	if dosedesk.CodeOf(err) != dosedesk.EDamaged || file == "" {
		t.Errorf("the file %q: %v", file, err)
	}
	_ = v.Delivered(file, 100, dosedesk.EDamaged)
	wantCarried(t, v, 0, dosedesk.EDamaged)
	mustCarry(t, v, "one")
	wantCarried(t, v, 1)
}
