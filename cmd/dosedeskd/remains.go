package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/sync/server"
)

// remains are where what a terminal left lies, and what opens it.
type remains struct {
	dir, recovery string
}

// check fails for a command line that names a file and a folder, or neither.
func (r *remains) check(args []string) error {
	switch {
	case r.dir == "" && r.recovery == "" && len(args) == 1:
		return nil
	case r.dir == "" || r.recovery == "" || len(args) > 0:
		return fmt.Errorf("events import: name a FILE; or --journal DIR and --recovery FILE, both")
	}
	if info, err := os.Stat(r.dir); err == nil && !info.IsDir() {
		r.dir = filepath.Dir(r.dir) // the keys lie beside the journal
	}
	return nil
}

// left is what a terminal left, as an outbox to be exported to this server.
type left struct {
	*store.Remains
	key dosedesk.SealKey
}

// ServerKey implements sync.Outbox.
func (l left) ServerKey() (dosedesk.SealKey, bool) { return l.key, true }

// importRemains takes in what is left of a terminal, signed with its own key, and
// what it carried for others. What could not be read is said, and is a failure.
func (m *Main) importRemains(c *cobra.Command, s *server.Server, r remains) error {
	with, err := keys.ReadIdentities(r.recovery)
	if err != nil {
		return err
	}
	ring, err := keys.UnlockWith(r.dir, "", with...)
	if err != nil {
		return err
	}
	found, err := store.ReadRemains(r.dir, ring)
	if err != nil {
		return err
	}
	file, n, err := sync.ExportLast(left{found, s.Keys.Open.SealKey()})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(m.Stdout, "%d events read in %s\n", n, r.dir)
	if n > 0 {
		err = errors.Join(err, m.importFrom(c, s, r.dir, bytes.NewReader(file)))
	}
	for _, path := range found.Carried {
		err = errors.Join(err, m.importEvents(c, s, path))
	}
	for _, damage := range found.Damage {
		err = errors.Join(err, dosedesk.Errorf(dosedesk.EDamaged, "%s: %s", r.dir, damage))
	}
	return err
}
