package store

import (
	"encoding/binary"
	"hash/crc32"

	"dosedesk"
)

// A kept event is its sealed bytes, the same in outbox.db and in the journal.
// In the journal it stands in a frame: the length of the sealed bytes (4 bytes),
// the number (8), the sealed bytes, and the CRC-32C of all that (4).
type kept struct {
	number uint64 // 0: the journal's head
	sealed []byte
}

const (
	frameHead = 4 + 8
	frameSum  = 4
	maxSealed = 1 << 20 // bytes; an event has a few hundred
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func (k kept) appendTo(b []byte) []byte {
	from := len(b)
	b = binary.BigEndian.AppendUint32(b, uint32(len(k.sealed))) //nolint:gosec // at most maxSealed
	b = binary.BigEndian.AppendUint64(b, k.number)
	b = append(b, k.sealed...)
	return binary.BigEndian.AppendUint32(b, crc32.Checksum(b[from:], castagnoli))
}

// readKept reads the frame that b begins with; ok is false where there is no
// whole one.
func readKept(b []byte) (k kept, size int, ok bool) {
	if len(b) < frameHead {
		return kept{}, 0, false
	}
	length := int(binary.BigEndian.Uint32(b))
	size = frameHead + length + frameSum
	if length == 0 || length > maxSealed || len(b) < size {
		return kept{}, 0, false
	}
	sum := binary.BigEndian.Uint32(b[size-frameSum:])
	if crc32.Checksum(b[:size-frameSum], castagnoli) != sum {
		return kept{}, 0, false
	}
	return kept{binary.BigEndian.Uint64(b[4:]), b[frameHead : size-frameSum]}, size, true
}

// readFrames reads a journal's content up to its end. What follows there is room
// for more, or the record that was being written when the power went: no whole
// one comes behind. Anything else is EDamaged.
func readFrames(path string, content []byte) (frames []kept, end int, err error) {
	for {
		k, size, ok := readKept(content[end:])
		if !ok {
			break
		}
		if n := len(frames); n > 1 && k.number != frames[n-1].number+1 {
			return nil, 0, dosedesk.Errorf(dosedesk.EDamaged, "%s: event %d does not follow event %d", path, k.number, frames[n-1].number)
		}
		frames, end = append(frames, k), end+size
	}
	for at := end; at < len(content); at++ {
		if _, _, ok := readKept(content[at:]); ok {
			return nil, 0, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged at byte %d of %d", path, end, len(content))
		}
	}
	return frames, end, nil
}
