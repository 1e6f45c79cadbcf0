package wire

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base32"
	"slices"
	"strings"

	"dosedesk"
)

// crockford is an alphabet without letters that look like digits.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

const (
	secretLetters = 12 // 60 bits
	markLetters   = 16 // 80 bits
)

// AuthorityMark is the beginning of the hash of an authority's public key: 80
// bits, by which a machine that enrols knows its server.
type AuthorityMark [10]byte

// MarkOf returns the mark of the authority with this certificate.
func MarkOf(ca *x509.Certificate) (m AuthorityMark) {
	sum := sha256.Sum256(ca.RawSubjectPublicKeyInfo)
	copy(m[:], sum[:])
	return m
}

// NewEnrolment returns a new string for a machine to enrol with: 60 random bits,
// which are the secret, and the authority's mark, in groups of four.
func NewEnrolment(m AuthorityMark) (enrolment, secret string) {
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails; see its documentation
	secret = crockford.EncodeToString(random)[:secretLetters]
	var groups []string
	for group := range slices.Chunk([]byte(secret+crockford.EncodeToString(m[:])), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, "-"), secret
}

// ParseEnrolment reads what NewEnrolment wrote, as people type it. It fails with
// EInvalid, and never repeats what it was given.
func ParseEnrolment(typed string) (secret string, m AuthorityMark, err error) {
	bare := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
	if len(bare) != secretLetters+markLetters {
		return "", m, dosedesk.Errorf(dosedesk.EInvalid, "an enrolment string has %d letters and digits", secretLetters+markLetters)
	}
	secret = bare[:secretLetters]
	_, err = crockford.DecodeString(secret)
	mark, err2 := crockford.DecodeString(bare[secretLetters:])
	if err != nil || err2 != nil {
		return "", m, dosedesk.Errorf(dosedesk.EInvalid, "an enrolment string has digits, and letters other than U, in groups of four")
	}
	return secret, AuthorityMark(mark), nil
}
