package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dosedesk"
)

// Repaired returns what Open found damaged and put right: the operator must be
// told. The log says more.
func (v *Vault) Repaired() []dosedesk.Repair { return slices.Clone(v.repaired) }

func (v *Vault) path(name string) string { return filepath.Join(v.dir, name) }

func damaged(err error) bool { return dosedesk.CodeOf(err) == dosedesk.EDamaged }

// openOutbox opens the outbox and its journal. Each makes up for the other: one
// that is damaged is put aside and made anew from the other, one that lacks
// events gets them. Where both are damaged nothing is changed.
func (v *Vault) openOutbox() (*outboxMemory, error) {
	own, outboxErr := v.openOwn()
	if outboxErr != nil && !damaged(outboxErr) {
		return nil, outboxErr
	}
	var held journalContent
	var journalErr error
	v.journal, held, journalErr = openJournal(v.path(journalFile), v.box)
	switch {
	case journalErr != nil && !damaged(journalErr):
		return nil, journalErr
	case outboxErr != nil && journalErr != nil:
		return nil, beyondRepair(outboxErr, journalErr)
	case outboxErr != nil:
		return v.rebuildOutbox(held, outboxErr)
	case journalErr != nil:
		return own, v.rebuildJournal(journalErr)
	}
	return v.reconcile(own, held)
}

// beyondRepair says what to do where neither can be made from the other.
func beyondRepair(causes ...error) error {
	return dosedesk.Errorf(dosedesk.EDamaged, "%w\nNothing was changed. Doses that were not sent may be in this folder: "+
		"keep it, tell the district, and put both files back from a copy, or enrol another --dir", errors.Join(causes...))
}

func (v *Vault) openOwn() (own *outboxMemory, err error) {
	if v.outbox, err = openFile(v.path(outboxFile), v.box); err != nil {
		return nil, err
	}
	if own, err = v.readOutbox(); err != nil {
		return nil, errors.Join(err, v.closeOutbox())
	}
	return own, nil
}

func (v *Vault) closeOutbox() error {
	err := v.outbox.close()
	v.outbox = nil
	return err
}

// reconcile compares an outbox and a journal of which each is whole.
func (v *Vault) reconcile(own *outboxMemory, held journalContent) (*outboxMemory, error) {
	last := own.last.Number
	if v.journal.last < last {
		return own, v.rebuildJournal(dosedesk.Errorf(dosedesk.EDamaged, "%s ends with event %d, %s with %d", journalFile, v.journal.last, outboxFile, last))
	}
	if len(held.events) > 0 && held.events[0].number > last+1 {
		err := dosedesk.Errorf(dosedesk.EDamaged, "%s ends with event %d, %s begins with %d", outboxFile, last, journalFile, held.events[0].number)
		if err := v.closeOutbox(); err != nil {
			return nil, err
		}
		return v.rebuildOutbox(held, err)
	}
	if err := v.agree(held, last); err != nil {
		return nil, err
	}
	if held.torn {
		v.options.Log.Warn("the journal's last record was half written and is cut off")
		if err := v.journal.cut(); err != nil {
			return nil, err
		}
	}
	if v.journal.last == last {
		return own, nil
	}
	return v.putBack(held, last)
}

// agree sees that both have the same event under the last number of the outbox:
// a copy of one of them, recorded on beside the other, is no journal of it.
func (v *Vault) agree(held journalContent, last uint64) error {
	i := slices.IndexFunc(held.events, func(k kept) bool { return k.number == last })
	if i < 0 {
		return nil
	}
	return v.outbox.view(func(t tx) error {
		if !bytes.Equal(held.events[i].sealed, t.Bucket([]byte(events)).Get(numberKey(last))) {
			return beyondRepair(dosedesk.Errorf(dosedesk.EDamaged, "%s and %s differ in event %d", outboxFile, journalFile, last))
		}
		return nil
	})
}

