package server

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

const (
	// CertificateLasts is how long a terminal's certificate is good; terminals
	// renew theirs before it ends.
	CertificateLasts = 30 * 24 * time.Hour
	// RenewableFor is how long after its end a certificate may still be renewed,
	// and serves to fetch the roster. Events are taken for ever.
	RenewableFor = 60 * 24 * time.Hour

	// leafLasts is how long the server's own certificate is good. Its key lives
	// in memory and dies with the process, so that its end protects nobody; but a
	// terminal whose clock runs years ahead must not be kept from sending.
	leafLasts = 20 * 365 * 24 * time.Hour

	terminalScheme = "urn:uuid:" // and the terminal's id: the name in its certificate
)

// An authority is the server's own small CA, which terminals and server know
// each other by. Key and certificate derive from the server's keys, so all the
// servers of a registry are one authority, and a restored one is the same.
type authority struct {
	key         ed25519.PrivateKey
	certificate *x509.Certificate
	roots       *x509.CertPool
}

func newAuthority(keys Keys) (*authority, error) {
	a := &authority{key: ed25519.NewKeyFromSeed(keys.derive("dosedesk authority 1")), roots: x509.NewCertPool()}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "dosedesk authority"},
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign,
		SubjectKeyId: keys.derive("dosedesk authority id 1")[:8],
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, a.key.Public(), a.key)
	if err == nil {
		a.certificate, err = x509.ParseCertificate(der)
	}
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the authority: %w", err)
	}
	a.roots.AddCert(a.certificate)
	return a, nil
}

// sign fills in what all certificates have in common, and signs one.
func (a *authority) sign(template *x509.Certificate, key ed25519.PublicKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "a certificate: %w", err)
	}
	template.SerialNumber, template.BasicConstraintsValid, template.KeyUsage = serial, true, x509.KeyUsageDigitalSignature
	der, err := x509.CreateCertificate(rand.Reader, template, a.certificate, key, a.key)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "a certificate: %w", err)
	}
	return der, nil
}

// terminal certifies a terminal's key. The centre stands in it for a registry that
// was put back to a backup, and does not know the terminal any more.
func (a *authority) terminal(t registry.Terminal, now time.Time) ([]byte, error) {
	return a.sign(&x509.Certificate{
		Subject:   pkix.Name{CommonName: "dosedesk terminal", OrganizationalUnit: []string{strconv.FormatUint(uint64(t.Centre), 10)}},
		URIs:      []*url.URL{{Scheme: "urn", Opaque: "uuid:" + t.ID.String()}},
		NotBefore: now, NotAfter: now.Add(CertificateLasts), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}, t.Key)
}

// server certifies the server's own key, under the names by which it is reached.
func (a *authority) server(names []string, key ed25519.PublicKey, now time.Time) ([]byte, error) {
	template := &x509.Certificate{
		Subject:   pkix.Name{CommonName: "dosedesk server"},
		NotBefore: now, NotAfter: now.Add(leafLasts), ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	for _, name := range names {
		if ip := net.ParseIP(name); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
			continue
		}
		template.DNSNames = append(template.DNSNames, name)
	}
	return a.sign(template, key)
}

// terminalOf returns the terminal whom a certificate of ours names. Whether it
// has ended is for each route to judge. It fails with EUnauthorized for a
// certificate that we did not sign, or not for a terminal.
func (a *authority) terminalOf(c *x509.Certificate) (dosedesk.ID, error) {
	_, err := c.Verify(x509.VerifyOptions{
		Roots: a.roots, CurrentTime: c.NotBefore, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	})
	if err != nil || len(c.URIs) != 1 {
		return dosedesk.ID{}, errUnknownTerminal
	}
	id, err := dosedesk.ParseID(strings.TrimPrefix(c.URIs[0].String(), terminalScheme))
	if err != nil {
		return dosedesk.ID{}, errUnknownTerminal
	}
	return id, nil
}

// centreOf returns the centre of the terminal whom a certificate of ours names. It
// fails with EUnauthorized for one that was made before certificates named it.
func centreOf(c *x509.Certificate) (dosedesk.CentreID, error) {
	if units := c.Subject.OrganizationalUnit; len(units) == 1 {
		if n, err := strconv.ParseUint(units[0], 10, 32); err == nil {
			return dosedesk.CentreID(n), nil
		}
	}
	return 0, errUnknownTerminal
}

// errUnknownTerminal is the same sentence for whatever reason.
var errUnknownTerminal = dosedesk.Errorf(dosedesk.EUnauthorized, "this terminal is not known here")
