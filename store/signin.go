package store

import (
	"context"
	"crypto/sha256"
	"time"

	"dosedesk"
	"dosedesk/store/pin"
)

// How many wrong PINs an operator has, and how long he waits after the first
// so many.
const (
	triesBeforeWait = 5
	triesInAll      = 10
	triesWait       = 15 * time.Minute
)

// decoy is the hash of no operator's PIN; checking it makes an unknown operator
// cost what a wrong PIN does. It must cost what pin.Hash's do.
const decoy = "$argon2id$v=19$m=19456,t=4,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// tries are an operator's wrong PINs since the last right one.
type tries struct {
	Count int           `json:"count"`
	Last  time.Time     `json:"last"`
	For   dosedesk.Hash `json:"for"` // hash of the PIN's hash: a new PIN begins anew
}

// SignIn checks a PIN. It fails with EUnauthorized for a wrong PIN, an unknown
// and a disabled operator alike; with ETooMany for 15 minutes after 5 wrong
// PINs, and after 10 until the server sends a new one. A try is counted, on the
// disk, before the PIN is looked at.
func (v *Vault) SignIn(ctx context.Context, operator, pinTyped string) (dosedesk.Operator, error) {
	v.signing.Lock()
	defer v.signing.Unlock()
	if err := ctx.Err(); err != nil {
		return dosedesk.Operator{}, err
	}
	known, ok := v.operator(operator)
	if !ok {
		pin.Verify(decoy, pinTyped)
		return dosedesk.Operator{}, wrongPIN()
	}
	if err := v.countTry(known); err != nil {
		return dosedesk.Operator{}, err
	}
	if !pin.Verify(known.PINHash, pinTyped) {
		return dosedesk.Operator{}, wrongPIN()
	}
	if err := v.keepTries(known, tries{}); err != nil {
		return dosedesk.Operator{}, err
	}
	known.PINHash = ""
	return known, nil
}

func wrongPIN() error {
	return dosedesk.Errorf(dosedesk.EUnauthorized, "the operator is unknown or the PIN is wrong")
}

func (v *Vault) operator(id string) (dosedesk.Operator, bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	for _, operator := range v.booked.operators {
		if operator.ID == id && !operator.Disabled {
			return operator, true
		}
	}
	return dosedesk.Operator{}, false
}

// countTry counts one more try, or says why there is none.
func (v *Vault) countTry(operator dosedesk.Operator) error {
	had, err := v.tries(operator)
	if err != nil {
		return err
	}
	now := v.options.Now().UTC()
	switch {
	case had.Count >= triesInAll:
		return dosedesk.Errorf(dosedesk.ETooMany, "%d wrong PINs: the in-charge has to ask for a new one", triesInAll)
	case had.Count == triesBeforeWait && now.Before(had.Last):
		// The clock was set back: wait from now, not until then.
		had.Last = now
		if err := v.keepTries(operator, had); err != nil {
			return err
		}
		fallthrough
	case had.Count == triesBeforeWait && now.Sub(had.Last) < triesWait:
		return dosedesk.Errorf(dosedesk.ETooMany, "%d wrong PINs: wait %v", triesBeforeWait, triesWait)
	}
	return v.keepTries(operator, tries{Count: had.Count + 1, Last: now})
}

// tries returns an operator's count. Where it was lost with the outbox it is as if
// he had used up all before the wait, when the outbox was made anew.
func (v *Vault) tries(operator dosedesk.Operator) (tries, error) {
	var had tries
	var lost time.Time
	var counted, gone bool
	err := v.outbox.view(func(t tx) (err error) {
		if counted, err = t.getJSON(settings, settingTries+operator.ID, &had); err != nil || counted {
			return err
		}
		gone, err = t.getJSON(settings, settingTriesLost, &lost)
		return err
	})
	if !counted && gone {
		return tries{Count: triesBeforeWait, Last: lost}, err
	}
	if had.For != sha256.Sum256([]byte(operator.PINHash)) {
		had = tries{}
	}
	return had, err
}

func (v *Vault) keepTries(operator dosedesk.Operator, now tries) error {
	v.writing.Lock()
	defer v.writing.Unlock()
	now.For = sha256.Sum256([]byte(operator.PINHash))
	return v.outbox.update(func(t tx) error { return t.putJSON(settings, settingTries+operator.ID, now) })
}
