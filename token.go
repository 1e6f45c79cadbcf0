package dosedesk

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"strings"
)

// TokenPrefix begins every token: a scanner's burst that begins so is a slip.
const TokenPrefix = "DD1"

// TokenLength is the length of every token, in characters. It says nothing
// about the code.
const TokenLength = len(TokenPrefix) + (tokenBytes+ed25519.SignatureSize)*8/5 + 1

const (
	tokenVersion = 1
	tokenBytes   = 30
)

// crockford has no letters that look like digits; scanners act as US keyboards
// and send every letter of it.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// Token is what a slip's QR says: that the server gave this code to this
// appointment. A terminal can verify one, and nobody at a centre can make one.
// It holds the code in the clear, as the slip does, so no disk ever sees it:
// what is kept is the code.entered made from it, sealed.
type Token struct {
	Appointment ID
	Dose        int
	Centre      CentreID
	Day         Day // of the appointment
	Issue       int // of the code
	Code        Code
	Person      [4]byte // see PersonMark
}

// NewToken returns the token of an appointment's code.
func NewToken(a Appointment, issue int, code Code) Token {
	return Token{
		Appointment: a.ID, Dose: a.Dose, Centre: a.Session.Centre, Day: a.Session.Day,
		Issue: issue, Code: code, Person: PersonMark(a.Citizen),
	}
}

// PersonMark is 32 bits of a hash over name, birth year and gender: enough to
// see that a slip and a booking are not of the same person, and no name.
func PersonMark(c Citizen) (mark [4]byte) {
	h := &canon{}
	text(h, &c.Name)
	h.int(&c.BirthYear)
	text(h, &c.Gender)
	sum := sha256.Sum256(append([]byte("dosedesk person 1"), h.buf...))
	copy(mark[:], sum[:])
	return mark
}

// TokenSecret is the server's secret that the signing keys derive from, one for
// each month.
type TokenSecret []byte

// Key returns the key that signs the tokens of a day's month.
func (s TokenSecret) Key(on Day) ed25519.PrivateKey {
	mac := hmac.New(sha256.New, s)
	_, _ = fmt.Fprintf(mac, "dosedesk token key 1 %04d-%02d", on.Year, int(on.Month))
	return ed25519.NewKeyFromSeed(mac.Sum(nil))
}

// TokenKey returns the public half of a day's month's key.
func (s TokenSecret) TokenKey(on Day) TokenKey {
	return TokenKey{Month: monthOf(on), Key: s.Key(on).Public().(ed25519.PublicKey)}
}

// TokenKey is a public key that the tokens of one month are verified with.
type TokenKey struct {
	Month Day    `json:"month"` // its first day
	Key   []byte `json:"key"`   // Ed25519, 32 bytes
}

func monthOf(d Day) Day { return Day{d.Year, d.Month, 1} }

// tokenKeyID names the key of a month in six bits: 64 months, then again.
func tokenKeyID(on Day) byte {
	months := (on.Year-2021)*12 + int(on.Month) - 1
	return byte(months & 63) //nolint:gosec // six bits
}

// dayZero is what a token counts its days from, in two bytes.
var dayZero = Day{2020, 1, 1}

// Sign writes the token as a slip's QR has it: TokenPrefix and base32. The same
// token is always the same text.
func (t Token) Sign(secret TokenSecret) string {
	signed := t.bytes()
	signed = append(signed, ed25519.Sign(secret.Key(t.Day), signedToken(signed))...)
	return TokenPrefix + crockford.EncodeToString(signed)
}

