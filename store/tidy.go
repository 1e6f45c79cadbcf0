package store

import (
	"bytes"
	"errors"
	"slices"
	"time"

	"dosedesk"
)

// keepFor is how long an event that the server has answered is kept: a server that
// was restored from a backup asks for it again.
const keepFor = 30 * 24 * time.Hour

// tidyOutbox deletes the chain's first events where they were answered 30 days
// ago, and returns what memory holds then. What is freed is compacted away at
// the next start.
func (v *Vault) tidyOutbox(own *outboxMemory, booked *rosterMemory) (*outboxMemory, error) {
	last, err := v.settled(own, booked)
	if err != nil || last == (head{}) {
		return own, err
	}
	if err := v.outbox.update(func(t tx) error { return t.forget(own.before.Number, last) }); err != nil {
		v.options.Log.Warn("the outbox keeps what could be deleted", "error", err)
		return own, nil
	}
	return v.readOutbox()
}

// settled returns the last of the first events that nobody needs any more: each
// was answered long ago, by the server's time, and recorded long ago, by the
// terminal's, since either clock may jump; and the roster, where it has the
// appointment, shows what the event did. An event without an answer ends them,
// and the last event stays always: it tells how far this terminal came. What
// memory knows of the others it need not know any more: a slip held for its day,
// and a dose stands in its entry, or nobody can open that visit here.
func (v *Vault) settled(m *outboxMemory, booked *rosterMemory) (last head, err error) {
	limit, ours := booked.AsOf.Add(-keepFor), v.options.Now().Add(-keepFor)
	err = v.outbox.view(func(t tx) error {
		return t.eventsFrom(0, func(event dosedesk.Event) (bool, error) {
			j, err := t.judgement(event.Number)
			if err != nil || j == nil || j.At.IsZero() || j.At.After(limit) {
				return false, err
			}
			if event.Number == m.last.Number || event.At.Wall.After(ours) || booked.lacks(own{event, j}) {
				return false, nil
			}
			last = head{event.Number, event.Hash()}
			return true, nil
		})
	})
	return last, err
}

// forget deletes the events behind one number up to another event, with their
// verdicts. That one's hash is kept: the chain begins behind it now.
func (t tx) forget(before uint64, last head) error {
	for number := before + 1; number <= last.Number; number++ {
		for _, bucket := range []string{events, verdicts} {
			if err := t.Bucket([]byte(bucket)).Delete(numberKey(number)); err != nil {
				return err
			}
		}
	}
	return t.putJSON(settings, settingBefore, last)
}

// shortenFrom is the size from which a journal is worth being shortened.
const shortenFrom = 64 << 10

// tidyJournal makes the journal anew where its head is not the deed any more; and
// without the events that have left the outbox, where they are more than half of
// it.
func (v *Vault) tidyJournal() error {
	deed := v.deed()
	head, err := encode(deed)
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
	gone := slices.IndexFunc(held.events, func(k kept) bool { return k.number > v.own.before.Number })
	if 2*gone > len(held.events) {
		held.events = held.events[gone:]
	} else if !stale {
		return nil
	}
	held.deed = deed
	return v.swapJournal(held)
}

// swapJournal puts a journal with this content in the place of the one that is
// open, which is whole.
func (v *Vault) swapJournal(held journalContent) error {
	if err := fillJournal(v.journal.path, v.box, held); err != nil {
		return err
	}
	return v.takeJournal()
}

// takeJournal puts the journal that was made aside in the place of the one that is
// open.
func (v *Vault) takeJournal() error {
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
