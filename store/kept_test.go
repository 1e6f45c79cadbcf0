package store

import (
	"bytes"
	"slices"
	"testing"

	"dosedesk"
)

// frames makes a journal's content of a head and some events, and room for more.
func frames(events int) (content []byte, list []kept, ends []int) {
	for n := range uint64(events) + 1 {
		k := kept{n, bytes.Repeat([]byte{byte(n) + 1}, 30+int(n)*7)} //nolint:gosec // a few
		list, content = append(list, k), k.appendTo(content)
		ends = append(ends, len(content))
	}
	return append(content, make([]byte, 100)...), list, ends
}

func same(a, b kept) bool { return a.number == b.number && bytes.Equal(a.sealed, b.sealed) }

// TestAJournalCutAnywhere has every whole record before the cut, and no error.
func TestAJournalCutAnywhere(t *testing.T) {
	content, list, ends := frames(5)
	for length := range len(content) + 1 {
		got, end, err := readFrames("journal", content[:length])
		whole := 0
		for whole < len(ends) && ends[whole] <= length {
			whole++
		}
		if err != nil || !slices.EqualFunc(got, list[:whole], same) || whole > 0 && end != ends[whole-1] {
			t.Fatalf("cut at %d of %d: %d records up to %d (%v), want %d", length, len(content), len(got), end, err, whole)
		}
	}
}

// TestAJournalWithOneByteChanged is damaged, unless the byte is of the last
// record, which may be a torn one; no record is ever taken for another.
func TestAJournalWithOneByteChanged(t *testing.T) {
	content, list, ends := frames(5)
	for at := range ends[5] {
		for _, bits := range []byte{1, 0x80, 0xff} {
			changed := bytes.Clone(content)
			changed[at] ^= bits
			got, _, err := readFrames("journal", changed)
			if at < ends[4] && dosedesk.CodeOf(err) != dosedesk.EDamaged {
				t.Fatalf("byte %d changed by %#x: %d records, error %v", at, bits, len(got), err)
			}
			if at >= ends[4] && (err != nil || !slices.EqualFunc(got, list[:5], same)) {
				t.Fatalf("byte %d of the last record changed by %#x: %d records, error %v", at, bits, len(got), err)
			}
		}
	}
}

// TestRecordsMustFollowEachOther: one that was taken out whole, with its sum, is
// missed.
func TestRecordsMustFollowEachOther(t *testing.T) {
	content, _, ends := frames(5)
	for n := 2; n < 5; n++ {
		without := slices.Concat(content[:ends[n-1]], content[ends[n]:])
		if _, _, err := readFrames("journal", without); dosedesk.CodeOf(err) != dosedesk.EDamaged {
			t.Errorf("without event %d: %v", n, err)
		}
	}
}
