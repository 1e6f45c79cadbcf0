package store

import (
	"bytes"
	"errors"
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
	v.journal, held, journalErr = openAnyJournal(v.path(journalFile), v.box)
	switch {
	case journalErr != nil && !damaged(journalErr):
		return nil, journalErr
	case outboxErr != nil && journalErr != nil:
		return nil, beyondRepair(outboxErr, journalErr)
	case outboxErr != nil:
		v.box = v.journal.box
		return v.rebuildOutbox(held, outboxErr)
	case journalErr != nil:
		return own, v.rebuildJournal(journalErr)
	case v.journal.box.schema != v.box.schema:
		return v.meet(own, held)
	}
	return v.reconcile(own, held)
}

// meet brings outbox and journal of two schemas together. An older journal is what
// an interrupted migration leaves; an older outbox was put back by somebody, and
// the journal knows more.
func (v *Vault) meet(own *outboxMemory, held journalContent) (*outboxMemory, error) {
	cause := dosedesk.Errorf(dosedesk.EDamaged, "%s is of schema %d, %s of %d", outboxFile, v.box.schema, journalFile, v.journal.box.schema)
	switch {
	case v.journal.box.schema > v.box.schema:
		if err := v.closeOutbox(); err != nil {
			return nil, err
		}
		v.box = v.journal.box
		return v.rebuildOutbox(held, cause)
	case v.journal.last > own.last.Number:
		return nil, beyondRepair(cause)
	}
	return own, v.renewJournal()
}

// beyondRepair says what to do where neither can be made from the other.
func beyondRepair(causes ...error) error {
	return dosedesk.Errorf(dosedesk.EDamaged, "%w\nNothing was changed. Doses that were not sent may be in this folder: "+
		"keep it, and tell the district, which takes in what is whole (dosedeskd events import --journal); "+
		"put both files back from a copy, or enrol another --dir", errors.Join(causes...))
}

func (v *Vault) openOwn() (own *outboxMemory, err error) {
	if v.outbox, err = openFile(v.path(outboxFile), v.box); err != nil {
		return nil, err
	}
	if err = v.takeSchema(); err == nil {
		own, err = v.readOutbox()
	}
	if err != nil {
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
		cause := dosedesk.Errorf(dosedesk.EDamaged, "%s ends with event %d, %s begins with %d", outboxFile, last, journalFile, held.events[0].number)
		if err := v.closeOutbox(); err != nil {
			return nil, err
		}
		return v.rebuildOutbox(held, cause)
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
		if len(held.Grants) > 0 { // an outbox from before a Revoke entitles nobody again
			if err := t.putJSON(settings, settingGrants, held.Grants); err != nil {
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