// putBack gives the outbox what the journal has behind the last number: the power
// went between the two, or the outbox was put back to what it was before. The
// chain of hashes is seen to hold before anything is kept.
func (v *Vault) putBack(held journalContent, last uint64) (own *outboxMemory, err error) {
	err = v.outbox.update(func(t tx) error {
		for _, k := range held.events {
			if k.number <= last {
				continue
			}
			if err := t.keep(k); err != nil {
				return err
			}
		}
		own, err = loadOutbox(t)
		return err
	})
	if damaged(err) {
		return nil, beyondRepair(err)
	}
	if err != nil {
		return nil, err
	}
	v.options.Log.Warn("the outbox lacked events that the journal has", "put_back", own.last.Number-last)
	v.repaired = append(v.repaired, dosedesk.RepairEvents)
	return own, nil
}

// rebuildOutbox makes the outbox anew from the journal. Verdicts are lost: the
// events are sent again, and the server knows them. Who gives what is lost; the
// PINs' counts too, which begin at the wait.
func (v *Vault) rebuildOutbox(held journalContent, cause error) (*outboxMemory, error) {
	path := v.path(outboxFile)
	err := fillFile(path, v.box, func(t tx) error {
		if err := fillFrom(t, held); err != nil {
			return err
		}
		if err := t.putJSON(settings, settingTriesLost, v.options.Now().UTC()); err != nil {
			return err
		}
		_, err := loadOutbox(t)
		return err
	})
	if damaged(err) {
		return nil, beyondRepair(cause, err)
	}
	if err == nil {
		err = v.replace(outboxFile, dosedesk.RepairOutbox, cause)
	}
	if err == nil && held.torn { // what is half written may have been an event that the outbox had
		err = v.makeJournal(held, dosedesk.RepairLast, dosedesk.Errorf(dosedesk.EDamaged, "%s ends with half a record", journalFile))
	}
	if err != nil {
		return nil, err
	}
	return v.openOwn()
}

// fillFrom fills an outbox from a journal, which may begin behind the first
// event.
func fillFrom(t tx, held journalContent) error {
	if err := fillOutbox(t, held.enrolment); err != nil {
		return err
	}
	for _, k := range held.events {
		if err := t.keep(k); err != nil {
			return err
		}
	}
	if len(held.events) == 0 {
		return nil
	}
	first, err := t.event(held.events[0].number)
	if err != nil {
		return err
	}
	return t.putJSON(settings, settingBefore, head{first.Number - 1, first.Previous})
}

// rebuildJournal makes the journal anew from the outbox.
func (v *Vault) rebuildJournal(cause error) error {
	var held journalContent
	err := v.outbox.view(func(t tx) (err error) {
		if _, err := t.getJSON(settings, settingEnrolment, &held.enrolment); err != nil {
			return err
		}
		held.events, err = t.keptEvents()
		return err
	})
	if err != nil {
		return err
	}
	return v.makeJournal(held, dosedesk.RepairJournal, cause)
}

func (v *Vault) makeJournal(held journalContent, repair dosedesk.Repair, cause error) (err error) {
	if v.journal != nil {
		_ = v.journal.close() // nothing was written to it
		v.journal = nil
	}
	path := v.path(journalFile)
	if err := fillJournal(path, v.box, held); err != nil {
		return err
	}
	if err := v.replace(journalFile, repair, cause); err != nil {
		return err
	}
	v.journal, _, err = openJournal(path, v.box)
	return err
}

// replace puts a damaged file aside and the new one, which is whole on the disk,
// in its place.
func (v *Vault) replace(name string, repair dosedesk.Repair, cause error) error {
	kept, err := putAside(v.path(name))
	if err != nil {
		return err
	}
	if err := rename(v.path(name)+newSuffix, v.path(name)); err != nil {
		return err
	}
	v.options.Log.Warn("a damaged file of the vault was made anew", "file", name, "error", cause, "kept_as", kept)
	v.repaired = append(v.repaired, repair)
	return nil
}

// putAside gives a damaged file a name that no other has, and returns it; no
// name where there is no such file.
func putAside(path string) (aside string, err error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	for n := 1; ; n++ {
		aside = fmt.Sprintf("%s.damaged-%d", path, n)
		if _, err := os.Lstat(aside); errors.Is(err, fs.ErrNotExist) {
			return aside, rename(path, aside)
		}
	}
}
