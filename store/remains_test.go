package store_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// on does two things to the files of a folder; nil leaves one alone.
func on(outbox, journal damage) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if outbox != nil {
			outbox(t, filepath.Join(dir, "outbox.db"))
		}
		if journal != nil {
			journal(t, filepath.Join(dir, "outbox.journal"))
		}
	}
}

// aside gives a file the name of one that was put aside.
func aside(t *testing.T, path string) {
	t.Helper()
	must(t, os.Rename(path, path+".damaged-1"))
}

// Of a terminal that is gone each event is read that is whole in either file, or
// in one that was put aside; what is nowhere is said; and nothing is written.
func TestRemainsAreReadAsFarAsTheyAreWhole(t *testing.T) {
	for name, test := range map[string]struct {
		damage func(t *testing.T, dir string)
		lost   []uint64
		says   []string
	}{
		"all is whole":             {on(nil, nil), nil, nil},
		"of an older program":      {func(t *testing.T, dir string) { t.Helper(); must(t, store.ToSchema1(dir)) }, nil, nil},
		"no outbox":                {on(missing, nil), nil, []string{"outbox.db: it is missing"}},
		"no journal":               {on(nil, missing), nil, []string{"outbox.journal: it is missing"}},
		"an empty outbox":          {on(empty, nil), nil, []string{"outbox.db: it is empty"}},
		"no metas":                 {on(bothMetas, nil), nil, []string{"outbox.db: "}},
		"half an outbox":           {on(halved, nil), nil, []string{"outbox.db: "}},
		"a head of no use":         {on(nil, bitInHead), nil, []string{"outbox.journal: "}},
		"a bit in one":             {on(nil, bitAt20), nil, []string{"outbox.journal: "}},
		"two bits, two events":     {on(bitInLast, bitAt20), nil, []string{"outbox.journal: "}},
		"the same event in both":   {on(bitInLast, bitInLast), []uint64{40}, []string{"outbox.journal: ", "event 40 is there and cannot"}},
		"one event, and no other":  {on(bitInLast, missing), []uint64{40}, []string{"outbox.journal: ", "event 40 is there and cannot"}},
		"no outbox, bad length":    {on(missing, lengthAt9), []uint64{9}, []string{"outbox.journal: ", "outbox.db: ", "events 9 to 9 are nowhere"}},
		"put aside, and not anew":  {on(missing, aside), nil, []string{"outbox.journal: it is missing", "outbox.db: "}},
		"put aside, with one more": {on(bitInLast, aside), nil, []string{"outbox.journal: "}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, _, want := recordMany(t)
			test.damage(t, dir)
			before := folder(t, dir)
			r, err := store.ReadRemains(dir, keys.Ring{{9}, key[0]})
			must(t, err)
			got, err := r.Pending(1000)
			must(t, err)
			want = slices.DeleteFunc(want, func(e dosedesk.Event) bool { return slices.Contains(test.lost, e.Number) })
			if !slices.EqualFunc(got, want, func(a, b dosedesk.Event) bool { return a.Hash() == b.Hash() }) {
				t.Errorf("%d events were read, want %d", len(got), len(want))
			}
			if len(r.Damage) != len(test.says) {
				t.Fatalf("it says %q, want %q", r.Damage, test.says)
			}
			for i, says := range test.says {
				if !strings.HasPrefix(r.Damage[i], says) {
					t.Errorf("it says %q, want %q", r.Damage[i], says)
				}
			}
			if r.Enrolment().Terminal != id(9000) || len(r.Enrolment().Key) == 0 {
				t.Errorf("the enrolment is %+v", r.Enrolment().Terminal)
			}
			if !maps.Equal(before, folder(t, dir)) {
				t.Error("the folder was changed")
			}
		})
	}
}

// The folder may have any name: what was put aside in it is found all the same.
func TestRemainsInAFolderOfAnyName(t *testing.T) {
	dir, _, want := recordMany(t)
	on(bitInLast, aside)(t, dir)
	odd := filepath.Join(t.TempDir(), "disk [1]")
	must(t, os.Rename(dir, odd))
	r, err := store.ReadRemains(odd, key)
	must(t, err)
	if got, err := r.Pending(1000); err != nil || len(got) != len(want) {
		t.Errorf("%d events were read, want %d: %v", len(got), len(want), err)
	}
}

// With another vault's key, or where no key to sign with is left, there is nothing
// to be done.
func TestRemainsThatNobodyCanRead(t *testing.T) {
	dir, _, _ := recordMany(t)
	_, err := store.ReadRemains(dir, keys.Ring{{9}})
	wantCode(t, err, dosedesk.EDamaged)
	on(missing, bitInHead)(t, dir)
	_, err = store.ReadRemains(dir, key)
	wantCode(t, err, dosedesk.EDamaged)
}

// Two events with one number, of two copies that went two ways, are both read: the
// server judges them.
func TestRemainsOfTwoCopies(t *testing.T) {
	dir, c, _ := recordMany(t)
	begin := folder(t, dir)
	v := mustOpen(t, dir, c.Now)
	one := goOn(t, v, c)
	must(t, v.Close())
	journal := folder(t, dir)["outbox.journal"]
	for name, content := range begin {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	v = mustOpen(t, dir, c.Now)
	other := goOn(t, v, c)
	must(t, v.Close())
	must(t, os.WriteFile(filepath.Join(dir, "outbox.journal"), []byte(journal), 0o600))
	r, err := store.ReadRemains(dir, key)
	must(t, err)
	got, err := r.Pending(1000)
	must(t, err)
	last := got[len(got)-2:]
	if len(got) != recorded+2 || last[0].ID != one.ID || last[1].ID != other.ID {
		t.Errorf("%d events were read, the last are numbers %d and %d", len(got), last[0].Number, last[1].Number)
	}
}
