package sync_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/tls"
	"crypto/x509"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync"
	"dosedesk/sync/server"
)

var otherKey = []byte("another terminal's key, 32 bytes")

func TestATerminalEnrolsSendsAndFetches(t *testing.T) {
	m := newSecured(t).enrol(t, fakeKey)
	m.record()
	m.run(t, m.inStep)
	response, err := m.fetch(t)
	must(t, err)
	if response.StatusCode != http.StatusOK || response.ProtoMajor != 2 || response.TLS.Version != tls.VersionTLS13 {
		t.Errorf("status %d by %s, TLS %x", response.StatusCode, response.Proto, response.TLS.Version)
	}
}

// The server speaks with its own terminals only: see also its own tests, of what
// it answers to whom.
func TestServerRefusesByTLS(t *testing.T) {
	s := newSecured(t)
	m, stranger := s.enrol(t, fakeKey), newSecured(t).enrol(t, otherKey)
	ours := func(c *tls.Config) {
		c.Certificates = []tls.Certificate{shown(m.enrolment.Certificate, m.enrolment.Key)}
	}
	for name, c := range map[string]struct {
		change func(*tls.Config)
		status int // 0: not even an answer
	}{
		"a terminal of ours": {ours, 200},
		"TLS 1.2":            {func(c *tls.Config) { ours(c); c.MinVersion, c.MaxVersion = tls.VersionTLS12, tls.VersionTLS12 }, 0},
		"no certificate":     {func(*tls.Config) {}, 401},
		"another authority's certificate": {func(c *tls.Config) {
			c.Certificates = []tls.Certificate{shown(stranger.enrolment.Certificate, otherKey)}
		}, 0},
		"a terminal's without its key": {func(c *tls.Config) { c.Certificates = []tls.Certificate{shown(m.enrolment.Certificate, otherKey)} }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			config := &tls.Config{InsecureSkipVerify: true, MinVersion: tls.VersionTLS12} //nolint:gosec // it is the client that is judged
			c.change(config)
			transport := &http.Transport{TLSClientConfig: config}
			defer transport.CloseIdleConnections()
			before := s.asked.Load()
			m.http = &http.Client{Transport: transport}
			response, err := m.fetch(t)
			switch {
			case c.status == 0 && (err == nil || s.asked.Load() != before):
				t.Errorf("answered: %v", err)
			case c.status != 0 && (err != nil || response.StatusCode != c.status):
				t.Errorf("got %v, want status %d", err, c.status)
			}
		})
	}
}

func shown(certificate, seed []byte) tls.Certificate {
	return tls.Certificate{Certificate: [][]byte{certificate}, PrivateKey: ed25519.NewKeyFromSeed(seed)}
}

// Whoever sits between a terminal and its server learns nothing and is not
// believed, whatever certificate he has.
func TestTerminalRefusesAManInTheMiddle(t *testing.T) {
	s := newSecured(t)
	m, insider := s.enrol(t, fakeKey), s.enrol(t, otherKey)
	var asked atomic.Int64
	posing := shown(insider.enrolment.Certificate, otherKey)
	for name, config := range map[string]*tls.Config{
		"another authority":    newSecured(t).TLS(),
		"a terminal as server": {Certificates: []tls.Certificate{posing}},
		"with our authority's certificate beside it": {Certificates: []tls.Certificate{{
			Certificate: append(slices.Clone(posing.Certificate), m.enrolment.CA), PrivateKey: posing.PrivateKey,
		}}},
	} {
		t.Run(name, func(t *testing.T) {
			url := serve(t, config, func(http.ResponseWriter, *http.Request) { asked.Add(1) })
			m.change(func(e *dosedesk.Enrolment) { e.Server = url })
			m.connect(t)
			if _, err := m.fetch(t); err == nil {
				t.Error("the terminal asked him")
			}
			enrolment, err := s.AddTerminal(t.Context(), 7)
			must(t, err)
			transport, err := sync.NewEnrolTransport(enrolment)
			must(t, err)
			m.http = &http.Client{Transport: transport}
			if _, err := m.fetch(t); err == nil {
				t.Error("a machine that enrols asked him")
			}
			if n := asked.Load(); n > 0 {
				t.Errorf("he was sent %d requests", n)
			}
		})
	}
}

// A terminal's clock may stand in 1970, or run years ahead. By the server's
// certificate, and by the server's time that it has seen, it finds its server all
// the same.
func TestDeadClock(t *testing.T) {
	s := newSecured(t)
	year := func(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		wall, asOf time.Time
		refused    bool
	}{
		"right":                             {s.now(), s.now(), false},
		"1970":                              {year(1970), time.Time{}, false},
		"1970, with a roster":               {year(1970), s.now(), false},
		"2031":                              {year(2031), s.now(), false},
		"beyond the server's certificate":   {year(2099), s.now(), true},
		"the server's time was beyond that": {s.now(), year(2099), true},
	} {
		t.Run(name, func(t *testing.T) {
			m := s.enrol(t, fakeKey)
			m.clock, m.asOf = c.wall, c.asOf
			response, err := m.fetch(t)
			if c.refused != (err != nil) || err == nil && response.StatusCode != http.StatusOK {
				t.Errorf("got %v", err)
			}
		})
	}
	m := s.enrol(t, fakeKey)
	m.clock = year(1970)
	m.record()
	m.run(t, m.inStep)
}

