package server

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// standings tells a terminal, with proofs, where those of its doses stand that a
// page has and that are not as the verdicts on them say.
func (s *Server) standings(tx *registry.Tx, terminal dosedesk.ID, page wire.Page) (told []dosedesk.Standing, err error) {
	key := s.Keys.Proof()
	for _, entry := range page.Entries {
		for _, dose := range entry.Doses {
			kept, _, err := tx.Event(dose.ID)
			if err != nil {
				return nil, err
			}
			if kept.Terminal != terminal || asSaid(dose, kept.Verdict) {
				continue
			}
			one := dosedesk.Standing{Dose: dose.ID, State: dose.State, Reason: dose.Reason, Said: dose.Said, At: page.AsOf}
			one.Proof = key.Standing(terminal, kept.Hash, one)
			told = append(told, one)
		}
	}
	return told, nil
}

// asSaid reports whether a dose still is as its verdict says.
func asSaid(dose dosedesk.Dose, v dosedesk.Verdict) bool {
	confirmed := dose.State == dosedesk.DoseConfirmed
	return dose.Said == dosedesk.SaidNothing && confirmed == (v.Answer == dosedesk.Accepted) && dose.Reason == v.Reason
}
