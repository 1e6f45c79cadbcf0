package store

import (
	"path/filepath"

	"dosedesk"
)

// Datasync flushes a file as the journal does.
var Datasync = datasync

// SetSignedBy changes by which key a closed vault believes its server to sign.
func SetSignedBy(dir string, key []byte) error {
	held, b, err := openKey(filepath.Join(dir, keyFile))
	if err != nil {
		return err
	}
	defer held.Close() //nolint:errcheck // it was read only
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
