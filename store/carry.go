package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"

	"dosedesk"
)

// Carry keeps a file of another terminal's events until the server has had it, on
// the disk when it returns. known says that it was kept already; one that the
// server refused is tried again.
func (v *Vault) Carry(file []byte) (known bool, err error) {
	sum := sha256.Sum256(file)
	fresh := carried{hash: hex.EncodeToString(sum[:]), size: int64(len(file))}
	defer v.changed()
	v.carrying.Lock()
	defer v.carrying.Unlock()
	had := v.carriedAt(fresh.hash)
	if had >= 0 && v.carried[had].refused == "" {
		return true, nil
	}
	if err := v.writeCarried(fresh.name(), file); err != nil {
		return false, dosedesk.Errorf(dosedesk.EInternal, "keeping the file: %w", err)
	}
	if had >= 0 {
		_ = os.Remove(v.carriedPath(v.carried[had].name())) // it is there anew
	}
	v.setCarried(func(list []carried) []carried {
		return append(slices.DeleteFunc(list, func(c carried) bool { return c.hash == fresh.hash }), fresh)
	})
	return false, nil
}

// writeCarried makes a file that appears under its name only when whole and on
// the disk.
func (v *Vault) writeCarried(name string, content []byte) error {
	folder := v.path(carriedFolder)
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(folder+newSuffix, 0o700); err != nil {
			return err
		}
		if err := rename(folder+newSuffix, folder); err != nil {
			return err
		}
	}
	aside := v.carriedPath(name) + newSuffix
	f, err := os.OpenFile(aside, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) //nolint:gosec // the vault's own folder
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(aside)) // recording needs the room
	}
	return rename(aside, v.carriedPath(name))
}

func (v *Vault) carriedAt(hash string) int {
	return slices.IndexFunc(v.carried, func(c carried) bool { return c.hash == hash })
}

// setCarried changes the list, which readers see. Who calls it holds carrying.
func (v *Vault) setCarried(change func([]carried) []carried) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.carried = change(slices.Clone(v.carried))
}

// NextCarried returns what the server has not had of a file that waits, at most
// limit bytes, and the file's name; no name where none waits. Files take turns:
// none holds up the others.
func (v *Vault) NextCarried(limit int) (file string, piece []byte, err error) {
	v.carrying.Lock()
	defer v.carrying.Unlock()
	i := slices.IndexFunc(v.carried, carried.waits)
	if i < 0 {
		return "", nil, nil
	}
	c := v.carried[i]
	v.setCarried(func(list []carried) []carried { return append(slices.Delete(list, i, i+1), c) })
	f, err := os.Open(v.carriedPath(c.name()))
	if err != nil {
		return c.hash, nil, dosedesk.Errorf(dosedesk.EDamaged, "a carried file: %w", err)
	}
	piece, err = io.ReadAll(io.NewSectionReader(f, c.sent, int64(limit)))
	return c.hash, piece, errors.Join(err, f.Close())
}

// Delivered notes that the server has had so many bytes more of a file, and why it
// refused them, where it did. A file that it has had whole is removed; one of
// which it refused anything is kept.
func (v *Vault) Delivered(file string, bytes int, refused dosedesk.ErrorCode) error {
	defer v.changed()
	v.carrying.Lock()
	defer v.carrying.Unlock()
	i := v.carriedAt(file)
	if i < 0 {
		return nil
	}
	before, now := v.carried[i], v.carried[i]
	now.sent = min(now.size, now.sent+int64(bytes))
	if now.refused == "" {
		now.refused = refused
	}
	if !now.waits() && now.refused == "" {
		v.setCarried(func(list []carried) []carried { return slices.Delete(list, i, i+1) })
		return os.Remove(v.carriedPath(before.name()))
	}
	v.setCarried(func(list []carried) []carried { list[i] = now; return list })
	return os.Rename(v.carriedPath(before.name()), v.carriedPath(now.name()))
}
