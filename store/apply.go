package store

import "dosedesk"

// Acknowledge keeps the verdicts of a push, each with exactly the event it
// names. A verdict never changes: a second one for an event is let go. Receipts
// that make no sense, for an event not ours or without an answer, are reported
// with EConflict once the others are kept.
func (v *Vault) Acknowledge(receipts []dosedesk.Receipt) error {
	kept, strange, err := v.keepVerdicts(receipts)
	if err != nil {
		return err
	}
	if kept > 0 {
		v.changed()
	}
	if strange > 0 {
		return dosedesk.Errorf(dosedesk.EConflict, "%d receipts without an answer, or for events not of this terminal", strange)
	}
	return nil
}

func (v *Vault) keepVerdicts(receipts []dosedesk.Receipt) (kept, strange int, err error) {
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return 0, 0, err
	}
	judged, strange := v.judgements(receipts)
	if len(judged) == 0 {
		return 0, strange, nil
	}
	err = v.outbox.update(func(t tx) error {
		for number, j := range judged {
			if err := t.judge(number, *j); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, strange, err
	}
	v.mu.Lock()
	v.own.judge(judged)
	v.own.forget(v.booked.Cursor)
	v.mu.Unlock()
	return len(judged), strange, nil
}

// judgements sorts out the receipts that give an event its verdict, by the
// event's number.
func (v *Vault) judgements(receipts []dosedesk.Receipt) (judged map[uint64]*judgement, strange int) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	judged = map[uint64]*judgement{}
	for _, r := range receipts {
		number, ours := v.own.numbers[r.Event]
		switch {
		case !ours || !answers(r.Answer):
			strange++
		case judged[number] == nil && v.own.isUnsent(number):
			judged[number] = &judgement{Verdict: r.Verdict, Epoch: v.booked.Cursor.Epoch}
		}
	}
	return judged, strange
}

func answers(a dosedesk.Answer) bool {
	return a == dosedesk.Accepted || a == dosedesk.Refused || a == dosedesk.InReview
}

// Apply takes in a page of changes, whole, with the cursor behind it.
func (v *Vault) Apply(c dosedesk.Changes) error {
	if err := v.apply(c); err != nil {
		return err
	}
	v.changed()
	return nil
}

func (v *Vault) apply(c dosedesk.Changes) error {
	v.syncing.Lock()
	defer v.syncing.Unlock()
	p := v.vet(c, v.booked.schedule)
	if err := v.roster.update(func(t tx) error { return t.write(p) }); err != nil {
		return err
	}
	v.mu.Lock()
	indexed := v.booked.take(p)
	v.own.forget(c.Cursor)
	v.mu.Unlock()
	if !indexed {
		v.reindex()
	}
	return nil
}

// Reset forgets the roster and the cursor, because the server began a new epoch
// (EStale); the next pages bring all of it again. The centre, its operators and
// the key stay until then, and every event stays for good.
func (v *Vault) Reset() error {
	v.syncing.Lock()
	err := v.roster.update(tx.forget)
	if err == nil {
		v.mu.Lock()
		v.booked.forget()
		v.own.forget(dosedesk.Cursor{})
		v.mu.Unlock()
		v.reindex()
	}
	v.syncing.Unlock()
	if err == nil {
		v.changed()
	}
	return err
}
