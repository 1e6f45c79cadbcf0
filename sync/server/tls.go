package server

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	gosync "sync"
	"time"

	"dosedesk"
)

// TLS returns how the handler for terminals is to be served: TLS 1.3, with a
// certificate of the server's authority, which it renews by itself. A terminal's
// certificate is asked for; without one there is only enrolling.
func (s *Server) TLS() *tls.Config {
	own := &leaf{server: s}
	return &tls.Config{
		MinVersion:     tls.VersionTLS13,
		Time:           s.Now,
		ClientAuth:     tls.RequestClientCert,
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return own.get() },
		VerifyConnection: func(c tls.ConnectionState) error {
			if len(c.PeerCertificates) == 0 {
				return nil
			}
			a, err := s.authority()
			if err == nil {
				_, err = a.terminalOf(c.PeerCertificates[0])
			}
			return err
		},
	}
}

// A leaf is the server's own certificate, made when it is first asked for.
type leaf struct {
	server *Server
	mu     gosync.Mutex
	now    *tls.Certificate
	until  time.Time // when to make a new one
}

func (l *leaf) get() (*tls.Certificate, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.server.Now()
	if l.now != nil && now.Before(l.until) {
		return l.now, nil
	}
	a, err := l.server.authority()
	if err != nil {
		return nil, err
	}
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the server's key: %w", err)
	}
	der, err := a.server(l.server.Names, public, now)
	if err != nil {
		return nil, err
	}
	// The authority's own certificate goes along for machines that enrol: they
	// know its mark only.
	l.now = &tls.Certificate{Certificate: [][]byte{der, a.certificate.Raw}, PrivateKey: key}
	l.until = now.Add(leafLasts / 2)
	return l.now, nil
}
