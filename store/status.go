package store

import "dosedesk"

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
