package server

import (
	"context"
	"crypto/x509"
	"net/http"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

func (s *Server) renew(r *http.Request) (any, error) {
	c, err := s.admitted(r)
	if err != nil {
		return nil, err
	}
	return s.Renew(r.Context(), c.ID)
}

// Renew gives an enrolled terminal a new certificate of its key, and the recipient of
// the district's recovery key: there may have been none when it enrolled. It fails with
// ENotFound for one that never enrolled, with EUnauthorized for one that was
// revoked.
func (s *Server) Renew(ctx context.Context, terminal dosedesk.ID) (answer wire.RenewAnswer, err error) {
	err = s.Registry.Update(ctx, func(tx *registry.Tx) error {
		t, known, err := tx.Terminal(terminal)
		switch {
		case err != nil:
			return err
		case !known || len(t.Key) == 0:
			return dosedesk.Errorf(dosedesk.ENotFound, "no such terminal has enrolled")
		case t.Revoked():
			return dosedesk.Errorf(dosedesk.EUnauthorized, "this terminal was revoked")
		}
		if err := s.certify(tx, &t); err != nil {
			return err
		}
		answer.Certificate = t.Certificate
		answer.Recovery, err = recovery(tx)
		return unless(err, dosedesk.ENotFound)
	})
	return answer, err
}

// RevokeTerminal keeps a terminal from fetching anything more. What it recorded
// is still taken, and put in review. It fails with ENotFound, but not in a registry
// that was put back to a backup: the terminal may have enrolled since.
func (s *Server) RevokeTerminal(ctx context.Context, centre dosedesk.CentreID, terminal dosedesk.ID) error {
	return s.Registry.Update(ctx, func(tx *registry.Tx) error {
		_, known, err := tx.Terminal(terminal)
		if err != nil {
			return err
		}
		forgetful, err := tx.Forgetful()
		if err != nil {
			return err
		}
		if !known && forgetful {
			if _, err := tx.Centre(centre); err != nil {
				return err
			}
			lost := registry.Terminal{ID: terminal, Centre: centre, EnrolmentUntil: s.Now()}
			if err := tx.AddTerminal(lost, noEnrolment(terminal)); err != nil {
				return err
			}
		}
		return tx.RevokeTerminal(centre, terminal, s.Now())
	})
}

// A TerminalState is where a terminal stands.
type TerminalState string

// The states of a terminal.
const (
	TerminalAwaited  TerminalState = "awaited"  // its enrolment string can be used
	TerminalUnused   TerminalState = "unused"   // its enrolment string was not used in time
	TerminalAdmitted TerminalState = "admitted" // it fetches and sends
	TerminalEnded    TerminalState = "ended"    // it was away for too long: it may send only
	TerminalRevoked  TerminalState = "revoked"
)

// A ListedTerminal is a terminal as the district sees it.
type ListedTerminal struct {
	ID     dosedesk.ID
	State  TerminalState
	Until  time.Time // end of its certificate, or of its enrolment string
	Events uint64    // that it has sent
	Lost   uint64    // of these, those that a restored registry lacks for good
}

// Terminals returns a centre's terminals, in the order in which they were added.
func (s *Server) Terminals(ctx context.Context, centre dosedesk.CentreID) (listed []ListedTerminal, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		terminals, err := tx.Terminals(centre)
		if err != nil {
			return err
		}
		for _, t := range terminals {
			one, err := s.listed(t)
			if err != nil {
				return err
			}
			if one.Lost, err = tx.Lost(centre, t.ID); err != nil {
				return err
			}
			listed = append(listed, one)
		}
		return nil
	})
	return listed, err
}

func (s *Server) listed(t registry.Terminal) (ListedTerminal, error) {
	l := ListedTerminal{ID: t.ID, State: TerminalAwaited, Until: t.EnrolmentUntil, Events: t.LastNumber}
	now := s.Now()
	if len(t.Certificate) == 0 {
		if !now.Before(l.Until) {
			l.State = TerminalUnused
		}
	} else {
		c, err := x509.ParseCertificate(t.Certificate)
		if err != nil {
			return l, dosedesk.Errorf(dosedesk.EDamaged, "a terminal's certificate cannot be read")
		}
		l.State, l.Until = TerminalAdmitted, c.NotAfter
		if now.After(l.Until.Add(RenewableFor)) {
			l.State = TerminalEnded
		}
	}
	if t.Revoked() {
		l.State = TerminalRevoked
	}
	return l, nil
}
