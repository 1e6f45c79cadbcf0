package dosedesk

import (
	"crypto/ecdh"
	"crypto/hpke"
)

// SealedLength is the length of every sealed code, in bytes: 32 for the
// encapsulated key, 4 digits, 16 for the tag. It says nothing about the code.
const SealedLength = 32 + 4 + 16

// SealKey is the server's public key that terminals seal typed codes to.
type SealKey struct {
	ID  uint8  `json:"id"`
	Key []byte `json:"key"` // X25519, 32 bytes
}

// OpenKey is the private half, which only the server has.
type OpenKey struct {
	ID  uint8
	Key *ecdh.PrivateKey
}

// SealKey returns the public half.
func (k OpenKey) SealKey() SealKey { return SealKey{ID: k.ID, Key: k.Key.PublicKey().Bytes()} }

// Seal encrypts the code to the server with HPKE (X25519, HKDF-SHA256,
// ChaCha20-Poly1305), bound to the event that carries it and to its appointment:
// moved to another it does not open. A terminal cannot open it again. It fails
// with EInvalid where the key is no X25519 key.
func (k SealKey) Seal(c Code, event Header, appointment ID) ([]byte, error) {
	public, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(k.Key)
	if err != nil {
		return nil, Errorf(EInvalid, "the server's key to seal codes: %w", err)
	}
	enc, sender, err := hpke.NewSender(public, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealInfo(k.ID))
	if err != nil {
		return nil, Errorf(EInternal, "sealing: %w", err)
	}
	sealed, err := sender.Seal(sealBinding(event, appointment), c.digits[:])
	if err != nil {
		return nil, Errorf(EInternal, "sealing: %w", err)
	}
	return append(enc, sealed...), nil
}

// Open decrypts what Seal made for this event. It fails with EInvalid for
// anything else, another event's sealed code included.
func (k OpenKey) Open(sealed []byte, event Header, appointment ID) (Code, error) {
	private, err := hpke.NewDHKEMPrivateKey(k.Key)
	if err != nil {
		return Code{}, Errorf(EInternal, "the key to open codes: %w", err)
	}
	if len(sealed) != SealedLength {
		return Code{}, Errorf(EInvalid, "a sealed code has %d bytes, not %d", SealedLength, len(sealed))
	}
	recipient, err := hpke.NewRecipient(sealed[:32], private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), sealInfo(k.ID))
	if err != nil {
		return Code{}, Errorf(EInvalid, "opening a sealed code: %w", err)
	}
	digits, err := recipient.Open(sealBinding(event, appointment), sealed[32:])
	if err != nil {
		return Code{}, Errorf(EInvalid, "opening a sealed code: %w", err)
	}
	return ParseCode(string(digits))
}

func sealBinding(event Header, appointment ID) []byte {
	return append(event.Canonical(), appointment[:]...)
}

// sealInfo names the purpose and the key, so that nothing sealed for another
// purpose opens as a code.
func sealInfo(key uint8) []byte { return append([]byte("dosedesk code.entered 1 key "), key) }
