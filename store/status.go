package store

import (
	"os"
	"strings"

	"dosedesk"
)

// Dir returns the vault's folder.
func (v *Vault) Dir() string { return v.dir }

// ServerKey returns the key that what only the server may read is sealed to; ok is
// false before the first sync.
func (v *Vault) ServerKey() (key dosedesk.SealKey, ok bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if v.booked.sealKey == nil {
		return dosedesk.SealKey{}, false
	}
	return *v.booked.sealKey, true
}

// PutAside names the damaged files that were put aside in a vault's folder.
func PutAside(dir string) (names []string) {
	found, _ := os.ReadDir(dir) //nolint:errcheck // a folder that cannot be read is no vault
	for _, entry := range found {
		if strings.Contains(entry.Name(), asideMark) {
			names = append(names, entry.Name())
		}
	}
	return names
}
