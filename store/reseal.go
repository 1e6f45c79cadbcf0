package store

import (
	"errors"
	"path/filepath"
	"slices"

	"go.etcd.io/bbolt"
)

// sealOutbox leaves alone an outbox that the old key does not read: it is sealed
// with the new one, or damaged, and then made anew when the vault is opened.
func (r rekeying) sealOutbox() error {
	err := viewOutbox(r.dir, r.old, func(from tx) error {
		return createFile(filepath.Join(r.dir, outboxFile), r.fresh.of(from.box.schema), func(to tx) error { return r.copyOutbox(from, to) })
	})
	if damaged(err) {
		return nil
	}
	return err
}

// copyOutbox seals every value anew, for the same place; the settings for a new
// one, as their names are hidden with the key.
func (r rekeying) copyOutbox(from, to tx) error {
	if _, err := from.deed(); err != nil {
		return err
	}
	return from.ForEach(func(name []byte, _ *bbolt.Bucket) error {
		bucket := string(name)
		if _, err := to.CreateBucket(name); err != nil {
			return err
		}
		if bucket == settings {
			return r.copySettings(from, to)
		}
		return from.each(bucket, nil, func(key, value []byte) (bool, error) { return true, to.put(bucket, key, value) })
	})
}

// copySettings knows the names that it looks for. Who is no operator any more
// leaves his wrong PINs behind, under a name that nobody can tell: then it is as
// if they had been lost.
func (r rekeying) copySettings(from, to tx) error {
	names := slices.Clone(settingNames)
	for _, operator := range r.operators {
		names = append(names, settingTries+operator.ID)
	}
	left := from.Bucket([]byte(settings)).Stats().KeyN
	for _, name := range names {
		value, err := from.get(settings, from.box.name(settings, name))
		if err != nil {
			return err
		}
		if value == nil {
			continue
		}
		if err := to.put(settings, to.box.name(settings, name), value); err != nil {
			return err
		}
		left--
	}
	if left == 0 {
		return nil
	}
	return to.putJSON(settings, settingTriesLost, r.options.Now().UTC())
}

// sealJournal takes from the new outbox what that has: both hold the same bytes.
func (r rekeying) sealJournal() error {
	path := filepath.Join(r.dir, journalFile)
	j, held, err := openAnyJournal(path, r.old)
	if damaged(err) {
		return nil
	}
	if err != nil {
		return err
	}
	fresh := r.fresh.of(j.box.schema)
	resealed, err := r.resealed(held.events, j.box, fresh)
	if err := errors.Join(err, j.close()); err != nil {
		return err
	}
	held.events = resealed
	if err := fillJournal(path, fresh, held); err != nil {
		return err
	}
	return rename(path+newSuffix, path)
}

func (r rekeying) resealed(list []kept, old, fresh box) (resealed []kept, err error) {
	has := map[uint64][]byte{}
	err = viewOutbox(r.dir, r.fresh, func(t tx) error {
		if _, err := t.deed(); err != nil {
			return err
		}
		all, err := t.keptEvents()
		for _, k := range all {
			has[k.number] = k.sealed
		}
		return err
	})
	if err != nil && !damaged(err) {
		return nil, err
	}
	for _, k := range list {
		if sealed, ok := has[k.number]; ok {
			resealed = append(resealed, kept{k.number, sealed})
			continue
		}
		plain, err := old.open(events, numberKey(k.number), k.sealed)
		if err != nil {
			return nil, err
		}
		resealed = append(resealed, kept{k.number, fresh.seal(events, numberKey(k.number), plain)})
	}
	return resealed, nil
}

// viewOutbox reads in an outbox that is not open otherwise, of whatever schema.
func viewOutbox(dir string, b box, fn func(tx) error) error {
	f, err := openFile(filepath.Join(dir, outboxFile), b)
	if err != nil {
		return err
	}
	err = f.view(func(t tx) error {
		written, err := t.schema()
		if err != nil {
			return err
		}
		t.box = b.of(written)
		return fn(t)
	})
	return errors.Join(err, f.close())
}
