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

// schema is the version of what the sealed values hold. It is bound into every
// seal, so that a value is never read as something it was not written as.
const schema = 1

const keyBytes = 32

// A box seals the vault's values and hides the names they are kept under.
type box struct {
	aead  cipher.AEAD
	names []byte
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
	return box{aead: aead, names: names}, nil
}

// seal encrypts a value under a random nonce, bound to its place.
func (b box) seal(bucket string, key, value []byte) []byte {
	nonce := make([]byte, b.aead.NonceSize(), b.aead.NonceSize()+len(value)+b.aead.Overhead())
	_, _ = rand.Read(nonce) // never fails; see its documentation
	return b.aead.Seal(nonce, nonce, value, place(bucket, key))
}

// open decrypts what seal made for this place. It fails with EDamaged for
// anything else, another vault's value included.
func (b box) open(bucket string, key, sealed []byte) ([]byte, error) {
	if len(sealed) < b.aead.NonceSize() {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "a value in %s is cut short", bucket)
	}
	nonce, body := sealed[:b.aead.NonceSize()], sealed[b.aead.NonceSize():]
	value, err := b.aead.Open(nil, nonce, body, place(bucket, key))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "a value in %s is damaged, or sealed with another key", bucket)
	}
	return value, nil
}

// name hides a name: the key that its value is kept under.
func (b box) name(bucket, name string) []byte {
	mac := hmac.New(sha256.New, b.names)
	mac.Write(place(bucket, []byte(name)))
	return mac.Sum(nil)
}

func place(bucket string, key []byte) []byte {
	p := append([]byte{schema}, bucket...)
	return append(append(p, 0), key...)
}
