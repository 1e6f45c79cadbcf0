package store

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
)

func mustKeys(t *testing.T, path string) *dayKeys {
	t.Helper()
	b, err := newBox(make([]byte, chacha20poly1305.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	k, err := openDayKeys(path, b.of(rosterSchema))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.close() })
	return k
}

// TestAKeyDiesWhereItLies makes three keys and kills the middle one: nothing of
// its slot is left, the others are read again, and the next key lies there.
func TestAKeyDiesWhereItLies(t *testing.T) {
	path := filepath.Join(t.TempDir(), keysFile)
	k := mustKeys(t, path)
	var ids []keyID
	var keys [][]byte
	for range 3 {
		id, key, err := k.make()
		if err != nil {
			t.Fatal(err)
		}
		ids, keys = append(ids, id), append(keys, slices.Clone(key))
	}
	before, err := os.ReadFile(path)
	if err != nil || len(before) != 3*keySlot {
		t.Fatalf("%d bytes, %v", len(before), err)
	}
	if err := k.keepOnly(map[keyID]bool{ids[0]: true, ids[2]: true}); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(after[keySlot:2*keySlot], make([]byte, keySlot)) {
		t.Errorf("the dead key's slot is not empty: %v", err)
	}
	again := mustKeys(t, path)
	for _, k := range []*dayKeys{k, again} {
		if k.find(ids[1]) != nil || !bytes.Equal(k.find(ids[0]), keys[0]) || !bytes.Equal(k.find(ids[2]), keys[2]) {
			t.Error("not exactly the dead key is gone")
		}
	}
	if _, _, err := again.make(); err != nil {
		t.Fatal(err)
	}
	if reused, err := os.ReadFile(path); err != nil || len(reused) != len(before) {
		t.Errorf("the empty slot is not used again: %d bytes, %v", len(reused), err)
	}
}

// TestAKeyThatCannotBeReadIsNone has a bit of each slot change, and the file cut.
func TestAKeyThatCannotBeReadIsNone(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"a bit": func(b []byte) []byte { b[50] ^= 1; return b },
		"cut":   func(b []byte) []byte { return b[:keySlot/2] },
		"moved": func(b []byte) []byte { return append(make([]byte, keySlot), b...) },
	} {
		path := filepath.Join(t.TempDir(), keysFile)
		id, _, err := mustKeys(t, path).make()
		if err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, damage(content), 0o600); err != nil {
			t.Fatal(err)
		}
		k := mustKeys(t, path)
		if k.find(id) != nil {
			t.Errorf("%s: it is read all the same", name)
		}
		if err := k.keepOnly(nil); err != nil {
			t.Fatal(err)
		}
		if left, err := os.ReadFile(path); err != nil || len(bytes.Trim(left, "\x00")) > 0 {
			t.Errorf("%s: something is left of it, %v", name, err)
		}
	}
}

// A thief has a vault's folder and its key, as they are after a day died.
type thief struct {
	t       *testing.T
	content map[string][]byte // of the files
	boxes   []box             // under every key that can be had
}

func newThief(t *testing.T, dir string) *thief {
	t.Helper()
	h := &thief{t: t, content: map[string][]byte{}}
	b, err := newBox(testKey[0][:])
	if err != nil {
		t.Fatal(err)
	}
	h.boxes = []box{b.of(rosterSchema)}
	for _, name := range []string{rosterFile, keysFile} {
		if h.content[name], err = os.ReadFile(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range mustOpenKeys(t, dir, b).slots {
		if s.key != nil {
			day := shelf{}
			if err := day.unlock(s.key); err != nil {
				t.Fatal(err)
			}
			h.boxes = append(h.boxes, day.box)
		}
	}
	return h
}

func mustOpenKeys(t *testing.T, dir string, b box) *dayKeys {
	t.Helper()
	k, err := openDayKeys(filepath.Join(dir, keysFile), b.of(rosterSchema))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = k.close() })
	return k
}

func copyFolder(t *testing.T, dir string) string {
	t.Helper()
	copied := t.TempDir()
	if err := os.CopyFS(copied, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return copied
}

// names opens every element of every leaf page, free ones included, with every
// key, as if it lay on the day's shelf or the review's, and returns whose entries
// it got.
func (h *thief) names(day dosedesk.Day) (names []string) {
	content := h.content[rosterFile]
	size := os.Getpagesize()
	places := []*shelf{{Day: day}, {}}
	for at := 0; at+size <= len(content); at += size {
		for _, e := range leafElements(content, at) {
			for _, b := range h.boxes {
				for _, s := range places {
					s.box = b
					if l, _, _, err := (lying{s, e.key, e.value}).read(nil); err == nil && !slices.Contains(names, l.Citizen.Name) {
						names = append(names, l.Citizen.Name)
					}
				}
			}
		}
	}
	slices.Sort(names)
	return names
}

type element struct{ key, value []byte }

// leafElements reads a page as bbolt writes one: a header of 16 bytes (number,
// flags, count, overflow), then for each element 16 bytes (flags, place, sizes).
func leafElements(content []byte, at int) (list []element) {
	flags, count := binary.LittleEndian.Uint16(content[at+8:]), int(binary.LittleEndian.Uint16(content[at+10:]))
	if flags != 2 {
		return nil
	}
	for i := range count {
		head := at + 16 + 16*i
		if head+16 > len(content) {
			return list
		}
		place := head + int(binary.LittleEndian.Uint32(content[head+4:]))
		middle := place + int(binary.LittleEndian.Uint32(content[head+8:]))
		end := middle + int(binary.LittleEndian.Uint32(content[head+12:]))
		if end > len(content) {
			return list
		}
		list = append(list, element{content[place:middle], content[middle:end]})
		if binary.LittleEndian.Uint32(content[head:]) == 1 { // a bucket that lies in its parent's page
			list = append(list, inlineElements(content, middle, end)...)
		}
	}
	return list
}

// inlineElements reads a small bucket: 16 bytes of its own, then a page.
func inlineElements(content []byte, from, end int) []element {
	if end-from < 32 {
		return nil
	}
	return leafElements(content[:end], from+16)
}
