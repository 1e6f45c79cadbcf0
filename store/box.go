package store

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"

	"golang.org/x/crypto/chacha20poly1305"

	"dosedesk"
)

// schema is the version of what the sealed values of the outbox and its journal
// hold. It is bound into every seal, so that a value is never read as something it
// was not written as, and a program that is too old for them reads none. From 2
// on it stands readable in outbox.db, too: see schemaName.
//
//	1  the chain of events begins with number 1, if nothing was repaired
//	2  its first events may be gone for good; a program of before could not tell
//	   that to a server restored from a backup, and would get nothing through
const schema = 2

// rosterSchema is that of the roster, which is fetched again rather than migrated.
const rosterSchema = 1

// A box seals the vault's values and hides the names they are kept under.
type box struct {
	aead   cipher.AEAD
	names  []byte
	schema byte
}

// of returns the box of another schema.
func (b box) of(schema byte) box {
	b.schema = schema
	return b
}

func newBox(vaultKey []byte) (box, error) {
	seal, err := hkdf.Key(sha256.New, vaultKey, nil, "dosedesk vault values 1", chacha20poly1305.KeySize)
	if err != nil {
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "deriving the vault's keys: %w", err)
	}
	names, err := hkdf.Key(sha256.New, vaultKey, nil, "dosedesk vault names 1", sha256.Size)
	if err != nil {
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "deriving the vault's keys: %w", err)
	}
	aead, err := chacha20poly1305.NewX(seal)
	if err != nil {
		return box{}, dosedesk.Errorf(dosedesk.EInternal, "deriving the vault's keys: %w", err)
	}
	return box{aead: aead, names: names, schema: schema}, nil
}

// seal encrypts a value under a random nonce, bound to its place.
func (b box) seal(bucket string, key, value []byte) []byte {
	nonce := make([]byte, b.aead.NonceSize(), b.aead.NonceSize()+len(value)+b.aead.Overhead())
	_, _ = rand.Read(nonce) // never fails; see its documentation
	return b.aead.Seal(nonce, nonce, value, b.place(bucket, key))
}

// open decrypts what seal made for this place. It fails with EDamaged for
// anything else, another vault's value included.
func (b box) open(bucket string, key, sealed []byte) ([]byte, error) {
	return b.openTo(nil, bucket, key, sealed)
}

// openTo is open; it appends the value to a slice.
func (b box) openTo(to []byte, bucket string, key, sealed []byte) ([]byte, error) {
	if len(sealed) < b.aead.NonceSize() {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "a value in %s is cut short", bucket)
	}
	nonce, body := sealed[:b.aead.NonceSize()], sealed[b.aead.NonceSize():]
	value, err := b.aead.Open(to, nonce, body, b.place(bucket, key))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "a value in %s is damaged, or sealed with another key", bucket)
	}
	return value, nil
}

// name hides a name: the key that its value is kept under, in every schema.
func (b box) name(bucket, name string) []byte {
	mac := hmac.New(sha256.New, b.names)
	mac.Write(b.of(1).place(bucket, []byte(name)))
	return mac.Sum(nil)
}

func (b box) place(bucket string, key []byte) []byte {
	p := append([]byte{b.schema}, bucket...)
	return append(append(p, 0), key...)
}
