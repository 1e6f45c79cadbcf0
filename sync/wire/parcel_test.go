package wire_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/rand"
	"reflect"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/sync/wire"
)

func newOpenKey(t *testing.T) dosedesk.OpenKey {
	t.Helper()
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return dosedesk.OpenKey{ID: 1, Key: key}
}

func seal(t *testing.T, p wire.Parcel, key dosedesk.OpenKey) []byte {
	t.Helper()
	sealed, err := p.Seal(key.SealKey())
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}

func TestAParcelIsReadByItsServerAlone(t *testing.T) {
	key, other := newOpenKey(t), newOpenKey(t)
	p := wire.Parcel{Terminal: dosedesk.ID{7}, Pushes: [][]byte{[]byte("the first push"), []byte("the second push")}}
	sealed := seal(t, p, key)
	if bytes.Contains(sealed, p.Pushes[0]) {
		t.Error("it can be read by everybody")
	}
	if got, err := wire.OpenParcel(key, sealed); err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("opened: %+v, %v", got, err)
	}
	if _, err := wire.OpenParcel(other, sealed); dosedesk.CodeOf(err) != dosedesk.EUnauthorized {
		t.Errorf("another server: %v", err)
	}
	otherID := key
	otherID.ID = 2
	if _, err := wire.OpenParcel(otherID, sealed); dosedesk.CodeOf(err) != dosedesk.EDamaged {
		t.Errorf("for another purpose: %v", err)
	}
	if _, err := p.Seal(dosedesk.SealKey{Key: []byte("short")}); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("sealed to no key: %v", err)
	}
}

// Whatever is changed or missing, nothing is read, and the file is not at fault
// silently.
func TestADamagedParcelIsRefused(t *testing.T) {
	key := newOpenKey(t)
	sealed := seal(t, wire.Parcel{Terminal: dosedesk.ID{7}, Pushes: [][]byte{[]byte("a push")}}, key)
	for n := range sealed {
		if _, err := wire.OpenParcel(key, sealed[:n]); dosedesk.CodeOf(err) != dosedesk.EDamaged {
			t.Fatalf("cut to %d of %d bytes: %v", n, len(sealed), err)
		}
		changed := slices.Clone(sealed)
		changed[n] ^= 0x10
		p, err := wire.OpenParcel(key, changed)
		if err == nil || p.Pushes != nil {
			t.Fatalf("byte %d changed: %v", n, err)
		}
	}
	if _, err := wire.OpenParcel(key, append(slices.Clone(sealed), 0)); dosedesk.CodeOf(err) != dosedesk.EDamaged {
		t.Errorf("a byte more: %v", err)
	}
	if _, err := wire.OpenParcel(key, []byte("name,age\n")); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("some other file: %v", err)
	}
}
