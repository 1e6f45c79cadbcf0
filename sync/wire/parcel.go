package wire

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"

	"dosedesk"
)

// A Parcel is how a terminal's events travel where there is no link: on a stick,
// sealed to the server. What vouches for them is the signature of each push.
type Parcel struct {
	Terminal dosedesk.ID `json:"terminal"`
	Pushes   [][]byte    `json:"pushes"` // in their order, each a PushRequest as Pack writes it
}

// MaxParcel is how many bytes a sealed parcel may have: 100,000 events have 20 MB.
const MaxParcel = 128 << 20

// A sealed parcel begins with a head that can be read by everybody: what it is,
// the mark of the server's key (8 bytes), and how many bytes follow (8).
const (
	parcelMagic = "dosedesk events 1\n"
	parcelMark  = 8
	parcelHead  = len(parcelMagic) + parcelMark + 8
	parcelKey   = 32 // the encapsulated key, which follows the head
)

// Seal encrypts the parcel to the server, as codes are sealed but for another
// purpose. It fails with EInvalid where the key is no X25519 key, and with
// ETooLarge beyond MaxParcel.
func (p Parcel) Seal(to dosedesk.SealKey) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "sealing: %w", err)
	}
	public, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(to.Key)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the server's key to seal to: %w", err)
	}
	key, sender, err := hpke.NewSender(public, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), parcelInfo(to.ID))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "sealing: %w", err)
	}
	const tag = 16
	head := append([]byte(parcelMagic), parcelMarkOf(to)...)
	head = binary.BigEndian.AppendUint64(head, uint64(parcelKey+len(plain)+tag)) //nolint:gosec // a length
	body, err := sender.Seal(head, plain)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "sealing: %w", err)
	}
	sealed := bytes.Join([][]byte{head, key, body}, nil)
	if len(sealed) > MaxParcel {
		return nil, dosedesk.Errorf(dosedesk.ETooLarge, "more events than one file may hold: %d bytes", len(sealed))
	}
	return sealed, nil
}

// OpenParcel reads what Seal wrote. It fails with EInvalid for what is none, with
// EUnauthorized for another server's, and with EDamaged for one that was cut
// short or changed.
func OpenParcel(key dosedesk.OpenKey, sealed []byte) (p Parcel, err error) {
	head, body, err := splitParcel(sealed, parcelMarkOf(key.SealKey()))
	if err != nil {
		return p, err
	}
	private, err := hpke.NewDHKEMPrivateKey(key.Key)
	if err != nil {
		return p, dosedesk.Errorf(dosedesk.EInternal, "the key to open files of events: %w", err)
	}
	recipient, err := hpke.NewRecipient(body[:parcelKey], private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), parcelInfo(key.ID))
	if err != nil {
		return p, errParcelChanged
	}
	plain, err := recipient.Open(head, body[parcelKey:])
	if err != nil {
		return p, errParcelChanged
	}
	return p, decode(plain, &p)
}

var errParcelChanged = dosedesk.Errorf(dosedesk.EDamaged, "the file is not what the terminal wrote: it was changed, or damaged on the way")

// splitParcel reads the head.
func splitParcel(sealed, mark []byte) (head, body []byte, err error) {
	magic := []byte(parcelMagic)
	if n := min(len(sealed), len(magic)); !bytes.Equal(sealed[:n], magic[:n]) {
		return nil, nil, dosedesk.Errorf(dosedesk.EInvalid, "this is no file of dosedesk outbox export")
	}
	if len(sealed) < parcelHead {
		return nil, nil, dosedesk.Errorf(dosedesk.EDamaged, "the file is cut short: copy it again, or export it anew")
	}
	head, body = sealed[:parcelHead], sealed[parcelHead:]
	length := binary.BigEndian.Uint64(head[parcelHead-8:])
	switch {
	case !bytes.Equal(head[len(magic):parcelHead-8], mark):
		return nil, nil, dosedesk.Errorf(dosedesk.EUnauthorized, "the file is sealed to another server, or was changed")
	case uint64(len(body)) < length:
		return nil, nil, dosedesk.Errorf(dosedesk.EDamaged, "the file is cut short: %d bytes of %d; copy it again, or export it anew", len(body), length)
	case uint64(len(body)) > length || length < parcelKey:
		return nil, nil, errParcelChanged
	}
	return head, body, nil
}

// parcelMarkOf tells one server's key from another's.
func parcelMarkOf(key dosedesk.SealKey) []byte {
	sum := sha256.Sum256(key.Key)
	return sum[:parcelMark]
}

// parcelInfo names the purpose and the key.
func parcelInfo(key uint8) []byte { return append([]byte("dosedesk outbox export 1 key "), key) }
