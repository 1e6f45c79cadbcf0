package store

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
)

// keySlot is the room of one key in roster.keys: no slot lies across the border
// of two sectors of a disk, so a key is written whole or not at all.
const keySlot = 128

// sealedKeys is what the keys are bound to when they are sealed.
const sealedKeys = "day keys"

// A keyID names a day key, for ever: 16 hexadecimal digits, so that what names one
// is always as long.
type keyID string

func keyIDOf(b []byte) keyID { return keyID(hex.EncodeToString(b)) }

// dayKeys is roster.keys: the keys that the roster's entries are sealed with, each
// in a slot of its own under the vault's key. A key dies by its slot being
// overwritten where it lies, as far as the file system writes there. No copy of
// one is ever made: no file aside, no page that bbolt keeps.
type dayKeys struct {
	file  *os.File
	box   box
	slots []slot
}

// A slot holds one key.
type slot struct {
	taken bool // something lies there
	id    keyID
	key   []byte // nil where it cannot be read
}

// openDayKeys opens the file, which it makes where it is missing. A key that
// cannot be read is none: what needs it is damaged.
func openDayKeys(path string, b box) (*dayKeys, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the vault's own folder
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	content, err := io.ReadAll(f)
	if err = errors.Join(err, syncFolder(filepath.Dir(path))); err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", errors.Join(err, f.Close()))
	}
	k := &dayKeys{file: f, box: b}
	for len(content) > 0 {
		n := min(keySlot, len(content))
		k.slots = append(k.slots, k.read(len(k.slots), content[:n]))
		content = content[n:]
	}
	return k, nil
}

func (k *dayKeys) read(at int, content []byte) slot {
	s := slot{taken: len(bytes.Trim(content, "\x00")) > 0}
	size := k.box.aead.NonceSize() + 8 + chacha20poly1305.KeySize + k.box.aead.Overhead()
	if len(content) < size {
		return s
	}
	if plain, err := k.box.open(sealedKeys, placeKey(at), content[:size]); err == nil {
		s.id, s.key = keyIDOf(plain[:8]), plain[8:]
	}
	return s
}

// make makes a key. It is on the disk after the next flush.
func (k *dayKeys) make() (keyID, []byte, error) {
	plain := make([]byte, 8+chacha20poly1305.KeySize)
	_, _ = rand.Read(plain) // never fails; see its documentation
	at := 0
	for at < len(k.slots) && k.slots[at].taken {
		at++
	}
	if at == len(k.slots) {
		k.slots = append(k.slots, slot{})
	}
	if err := k.write(at, k.box.seal(sealedKeys, placeKey(at), plain)); err != nil {
		return "", nil, err
	}
	k.slots[at] = slot{true, keyIDOf(plain[:8]), plain[8:]}
	return k.slots[at].id, k.slots[at].key, nil
}

// find returns nil where there is no such key.
func (k *dayKeys) find(id keyID) []byte {
	for _, s := range k.slots {
		if s.key != nil && s.id == id {
			return s.key
		}
	}
	return nil
}

// keepOnly kills every other key, and whatever else lies in the file.
func (k *dayKeys) keepOnly(used map[keyID]bool) error {
	var dead []int
	for at, s := range k.slots {
		if !s.taken || s.key != nil && used[s.id] {
			continue
		}
		if err := k.write(at, nil); err != nil {
			return err
		}
		dead = append(dead, at)
	}
	if len(dead) == 0 {
		return nil
	}
	if err := k.flush(); err != nil {
		return err
	}
	for _, at := range dead {
		clear(k.slots[at].key)
		k.slots[at] = slot{}
	}
	return nil
}

// write fills a slot, with zeros behind the content.
func (k *dayKeys) write(at int, content []byte) error {
	whole := append(make([]byte, 0, keySlot), content...)
	if _, err := k.file.WriteAt(whole[:keySlot], int64(at)*keySlot); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "writing to %s: %w", k.file.Name(), err)
	}
	return nil
}

func (k *dayKeys) flush() error {
	if err := datasync(k.file); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "writing to %s: %w", k.file.Name(), err)
	}
	return nil
}

func (k *dayKeys) close() error { return k.file.Close() }

func placeKey(at int) []byte { return numberKey(uint64(at)) } //nolint:gosec // a place in the file
