package server

import (
	"context"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// Token returns the token that the citizen's newest slip shows as its QR. It holds
// the code: it is made for him, and kept nowhere. It fails with ENotFound for an
// unknown appointment, and with EConflict for a walk-in, who has no code.
func (s *Server) Token(ctx context.Context, appointment dosedesk.ID) (token string, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		e, known, err := tx.Entry(appointment)
		switch {
		case err != nil:
			return err
		case !known:
			return dosedesk.Errorf(dosedesk.ENotFound, "there is no such appointment")
		case e.Code.Issue == 0:
			return dosedesk.Errorf(dosedesk.EConflict, "a walk-in has no code")
		}
		code := s.Keys.Code.Code(e.ID, e.Code.Issue)
		token = dosedesk.NewToken(e.Appointment, e.Code.Issue, code).Sign(s.Keys.Token())
		return nil
	})
	return token, err
}
