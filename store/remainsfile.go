package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"

	"go.etcd.io/bbolt"

	"dosedesk"
)

// readJournal goes on behind what is damaged. The room at the end is no damage.
func (r *Remains) readJournal(path string, take func(kept)) error {
	content, err := os.ReadFile(path) //nolint:gosec // in the folder that was named
	if errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EDamaged, "it is missing")
	}
	if err != nil {
		return err
	}
	harmed, from := 0, 0 // bytes that cannot be read, and from where on
	for at := 0; at < len(content); {
		k, size, ok := readKept(content[at:])
		if !ok {
			at++
			continue
		}
		harmed += len(bytes.Trim(content[from:at], "\x00"))
		take(k)
		at += size
		from = at
	}
	if harmed += len(bytes.Trim(content[from:], "\x00")); harmed > 0 {
		return dosedesk.Errorf(dosedesk.EDamaged, "%d of %d bytes cannot be read", harmed, len(content))
	}
	return nil
}

func (r *Remains) readOutbox(path string, take func(kept)) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return dosedesk.Errorf(dosedesk.EDamaged, "it is missing")
	case err != nil:
		return err
	case info.Size() == 0: // bbolt would begin it anew
		return dosedesk.Errorf(dosedesk.EDamaged, "it is empty")
	}
	db, err := openBolt(path, true)
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // it was read
	return guard(path, func() error {
		return db.View(func(t *bbolt.Tx) error { return errors.Join(checkLength(t, path), r.readBuckets(t, take)) })
	})
}

func (r *Remains) readBuckets(t *bbolt.Tx, take func(kept)) error {
	if b := t.Bucket([]byte(settings)); b != nil {
		for _, box := range r.boxes {
			name := box.name(settings, settingEnrolment)
			r.enrol(settings, name, b.Get(name))
		}
	}
	b := t.Bucket([]byte(events))
	if b == nil {
		return dosedesk.Errorf(dosedesk.EDamaged, "it has no events")
	}
	return b.ForEach(func(key, sealed []byte) error {
		if len(key) == 8 {
			take(kept{binary.BigEndian.Uint64(key), sealed})
		}
		return nil
	})
}
