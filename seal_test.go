package dosedesk_test

import (
	"crypto/ecdh"
	"crypto/rand"
	"testing"

	"dosedesk"
)

func openKey(t *testing.T) dosedesk.OpenKey {
	t.Helper()
	key, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return dosedesk.OpenKey{ID: 7, Key: key}
}

// A sealed code opens with the server's key, for its own event and appointment,
// and for nothing else; its length says nothing.
func TestSeal(t *testing.T) {
	key, code := openKey(t), mustCode(t, "0482")
	header := testEvent(1, &dosedesk.ReissueAsked{}).Header
	sealed, err := key.SealKey().Seal(code, header, testID(5))
	if err != nil {
		t.Fatal(err)
	}
	if len(sealed) != dosedesk.SealedLength {
		t.Errorf("sealed in %d bytes, want %d", len(sealed), dosedesk.SealedLength)
	}
	if got, err := key.Open(sealed, header, testID(5)); err != nil || !got.Equal(code) {
		t.Fatalf("Open: %v", err)
	}

	moved := header
	moved.ID = testID(99)
	changed := append([]byte(nil), sealed...)
	changed[40] ^= 1
	otherKey, otherID := openKey(t), key
	otherID.ID++
	for name, open := range map[string]func() (dosedesk.Code, error){
		"another event":       func() (dosedesk.Code, error) { return key.Open(sealed, moved, testID(5)) },
		"another appointment": func() (dosedesk.Code, error) { return key.Open(sealed, header, testID(6)) },
		"one bit changed":     func() (dosedesk.Code, error) { return key.Open(changed, header, testID(5)) },
		"cut short":           func() (dosedesk.Code, error) { return key.Open(sealed[:51], header, testID(5)) },
		"nothing":             func() (dosedesk.Code, error) { return key.Open(nil, header, testID(5)) },
		"another key":         func() (dosedesk.Code, error) { return otherKey.Open(sealed, header, testID(5)) },
		"another key id":      func() (dosedesk.Code, error) { return otherID.Open(sealed, header, testID(5)) },
	} {
		if _, err := open(); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%s: opened with %v, want EInvalid", name, err)
		}
	}
}

func TestSealWithABadKey(t *testing.T) {
	_, err := dosedesk.SealKey{Key: []byte("short")}.Seal(mustCode(t, "1234"), dosedesk.Header{}, testID(1))
	if dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("Seal: %v, want EInvalid", err)
	}
}
