package server

import (
	"context"
	"strings"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// metaRecovery is the name of the recovery key's recipient among the registry's
// own facts.
const metaRecovery = "recovery"

// SetRecovery keeps the age recipient of the district's recovery key, which opens
// the vault of each terminal that enrols from then on; the server has no part of
// the key itself. It fails with EInvalid for what is no recipient, a plugin's
// included: no terminal has the plugin. It is set once: EConflict for another.
func (s *Server) SetRecovery(ctx context.Context, recipient string) error {
	recipient = strings.TrimSpace(recipient)
	_, err := age.ParseX25519Recipient(recipient)
	if _, hybrid := age.ParseHybridRecipient(recipient); err != nil && hybrid != nil {
		return dosedesk.Errorf(dosedesk.EInvalid, "this is no age recipient: one is written as age1...") // it may be the secret key
	}
	return s.Registry.Update(ctx, func(tx *registry.Tx) error {
		kept, err := tx.MetaOnce(metaRecovery, recipient)
		if err == nil && kept != recipient {
			err = dosedesk.Errorf(dosedesk.EConflict, "this registry has a recovery key already: terminals enrolled with it")
		}
		return err
	})
}

// Recovery returns the recipient of the district's recovery key. It fails with
// ENotFound where there is none yet.
func (s *Server) Recovery(ctx context.Context) (recipient string, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		recipient, err = recovery(tx)
		return err
	})
	return recipient, err
}

func recovery(tx *registry.Tx) (string, error) {
	recipient, known, err := tx.Meta(metaRecovery)
	if err == nil && !known {
		err = dosedesk.Errorf(dosedesk.ENotFound,
			"the district has no recovery key yet, and without one a lost passphrase is a lost vault: run dosedeskd recovery init FILE first")
	}
	return recipient, err
}
