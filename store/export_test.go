package store

import (
	"errors"
	"path/filepath"
	"time"

	"dosedesk"
	"dosedesk/store/keys"
)

// testKey opens the vaults of the tests inside this package.
var testKey = keys.Ring{{1}}

// Datasync flushes a file as the journal does.
var Datasync = datasync

// SetSignedBy changes by which key a closed vault believes its server to sign.
func SetSignedBy(dir string, ring keys.Ring, key []byte) error {
	b, err := newBox(ring[0][:])
	if err != nil {
		return err
	}
	f, err := openFile(filepath.Join(dir, outboxFile), b)
	if err != nil {
		return err
	}
	err = f.update(func(t tx) error {
		var e dosedesk.Enrolment
		if _, err := t.getJSON(settings, settingEnrolment, &e); err != nil {
			return err
		}
		e.SignedBy = key
		return t.putJSON(settings, settingEnrolment, e)
	})
	if err != nil {
		return err
	}
	return f.close()
}

// ToSchema1 makes a closed vault what a program of schema 1 left behind.
func ToSchema1(dir string) error {
	v, err := Open(dir, testKey, Options{})
	if err != nil {
		return err
	}
	if err := v.reseal(v.box.of(1)); err != nil {
		return err
	}
	if err := errors.Join(v.closeOutbox(), rename(v.path(outboxFile)+newSuffix, v.path(outboxFile))); err != nil {
		return err
	}
	if _, err := v.openOwn(); err != nil {
		return err
	}
	err = v.outbox.update(func(t tx) error { return t.DeleteBucket([]byte(schemaName(1))) })
	return errors.Join(err, v.takeJournal(), v.Close())
}

// FromTheFuture makes a closed vault one of a schema that no program knows yet.
func FromTheFuture(dir string) error {
	v, err := Open(dir, testKey, Options{})
	if err != nil {
		return err
	}
	err = v.outbox.update(func(t tx) error {
		_, err := t.CreateBucket([]byte(schemaName(schema + 1)))
		return errors.Join(err, t.DeleteBucket([]byte(schemaName(schema))))
	})
	return errors.Join(err, v.Close())
}

// Fill records so many events at once, as if each had been by itself, and answered.
func (v *Vault) Fill(by dosedesk.Operator, bodies []dosedesk.Body, at time.Time) error {
	err := v.outbox.update(func(t tx) error {
		for _, body := range bodies {
			event, err := v.draft(by, body.Kind(), func(dosedesk.Header) (dosedesk.Body, error) { return body, nil })
			if err != nil {
				return err
			}
			if err := t.keep(sealEvent(v.box, event)); err != nil {
				return err
			}
			answered := judgement{Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, At: at}}
			if err := t.judge(event.Number, answered); err != nil {
				return err
			}
			v.own.add(event, &answered)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.renewJournal()
}
