// Package pin makes and checks the PINs with which operators sign in.
//
// A PIN is six digits, so its hash is slow (Argon2id) and whoever asks counts
// the tries. The package keeps nothing and knows no operator; the terminal and
// the server both use it.
package pin

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Length is the number of digits of a PIN that New makes.
const Length = 6

// cost is what one hash takes.
type cost struct {
	memory uint32 // KiB
	passes uint32
	lanes  uint8
}

// standard is what new hashes cost: some 50 ms on a small machine.
func standard() cost { return cost{memory: 19 << 10, passes: 4, lanes: 1} }

// bearable keeps a hash that came over the wire from stopping the desk.
func (c cost) bearable() bool {
	return 0 < c.memory && c.memory <= 256<<10 && 0 < c.passes && c.passes <= 16 && 0 < c.lanes && c.lanes <= 8
}

const (
	saltBytes = 16
	sumBytes  = 32
)

// New returns a random PIN of Length digits.
func New() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // crypto/rand.Reader never fails; see its documentation
	}
	return fmt.Sprintf("%0*d", Length, n)
}

// Hash returns the Argon2id hash of pin under a random salt, in the PHC string
// form: $argon2id$v=19$m=19456,t=4,p=1$SALT$SUM.
func Hash(pin string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails; see its documentation
	c := standard()
	return format(c, salt, c.sum(pin, salt, sumBytes))
}

// Verify reports whether hash was made from pin. A hash that is none, or would
// cost more than a desk can bear, verifies nothing.
func Verify(hash, pin string) bool {
	c, salt, want, ok := parse(hash)
	if !ok {
		return false
	}
	got := c.sum(pin, salt, len(want))
	return subtle.ConstantTimeCompare(got, want) == 1
}

func (c cost) sum(pin string, salt []byte, length int) []byte {
	return argon2.IDKey([]byte(pin), salt, c.passes, c.memory, c.lanes, uint32(length)) //nolint:gosec // at most 64
}

func format(c cost, salt, sum []byte) string {
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.memory, c.passes, c.lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

func parse(hash string) (c cost, salt, sum []byte, ok bool) {
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return c, nil, nil, false
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &c.memory, &c.passes, &c.lanes); err != nil || !c.bearable() {
		return c, nil, nil, false
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	sum, errSum := base64.RawStdEncoding.DecodeString(parts[5])
	return c, salt, sum, errSalt == nil && errSum == nil && len(salt) >= 8 && 16 <= len(sum) && len(sum) <= 64
}
