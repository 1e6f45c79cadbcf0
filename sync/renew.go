package sync

import (
	"context"
	"crypto/x509"
	"net/http"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

const (
	renewBefore = 10 * 24 * time.Hour // its end a certificate is renewed
	renewAgain  = time.Hour           // after a try that brought none
	renewWithin = 5 * time.Second     // an event may be waiting meanwhile
)

// renew gets a new certificate while the old one still has some days, by the
// server's clock: the terminal's own may be wrong. It comes after all else, and
// the link is none the worse where it fails.
func (e *Engine) renew(ctx context.Context) {
	enrolment := e.config.Vault.Enrolment()
	own, err := x509.ParseCertificate(enrolment.Certificate)
	if err != nil || own.NotAfter.Sub(e.Status().AsOf) >= renewBefore || waits(e.config.Now(), e.renewFrom, renewAgain) {
		return
	}
	if err := e.renewed(ctx, enrolment); err != nil {
		e.renewFrom = e.config.Now().Add(renewAgain)
		e.config.Log.Warn("the certificate was not renewed", "ends", own.NotAfter, "err", err)
		return
	}
	e.config.HTTP.CloseIdleConnections() // the next one shows the new certificate
}

func (e *Engine) renewed(ctx context.Context, enrolment dosedesk.Enrolment) error {
	ctx, cancel := context.WithTimeout(ctx, renewWithin)
	defer cancel()
	var answer wire.RenewAnswer
	if err := e.server().exchange(ctx, http.MethodPost, wire.PathRenew, nil, &answer); err != nil {
		return err
	}
	enrolment.Certificate = answer.Certificate
	if err := certified(enrolment); err != nil {
		return err
	}
	return e.config.Vault.Renew(answer.Certificate, answer.Recovery)
}

// waits reports whether a wait of some length goes on until a time. It ends where
// the clock was set back: nobody knows by how much.
func waits(now, until time.Time, length time.Duration) bool {
	left := until.Sub(now)
	return 0 < left && left <= length
}
