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
	v.own.forget(v.booked)
	v.mu.Unlock()
	v.dropBefore()
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
			judged[number] = &judgement{
				Verdict: r.Verdict, Epoch: v.cursor().Epoch, Shown: v.booked.Cursor.Epoch, Effect: r.Effect, Proof: r.Proof,
			}
		}
	}
	return judged, strange
}

func answers(a dosedesk.Answer) bool {
	return a == dosedesk.Accepted || a == dosedesk.Refused || a == dosedesk.InReview
}

// Apply takes in a page of changes, whole, with the cursor behind it. After a
// Reset nothing of it is seen until the last page has come.
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
	if v.coming != nil {
		return v.build(c)
	}
	p := v.vet(c, v.shown().schedule)
	if err := v.roster.update(func(t tx) error { return t.write(p) }); err != nil {
		return err
	}
	v.mu.Lock()
	indexed := v.booked.take(p)
	v.own.forget(v.booked)
	v.mu.Unlock()
	if !indexed {
		v.reindex()
	}
	return nil
}

// Reset begins the roster anew, because the server began a new epoch (EStale):
// the next pages make another one, beside the one that is shown, and the last of
// them puts it in its place. Every event stays for good.
func (v *Vault) Reset() error {
	v.syncing.Lock()
	defer v.syncing.Unlock()
	if v.coming != nil && v.coming.Cursor == (dosedesk.Cursor{}) {
		return nil
	}
	v.abandon()
	fresh, err := v.begin()
	if err != nil {
		return err
	}
	v.mu.Lock()
	v.coming = fresh
	v.mu.Unlock()
	return nil
}
