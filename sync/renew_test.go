package sync_test

import (
	"bytes"
	"crypto/x509"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

const aDay = 24 * time.Hour

// withCertificate gives the terminal one that ends after some time.
func (d *desk) withCertificate(t *testing.T, left time.Duration) (certificate []byte) {
	t.Helper()
	d.server.authority = newAuthority(t)
	certificate = d.server.authority.certify(t, fakeKey, d.server.now().Add(left))
	d.vault.certificate, d.vault.ca = certificate, d.server.authority.certificate.Raw
	return certificate
}

func (d *desk) wantRenewals(t *testing.T, want int) {
	t.Helper()
	d.server.set(func() {
		if d.server.renewals != want {
			t.Errorf("a new certificate was asked for %d times, want %d", d.server.renewals, want)
		}
	})
}

func TestCertificateIsRenewedTenDaysBeforeItsEnd(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		first := d.withCertificate(t, 11*aDay)
		d.start(t)
		d.serverClock(t, aDay-time.Minute)
		d.wantRenewals(t, 0)
		d.serverClock(t, 2*time.Minute)
		d.wantRenewals(t, 1)
		own, err := x509.ParseCertificate(d.vault.Enrolment().Certificate)
		must(t, err)
		if left := own.NotAfter.Sub(d.server.now()); bytes.Equal(own.Raw, first) || left < 29*aDay {
			t.Errorf("the certificate ends in %v", left)
		}
		d.serverClock(t, 19*aDay)
		d.wantRenewals(t, 1)
		d.serverClock(t, 2*aDay)
		d.wantRenewals(t, 2)
	})
}

// serverClock moves the server's clock on, and no other: by that a certificate
// is renewed.
func (d *desk) serverClock(t *testing.T, by time.Duration) {
	t.Helper()
	d.server.set(func() { d.server.began = d.server.began.Add(-by) })
	d.after(t, 5*time.Second)
}

// One that has ended is renewed as well: the server decides until when.
func TestEndedCertificateIsRenewed(t *testing.T) {
	inBubble(t, 1, func(t *testing.T, d *desk) {
		d.withCertificate(t, -40*aDay)
		d.start(t)
		d.wantRenewals(t, 1)
		d.wantSent(t)
	})
}

// A renewal that fails keeps nothing else from going on, and is tried again.
func TestFailedRenewalIsInNobodysWay(t *testing.T) {
	for name, c := range map[string]struct {
		fault fault
		own   bool // the server certifies the terminal's own key
	}{
		"the server is silent":     {silent, true},
		"the reply is lost":        {lostReply, true},
		"the server cannot":        {says(500, nil, ""), true},
		"another authority signed": {nil, false},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, 1, func(t *testing.T, d *desk) {
				first := d.withCertificate(t, 9*aDay)
				mend := func() { d.network.set(nil) }
				if !c.own {
					good := d.server.authority
					d.server.authority = newAuthority(t)
					mend = func() { d.server.set(func() { d.server.authority = good }) }
				}
				if c.fault != nil {
					d.network.set(at(wire.PathRenew, c.fault))
				}
				d.start(t)
				d.vault.record()
				d.Wake()
				d.after(t, 5*time.Second)
				d.wantSent(t)
				d.wantLink(t, true, "")
				if !bytes.Equal(d.vault.Enrolment().Certificate, first) {
					t.Error("a certificate was kept that is none of ours")
				}
				mend()
				d.after(t, time.Hour)
				if bytes.Equal(d.vault.Enrolment().Certificate, first) {
					t.Error("the renewal was not tried again")
				}
			})
		})
	}
}

// A terminal that is not admitted may send what it has. That is no reason to
// show the link as up, not even for a moment.
func TestNotAdmittedIsShownWhileItSends(t *testing.T) {
	inBubble(t, 0, func(t *testing.T, d *desk) {
		refused := says(401, http.Header{wire.Version: {wire.VersionValue}}, `{"code":"unauthorized"}`)
		shown := false
		d.network.set(at(wire.PathChanges, func(r *http.Request, ask func() *http.Response) (*http.Response, error) {
			shown = d.Status().Up
			return refused(r, ask)
		}))
		d.start(t)
		d.vault.record()
		d.Wake()
		synctest.Wait()
		d.wantSent(t)
		d.wantLink(t, false, dosedesk.EUnauthorized)
		if shown {
			t.Error("the link was up between the push and the refusal")
		}
		d.network.set(nil)
		d.after(t, 5*time.Minute)
		d.wantLink(t, true, "")
	})
}
