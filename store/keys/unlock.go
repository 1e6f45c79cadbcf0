package keys

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
	"filippo.io/age/plugin"
	"golang.org/x/text/unicode/norm"

	"dosedesk"
)

// Where the files lie in a vault's folder.
const (
	Folder          = "keys"
	ringSuffix      = ".age"
	protectedSuffix = ".identity.age"
)

// RingFile is where a vault's key lies for one.
func RingFile(dir, name string) string { return filepath.Join(dir, Folder, name+ringSuffix) }

// ProtectedFile is where one's identity lies, under his passphrase.
func ProtectedFile(dir, name string) string {
	return filepath.Join(dir, Folder, name+protectedSuffix)
}

// People returns who has a file in a vault's folder, the district excepted. Who
// opened it last comes first.
func People(dir string) []string {
	return slices.DeleteFunc(names(dir), func(name string) bool { return name == Recovery })
}

// names returns the district too.
func names(dir string) (list []string) {
	entries, _ := os.ReadDir(filepath.Join(dir, Folder)) //nolint:errcheck // a folder that is not there has nobody's
	used := map[string]int64{}
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), ringSuffix)
		info, err := e.Info()
		if ok && err == nil && (name == Recovery || nameForm.MatchString(name)) {
			list, used[name] = append(list, name), info.ModTime().UnixNano()
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(used[b], used[a]) })
	return list
}

// Used remembers that somebody opened the vault, for People. Nothing depends on
// it.
func Used(dir, name string) {
	now := time.Now()
	_ = os.Chtimes(RingFile(dir, name), now, now)
}

// Protected reports whether one opens the vault with a passphrase.
func Protected(dir, name string) bool {
	_, err := os.Stat(ProtectedFile(dir, name))
	return err == nil
}

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
	return UnlockWith(dir, name, with...)
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

// ReadIdentities reads a file of age identities, plugins' included. No plugin is
// given anybody to ask.
func ReadIdentities(path string) ([]age.Identity, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.ENotFound, "reading the identity: %w", err)
	}
	var with []age.Identity
	for line := range strings.Lines(string(content)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		one, err := parseIdentity(line)
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInvalid, "%s is no file of age identities (AGE-SECRET-KEY-1... or AGE-PLUGIN-...)", path) // never what stands there
		}
		with = append(with, one)
	}
	if len(with) == 0 {
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "%s holds no age identity", path)
	}
	return with, nil
}

func parseIdentity(s string) (age.Identity, error) {
	if strings.HasPrefix(s, "AGE-PLUGIN-") {
		return plugin.NewIdentity(s, new(plugin.ClientUI))
	}
	one, err := age.ParseIdentities(strings.NewReader(s))
	if err != nil {
		return nil, err
	}
	return one[0], nil
}
