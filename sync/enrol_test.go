package sync_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"errors"
	"net/http"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/wire"
)

// counter is a server that enrols one terminal, by one string, once.
type counter struct {
	t         *testing.T
	authority *fakeAuthority
	secret    string
	keys      []ed25519.PublicKey
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var ask wire.EnrolRequest
	must(c.t, wire.ReadRequest(r, &ask))
	request, err := x509.ParseCertificateRequest(ask.Request)
	must(c.t, err)
	must(c.t, request.CheckSignature())
	key := request.PublicKey.(ed25519.PublicKey)
	if ask.Secret != c.secret || len(c.keys) > 0 && !c.keys[0].Equal(key) {
		must(c.t, wire.WriteProblem(w, dosedesk.Errorf(dosedesk.EUnauthorized, "no such enrolment")))
		return
	}
	c.keys = append(c.keys, key)
	must(c.t, wire.WriteAnswer(w, r, wire.EnrolAnswer{
		Terminal: idOf(9, 9), Centre: 7, Certificate: c.authority.certify(c.t, fakeKey, time.Now().Add(time.Hour)),
		CA: c.authority.certificate.Raw, SignedBy: make([]byte, ed25519.PublicKeySize),
	}))
}

func newCounter(t *testing.T) (c *counter, enrolment string) {
	t.Helper()
	c = &counter{t: t, authority: newAuthority(t)}
	enrolment, c.secret = wire.NewEnrolment(wire.MarkOf(c.authority.certificate))
	return c, enrolment
}

func TestEnrol(t *testing.T) {
	for name, test := range map[string]struct {
		server, enrolment string // where not the right ones
		fault             fault
		want              dosedesk.ErrorCode
		requests          int
	}{
		"the right string":   {requests: 1},
		"the wrong string":   {enrolment: "0000-0000-0000", want: dosedesk.EUnauthorized, requests: 1},
		"no string":          {enrolment: "hello", want: dosedesk.EInvalid},
		"in the open":        {server: "http://server.invalid", want: dosedesk.EInvalid},
		"the reply is lost":  {fault: once(wire.PathEnrol, lostReply), requests: 2},
		"the server is gone": {fault: gone, want: dosedesk.EUnreachable, requests: 3},
		"a captive portal":   {fault: says(200, http.Header{}, "<html>"), want: dosedesk.EUnreachable, requests: 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server, enrolment := newCounter(t)
				a := sync.Application{Server: "https://server.invalid/", Enrolment: enrolment, Key: fakeKey}
				if test.server != "" {
					a.Server = test.server
				}
				switch {
				case len(test.enrolment) == 14:
					a.Enrolment = test.enrolment + enrolment[14:]
				case test.enrolment != "":
					a.Enrolment = test.enrolment
				}
				n := &network{server: server, fault: test.fault}
				got, err := sync.Enrol(t.Context(), &http.Client{Transport: n}, a)
				if dosedesk.CodeOf(err) != test.want || len(n.tries) != test.requests {
					t.Fatalf("got %v after %d requests, want code %q after %d", err, len(n.tries), test.want, test.requests)
				}
				if err != nil {
					return
				}
				want := dosedesk.Enrolment{
					Terminal: idOf(9, 9), Centre: 7, Server: a.Server, Key: fakeKey, Certificate: got.Certificate,
					CA: server.authority.certificate.Raw, SignedBy: make([]byte, ed25519.PublicKeySize),
				}
				if !reflect.DeepEqual(got, want) || len(got.Certificate) == 0 {
					t.Errorf("got %+v, want %+v", got, want)
				}
			})
		})
	}
}

// An answer with another authority's certificate is nobody's we enrolled with.
func TestEnrolBelievesTheStringAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server, _ := newCounter(t)
		_, enrolment := newCounter(t)
		server.secret, _, _ = wire.ParseEnrolment(enrolment)
		n := &network{server: server}
		_, err := sync.Enrol(t.Context(), &http.Client{Transport: n}, sync.Application{
			Server: "https://server.invalid", Enrolment: enrolment, Key: fakeKey,
		})
		if dosedesk.CodeOf(err) != dosedesk.EUnreachable {
			t.Errorf("got %v, want unreachable", err)
		}
	})
}

func TestEnrolFollowsNobody(t *testing.T) {
	n := &network{fault: func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
		if r.URL.Host != "server.invalid" {
			return nil, errors.New("sent the enrolment string to somebody else")
		}
		return says(http.StatusTemporaryRedirect, http.Header{"Location": {"http://portal.invalid/"}}, "")(r, ask)
	}}
	synctest.Test(t, func(t *testing.T) {
		_, enrolment := newCounter(t)
		_, err := sync.Enrol(t.Context(), &http.Client{Transport: n}, sync.Application{
			Server: "https://server.invalid", Enrolment: enrolment, Key: fakeKey,
		})
		if dosedesk.CodeOf(err) != dosedesk.EUnreachable {
			t.Errorf("got %v, want unreachable", err)
		}
		if len(n.tries) != 3 {
			t.Errorf("%d requests, want 3, all to our server", len(n.tries))
		}
	})
}
