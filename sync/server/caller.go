package server

import (
	"crypto/x509"
	"net/http"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// A caller is the terminal that a request comes from.
type caller struct {
	registry.Terminal
	certificate *x509.Certificate
}

// caller returns the terminal that a request comes from, one that was revoked
// or whose certificate has ended as well. It fails with EUnauthorized, for
// whatever reason in the same words.
func (s *Server) caller(r *http.Request) (c caller, err error) {
	if r.TLS == nil || len(r.TLS.PeerCertificates) == 0 {
		return c, errUnknownTerminal
	}
	c.certificate = r.TLS.PeerCertificates[0]
	a, err := s.authority()
	if err != nil {
		return c, err
	}
	id, err := a.terminalOf(c.certificate)
	if err != nil {
		return c, err
	}
	var known bool
	err = s.Registry.View(r.Context(), func(tx *registry.Tx) (err error) {
		c.Terminal, known, err = tx.Terminal(id)
		return err
	})
	switch {
	case err != nil:
		return c, err
	case !known || len(c.Key) == 0:
		c.Terminal, err = s.readmit(r.Context(), id, c.certificate)
	case !c.Key.Equal(c.certificate.PublicKey):
		err = errUnknownTerminal
	}
	return c, err
}

// admitted is caller for what only a terminal in good standing may have. It
// fails with EUnauthorized for one that was revoked, and RenewableFor after its
// certificate's end.
func (s *Server) admitted(r *http.Request) (caller, error) {
	c, err := s.caller(r)
	if err != nil {
		return c, err
	}
	return c, s.turnedAway(c)
}

// turnedAway returns why a terminal gets nothing.
func (s *Server) turnedAway(c caller) error {
	switch {
	case c.Revoked():
		return dosedesk.Errorf(dosedesk.EUnauthorized, "this terminal was revoked: only its events are taken")
	case s.Now().After(c.certificate.NotAfter.Add(RenewableFor)):
		return dosedesk.Errorf(dosedesk.EUnauthorized, "this terminal's certificate ended long ago: only its events are taken")
	}
	return nil
}
