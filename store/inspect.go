package store

import (
	"errors"
	"io/fs"
	"os"
	"runtime/debug"

	"go.etcd.io/bbolt"

	"dosedesk"
)

// inspect visits every key of a file before it is opened for writing. Without a
// free list on the disk, bbolt then looks for free pages in a goroutine of its
// own, where a damaged page would end the program and not only the attempt. It
// tells, too, whether the file is mostly free.
func inspect(path string) (mostlyFree bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, dosedesk.Errorf(dosedesk.EDamaged, "%s is missing", path)
	case err != nil:
		return false, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case info.Size() == 0:
		return false, dosedesk.Errorf(dosedesk.EDamaged, "%s is empty: its content was lost", path)
	}
	db, err := openBolt(path, true)
	if err != nil {
		return false, err
	}
	err = guard(path, func() error {
		return db.View(func(t *bbolt.Tx) error {
			if err := checkLength(t, path); err != nil {
				return err
			}
			mostlyFree = sparse(t)
			return t.ForEach(func(_ []byte, b *bbolt.Bucket) error {
				return b.ForEach(func(_, _ []byte) error { return nil })
			})
		})
	})
	return mostlyFree, errors.Join(err, db.Close())
}

// checkLength refuses a file that was cut: bbolt looks at its first pages only.
func checkLength(t *bbolt.Tx, path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	if info.Size() < t.Size() {
		return dosedesk.Errorf(dosedesk.EDamaged, "%s is cut short: %d bytes of %d", path, info.Size(), t.Size())
	}
	return nil
}

// guard turns a panic into EDamaged: bbolt panics on damaged pages, and a file
// cut short faults where it was mapped.
func guard(path string, fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: %v", path, p)
		}
	}()
	return fn()
}
