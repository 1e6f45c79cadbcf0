package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
)

// opener is the name under which the demo opens its vault: nobody is asked for a
// passphrase.
const opener = "demo"

func (s *site) identityFile() string { return filepath.Join(s.dir, "demo.identity") }

// identity returns the demo's own age identity, which it keeps in its folder: made
// the first time, and the same from then on.
func (s *site) identity() (*age.X25519Identity, error) {
	content, err := os.ReadFile(s.identityFile())
	if err == nil {
		return age.ParseX25519Identity(string(content))
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	own, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, err
	}
	return own, os.WriteFile(s.identityFile(), []byte(own.String()), 0o600)
}

// holder is who opens the vault: the demo itself.
func (s *site) holder() (keys.Holder, error) {
	own, err := s.identity()
	if err != nil {
		return keys.Holder{}, dosedesk.Errorf(dosedesk.EInternal, "the demo's identity: %w", err)
	}
	return keys.WithRecipient(opener, own.Recipient().String())
}

// vaultKey opens the vault's key, which an older demo left in the open.
func (s *site) vaultKey() (keys.Ring, error) {
	self, err := s.holder()
	if err != nil {
		return nil, err
	}
	err = store.Convert(s.vaultDir(), []keys.Holder{self}, store.Options{})
	if err != nil && dosedesk.CodeOf(err) != dosedesk.ENotFound {
		return nil, err
	}
	with, err := keys.ReadIdentities(s.identityFile())
	if err != nil {
		return nil, err
	}
	return keys.UnlockWith(s.vaultDir(), opener, with...)
}
