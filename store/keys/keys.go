// Package keys keeps the key of a vault in age files, one for each who may open
// it: the people of the desk, and the district with its recovery key.
//
// They lie in the folder keys beside the vault's own files, and nowhere is the
// key in the clear. NAME.age holds it for one person, encrypted to a recipient
// of his, so that a new key can be given to everybody without anybody being
// there. Who has a passphrase has NAME.identity.age too: the identity of that
// recipient, under the passphrase (scrypt). Who has an identity of his own (a
// file, a hardware key by an age plugin) keeps it where he likes. The usual age
// program opens these files as well.
package keys

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"

	"filippo.io/age"

	"dosedesk"
)

// Bytes is the length of a key.
const Bytes = 32

// A Key is what a vault is sealed with.
type Key [Bytes]byte

// String tells nothing: a key that came into a log would stay there.
func (k Key) String() string { return "the vault's key" }

// GoString tells as little.
func (k Key) GoString() string { return k.String() }

// A Ring is what an age file holds: the vault's key, and behind it, while the
// vault gets a new one, the one before.
type Ring []Key

// New returns a ring with a new key.
func New() Ring {
	var k Key
	_, _ = rand.Read(k[:]) // never fails; see its documentation
	return Ring{k}
}

// Bytes are what ParseRing reads.
func (r Ring) Bytes() (plain []byte) {
	for _, k := range r {
		plain = append(plain, k[:]...)
	}
	return plain
}

// Seal encrypts a ring to an age recipient.
func Seal(r Ring, recipient string) ([]byte, error) {
	to, err := parseRecipient(recipient)
	if err != nil {
		return nil, err
	}
	return encrypt(r.Bytes(), to)
}

func encrypt(plain []byte, to age.Recipient) ([]byte, error) {
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, to)
	if err == nil {
		_, err = w.Write(plain)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "nothing can be encrypted to this recipient: %w", err)
	}
	return sealed.Bytes(), nil
}

// decrypt fails with EUnauthorized where none of the identities opens what is
// sealed, and with EDamaged where it is not what was written.
func decrypt(sealed []byte, with ...age.Identity) ([]byte, error) {
	var other *age.NoIdentityMatchError
	r, err := age.Decrypt(bytes.NewReader(sealed), with...)
	switch {
	case errors.As(err, &other):
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "it is for somebody else")
	case err != nil:
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "%w", err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "%w", err)
	}
	return plain, nil
}

func openRing(sealed []byte, with ...age.Identity) (Ring, error) {
	plain, err := decrypt(sealed, with...)
	if err != nil {
		return nil, err
	}
	return ParseRing(plain)
}

// ParseRing reads a ring's bytes.
func ParseRing(plain []byte) (r Ring, err error) {
	if len(plain) != Bytes && len(plain) != 2*Bytes {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "it holds no key")
	}
	for ; len(plain) > 0; plain = plain[Bytes:] {
		r = append(r, Key(plain[:Bytes]))
	}
	return r, nil
}
