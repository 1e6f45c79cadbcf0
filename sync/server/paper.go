package server

import (
	"context"
	"slices"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// Paper returns who keyed in more from paper, of a day's doses, than the domain
// lets pass: a power cut explains many, and nothing at all explains many without
// one. Days are as with Signals.
func (s *Server) Paper(ctx context.Context, since dosedesk.Day) (shares []registry.PaperShare, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		shares, err = tx.PaperShares(since)
		return err
	})
	return slices.DeleteFunc(shares, func(p registry.PaperShare) bool { return !dosedesk.MuchPaper(p.Paper, p.Doses) }), err
}
