package server

import (
	"context"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// Keys are the server's secrets. They live in a file of their own: who has the
// registry alone can derive no code, and open none.
type Keys struct {
	Code dosedesk.CodeKey // codes derive from it, and what signs tokens and schedules
	Open dosedesk.OpenKey // opens the codes that terminals seal
}

// keyFile is how Keys are written.
type keyFile struct {
	CodeKey   []byte `json:"code_key"`
	OpenKeyID uint8  `json:"open_key_id"`
	OpenKey   []byte `json:"open_key"`
}

// LoadKeys reads the keys that belong to a registry. For a new registry they are
// made, in a file that its owner alone can read. It fails with EConflict for
// another registry's keys, with ENotFound where the keys of a registry in use
// are gone: with others, every code that citizens hold would be wrong.
func LoadKeys(ctx context.Context, r *registry.Registry, path string) (Keys, error) {
	var mark string
	var used bool
	err := r.View(ctx, func(tx *registry.Tx) (err error) {
		mark, used, err = tx.Meta("code_key_mark")
		return err
	})
	if err != nil {
		return Keys{}, err
	}
	keys, err := readKeys(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && used:
		return Keys{}, dosedesk.Errorf(dosedesk.ENotFound, "the key file %s of this registry is gone; bring it back from its backup", path)
	case errors.Is(err, fs.ErrNotExist):
		keys, err = makeKeys(path)
	}
	if err != nil {
		return Keys{}, err
	}
	if used && mark != keys.mark() {
		return Keys{}, dosedesk.Errorf(dosedesk.EConflict, "the key file %s belongs to another registry", path)
	}
	return keys, r.Update(ctx, func(tx *registry.Tx) error {
		_, err := tx.MetaOnce("code_key_mark", keys.mark())
		return err
	})
}

// Token returns the secret that the keys of slips' tokens derive from.
func (k Keys) Token() dosedesk.TokenSecret { return k.derive("dosedesk token secret 1") }

// Signing returns the key that the server signs schedules with. Terminals learn
// its public half when they enrol.
func (k Keys) Signing() ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(k.derive("dosedesk server signing 1"))
}

// Proof returns the secret under which the server knows again what it once said.
func (k Keys) Proof() dosedesk.ProofKey { return k.derive("dosedesk proof 1") }

// derive makes another secret of the code key, for one purpose.
func (k Keys) derive(purpose string) []byte {
	mac := hmac.New(sha256.New, k.Code)
	mac.Write([]byte(purpose))
	return mac.Sum(nil)
}

// mark names the code key without telling anything of its 256 random bits.
func (k Keys) mark() string {
	sum := sha256.Sum256(append([]byte("dosedesk code key mark 1"), k.Code...))
	return hex.EncodeToString(sum[:])
}

func readKeys(path string) (Keys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EInternal, "the keys: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return Keys{}, dosedesk.Errorf(dosedesk.EInvalid, "the key file %s can be read by others; run chmod 600 on it", path)
	}
	text, err := os.ReadFile(path) //nolint:gosec // the operator names the file
	if err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EInternal, "the keys: %w", err)
	}
	var f keyFile
	if err := json.Unmarshal(text, &f); err != nil || len(f.CodeKey) != 32 {
		return Keys{}, dosedesk.Errorf(dosedesk.EDamaged, "the key file %s is not what was written", path)
	}
	private, err := ecdh.X25519().NewPrivateKey(f.OpenKey)
	if err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EDamaged, "the key file %s is not what was written", path)
	}
	return Keys{Code: f.CodeKey, Open: dosedesk.OpenKey{ID: f.OpenKeyID, Key: private}}, nil
}

// makeKeys writes new keys and reads back those that are there: another process
// may have been first.
func makeKeys(path string) (Keys, error) {
	private, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EInternal, "the keys: %w", err)
	}
	f := keyFile{CodeKey: make([]byte, 32), OpenKeyID: 1, OpenKey: private.Bytes()}
	_, _ = rand.Read(f.CodeKey) // never fails; see its documentation
	text, err := json.Marshal(f)
	if err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EInternal, "the keys: %w", err)
	}
	if err := writeOnce(path, append(text, '\n')); err != nil {
		return Keys{}, dosedesk.Errorf(dosedesk.EInternal, "the keys: %w", err)
	}
	return readKeys(path)
}

// writeOnce puts a whole file in its place, on the disk when it returns, unless
// one is there already.
func writeOnce(path string, text []byte) (err error) {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	aside, err := os.CreateTemp(folder.Name(), filepath.Base(path)+".*") // 0600
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(aside.Name())) }()
	_, err = aside.Write(text)
	if err = errors.Join(err, aside.Sync(), aside.Close()); err != nil {
		return err
	}
	// A link, unlike a rename, does not replace what another process put there.
	if err := os.Link(aside.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("putting the file in its place: %w", err)
	}
	return folder.Sync()
}
