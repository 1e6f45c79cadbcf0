package dosedesk_test

import (
	"crypto/ed25519"
	"testing"

	"dosedesk"
)

func TestASignatureStandsForOnePush(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := key.Public().(ed25519.PublicKey)
	other := ed25519.NewKeyFromSeed([]byte("another terminal's key, 32 bytes")).Public().(ed25519.PublicKey)
	terminal, head := dosedesk.ID{1}, dosedesk.Hash{2}
	signature := dosedesk.SignPush(key, terminal, 3, head)
	for name, c := range map[string]struct {
		key       ed25519.PublicKey
		terminal  dosedesk.ID
		first     uint64
		head      dosedesk.Hash
		signature []byte
		want      bool
	}{
		"as signed":        {public, terminal, 3, head, signature, true},
		"another key":      {other, terminal, 3, head, signature, false},
		"no key":           {nil, terminal, 3, head, signature, false},
		"another terminal": {public, dosedesk.ID{9}, 3, head, signature, false},
		"another number":   {public, terminal, 4, head, signature, false},
		"another head":     {public, terminal, 3, dosedesk.Hash{9}, signature, false},
		"no signature":     {public, terminal, 3, head, nil, false},
		"half of it":       {public, terminal, 3, head, signature[:32], false},
	} {
		if got := dosedesk.VerifyPush(c.key, c.terminal, c.first, c.head, c.signature); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestABeginningIsSignedForItself(t *testing.T) {
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	public := key.Public().(ed25519.PublicKey)
	terminal := dosedesk.ID{1}
	signature := dosedesk.SignBeginning(key, terminal, 3)
	for name, c := range map[string]struct {
		key       ed25519.PublicKey
		terminal  dosedesk.ID
		first     uint64
		signature []byte
		want      bool
	}{
		"as signed":        {public, terminal, 3, signature, true},
		"no key":           {nil, terminal, 3, signature, false},
		"another terminal": {public, dosedesk.ID{9}, 3, signature, false},
		"another number":   {public, terminal, 4, signature, false},
		"a push's":         {public, terminal, 3, dosedesk.SignPush(key, terminal, 3, dosedesk.Hash{}), false},
	} {
		if got := dosedesk.VerifyBeginning(c.key, c.terminal, c.first, c.signature); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
