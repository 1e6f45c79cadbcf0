package keys

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"dosedesk"
)

// Unlock returns the key of the vault in dir, with a person's passphrase. It
// fails with EUnauthorized for a wrong one, with ENotFound for who may not open
// the vault, and with EDamaged where a file of his is missing or damaged. It
// takes some 0.2 s.
func Unlock(dir, name, passphrase string) (Ring, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	sealed, err := read(dir, name, ProtectedFile(dir, name))
	if err != nil {
		return nil, err
	}
	lock, err := age.NewScryptIdentity(norm.NFC.String(passphrase))
	if err != nil {
		return nil, wrongPassphrase() // an empty one
	}
	lock.SetMaxWorkFactor(workFactor)
	own, err := decrypt(sealed, lock)
	debug.FreeOSMemory() // it took 64 MiB, which nobody needs again
	switch dosedesk.CodeOf(err) {
	case "":
	case dosedesk.EUnauthorized:
		return nil, wrongPassphrase()
	default:
		return nil, lost(dir, name, ProtectedFile(dir, name), "is damaged")
	}
	with, err := age.ParseIdentities(bytes.NewReader(own))
	if err != nil {
		return nil, lost(dir, name, ProtectedFile(dir, name), "is damaged")
	}
	key, err := UnlockWith(dir, name, with...)
	if dosedesk.CodeOf(err) == dosedesk.EUnauthorized {
		return nil, lost(dir, name, RingFile(dir, name), "is for another identity than this passphrase protects")
	}
	return key, err
}

func wrongPassphrase() error {
	return dosedesk.Errorf(dosedesk.EUnauthorized, "the passphrase is wrong")
}

// UnlockWith returns the key of the vault in dir, with age identities, as the
// one they belong to; with no name, as whoever that is. Recovery is a name here
// too. It fails as Unlock does.
func UnlockWith(dir, name string, with ...age.Identity) (Ring, error) {
	try := []string{name}
	if name == "" {
		try = names(dir)
	}
	worst := dosedesk.Errorf(dosedesk.EUnauthorized, "this identity opens no file in %s", filepath.Join(dir, Folder))
	for _, name := range try {
		sealed, err := read(dir, name, RingFile(dir, name))
		if err != nil {
			worst = err
			continue
		}
		r, err := openRing(sealed, with...)
		if err == nil {
			return r, nil
		}
		if dosedesk.CodeOf(err) == dosedesk.EDamaged {
			worst = lost(dir, name, RingFile(dir, name), "is damaged")
		}
	}
	return nil, worst
}

func read(dir, name, path string) ([]byte, error) {
	content, err := os.ReadFile(path)
	switch {
	case err == nil:
		return content, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case slices.Contains(names(dir), name) && path == ProtectedFile(dir, name):
		return nil, lost(dir, name, path, "is missing, so no passphrase of his is known here: he may have an identity of his own")
	case path == RingFile(dir, name) && Protected(dir, name):
		return nil, lost(dir, name, path, "is missing")
	}
	return nil, dosedesk.Errorf(dosedesk.ENotFound, "%s may not open this vault. %s", name, others(dir, name))
}

// lost says who can still open a vault where a file of somebody's cannot be used.
func lost(dir, name, path, how string) error {
	return dosedesk.Errorf(dosedesk.EDamaged, "%s %s. %s", path, how, others(dir, name))
}

func others(dir, name string) string {
	left := slices.DeleteFunc(names(dir), func(n string) bool { return n == name })
	district := slices.Contains(left, Recovery)
	left = slices.DeleteFunc(left, func(n string) bool { return n == Recovery })
	slices.Sort(left)
	said := "Nobody else here has a file"
	if len(left) > 0 {
		said = fmt.Sprintf("It opens for: %s", strings.Join(left, ", "))
	}
	if district {
		return said + "; and with the district's recovery key"
	}
	return said + "; put the folder keys back from a copy, if there is one"
}
