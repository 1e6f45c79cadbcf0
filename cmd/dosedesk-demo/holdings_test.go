package main_test

import (
	"bytes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // an insider tries what there is
	"crypto/sha1" //nolint:gosec // see above
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
	"dosedesk/store/keys"
)

// holdings is all that somebody holds.
type holdings struct {
	all     []byte
	windows map[[8]byte]bool // every eight bytes in a row
	leaves  map[string]bool  // values, and what JSON has in them
	keys    [][]byte         // what could be a key, the vault's own first
}

func newHoldings() holdings {
	return holdings{windows: map[[8]byte]bool{}, leaves: map[string]bool{}}
}

func (h *holdings) add(value []byte) {
	h.all = append(append(h.all, value...), 0)
	for i := 0; i+8 <= len(value); i++ {
		h.windows[[8]byte(value[i:])] = true
	}
	h.leaf(value)
	var inside any
	if json.Unmarshal(value, &inside) == nil {
		h.inside(inside)
	}
}

func (h *holdings) leaf(value []byte) {
	if h.leaves[string(value)] {
		return
	}
	h.leaves[string(value)] = true
	if n := len(value); n == 16 || n == 32 || n == 64 {
		h.keys = append(h.keys, value)
	}
}

func (h *holdings) inside(value any) {
	switch value := value.(type) {
	case map[string]any:
		for _, each := range value {
			h.inside(each)
		}
	case []any:
		for _, each := range value {
			h.inside(each)
		}
	case string:
		h.leaf([]byte(value))
		for _, coding := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
			if b, err := coding.DecodeString(value); err == nil {
				h.leaf(b)
				for i := 0; i+8 <= len(b); i++ {
					h.windows[[8]byte(b[i:])] = true
				}
			}
		}
	}
}

// vaultHoldings reads the files of a vault as they are, and opens every value
// with the vault's key, by the description in package store.
func vaultHoldings(t *testing.T, dir string, key keys.Key) holdings {
	t.Helper()
	h := newHoldings()
	h.leaf(key[:])
	seal, err := hkdf.Key(sha256.New, key[:], nil, "dosedesk vault values 1", chacha20poly1305.KeySize)
	if err != nil {
		t.Fatal(err)
	}
	aead, err := chacha20poly1305.NewX(seal)
	if err != nil {
		t.Fatal(err)
	}
	aeads := append([]cipher.AEAD{aead}, h.dayKeys(t, dir, aead)...)
	opened := 0
	err = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path) //nolint:gosec // the test's own
		if err != nil {
			return err
		}
		h.add(raw)
		if bytes.Contains(raw, key[:]) {
			t.Errorf("%s holds the vault's key in the clear", entry.Name())
		}
		if filepath.Ext(path) != ".db" {
			return nil
		}
		db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
		if err != nil {
			return err
		}
		defer func() { _ = db.Close() }()
		return db.View(func(tx *bbolt.Tx) error { return h.open(tx, aeads, &opened) })
	})
	if err != nil {
		t.Fatal(err)
	}
	if opened < 10 {
		t.Fatalf("only %d values of the vault could be opened", opened)
	}
	return h
}

// dayKeys opens the keys that a roster's days are sealed with.
func (h *holdings) dayKeys(t *testing.T, dir string, vault cipher.AEAD) (aeads []cipher.AEAD) {
	t.Helper()
	const slot, size = 128, chacha20poly1305.NonceSizeX + 8 + 32 + chacha20poly1305.Overhead
	slots, err := os.ReadFile(filepath.Join(dir, "roster.keys")) //nolint:gosec // the test's own
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(slots); at += slot {
		plain, err := unsealed([]cipher.AEAD{vault}, 1, []byte("day keys"), binary.BigEndian.AppendUint64(nil, uint64(at/slot)), slots[at:at+size])
		if err != nil {
			continue // a day that is dead
		}
		h.leaf(plain[8:])
		aead, err := chacha20poly1305.NewX(plain[8:])
		if err != nil {
			t.Fatal(err)
		}
		aeads = append(aeads, aead)
	}
	if len(aeads) == 0 {
		t.Fatal("no key of a day could be opened")
	}
	return aeads
}

