package store

import (
	"encoding/json"

	"go.etcd.io/bbolt"

	"dosedesk"
)

// A tx is a transaction that sees values in plain and seals what it writes.
type tx struct {
	*bbolt.Tx
	box box
}

func (t tx) put(bucket string, key, value []byte) error {
	return t.Bucket([]byte(bucket)).Put(key, t.box.seal(bucket, key, value))
}

// get returns nil where there is no such key.
func (t tx) get(bucket string, key []byte) ([]byte, error) {
	b := t.Bucket([]byte(bucket))
	if b == nil {
		return nil, dosedesk.Errorf(dosedesk.EDamaged, "%s is missing", bucket)
	}
	sealed := b.Get(key)
	if sealed == nil {
		return nil, nil
	}
	return t.box.open(bucket, key, sealed)
}

func (t tx) putJSON(bucket, name string, value any) error {
	plain, err := encode(value)
	if err != nil {
		return err
	}
	return t.put(bucket, t.box.name(bucket, name), plain)
}

// getJSON leaves value alone where there is no such name.
func (t tx) getJSON(bucket, name string, value any) (found bool, err error) {
	plain, err := t.get(bucket, t.box.name(bucket, name))
	if err != nil || plain == nil {
		return false, err
	}
	return true, decode(plain, value)
}

func encode(value any) ([]byte, error) {
	plain, err := json.Marshal(value)
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "a value of the vault cannot be written: %w", err)
	}
	return plain, nil
}

func decode(plain []byte, value any) error {
	if err := json.Unmarshal(plain, value); err != nil {
		return dosedesk.Errorf(dosedesk.EDamaged, "a value of the vault cannot be read: %w", err)
	}
	return nil
}

// each visits a bucket's values in the order of their keys, from a key on,
// until fn returns false.
func (t tx) each(bucket string, from []byte, fn func(key, value []byte) (bool, error)) error {
	b := t.Bucket([]byte(bucket))
	if b == nil {
		return dosedesk.Errorf(dosedesk.EDamaged, "%s is missing", bucket)
	}
	c := b.Cursor()
	for key, sealed := c.Seek(from); key != nil; key, sealed = c.Next() {
		value, err := t.box.open(bucket, key, sealed)
		if err != nil {
			return err
		}
		if more, err := fn(key, value); err != nil || !more {
			return err
		}
	}
	return nil
}
