package sync

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/x509"
	"net/http"
	"strings"

	"github.com/cenkalti/backoff/v5"

	"dosedesk"
	"dosedesk/sync/wire"
)

// enrolTries is how often Enrol asks where no answer comes.
const enrolTries = 3

// An Application is a machine's wish to become a terminal.
type Application struct {
	Server    string // URL, https
	Enrolment string // as `dosedeskd terminal add` printed it
	Key       []byte // seed of the terminal's key
}

// Enrol makes this machine a terminal of the server, and returns what its vault
// is created with; the client's transport is one of NewEnrolTransport. The
// string works once; but with the same key the same answer comes again, so
// where it was lost Enrol asks anew, and so may its caller. It fails with
// EInvalid for an application that is none, with EUnauthorized where the string
// is wrong, used or too old, and with EUnreachable after three requests without
// an answer.
func Enrol(ctx context.Context, client *http.Client, a Application) (dosedesk.Enrolment, error) {
	packed, err := a.request()
	if err != nil {
		return dosedesk.Enrolment{}, err
	}
	s := newServer(steadfast(client), a.Server)
	ask := func() (e dosedesk.Enrolment, err error) {
		var answer wire.EnrolAnswer
		if err = s.exchange(ctx, http.MethodPost, wire.PathEnrol, packed, &answer); err == nil {
			e, err = a.enrolled(answer)
		}
		if err != nil && dosedesk.CodeOf(err) != dosedesk.EUnreachable {
			err = backoff.Permanent(err)
		}
		return e, err
	}
	e, err := backoff.Retry(ctx, ask, backoff.WithMaxTries(enrolTries))
	switch {
	case dosedesk.CodeOf(err) == dosedesk.EUnauthorized:
		return dosedesk.Enrolment{}, dosedesk.Errorf(dosedesk.EUnauthorized,
			"this enrolment string is wrong, was used or is too old: `dosedeskd terminal add` prints a new one")
	case ctx.Err() != nil:
		return dosedesk.Enrolment{}, dosedesk.Errorf(dosedesk.EUnreachable, "no answer yet: %w", ctx.Err())
	}
	return e, err
}

// request returns the packed request: the string's secret goes to the server
// that the string names, and only by TLS.
func (a Application) request() ([]byte, error) {
	if !strings.HasPrefix(a.Server, "https://") {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "the server's address begins with https://")
	}
	secret, _, err := wire.ParseEnrolment(a.Enrolment)
	if err != nil {
		return nil, err
	}
	key, err := keyOf(dosedesk.Enrolment{Key: a.Key})
	if err != nil {
		return nil, err
	}
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "a request for a certificate: %w", err)
	}
	return wire.Pack(wire.EnrolRequest{Secret: secret, Request: request})
}

// enrolled reads the answer. One that does not hold together, or is another
// authority's than the string's, is no answer.
func (a Application) enrolled(answer wire.EnrolAnswer) (dosedesk.Enrolment, error) {
	e := dosedesk.Enrolment{
		Terminal: answer.Terminal, Centre: answer.Centre, Server: a.Server, Key: a.Key,
		Certificate: answer.Certificate, CA: answer.CA, SignedBy: answer.SignedBy, Recovery: answer.Recovery,
	}
	if err := certified(e); err != nil {
		return dosedesk.Enrolment{}, err
	}
	ca, err := x509.ParseCertificate(e.CA)
	_, mark, _ := wire.ParseEnrolment(a.Enrolment) //nolint:errcheck // it was parsed before
	if err != nil || wire.MarkOf(ca) != mark || len(e.SignedBy) != ed25519.PublicKeySize || e.Terminal.IsZero() {
		return dosedesk.Enrolment{}, errNotOurs
	}
	return e, nil
}
