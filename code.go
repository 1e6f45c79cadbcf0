package dosedesk

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
)

// Code is the four-digit security code of one online appointment, as typed or
// as rendered onto a slip. It prints as dots, whatever prints it: the digits
// are had from Digits alone.
type Code struct{ digits [4]byte }

// codes is how many there are.
const codes = 10_000

func newCode(n uint16) (c Code) {
	copy(c.digits[:], fmt.Sprintf("%04d", n))
	return c
}

// number returns the digits as the number they write.
func (c Code) number() (n uint16) {
	for _, d := range c.digits {
		n = n*10 + uint16(d-'0')
	}
	return n
}

// CodeTries is how many wrong codes lock an appointment, over all terminals and
// channels.
const CodeTries = 3

// CodeReissues is how many new codes an appointment may get. Each allows one
// more try, so an insider has five guesses in all, one chance in 2,000.
const CodeReissues = 2

// ParseCode reads four digits, Latin or Devanagari. It fails with EInvalid and
// never repeats what it was given.
func ParseCode(s string) (Code, error) {
	var c Code
	n := 0
	for _, r := range s {
		digit, ok := Digit(r)
		if !ok || n == len(c.digits) {
			return Code{}, Errorf(EInvalid, "a code is four digits")
		}
		c.digits[n] = digit
		n++
	}
	if n != len(c.digits) {
		return Code{}, Errorf(EInvalid, "a code is four digits")
	}
	return c, nil
}

// Digit returns r as '0' to '9' where it is a Latin or a Devanagari digit.
func Digit(r rune) (byte, bool) {
	switch {
	case '0' <= r && r <= '9':
		return byte(r), true
	case '०' <= r && r <= '९':
		return byte(r-'०') + '0', true
	}
	return 0, false
}

// Digits returns the four digits. Only what goes to the citizen, and the
// server's comparison, may ask for them.
func (c Code) Digits() string { return string(c.digits[:]) }

// Format implements fmt.Formatter: every verb prints dots.
func (c Code) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "••••") }

// LogValue implements slog.LogValuer.
func (c Code) LogValue() slog.Value { return slog.StringValue("••••") }

// MarshalText refuses: a code is stored nowhere, in no form.
func (c Code) MarshalText() ([]byte, error) {
	return nil, Errorf(EInternal, "a code is never written")
}

// Equal compares in constant time.
func (c Code) Equal(other Code) bool { return hmac.Equal(c.digits[:], other.digits[:]) }

// checkLetters are A to Z without I, O and S, which look like digits.
const checkLetters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// CheckLetter returns the letter that follows the code on a slip ("4821-K"). It
// catches every single wrong digit and every swap. It is a public function of
// the digits: a letter without the digits would narrow 10,000 codes to some
// 435, so it is never stored, and never shown at a desk.
func (c Code) CheckLetter() byte {
	weights := [4]int{3, 7, 13, 18}
	sum := 0
	for i, w := range weights {
		sum += w * int(c.digits[i]-'0')
	}
	return checkLetters[sum%len(checkLetters)]
}

// IsCheckLetter reports whether r, in either case, can follow a code.
func IsCheckLetter(r rune) bool {
	if 'a' <= r && r <= 'z' {
		r -= 'a' - 'A'
	}
	for _, l := range checkLetters {
		if r == l {
			return true
		}
	}
	return false
}

// CodeKey is the server's secret that codes derive from. The registry does not
// hold it.
type CodeKey []byte

// Code derives the code of an appointment's issue (1 is the first, each
// re-issue one more): HMAC-SHA256, taken uniformly to 0000-9999 by rejecting
// the few values that would make some codes likelier than others.
func (k CodeKey) Code(appointment ID, issue int) Code {
	const limit = (1 << 32) / codes * codes
	for round := uint32(0); ; round++ {
		mac := hmac.New(sha256.New, k)
		mac.Write([]byte("dosedesk code 1"))
		mac.Write(appointment[:])
		_ = binary.Write(mac, binary.BigEndian, [2]uint32{uint32(issue), round}) //nolint:gosec // issues are 1 to 3
		for sum := mac.Sum(nil); len(sum) > 0; sum = sum[4:] {
			if n := binary.BigEndian.Uint32(sum); uint64(n) < limit {
				return newCode(uint16(n % codes)) //nolint:gosec // below 10,000
			}
		}
	}
}
