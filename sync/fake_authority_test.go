package sync_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"math/big"
	"testing"
	"time"
)

// fakeAuthority certifies terminals, as a server's authority does.
type fakeAuthority struct {
	key         ed25519.PrivateKey
	certificate *x509.Certificate
}

func newAuthority(t *testing.T) *fakeAuthority {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	must(t, err)
	certificate, err := x509.ParseCertificate(der)
	must(t, err)
	return &fakeAuthority{key, certificate}
}

// certify certifies a terminal's key, by its seed, until a time.
func (a *fakeAuthority) certify(t *testing.T, seed []byte, until time.Time) []byte {
	t.Helper()
	return a.sign(t, seed, x509.ExtKeyUsageClientAuth, until)
}

func (a *fakeAuthority) sign(t *testing.T, seed []byte, use x509.ExtKeyUsage, until time.Time) []byte {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(until.Unix()), NotAfter: until, ExtKeyUsage: []x509.ExtKeyUsage{use}}
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, ed25519.NewKeyFromSeed(seed).Public(), a.key)
	must(t, err)
	return der
}