func (h *holdings) open(tx *bbolt.Tx, aeads []cipher.AEAD, opened *int) error {
	schema := byte(1)
	if tx.Bucket([]byte("schema 2")) != nil {
		schema = 2
	}
	return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		return b.ForEach(func(key, sealed []byte) error {
			plain, err := unsealed(aeads, schema, name, key, sealed)
			if err != nil {
				return err
			}
			*opened++
			h.add(plain)
			if entry, err := dosedesk.ParseEntry(plain); err == nil {
				text, err := json.Marshal(entry)
				h.add(text)
				return err
			}
			return nil
		})
	})
}

// unsealed opens a value with whichever key it was sealed with.
func unsealed(aeads []cipher.AEAD, schema byte, bucket, key, sealed []byte) (plain []byte, err error) {
	place := append(append(append([]byte{schema}, bucket...), 0), key...)
	for _, aead := range aeads {
		if plain, err = aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], place); err == nil {
			return plain, nil
		}
	}
	return nil, err
}

// tellsNothing fails where any code stands out for an appointment.
func (h *holdings) tellsNothing(t *testing.T, appointment dosedesk.ID) {
	t.Helper()
	if found := h.candidates(appointment); len(found) > 0 {
		t.Errorf("%d codes of 10,000 stand out in what is held", len(found))
	}
}

// candidates are the codes that leave a trace in what is held: as they are, with
// their check letter, hashed, or under a key that is held, alone or with the
// appointment.
func (h *holdings) candidates(appointment dosedesk.ID) (found []string) {
	for n := range uint16(10_000) {
		code, err := dosedesk.ParseCode(fmt.Sprintf("%04d", n))
		if err == nil && h.traces(code, n, appointment) {
			found = append(found, code.Digits())
		}
	}
	return found
}

func (h *holdings) traces(code dosedesk.Code, n uint16, a dosedesk.ID) bool {
	digits := code.Digits()
	printed := digits + "-" + string(code.CheckLetter())
	if h.leaves[digits] || h.leaves[printed] || bytes.Contains(h.all, []byte(printed)) {
		return true
	}
	number := binary.BigEndian.AppendUint16(nil, n)
	for _, text := range [][]byte{
		[]byte(digits), []byte(printed), number,
		append(a[:], digits...), append([]byte(digits), a[:]...), []byte(a.String() + digits), []byte(digits + a.String()),
		append(a[:], number...),
	} {
		for _, sum := range h.sums(text) {
			if h.windows[[8]byte(sum)] || h.written(hex.EncodeToString(sum)) || h.written(base64.StdEncoding.EncodeToString(sum)) {
				return true
			}
		}
	}
	return false
}

// written reports whether a sum that was written as text is held. Eight letters
// of it alone could be there by chance.
func (h *holdings) written(sum string) bool {
	return h.windows[[8]byte([]byte(sum[:8]))] && h.windows[[8]byte([]byte(sum[8:16]))]
}

// sums are the hashes of a text, and its MACs under every key that is held.
func (h *holdings) sums(text []byte) [][]byte {
	md, sha := md5.Sum(text), sha1.Sum(text) //nolint:gosec // see above
	short, long := sha256.Sum256(text), sha512.Sum512(text)
	sums := [][]byte{md[:], sha[:], short[:], long[:]}
	for _, key := range h.keys {
		mac := hmac.New(sha256.New, key)
		_, _ = mac.Write(text)
		sums = append(sums, mac.Sum(nil))
	}
	return sums
}

func (h *holdings) lacks(t *testing.T, what string, bytesOf []byte) {
	t.Helper()
	if bytes.Contains(h.all, bytesOf) {
		t.Errorf("the vault holds %s", what)
	}
}

// opensNothing tries every key that is held as the one that codes are opened
// with.
func (h *holdings) opensNothing(t *testing.T, seal dosedesk.SealKey) {
	t.Helper()
	for _, key := range h.keys {
		if len(key) != 32 {
			continue
		}
		private, err := ecdh.X25519().NewPrivateKey(key)
		if err == nil && bytes.Equal(private.PublicKey().Bytes(), seal.Key) {
			t.Error("the vault holds the key that opens sealed codes")
		}
	}
}
