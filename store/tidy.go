package store

import (
	"bytes"
	"errors"
	"time"

	"dosedesk"
)

// keepFor is how long an event that the server has answered stays in the journal:
// a server that was restored from a backup asks for it again.
const keepFor = 30 * 24 * time.Hour

// shortenFrom is the size from which a journal is worth being shortened.
const shortenFrom = 64 << 10

// tidyJournal makes the journal anew where its head is not the enrolment any
// more; and without its first events, where those were answered 30 days ago, by
// the server's time, and are more than half of it. They stay in the outbox. The
// last event stays always: the journal must tell how far this terminal came.
func (v *Vault) tidyJournal() error {
	enrolment := v.Enrolment()
	head, err := encode(enrolment)
	if err != nil {
		return err
	}
	stale := !bytes.Equal(head, v.journal.head)
	if !stale && v.journal.end < shortenFrom {
		return nil
	}
	old, held, err := openJournal(v.journal.path, v.box)
	if err != nil {
		return err
	}
	if err := old.close(); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	n, err := v.settled(held.events)
	if err != nil {
		return err
	}
	if long := 2*n > len(held.events); long {
		held.events = held.events[min(n, len(held.events)-1):]
	} else if !stale {
		return nil
	}
	held.enrolment = enrolment
	return v.swapJournal(held)
}

// settled counts the events, from the first on, that were answered long ago.
func (v *Vault) settled(list []kept) (n int, err error) {
	limit := v.booked.AsOf.Add(-keepFor)
	err = v.outbox.view(func(t tx) error {
		for n < len(list) {
			j, err := t.judgement(list[n].number)
			if err != nil || j == nil || j.At.IsZero() || j.At.After(limit) {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// swapJournal puts a journal with this content in the place of the one that is
// open, which is whole.
func (v *Vault) swapJournal(held journalContent) error {
	if err := fillJournal(v.journal.path, v.box, held); err != nil {
		return err
	}
	fresh, _, err := openJournal(v.journal.path+newSuffix, v.box)
	if err != nil {
		return err
	}
	if err := rename(fresh.path, v.journal.path); err != nil {
		v.journal.failed = true // which of the two has the name now is not known
		return errors.Join(err, fresh.close())
	}
	before := v.journal
	fresh.path, v.journal = before.path, fresh
	return before.close()
}
