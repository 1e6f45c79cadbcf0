package sync

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"net/http"

	"github.com/cenkalti/backoff/v5"

	"dosedesk"
	"dosedesk/sync/wire"
)

// enrolTries is how often Enrol asks where no answer comes.
const enrolTries = 3

// Enrol makes this machine a terminal of the server, by the string that
// `dosedeskd terminal add` printed, and returns what its vault is created with.
// The string works once; so where an answer is lost, Enrol itself asks again
// with the same secret. It fails with EUnauthorized where the string is wrong,
// used or too old, and with EUnreachable after three requests without an answer.
func Enrol(ctx context.Context, client *http.Client, address, enrolment string) (dosedesk.Enrolment, error) {
	e := dosedesk.Enrolment{Server: address, Secret: newSecret()}
	packed, err := wire.Pack(wire.EnrolRequest{Enrolment: enrolment, Secret: e.Secret})
	if err != nil {
		return dosedesk.Enrolment{}, err
	}
	s := newServer(steadfast(client), e)
	ask := func() (answer wire.EnrolAnswer, err error) {
		err = s.exchange(ctx, http.MethodPost, wire.PathEnrol, packed, &answer)
		if err != nil && dosedesk.CodeOf(err) != dosedesk.EUnreachable {
			err = backoff.Permanent(err)
		}
		return answer, err
	}
	answer, err := backoff.Retry(ctx, ask, backoff.WithMaxTries(enrolTries))
	switch {
	case dosedesk.CodeOf(err) == dosedesk.EUnauthorized:
		return dosedesk.Enrolment{}, dosedesk.Errorf(dosedesk.EUnauthorized,
			"this enrolment string is wrong, was used or is too old: `dosedeskd terminal add` prints a new one")
	case ctx.Err() != nil:
		return dosedesk.Enrolment{}, dosedesk.Errorf(dosedesk.EUnreachable, "no answer yet: %w", ctx.Err())
	case err != nil:
		return dosedesk.Enrolment{}, err
	case answer.Terminal.IsZero():
		return dosedesk.Enrolment{}, dosedesk.Errorf(dosedesk.EUnreachable, "an answer that names no terminal")
	}
	e.Terminal, e.Centre, e.SignedBy = answer.Terminal, answer.Centre, answer.SignedBy
	return e, nil
}

// newSecret returns 32 random bytes as text.
func newSecret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
