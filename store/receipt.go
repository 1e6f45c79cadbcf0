package store

import "dosedesk"

// Receipt returns what the server said of one of our events, with its proof, as
// a server that was restored from a backup wants it back; ok is false until it
// has come.
func (v *Vault) Receipt(event dosedesk.ID) (r dosedesk.Receipt, ok bool) {
	v.mu.RLock()
	number, known := v.own.numbers[event]
	v.mu.RUnlock()
	if !known {
		return r, false
	}
	var j *judgement
	err := v.outbox.view(func(t tx) (err error) {
		j, err = t.judgement(number)
		return err
	})
	if err != nil || j == nil {
		return r, false
	}
	return dosedesk.Receipt{Event: event, Verdict: j.Verdict, Effect: j.Effect, Proof: j.Proof, Standing: j.Standing}, true
}

// Stand keeps where our doses stand, beside their verdicts, which never change.
// What the screens show comes from the roster.
func (v *Vault) Stand(standings []dosedesk.Standing) error {
	if len(standings) == 0 {
		return nil
	}
	v.writing.Lock()
	defer v.writing.Unlock()
	if err := v.outbox.ready(); err != nil {
		return err
	}
	return v.outbox.update(func(t tx) error {
		for _, s := range standings {
			if err := v.stand(t, s); err != nil {
				return err
			}
		}
		return nil
	})
}

func (v *Vault) stand(t tx, s dosedesk.Standing) error {
	v.mu.RLock()
	number, ours := v.own.numbers[s.Dose]
	v.mu.RUnlock()
	if !ours {
		return nil
	}
	j, err := t.judgement(number)
	if err != nil || j == nil || !s.At.After(j.Standing.At) {
		return err
	}
	j.Standing = s
	return t.putJudgement(number, *j)
}
