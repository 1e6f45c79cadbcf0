package store

import (
	"errors"
	"os"

	"go.etcd.io/bbolt"
)

// compactFrom is the size from which a file is worth being compacted.
const compactFrom = 256 << 10

// sparse reports whether more than half of a file is free pages.
func sparse(t *bbolt.Tx) bool {
	used := t.Cursor().Bucket().Stats() // of the root bucket, and so of all
	pages := used.BranchPageN + used.BranchOverflowN + used.LeafPageN + used.LeafOverflowN
	return t.Size() > compactFrom && 2*int64(pages)*int64(t.DB().Info().PageSize) < t.Size()
}

// compact copies a file into a new one that takes its name. Where that fails the
// file serves as it is.
func compact(path string) {
	aside := path + newSuffix
	_ = os.Remove(aside) // of an earlier run; opening it tells what is wrong
	err := guard(path, func() error { return copyFile(path, aside) })
	if err == nil {
		err = rename(aside, path)
	}
	if err != nil {
		_ = os.Remove(aside)
	}
}

func copyFile(from, to string) (err error) {
	old, err := openBolt(from, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	fresh, err := openBolt(to, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, fresh.Close()) }()
	return bbolt.Compact(fresh, old, 0)
}
