package store

import (
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"

	"dosedesk"
)

// reseal makes an outbox and its journal anew aside, under their names and
// newSuffix, with every value opened as it was sealed and sealed by another box of
// the same vault. The chain is seen to be whole before they count as made.
func (v *Vault) reseal(by box) error {
	return fillFile(v.path(outboxFile), by, func(to tx) error {
		if err := to.makeOutbox(); err != nil {
			return err
		}
		if err := v.outbox.view(func(from tx) error { return from.copyTo(to) }); err != nil {
			return err
		}
		if _, err := loadOutbox(to); err != nil {
			return err
		}
		held, err := to.forJournal()
		if err != nil {
			return err
		}
		return fillJournal(v.path(journalFile), by, held)
	})
}

func (t tx) copyTo(to tx) error {
	for _, bucket := range []string{events, verdicts, settings} {
		err := t.each(bucket, nil, func(key, value []byte) (bool, error) { return true, to.put(bucket, key, value) })
		if err != nil {
			return err
		}
	}
	return nil
}

// migrate brings an outbox and its journal of an older schema to the newest. The
// old outbox is kept until the first verdict after that. Where there is no room for
// another one, the old one serves until there is.
func (v *Vault) migrate(own *outboxMemory) (*outboxMemory, error) {
	if v.box.schema == schema {
		return own, nil
	}
	path, to := v.path(outboxFile), v.box.of(schema)
	err := v.reseal(to)
	if err == nil {
		err = keepBefore(path)
	}
	if err != nil {
		v.options.Log.Warn("the outbox stays of an older schema", "schema", v.box.schema, "error", err)
		return own, nil
	}
	if err := errors.Join(v.closeOutbox(), rename(path+newSuffix, path)); err != nil {
		return nil, err
	}
	v.options.Log.Info("the outbox was brought to a newer schema", "from", v.box.schema, "to", schema)
	v.box = to
	if own, err = v.openOwn(); err != nil {
		return nil, err
	}
	return own, v.takeJournal()
}

// renewJournal makes a journal of an older schema anew from the outbox, which has
// all its events.
func (v *Vault) renewJournal() error {
	held, err := v.forJournal()
	if err != nil {
		return err
	}
	return v.swapJournal(held)
}

// beforeMark is in the name of an outbox as it was before it was migrated.
const beforeMark = ".before-"

// keepBefore gives the outbox a second name, under which it stays when another takes
// the first.
func keepBefore(path string) error {
	if err := os.Link(path, freeName(path+beforeMark)); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "keeping the old outbox: %w", err)
	}
	return nil
}

// dropBefore removes the outboxes of before: the server has answered what the new
// one sent.
func (v *Vault) dropBefore() {
	for _, path := range named(v.dir, outboxFile+beforeMark+"*") {
		if err := os.Remove(path); err != nil {
			v.options.Log.Warn("an outbox of an older schema is left", "error", err)
		}
	}
}

// schemaName is the name of an empty bucket: by it anybody can read of which schema
// an outbox is, before any value is opened.
func schemaName(schema byte) string { return fmt.Sprintf(schemaFormat, schema) }

const schemaFormat = "schema %d"

// schema reads of which schema an outbox is.
func (t tx) schema() (written byte, err error) {
	written = 1 // which had no such name
	err = t.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		_, _ = fmt.Sscanf(string(name), schemaFormat, &written) // other names are none
		return nil
	})
	return written, err
}

// takeSchema has the outbox's values, and the journal's, opened as they were sealed.
// It fails with EConflict where this program is too old for them.
func (v *Vault) takeSchema() error {
	var written byte
	err := v.outbox.view(func(t tx) (err error) {
		written, err = t.schema()
		return err
	})
	if err == nil && written > schema {
		return dosedesk.Errorf(dosedesk.EConflict, "%s was written by a newer dosedesk, and this one cannot read it: start that one", v.outbox.path)
	}
	v.box = v.box.of(written)
	v.outbox.box = v.box
	return err
}
