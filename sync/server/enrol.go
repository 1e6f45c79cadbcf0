package server

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"net/http"
	"time"

	"github.com/google/uuid"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// EnrolmentLasts is how long an enrolment string can be used.
const EnrolmentLasts = 15 * time.Minute

// AddTerminal lets one machine enrol at a centre, and returns the string to type
// there, usable once, for EnrolmentLasts. It fails with ENotFound for an unknown
// centre, and before there is a recovery key.
func (s *Server) AddTerminal(ctx context.Context, centre dosedesk.CentreID) (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "a terminal's id: %w", err)
	}
	a, err := s.authority()
	if err != nil {
		return "", err
	}
	enrolment, secret := wire.NewEnrolment(wire.MarkOf(a.certificate))
	return enrolment, s.Registry.Update(ctx, func(tx *registry.Tx) error {
		if _, err := tx.Centre(centre); err != nil {
			return err
		}
		if _, err := recovery(tx); err != nil {
			return err
		}
		return tx.AddTerminal(registry.Terminal{
			ID: dosedesk.ID(id), Centre: centre, EnrolmentUntil: s.Now().Add(EnrolmentLasts),
		}, hashOf(secret))
	})
}

func (s *Server) enrol(r *http.Request) (any, error) {
	var request wire.EnrolRequest
	if err := wire.ReadRequest(r, &request); err != nil {
		return nil, err
	}
	key, err := requested(request.Request)
	if err != nil {
		return nil, err
	}
	a, err := s.authority()
	if err != nil {
		return nil, err
	}
	var terminal registry.Terminal
	var district string
	err = s.Registry.Update(r.Context(), func(tx *registry.Tx) (err error) {
		if terminal, err = s.admit(tx, request.Secret, key); err == nil {
			district, err = recovery(tx)
		}
		return err
	})
	return wire.EnrolAnswer{
		Terminal: terminal.ID, Centre: terminal.Centre, Certificate: terminal.Certificate, CA: a.certificate.Raw,
		SignedBy: s.Keys.Signing().Public().(ed25519.PublicKey), Recovery: district,
	}, err
}

// requested returns the key that a certificate is requested for; who asks has
// shown that it is his.
func requested(request []byte) (ed25519.PublicKey, error) {
	r, err := x509.ParseCertificateRequest(request)
	if err == nil {
		err = r.CheckSignature()
	}
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the request for a certificate: %w", err)
	}
	key, ok := r.PublicKey.(ed25519.PublicKey)
	if !ok {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "a terminal's key is Ed25519")
	}
	return key, nil
}

// admit enrols a terminal. A string that was used already is good for the same
// key only: the answer to it was lost.
func (s *Server) admit(tx *registry.Tx, secret string, key ed25519.PublicKey) (registry.Terminal, error) {
	if err := tx.HoldEnrolment(hashOf(secret)); err != nil {
		return registry.Terminal{}, err
	}
	t, known, err := tx.TerminalByEnrolment(hashOf(secret))
	if err != nil {
		return t, err
	}
	switch used := len(t.Key) > 0; {
	case !known || t.Revoked():
	case !used && s.Now().Before(t.EnrolmentUntil):
		t.Key = key
		return t, s.certify(tx, &t)
	case used && t.Key.Equal(key):
		return t, nil
	}
	return registry.Terminal{}, dosedesk.Errorf(dosedesk.EUnauthorized,
		"the enrolment string is wrong, used or older than %d minutes: ask for a new one", int(EnrolmentLasts.Minutes()))
}

// certify gives a terminal a new certificate.
func (s *Server) certify(tx *registry.Tx, t *registry.Terminal) error {
	a, err := s.authority()
	if err != nil {
		return err
	}
	if t.Certificate, err = a.terminal(*t, s.Now()); err != nil {
		return err
	}
	return tx.Certify(*t)
}
