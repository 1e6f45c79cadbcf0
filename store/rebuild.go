package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"dosedesk"
)

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
	if err := fillOutbox(t, held.deed); err != nil {
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
	held, err := v.forJournal()
	if err != nil {
		return err
	}
	return v.makeJournal(held, dosedesk.RepairJournal, cause)
}

func (v *Vault) forJournal() (held journalContent, err error) {
	err = v.outbox.view(func(t tx) (err error) {
		held, err = t.forJournal()
		return err
	})
	return held, err
}

// forJournal returns what the outbox's journal holds.
func (t tx) forJournal() (held journalContent, err error) {
	if held.deed, err = t.deed(); err != nil {
		return held, err
	}
	held.events, err = t.keptEvents()
	return held, err
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

// asideMark is in the name of each file that was put aside.
const asideMark = ".damaged-"

// putAside gives a damaged file a name that no other has, and returns it; no
// name where there is no such file.
func putAside(path string) (aside string, err error) {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	aside = freeName(path + asideMark)
	return aside, rename(path, aside)
}

// freeName returns the first name of a row that no file has.
func freeName(row string) (name string) {
	for n := 1; ; n++ {
		name = fmt.Sprint(row, n)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}
