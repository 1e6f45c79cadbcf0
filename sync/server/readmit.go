package server

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// readmit admits a terminal that enrolled after the backup which the registry was
// put back to: its certificate is the authority's own word that it did. One that
// was revoked again stays revoked, and what it recorded is taken. It fails with
// EUnauthorized in a registry that has forgotten nothing.
func (s *Server) readmit(ctx context.Context, id dosedesk.ID, c *x509.Certificate) (t registry.Terminal, err error) {
	err = s.Registry.Update(ctx, func(tx *registry.Tx) (err error) {
		if forgetful, err := tx.Forgetful(); err != nil {
			return err
		} else if !forgetful {
			return errUnknownTerminal
		}
		if t, err = remember(tx, id, c); err != nil {
			return err
		}
		t.Key, t.Certificate = c.PublicKey.(ed25519.PublicKey), c.Raw // the authority signs no other keys for terminals
		s.Log.Warn("a terminal that enrolled after the backup is admitted again", "centre", t.Centre)
		return tx.Certify(t)
	})
	return t, err
}

// remember returns a terminal's row: made anew, at the centre that its certificate
// names, where the backup has none.
func remember(tx *registry.Tx, id dosedesk.ID, c *x509.Certificate) (registry.Terminal, error) {
	t, known, err := tx.Terminal(id)
	if err != nil || known {
		return t, err
	}
	centre, err := centreOf(c)
	if err != nil {
		return t, err
	}
	if _, err := tx.EnsureCentre(centre); err != nil {
		return t, err
	}
	if err := tx.AddTerminal(registry.Terminal{ID: id, Centre: centre, EnrolmentUntil: c.NotBefore}, noEnrolment(id)); err != nil {
		return t, err
	}
	t, _, err = tx.Terminal(id)
	return t, err
}

// noEnrolment stands for the hash of a string that is lost: nothing has it.
func noEnrolment(id dosedesk.ID) string { return "lost " + id.String() }
