package wire

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"regexp"
	gosync "sync"
)

// squeeze gzips JSON, as any gzip reads it. Each long column gets a block of its
// own, since one of digits and one of names share no prefix code; and of numbers
// that are all different a block that looks for no repetitions is shorter: three
// digits that come again are cheaper than saying where they were. Both save a
// tenth of a roster.
func squeeze(plain []byte) ([]byte, error) {
	packed := bytes.NewBuffer([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff}) // RFC 1952: deflate, no name, no time
	for _, part := range parts(plain) {
		if err := writeShorter(packed, part); err != nil {
			return nil, err
		}
	}
	packed.Write([]byte{3, 0}) // RFC 1951: an empty last block
	end := binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(plain))
	end = binary.LittleEndian.AppendUint32(end, uint32(len(plain))) //nolint:gosec // modulo 2^32, says RFC 1952
	packed.Write(end)
	return packed.Bytes(), nil
}

// leastPart is how long a part is at least, unless the next one is long: a block
// costs some fifty bytes for its prefix code.
const leastPart = 512

var key = regexp.MustCompile(`,"[a-z_]+":`)

// parts cuts JSON in front of keys.
func parts(plain []byte) (parts [][]byte) {
	begin, last := 0, 0
	cut := func(at int) {
		parts = append(parts, plain[begin:at])
		begin = at
	}
	for _, found := range key.FindAllIndex(plain, -1) {
		at := found[0]
		if last > begin && at-last >= leastPart {
			cut(last)
		}
		if at-begin >= leastPart {
			cut(at)
		}
		last = at
	}
	cut(len(plain))
	return parts
}

// A packer writes one part in one way. It is used again: a new one takes up to
// 800 kB, and most messages are small.
type packer struct {
	buffer bytes.Buffer
	flate  *flate.Writer
}

func packers(level int) *gosync.Pool {
	return &gosync.Pool{New: func() any {
		f, _ := flate.NewWriter(io.Discard, level) //nolint:errcheck // it fails for unknown levels only
		return &packer{flate: f}
	}}
}

var repeating, different = packers(flate.BestCompression), packers(flate.HuffmanOnly)

// pack writes a part, flushed to whole bytes, so that any other may follow.
func (p *packer) pack(part []byte) ([]byte, error) {
	p.buffer.Reset()
	p.flate.Reset(&p.buffer)
	if _, err := p.flate.Write(part); err != nil {
		return nil, err
	}
	err := p.flate.Flush()
	return p.buffer.Bytes(), err
}

func writeShorter(packed *bytes.Buffer, part []byte) error {
	r, d := repeating.Get().(*packer), different.Get().(*packer)
	defer repeating.Put(r)
	defer different.Put(d)
	one, err := r.pack(part)
	if err != nil {
		return err
	}
	other, err := d.pack(part)
	if err != nil {
		return err
	}
	if len(other) < len(one) {
		one = other
	}
	packed.Write(one)
	return nil
}