// The server renews its own certificate while it runs.
func TestServersCertificate(t *testing.T) {
	s := newSecured(t)
	m := s.enrol(t, fakeKey)
	seen := func() *x509.Certificate {
		t.Helper()
		m.connect(t)
		response, err := m.fetch(t)
		must(t, err)
		return response.TLS.PeerCertificates[0]
	}
	first := seen()
	if !first.NotBefore.Equal(s.now()) || first.VerifyHostname("desk.example.org") != nil || first.VerifyHostname("127.0.0.1") != nil {
		t.Errorf("the certificate begins %v, for %v and %v", first.NotBefore, first.DNSNames, first.IPAddresses)
	}
	if again := seen(); !again.Equal(first) {
		t.Error("it changes without need")
	}
	s.set(first.NotAfter.Add(-aDay))
	if next := seen(); !next.NotAfter.After(first.NotAfter) {
		t.Errorf("a day before its end it ends %v", next.NotAfter)
	}
}

// A session is resumed, but not beyond a new certificate: the old one would be
// shown for ever.
func TestSessionsAreResumed(t *testing.T) {
	s := newSecured(t)
	m := s.enrol(t, fakeKey)
	again := func() bool {
		t.Helper()
		m.http.CloseIdleConnections()
		response, err := m.fetch(t)
		must(t, err)
		if response.StatusCode != http.StatusOK {
			t.Fatalf("status %d", response.StatusCode)
		}
		return response.TLS.DidResume
	}
	if again() || !again() {
		t.Error("no session is resumed")
	}
	s.pass(time.Hour)
	renewed, err := s.Server.Renew(t.Context(), m.enrolment.Terminal)
	must(t, err)
	must(t, m.Renew(renewed.Certificate, renewed.Recovery))
	if again() || !again() {
		t.Error("the old certificate's session is resumed, or the new one's is not")
	}
}

// The engine renews over the wire, and shows the new certificate from then on.
func TestRenewalOverTheWire(t *testing.T) {
	s := newSecured(t)
	m := s.enrol(t, fakeKey)
	first := m.enrolment.Certificate
	m.change(func(e *dosedesk.Enrolment) { e.Recovery = "" }) // there was none then
	s.pass(server.CertificateLasts + server.RenewableFor)
	m.run(t, func(dosedesk.Link) bool { return !bytes.Equal(m.Enrolment().Certificate, first) })
	if got := m.Enrolment().Recovery; got != districtKey {
		t.Errorf("the recovery key that came with it: %q", got)
	}
	s.pass(server.CertificateLasts + server.RenewableFor)
	m.connect(t)
	if response, err := m.fetch(t); err != nil || response.StatusCode != http.StatusOK {
		t.Errorf("with the new certificate: %v", err)
	}
}

// The answer to an enrolment is lost, the program too: the same string and the
// same key get the same certificate.
func TestLostAnswerToAnEnrolment(t *testing.T) {
	s := newSecured(t)
	enrolment, err := s.AddTerminal(t.Context(), 7)
	must(t, err)
	first, err := s.application(t, enrolment, fakeKey, s.url)
	must(t, err)
	again, err := s.application(t, strings.ToLower(enrolment), fakeKey, s.url)
	if err != nil || !bytes.Equal(again.Certificate, first.Certificate) || again.Terminal != first.Terminal {
		t.Errorf("once more: %v", err)
	}
	if _, err := s.application(t, enrolment, otherKey, s.url); dosedesk.CodeOf(err) != dosedesk.EUnauthorized {
		t.Errorf("another machine with the string: %v", err)
	}
}

func TestEnrolTransportNeedsAString(t *testing.T) {
	if _, err := sync.NewEnrolTransport("0000-0000-0000"); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("got %v", err)
	}
}

// A revoked terminal sends what it has, and knows that it is not admitted.
func TestRevokedTerminalSendsWhatItHas(t *testing.T) {
	s := newSecured(t)
	m := s.enrol(t, fakeKey)
	m.record()
	must(t, s.RevokeTerminal(t.Context(), 7, m.enrolment.Terminal))
	m.run(t, func(l dosedesk.Link) bool { return m.unsent() == 0 && l.Problem == dosedesk.EUnauthorized })
	response, err := m.fetch(t)
	must(t, err)
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("status %d", response.StatusCode)
	}
}
