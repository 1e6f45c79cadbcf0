package wire

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/binary"

	"dosedesk"
)

// A Parcel is how a push travels where its terminal has no link: on a stick, and
// perhaps with another terminal's link, sealed to the server. What vouches for it
// is the signature of the push. A file of events is a row of sealed parcels, each
// small enough for one request on a thin line.
type Parcel struct {
	Terminal dosedesk.ID
	Push     []byte // a PushRequest as Pack writes it
}

// The limits of a parcel's push and of a file: 100,000 events have 16 MB.
const (
	MaxParcelPush = 4 << 10     // compressed, unless one event alone has more; 2 s on GPRS
	MaxParcel     = MaxBody / 2 // bytes of a sealed parcel: it fits into a request
	MaxParcels    = 128 << 20
)

// A sealed parcel begins with a head that can be read by everybody: what it is,
// the mark of the server's key (8 bytes), which one of how many it is (4 and 4),
// and how many bytes it has (4).
const (
	parcelMagic = "dosedesk events 2\n"
	parcelHead  = len(parcelMagic) + 8 + 4 + 4 + 4
	parcelKey   = 32 // the encapsulated key, which follows the head
	parcelTag   = 16
)

// SealParcels encrypts parcels to the server, as codes are sealed but for another
// purpose, and returns the file of all. It fails with EInvalid where the key is no
// X25519 key, and with ETooLarge beyond MaxParcels.
func SealParcels(parcels []Parcel, to dosedesk.SealKey) (file []byte, err error) {
	public, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(to.Key)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the server's key to seal to: %w", err)
	}
	for i, p := range parcels {
		key, sender, err := hpke.NewSender(public, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), parcelInfo(to.ID))
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInternal, "sealing: %w", err)
		}
		plain := append(p.Terminal[:], p.Push...)
		head := parcelHeader{markOf(to), i + 1, len(parcels), parcelHead + parcelKey + len(plain) + parcelTag}.bytes()
		body, err := sender.Seal(head, plain)
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInternal, "sealing: %w", err)
		}
		file = append(append(append(file, head...), key...), body...)
	}
	if len(file) > MaxParcels {
		return nil, dosedesk.Errorf(dosedesk.ETooLarge, "more events than one file may hold: %d bytes", len(file))
	}
	return file, nil
}

// SplitParcels returns the sealed parcels of a file. Whoever carries it can do so,
// and sees whether the file is whole and for this server. It fails with EInvalid
// for what is no such file, with EUnauthorized for another server's, and with
// EDamaged for one that was cut short.
func SplitParcels(file []byte, to dosedesk.SealKey) (parcels [][]byte, err error) {
	for rest := file; len(rest) > 0 || len(parcels) == 0; {
		h, err := readParcelHead(rest)
		if err != nil {
			return nil, err
		}
		parcels, rest = append(parcels, rest[:h.size]), rest[h.size:]
		switch {
		case h.mark != markOf(to):
			return nil, errParcelForeign
		case h.part != len(parcels), h.part > h.of, h.part == h.of && len(rest) > 0:
			return nil, errParcelChanged
		case h.part < h.of && len(rest) == 0:
			return nil, dosedesk.Errorf(dosedesk.EDamaged, "the file is cut short: %d parts of %d; copy it again, or export it anew", h.part, h.of)
		}
	}
	return parcels, nil
}

// NextParcel returns the sealed parcel that the rest of a file begins with, of
// which MaxParcel bytes are enough. It fails as SplitParcels does.
func NextParcel(rest []byte) (sealed []byte, err error) {
	h, err := readParcelHead(rest)
	if err != nil {
		return nil, err
	}
	return rest[:h.size], nil
}

// OpenParcel reads one sealed parcel. It fails as SplitParcels does, and with
// EDamaged for one that was changed.
func OpenParcel(key dosedesk.OpenKey, sealed []byte) (p Parcel, err error) {
	h, err := readParcelHead(sealed)
	if err != nil {
		return p, err
	}
	if h.mark != markOf(key.SealKey()) {
		return p, errParcelForeign
	}
	private, err := hpke.NewDHKEMPrivateKey(key.Key)
	if err != nil {
		return p, dosedesk.Errorf(dosedesk.EInternal, "the key to open files of events: %w", err)
	}
	head, body := sealed[:parcelHead], sealed[parcelHead:]
	recipient, err := hpke.NewRecipient(body[:parcelKey], private, hpke.HKDFSHA256(), hpke.ChaCha20Poly1305(), parcelInfo(key.ID))
	if err != nil || h.size != len(sealed) {
		return p, errParcelChanged
	}
	plain, err := recipient.Open(head, body[parcelKey:])
	if err != nil || len(plain) < len(p.Terminal) {
		return p, errParcelChanged
	}
	p.Push = plain[copy(p.Terminal[:], plain):]
	return p, nil
}

var (
	errParcelForeign = dosedesk.Errorf(dosedesk.EUnauthorized, "the file is sealed to another server, or was changed")
	errParcelChanged = dosedesk.Errorf(dosedesk.EDamaged, "the file is not what the terminal wrote: it was changed, or damaged on the way")
)

// A parcelHeader is what a parcel's head says.
type parcelHeader struct {
	mark           [8]byte
	part, of, size int // size: bytes, with the head
}

func (h parcelHeader) bytes() []byte {
	b := append([]byte(parcelMagic), h.mark[:]...)
	for _, n := range []int{h.part, h.of, h.size} {
		b = binary.BigEndian.AppendUint32(b, uint32(n)) //nolint:gosec // far below
	}
	return b
}

// readParcelHead reads the head of a parcel that is there whole.
func readParcelHead(b []byte) (h parcelHeader, err error) {
	magic := []byte(parcelMagic)
	if n := min(len(b), len(magic)); !bytes.Equal(b[:n], magic[:n]) {
		return h, dosedesk.Errorf(dosedesk.EInvalid, "this is no file of dosedesk outbox export")
	}
	if len(b) < parcelHead {
		return h, dosedesk.Errorf(dosedesk.EDamaged, "the file is cut short: copy it again, or export it anew")
	}
	numbers := b[len(magic)+copy(h.mark[:], b[len(magic):]):]
	for i, n := range []*int{&h.part, &h.of, &h.size} {
		*n = int(binary.BigEndian.Uint32(numbers[4*i:]))
	}
	switch {
	case h.size < parcelHead+parcelKey+parcelTag, h.size > MaxParcel:
		return h, errParcelChanged
	case len(b) < h.size:
		return h, dosedesk.Errorf(dosedesk.EDamaged, "the file is cut short: copy it again, or export it anew")
	}
	return h, nil
}

// markOf tells one server's key from another's.
func markOf(key dosedesk.SealKey) [8]byte {
	sum := sha256.Sum256(key.Key)
	return [8]byte(sum[:8])
}

// parcelInfo names the purpose and the key.
func parcelInfo(key uint8) []byte { return append([]byte("dosedesk outbox export 2 key "), key) }
