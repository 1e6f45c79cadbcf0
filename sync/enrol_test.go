package sync_test

import (
	"errors"
	"net/http"
	"reflect"
	"testing"
	"testing/synctest"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/wire"
)

// counter is a server that enrols one terminal, by one string, once.
type counter struct{ secrets []string }

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var ask wire.EnrolRequest
	err := wire.ReadRequest(r, &ask)
	if err == nil && (ask.Enrolment != "good" || len(c.secrets) > 0 && c.secrets[0] != ask.Secret) {
		err = dosedesk.Errorf(dosedesk.EUnauthorized, "no such enrolment")
	}
	if err != nil {
		_ = wire.WriteProblem(w, err)
		return
	}
	c.secrets = append(c.secrets, ask.Secret)
	_ = wire.WriteAnswer(w, r, wire.EnrolAnswer{Terminal: idOf(9, 9), Centre: 7})
}

func TestEnrol(t *testing.T) {
	for name, test := range map[string]struct {
		enrolment string
		fault     fault
		want      dosedesk.ErrorCode
		requests  int
	}{
		"the right string":   {"good", nil, "", 1},
		"the wrong string":   {"bad", nil, dosedesk.EUnauthorized, 1},
		"the reply is lost":  {"good", once(wire.PathEnrol, lostReply), "", 2},
		"the server is gone": {"good", gone, dosedesk.EUnreachable, 3},
		"a captive portal":   {"good", says(200, http.Header{}, "<html>"), dosedesk.EUnreachable, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &counter{}
				n := &network{server: server, fault: test.fault}
				got, err := sync.Enrol(t.Context(), &http.Client{Transport: n}, "http://server.invalid/", test.enrolment)
				if dosedesk.CodeOf(err) != test.want || len(n.tries) != test.requests {
					t.Fatalf("got %v after %d requests, want code %q after %d", err, len(n.tries), test.want, test.requests)
				}
				if err != nil {
					return
				}
				want := dosedesk.Enrolment{Terminal: idOf(9, 9), Centre: 7, Server: "http://server.invalid/", Secret: server.secrets[0]}
				if !reflect.DeepEqual(got, want) || len(got.Secret) != 43 {
					t.Errorf("got %+v, want %+v with a secret of 32 bytes", got, want)
				}
			})
		})
	}
}

func TestEnrolFollowsNobody(t *testing.T) {
	n := &network{fault: func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
		if r.URL.Host != "server.invalid" {
			return nil, errors.New("sent the enrolment string to somebody else")
		}
		return says(http.StatusTemporaryRedirect, http.Header{"Location": {"http://portal.invalid/"}}, "")(r, ask)
	}}
	synctest.Test(t, func(t *testing.T) {
		_, err := sync.Enrol(t.Context(), &http.Client{Transport: n}, "http://server.invalid", "good")
		if dosedesk.CodeOf(err) != dosedesk.EUnreachable {
			t.Errorf("got %v, want unreachable", err)
		}
		if len(n.tries) != 3 {
			t.Errorf("%d requests, want 3, all to our server", len(n.tries))
		}
	})
}
