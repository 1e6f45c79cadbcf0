package sync

import (
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"slices"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// NewTransport returns the transport of an enrolled terminal. It believes the
// authority that the terminal enrolled with and nobody else, whatever the
// server's name, and shows the terminal's certificate, the newest there is.
func NewTransport(vault Vault, now func() time.Time) *http.Transport {
	config := trusting(func(shown []*x509.Certificate) error {
		ca, err := x509.ParseCertificate(vault.Enrolment().CA)
		if err != nil {
			return dosedesk.Errorf(dosedesk.EDamaged, "the certificate of the server's authority: %w", err)
		}
		return verify(shown, ca, latest(now(), vault.AsOf()))
	})
	config.ClientSessionCache = sessions{config.ClientSessionCache, vault}
	config.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return shownBy(vault.Enrolment())
	}
	return newTransport(config)
}

// NewEnrolTransport returns the transport of a machine that enrols: it believes
// the authority whose mark the enrolment string has. It fails with EInvalid.
func NewEnrolTransport(enrolment string) (*http.Transport, error) {
	_, mark, err := wire.ParseEnrolment(enrolment)
	if err != nil {
		return nil, err
	}
	return newTransport(trusting(func(shown []*x509.Certificate) error {
		i := slices.IndexFunc(shown, func(c *x509.Certificate) bool { return wire.MarkOf(c) == mark })
		if i < 0 {
			return errNotOurs
		}
		return verify(shown, shown[i], time.Now())
	})), nil
}

var errNotOurs = dosedesk.Errorf(dosedesk.EUnreachable, "whoever answers is not this terminal's server")

// trusting returns a configuration that believes by one rule, also when a
// session is resumed.
func trusting(believe func(shown []*x509.Certificate) error) *tls.Config {
	return &tls.Config{
		MinVersion: tls.VersionTLS13,
		// The usual verification needs a right name and a right clock. A terminal
		// has neither for sure; believe takes its place.
		InsecureSkipVerify: true, //nolint:gosec // see above
		VerifyConnection:   func(c tls.ConnectionState) error { return believe(c.PeerCertificates) },
		ClientSessionCache: tls.NewLRUClientSessionCache(1),
	}
}

// sessions keeps the session of the terminal's newest certificate: resumed, one
// of an older certificate would go on showing that.
type sessions struct {
	tls.ClientSessionCache
	vault Vault
}

// Get implements tls.ClientSessionCache.
func (s sessions) Get(key string) (*tls.ClientSessionState, bool) {
	return s.ClientSessionCache.Get(s.key(key))
}

// Put implements tls.ClientSessionCache.
func (s sessions) Put(key string, session *tls.ClientSessionState) {
	s.ClientSessionCache.Put(s.key(key), session)
}

func (s sessions) key(key string) string { return key + string(s.vault.Enrolment().Certificate) }

// verify reports whether the first certificate is a server's, signed by the
// authority and good at a time; the time is its beginning where that is later,
// since a terminal's clock may have died.
func verify(shown []*x509.Certificate, ca *x509.Certificate, at time.Time) error {
	if len(shown) == 0 {
		return errNotOurs
	}
	roots := x509.NewCertPool()
	roots.AddCert(ca)
	_, err := shown[0].Verify(x509.VerifyOptions{
		Roots: roots, CurrentTime: latest(at, shown[0].NotBefore), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return dosedesk.Errorf(dosedesk.EUnreachable, "whoever answers is not this terminal's server: %w", err)
	}
	return nil
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// shownBy returns the certificate of a terminal as TLS shows it.
func shownBy(e dosedesk.Enrolment) (*tls.Certificate, error) {
	key, err := keyOf(e)
	return &tls.Certificate{Certificate: [][]byte{e.Certificate}, PrivateKey: key}, err
}

// keyOf returns a terminal's key. It fails with EUnauthorized for a terminal of
// the time before terminals had one.
func keyOf(e dosedesk.Enrolment) (ed25519.PrivateKey, error) {
	if len(e.Key) != ed25519.SeedSize {
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "this terminal has no key: it has to be enrolled again")
	}
	return ed25519.NewKeyFromSeed(e.Key), nil
}

// certified fails with EUnreachable unless a terminal's certificate is its own
// key's, signed by its authority: nobody else would answer so.
func certified(e dosedesk.Enrolment) error {
	key, err := keyOf(e)
	if err != nil {
		return err
	}
	ca, err := x509.ParseCertificate(e.CA)
	if err != nil {
		return errNotOurs
	}
	own, err := x509.ParseCertificate(e.Certificate)
	if err != nil || own.CheckSignatureFrom(ca) != nil || !key.Public().(ed25519.PublicKey).Equal(own.PublicKey) {
		return errNotOurs
	}
	return nil
}
