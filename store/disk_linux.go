package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// datasync flushes a file's content, and of what is about it only the size.
func datasync(f *os.File) error { return unix.Fdatasync(int(f.Fd())) } //nolint:gosec // a descriptor is small

// lock keeps other processes from a file until it is closed. ok is false where
// one has it already.
func lock(f *os.File) (ok bool, err error) {
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) //nolint:gosec // a descriptor is small
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}
