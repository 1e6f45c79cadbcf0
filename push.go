package dosedesk

import "crypto/ed25519"

// SignPush returns a terminal's signature under its chain of events: that it
// recorded those from number first up to the one whose hash is head. One
// signature stands for them all, and for all before them, since each event
// carries the hash of the one before.
func SignPush(key ed25519.PrivateKey, terminal ID, first uint64, head Hash) []byte {
	return ed25519.Sign(key, pushSigned(terminal, first, head))
}

// VerifyPush reports whether the terminal with this key signed its chain up to
// head.
func VerifyPush(key ed25519.PublicKey, terminal ID, first uint64, head Hash, signature []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, pushSigned(terminal, first, head), signature)
}

func pushSigned(terminal ID, first uint64, head Hash) []byte {
	purpose, c := "dosedesk push 1", &canon{}
	text(c, &purpose)
	c.id(&terminal)
	c.uint(&first)
	c.fixed(head[:])
	return c.buf
}

// SignBeginning returns a terminal's signature under where its chain begins by
// now: that it has no event with a number before first any more.
func SignBeginning(key ed25519.PrivateKey, terminal ID, first uint64) []byte {
	return ed25519.Sign(key, beginningSigned(terminal, first))
}

// VerifyBeginning reports whether the terminal with this key signed that its chain
// begins with number first.
func VerifyBeginning(key ed25519.PublicKey, terminal ID, first uint64, signature []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, beginningSigned(terminal, first), signature)
}

func beginningSigned(terminal ID, first uint64) []byte {
	purpose, c := "dosedesk chain begins 1", &canon{}
	text(c, &purpose)
	c.id(&terminal)
	c.uint(&first)
	return c.buf
}
