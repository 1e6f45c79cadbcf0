package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bbolterrors "go.etcd.io/bbolt/errors"

	"dosedesk"
)

const (
	maxFileSize = 256 << 20       // bytes; a full file refuses to grow and stays readable
	lockTimeout = 1 * time.Second // how long to wait for another process to let go
	newSuffix   = ".new"          // of a file that is being made
)

// A file is one bbolt database whose values are sealed. Reading is free for
// all; writers take turns by a lock of the vault's.
type file struct {
	path string
	box  box

	mu     sync.RWMutex // guards db against being reopened under a reader
	db     *bbolt.DB
	failed bool // the last commit failed: reopen before the next
	// reopened looks at what a failed commit left behind, before anything else
	// is written. It may be nil.
	reopened func() error
}

// openFile opens an existing file. It fails with EInUse where another process
// holds it, and with EDamaged where it is missing, empty or not what bbolt
// wrote: bbolt itself would make a new file of the first two. A file that is mostly
// free is compacted first.
func openFile(path string, b box) (*file, error) {
	mostlyFree, err := inspect(path)
	if err != nil {
		return nil, err
	}
	if mostlyFree {
		compact(path)
	}
	db, err := openBolt(path, false)
	if err != nil {
		return nil, err
	}
	return &file{path: path, box: b, db: db}, nil
}

func openBolt(path string, readOnly bool) (db *bbolt.DB, err error) {
	err = guard(path, func() error {
		db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: lockTimeout, FreelistType: bbolt.FreelistMapType, NoFreelistSync: true, MaxSize: maxFileSize,
			ReadOnly: readOnly,
		})
		switch {
		case errors.Is(err, bbolterrors.ErrTimeout):
			return dosedesk.Errorf(dosedesk.EInUse, "%s is in use: dosedesk is already running on this folder", path)
		case errors.Is(err, bbolterrors.ErrInvalid), errors.Is(err, bbolterrors.ErrChecksum), errors.Is(err, bbolterrors.ErrVersionMismatch):
			return dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: %w", path, err)
		case err != nil:
			return dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
		}
		return nil
	})
	return db, err
}

// createFile makes a file with its first content. It appears under its name
// only when whole and on the disk.
func createFile(path string, b box, fill func(tx) error) error {
	if err := fillFile(path, b, fill); err != nil {
		return err
	}
	return rename(path+newSuffix, path)
}

// fillFile makes a file aside, under its name and newSuffix.
func fillFile(path string, b box, fill func(tx) error) error {
	aside := path + newSuffix
	if err := os.Remove(aside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	db, err := openBolt(aside, false)
	if err != nil {
		return err
	}
	err = db.Update(func(t *bbolt.Tx) error { return fill(tx{t, b}) })
	if err := errors.Join(err, db.Close()); err != nil {
		_ = os.Remove(aside) // the first error counts
		return dosedesk.Errorf(dosedesk.CodeOf(err), "creating the vault: %w", err)
	}
	return nil
}

// rename moves a file that is on the disk to its name, for good.
func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return syncFolder(filepath.Dir(to))
}

// syncFolder has the disk keep what was named, renamed and removed in a folder.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	if err := errors.Join(folder.Sync(), folder.Close()); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "creating the vault: %w", err)
	}
	return nil
}

// view reads. What it reads is copied: nothing of it points into the file.
func (f *file) view(fn func(tx) error) error {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return guard(f.path, func() error {
		return f.db.View(func(t *bbolt.Tx) error { return fn(tx{t, f.box}) })
	})
}

// update writes in one transaction, and returns when it is on the disk. After a
// failure the file is opened anew before the next.
func (f *file) update(fn func(tx) error) error {
	if err := f.ready(); err != nil {
		return err
	}
	err := guard(f.path, func() error {
		return f.db.Update(func(t *bbolt.Tx) error { return fn(tx{t, f.box}) })
	})
	if err == nil {
		return nil
	}
	f.failed = true
	if code := dosedesk.CodeOf(err); code != dosedesk.EInternal {
		return err
	}
	return dosedesk.Errorf(dosedesk.EInternal, "writing to %s: %w", f.path, err)
}

// ready opens the file anew after a failed commit. Who bases what he writes on
// memory asks it first: reopening may change memory.
func (f *file) ready() error {
	if !f.failed {
		return nil
	}
	return f.reopen()
}

func (f *file) reopen() error {
	f.mu.Lock()
	err := f.db.Close()
	var fresh *file
	if err == nil {
		fresh, err = openFile(f.path, f.box)
	}
	if err == nil {
		f.db = fresh.db
	}
	f.mu.Unlock()
	if err == nil && f.reopened != nil {
		err = f.reopened()
	}
	f.failed = err != nil
	return err
}

func (f *file) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.db.Close()
}
