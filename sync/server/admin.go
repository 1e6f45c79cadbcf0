package server

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"dosedesk"
	"dosedesk/store/pin"
	"dosedesk/sync/server/registry"
)

// SetCentre makes or changes a centre. It fails with EInvalid for a centre
// without number, name or kind.
func (s *Server) SetCentre(ctx context.Context, c dosedesk.Centre) error {
	kinds := []dosedesk.CentreKind{dosedesk.Government, dosedesk.GovernmentWalkin, dosedesk.Private}
	switch {
	case c.ID == 0:
		return dosedesk.Errorf(dosedesk.EInvalid, "a centre needs a number")
	case strings.TrimSpace(c.Name) == "":
		return dosedesk.Errorf(dosedesk.EInvalid, "a centre needs a name")
	case !slices.Contains(kinds, c.Kind):
		return dosedesk.Errorf(dosedesk.EInvalid, "a centre's kind is one of %v", kinds)
	}
	return s.Registry.Update(ctx, func(tx *registry.Tx) error { return tx.SetCentre(c) })
}

// Centre returns a centre. It fails with ENotFound.
func (s *Server) Centre(ctx context.Context, centre dosedesk.CentreID) (c dosedesk.Centre, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		c, err = tx.Centre(centre)
		return err
	})
	return c, err
}

// AddOperator adds an operator to a centre and returns his first PIN: the given
// one, or a new one where that is empty. It fails with EInvalid, with ENotFound
// for an unknown centre, with EConflict where the id is taken.
func (s *Server) AddOperator(ctx context.Context, centre dosedesk.CentreID, o dosedesk.Operator, first string) (string, error) {
	roles := []dosedesk.Role{dosedesk.Verifier, dosedesk.Vaccinator, dosedesk.InCharge}
	switch {
	case !regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,31}$`).MatchString(o.ID):
		return "", dosedesk.Errorf(dosedesk.EInvalid, "an operator's id is up to 32 small letters, digits, dots, - and _")
	case strings.TrimSpace(o.Name) == "":
		return "", dosedesk.Errorf(dosedesk.EInvalid, "an operator needs a name")
	case !slices.Contains(roles, o.Role):
		return "", dosedesk.Errorf(dosedesk.EInvalid, "a role is one of %v", roles)
	}
	secret, hash, err := newPIN(first)
	if err != nil {
		return "", err
	}
	o.PINHash = hash
	return secret, s.Registry.Update(ctx, func(tx *registry.Tx) error { return tx.AddOperator(centre, o) })
}

// DisableOperator keeps an operator from signing in. What he recorded before
// stands. It fails with ENotFound.
func (s *Server) DisableOperator(ctx context.Context, centre dosedesk.CentreID, operator string) error {
	return s.Registry.Update(ctx, func(tx *registry.Tx) error {
		return tx.DisableOperator(centre, operator, s.Now())
	})
}

// ResetPIN gives an operator a new PIN and returns it. It fails with ENotFound.
func (s *Server) ResetPIN(ctx context.Context, centre dosedesk.CentreID, operator string) (string, error) {
	secret, hash, err := newPIN("")
	if err != nil {
		return "", err
	}
	return secret, s.Registry.Update(ctx, func(tx *registry.Tx) error { return tx.SetPIN(centre, operator, hash) })
}

// newPIN returns a PIN and its hash, which takes some 50 ms: never in a
// transaction.
func newPIN(given string) (secret, hash string, err error) {
	switch {
	case given == "":
		given = pin.New()
	case !regexp.MustCompile(`^[0-9]{4,12}$`).MatchString(given):
		return "", "", dosedesk.Errorf(dosedesk.EInvalid, "a PIN is 4 to 12 digits")
	}
	return given, pin.Hash(given), nil
}
