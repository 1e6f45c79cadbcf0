package server

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base32"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// EnrolmentLasts is how long an enrolment string can be used.
const EnrolmentLasts = 15 * time.Minute

// leastSecret is how short a terminal's secret may be: 32 bytes in base64.
const leastSecret = 43

// crockford is an alphabet without letters that look like digits.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// AddTerminal lets one machine enrol at a centre, and returns the string to type
// there: 60 random bits, usable once, for EnrolmentLasts. It fails with ENotFound
// for an unknown centre.
func (s *Server) AddTerminal(ctx context.Context, centre dosedesk.CentreID) (string, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return "", dosedesk.Errorf(dosedesk.EInternal, "a terminal's id: %w", err)
	}
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails; see its documentation
	enrolment := crockford.EncodeToString(random)[:12]
	err = s.Registry.Update(ctx, func(tx *registry.Tx) error {
		if _, err := tx.Centre(centre); err != nil {
			return err
		}
		return tx.AddTerminal(registry.Terminal{
			ID: dosedesk.ID(id), Centre: centre, EnrolmentUntil: s.Now().Add(EnrolmentLasts),
		}, hashOf(enrolment))
	})
	return enrolment[:4] + "-" + enrolment[4:8] + "-" + enrolment[8:], err
}

// bareEnrolment undoes how people write an enrolment string.
func bareEnrolment(typed string) string {
	return strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(typed))
}

func (s *Server) enrol(r *http.Request) (any, error) {
	var request wire.EnrolRequest
	if err := wire.ReadRequest(r, &request); err != nil {
		return nil, err
	}
	if len(request.Secret) < leastSecret {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "a terminal's secret is 32 random bytes in base64")
	}
	var terminal registry.Terminal
	err := s.Registry.Update(r.Context(), func(tx *registry.Tx) (err error) {
		terminal, err = s.admit(tx, request)
		return err
	})
	if err != nil {
		return nil, err
	}
	signedBy := s.Keys.Signing().Public().(ed25519.PublicKey)
	return wire.EnrolAnswer{Terminal: terminal.ID, Centre: terminal.Centre, SignedBy: signedBy}, nil
}

// admit enrols a terminal. A string that was used already is good for the same
// secret only: the answer to it was lost.
func (s *Server) admit(tx *registry.Tx, request wire.EnrolRequest) (registry.Terminal, error) {
	t, known, err := tx.TerminalByEnrolment(hashOf(bareEnrolment(request.Enrolment)))
	if err != nil {
		return t, err
	}
	switch {
	case known && t.SecretHash == "" && s.Now().Before(t.EnrolmentUntil):
		return t, tx.Enrol(t, hashOf(request.Secret))
	case known && sameHash(t.SecretHash, request.Secret):
		return t, nil
	}
	return registry.Terminal{}, dosedesk.Errorf(dosedesk.EUnauthorized,
		"the enrolment string is wrong, used or older than %d minutes: ask for a new one", int(EnrolmentLasts.Minutes()))
}
