package main_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/store/keys"
)

// An insider has everything that a terminal holds: the files of its vault, an
// identity that opens them, and so every value, secret and public key inside. He tries all
// 10,000 codes against it, in every way he can think of. Nothing tells the right
// code from the others: not for a code that was typed and waits for the link,
// right or wrong, nor for a slip that was scanned, nor for one that nobody gave.
func TestAnInsiderFindsNoCodeInAVault(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	v, dir := c.terminal()
	typed, wrongly, scanned := c.appointment(1), c.appointment(2), c.appointment(3)
	lengths := map[int]bool{
		c.enter(v, typed, dosedesk.ChannelTyped, 0, c.right(typed)):     true,
		c.enter(v, wrongly, dosedesk.ChannelTyped, 0, c.other(wrongly)): true,
	}
	if len(lengths) != 1 {
		t.Errorf("the events of a right and of a wrong code differ in length: %v", lengths)
	}
	token, err := c.server.Token(t.Context(), scanned)
	c.must(err)
	read, fault := dosedesk.ReadToken(token, v.TokenKeys())
	if fault != "" {
		t.Fatalf("the slip is not taken: %s", fault)
	}
	c.enter(v, scanned, dosedesk.ChannelSlip, read.Issue, read.Code)
	c.must(v.Close())

	key, err := keys.UnlockWith(dir, "insider", c.insider)
	c.must(err)
	h := vaultHoldings(t, dir, key[0])
	h.leaf([]byte(c.insider.String()))
	for _, a := range []dosedesk.ID{typed, wrongly, scanned, c.appointment(4)} {
		h.tellsNothing(t, a)
	}
	h.lacks(t, "the slip's token", []byte(token))
	signed, err := base32Token(token)
	c.must(err)
	h.lacks(t, "the slip's signature, which would test a code", signed[len(signed)-64:])
	h.opensNothing(t, c.server.Keys.Open.SealKey())

	planted := h
	mac := hmac.New(sha256.New, h.keys[0])
	_, _ = mac.Write([]byte(c.right(typed).Digits()))
	planted.add(mac.Sum(nil))
	if found := planted.candidates(typed); len(found) != 1 || found[0] != c.right(typed).Digits() {
		t.Errorf("a check that a terminal must not have was not found: %d codes", len(found))
	}
}

// Who has the server's database, and not its keys, learns no more from it.
func TestADatabaseWithoutItsKeysTellsNoCode(t *testing.T) {
	t.Parallel()
	c := newCentre(t)
	v, _ := c.terminal()
	typed, wrongly := c.appointment(1), c.appointment(2)
	c.enter(v, typed, dosedesk.ChannelTyped, 0, c.right(typed))
	c.enter(v, wrongly, dosedesk.ChannelTyped, 0, c.other(wrongly))
	c.sync(v)
	c.must(v.Close())
	h := newHoldings()
	for _, value := range values(t, c.file) {
		h.add(value)
	}
	delete(h.leaves, "1962") // everybody's year of birth
	for _, a := range []dosedesk.ID{typed, wrongly, c.appointment(4)} {
		h.tellsNothing(t, a)
	}
}

func base32Token(token string) ([]byte, error) {
	// The token's alphabet, written out once more: what an insider would do.
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	var bits, n uint
	var out []byte
	for _, r := range strings.TrimPrefix(token, dosedesk.TokenPrefix) {
		at := strings.IndexRune(letters, r)
		if at < 0 {
			return nil, fmt.Errorf("no letter of a token")
		}
		bits, n = bits<<5|uint(at), n+5 //nolint:gosec // below 32
		if n >= 8 {
			n -= 8
			out = append(out, byte(bits>>n)) //nolint:gosec // eight bits
			bits &= 1<<n - 1
		}
	}
	return out, nil
}
