package store_test

import (
	"errors"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
)

// TestAnOlderOutboxIsMigrated, from wherever the power went before: nobody is told
// of any damage, and nothing is lost.
func TestAnOlderOutboxIsMigrated(t *testing.T) {
	dir, c, want := recordMany(t)
	must(t, store.ToSchema1(dir))
	old := folder(t, dir)
	must(t, mustOpen(t, dir, c.Now).Close())
	fresh := folder(t, dir)
	if fresh["outbox.db.before-1"] != old["outbox.db"] {
		t.Fatal("the old outbox is not kept")
	}
	type files = map[string]string
	const half = "half of a file"
	for name, left := range map[string]files{
		"nothing":            {},
		"half an outbox":     {"outbox.db.new": half},
		"an outbox":          {"outbox.db.new": fresh["outbox.db"]},
		"and half a journal": {"outbox.db.new": fresh["outbox.db"], "outbox.journal.new": half},
		"and a journal":      {"outbox.db.new": fresh["outbox.db"], "outbox.journal.new": fresh["outbox.journal"]},
		"the old one kept":   {"outbox.db.new": fresh["outbox.db"], "outbox.journal.new": fresh["outbox.journal"], "outbox.db.before-1": old["outbox.db"]},
		"the outbox renamed": {"outbox.db": fresh["outbox.db"], "outbox.journal.new": fresh["outbox.journal"], "outbox.db.before-1": old["outbox.db"]},
		"all":                {"outbox.db": fresh["outbox.db"], "outbox.journal": fresh["outbox.journal"], "outbox.db.before-1": old["outbox.db"]},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			all := maps.Clone(old)
			maps.Copy(all, left)
			for name, content := range all {
				must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
			}
			v := mustOpen(t, dir, c.Now)
			sameEvents(t, v, want)
			if len(v.Repaired()) != 0 || v.Unsent().Count != recorded-30 {
				t.Errorf("told %v, %d unsent", v.Repaired(), v.Unsent().Count)
			}
			if verdict, ok := v.Verdict(want[0].ID); !ok || verdict.Answer != dosedesk.Accepted {
				t.Errorf("the first verdict is %+v", verdict)
			}
			list := append(want[:recorded:recorded], goOn(t, v, c))
			v = reopen(t, v, dir, c.Now)
			sameEvents(t, v, list)
			acknowledge(t, v, list)
			for _, name := range []string{"outbox.db", "outbox.journal"} { // each is whole by itself
				must(t, v.Close())
				must(t, os.Remove(filepath.Join(dir, name)))
				v = mustOpen(t, dir, c.Now)
				sameEvents(t, v, list)
			}
			for name := range folder(t, dir) {
				if strings.Contains(name, "before") || strings.HasSuffix(name, ".new") {
					t.Errorf("%s is left", name)
				}
			}
		})
	}
}

// TestFilesOfTwoSchemas are what people put back by hand, or what damage leaves.
func TestFilesOfTwoSchemas(t *testing.T) {
	dir, c, want := recordMany(t)
	must(t, store.ToSchema1(dir))
	old := folder(t, dir)
	v := mustOpen(t, dir, c.Now)
	want = append(want, goOn(t, v, c))
	must(t, v.Close())
	fresh := folder(t, dir)
	for name, test := range map[string]struct {
		outbox, journal string // none for nothing
		events          int
		unsent          int // of 40 or 41, 30 have a verdict
	}{
		"the old outbox":           {old["outbox.db"], fresh["outbox.journal"], recorded + 1, recorded + 1},
		"the old journal":          {fresh["outbox.db"], old["outbox.journal"], recorded + 1, recorded - 29},
		"the old journal alone":    {"", old["outbox.journal"], recorded, recorded},
		"the old outbox alone":     {old["outbox.db"], "", recorded, recorded - 30},
		"the old outbox, damaged":  {old["outbox.db"][:9000], old["outbox.journal"], recorded, recorded},
		"the old journal, damaged": {old["outbox.db"], old["outbox.journal"][:200], recorded, recorded - 30},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			all := maps.Clone(old)
			all["outbox.db"], all["outbox.journal"] = test.outbox, test.journal
			for name, content := range all {
				if content != "" {
					must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
				}
			}
			for range 2 {
				v := mustOpen(t, dir, c.Now)
				sameEvents(t, v, want[:test.events])
				if n := v.Unsent().Count; n != test.unsent {
					t.Errorf("%d unsent, want %d", n, test.unsent)
				}
				must(t, v.Close())
			}
		})
	}
}

// TestANewerOutboxIsLeftAlone: this program says which one to start.
func TestANewerOutboxIsLeftAlone(t *testing.T) {
	dir, _, _ := recordMany(t)
	must(t, store.FromTheFuture(dir))
	before := folder(t, dir)
	_, err := store.Open(dir, key, store.Options{})
	if dosedesk.CodeOf(err) != dosedesk.EConflict || !strings.Contains(err.Error(), "written by a newer dosedesk") {
		t.Errorf("error %v", err)
	}
	if !maps.Equal(before, folder(t, dir)) {
		t.Error("the folder was changed")
	}
}

// TestAMigrationThatHasNoRoomWaits: the desk works on, and the next start tries
// again.
func TestAMigrationThatHasNoRoomWaits(t *testing.T) {
	dir, c, want := recordMany(t)
	must(t, store.ToSchema1(dir))
	inTheWay := filepath.Join(dir, "outbox.db.new", "in the way")
	must(t, os.MkdirAll(inTheWay, 0o700))
	v, err := store.Open(dir, key, store.Options{Now: c.Now, Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	want = append(want, goOn(t, v, c))
	must(t, errors.Join(v.Close(), os.RemoveAll(filepath.Dir(inTheWay))))
	v = mustOpen(t, dir, c.Now)
	sameEvents(t, v, want)
	if _, kept := folder(t, dir)["outbox.db.before-1"]; !kept || len(v.Repaired()) != 0 {
		t.Errorf("then migrated: %v; told %v", kept, v.Repaired())
	}
}