func (t Token) bytes() []byte {
	b := make([]byte, 0, tokenBytes+ed25519.SignatureSize)
	b = append(b, tokenVersion<<4|byte(t.Dose&15), tokenKeyID(t.Day)<<2|byte(t.Issue&3)) //nolint:gosec // masked
	b = append(b, t.Appointment[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(t.Centre))
	b = binary.BigEndian.AppendUint16(b, uint16(t.Day.DaysSince(dayZero))) //nolint:gosec // until 2199
	b = binary.BigEndian.AppendUint16(b, t.Code.number())
	return append(b, t.Person[:]...)
}

// signedToken names the purpose, so that nothing signed for another passes.
func signedToken(b []byte) []byte { return append([]byte("dosedesk token 1 "), b...) }

// ReadToken reads what a scanner sent, in capitals or small letters, and
// verifies it with the key of its month. What is wrong with it, as far as the
// text alone tells, is in the fault; Token.Against tells the rest.
func ReadToken(scanned string, keys []TokenKey) (Token, SlipFault) {
	scanned = strings.ToUpper(strings.TrimSpace(scanned))
	body, ours := strings.CutPrefix(scanned, TokenPrefix)
	b, err := crockford.DecodeString(body)
	if !ours || err != nil || len(scanned) != TokenLength || crockford.EncodeToString(b) != body {
		return Token{}, SlipUnreadable
	}
	signed, signature := b[:tokenBytes], b[tokenBytes:]
	t, ok := parseToken(signed)
	if !ok {
		return Token{}, SlipUnreadable
	}
	for _, key := range keys {
		if key.Month != monthOf(t.Day) || len(key.Key) != ed25519.PublicKeySize {
			continue
		}
		if !ed25519.Verify(key.Key, signedToken(signed), signature) {
			return Token{}, SlipChanged
		}
		return t, ""
	}
	return Token{}, SlipUnknownKey
}

// parseToken reads the bytes that Token.bytes wrote, and no others.
func parseToken(b []byte) (t Token, ok bool) {
	t.Dose, t.Issue = int(b[0]&15), int(b[1]&3)
	copy(t.Appointment[:], b[2:])
	t.Centre = CentreID(binary.BigEndian.Uint32(b[18:]))
	t.Day = dayZero.AddDays(int(binary.BigEndian.Uint16(b[22:])))
	n := binary.BigEndian.Uint16(b[24:])
	copy(t.Person[:], b[26:])
	if n >= codes || t.Dose == 0 || t.Issue == 0 {
		return Token{}, false
	}
	t.Code = newCode(n)
	return t, bytes.Equal(t.bytes(), b)
}

// SlipFault is why a scanned slip is not taken; each has a sentence and a next
// step in every language. The empty fault is none.
type SlipFault string

// The faults of a slip.
const (
	SlipUnreadable  SlipFault = "unreadable"   // no token, or half of one
	SlipUnknownKey  SlipFault = "unknown_key"  // signed for a month this terminal has no key of
	SlipChanged     SlipFault = "changed"      // not what the server signed, or not this booking
	SlipOtherCentre SlipFault = "other_centre" // booked at another centre
	SlipOtherDay    SlipFault = "other_day"    // booked for another day
	SlipNotOnRoster SlipFault = "not_on_roster"
	SlipReplaced    SlipFault = "replaced" // a newer code was sent since
	SlipUsed        SlipFault = "used"     // it was entered at this terminal before
)

// SlipFaults lists them all.
var SlipFaults = []SlipFault{
	SlipUnreadable, SlipUnknownKey, SlipChanged, SlipOtherCentre, SlipOtherDay, SlipNotOnRoster, SlipReplaced, SlipUsed,
}

// At says what speaks against a slip before its booking is known: it holds at
// the centre and on the day that were booked (ministry's statement of 7 May
// 2021).
func (t Token) At(centre CentreID, today Day) SlipFault {
	switch {
	case t.Centre != centre:
		return SlipOtherCentre
	case t.Day != today:
		return SlipOtherDay
	}
	return ""
}

// Against says what speaks against a slip of this booking. The newest slip that
// the terminal knows of counts; the server looks again.
func (t Token) Against(e Entry) SlipFault {
	switch {
	case t.Appointment != e.ID || t.Dose != e.Dose || t.Person != PersonMark(e.Citizen) || e.Code.Issue == 0:
		return SlipChanged
	case t.Issue < e.Code.Issue:
		return SlipReplaced
	}
	return ""
}
