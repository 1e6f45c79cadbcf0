//go:build !linux

package store

import "os"

// datasync flushes a file.
func datasync(f *os.File) error { return f.Sync() }

// lock leaves it to bbolt to keep other processes out.
func lock(*os.File) (ok bool, err error) { return true, nil }
