package keys

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
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
