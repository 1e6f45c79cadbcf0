package store

import (
	"time"

	"dosedesk"
)

// Cursor returns how far the roster is read; the zero Cursor before the first
// sync, and after a Reset.
func (v *Vault) Cursor() dosedesk.Cursor {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.cursor()
}

func (v *Vault) cursor() dosedesk.Cursor {
	if v.coming != nil {
		return v.coming.Cursor
	}
	return v.booked.Cursor
}

// AsOf returns the server's time of the roster that is shown; the zero time
// before the first.
func (v *Vault) AsOf() time.Time {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.booked.AsOf
}

// Unsent counts the events without a verdict.
func (v *Vault) Unsent() dosedesk.Unsent {
	v.mu.RLock()
	defer v.mu.RUnlock()
	if len(v.own.unsent) == 0 {
		return dosedesk.Unsent{}
	}
	return dosedesk.Unsent{Count: len(v.own.unsent), Oldest: v.own.unsent[0].at}
}

// Pending returns the first events without a verdict, at most limit, in the
// order of their numbers.
func (v *Vault) Pending(limit int) ([]dosedesk.Event, error) {
	v.mu.RLock()
	waiting := v.own.unsent[:min(limit, len(v.own.unsent))]
	numbers := make([]uint64, len(waiting))
	for i, u := range waiting {
		numbers[i] = u.number
	}
	v.mu.RUnlock()
	pending := make([]dosedesk.Event, 0, len(numbers))
	err := v.outbox.view(func(t tx) error {
		for _, number := range numbers {
			event, err := t.event(number)
			if err != nil {
				return err
			}
			pending = append(pending, event)
		}
		return nil
	})
	return pending, err
}

// EventsFrom returns the events from a number on, acknowledged or not, at most
// limit.
func (v *Vault) EventsFrom(number uint64, limit int) ([]dosedesk.Event, error) {
	var found []dosedesk.Event
	err := v.outbox.view(func(t tx) error {
		return t.eventsFrom(number, func(event dosedesk.Event) (bool, error) {
			if len(found) >= limit {
				return false, nil
			}
			found = append(found, event)
			return true, nil
		})
	})
	return found, err
}

// LastEvent returns the event with the highest number; ok is false before the
// first.
func (v *Vault) LastEvent() (event dosedesk.Event, ok bool) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	return v.own.last, v.own.last.Number > 0
}

// Verdict returns the server's verdict on one of our events; ok is false until
// it has come.
func (v *Vault) Verdict(event dosedesk.ID) (verdict dosedesk.Verdict, ok bool) {
	r, ok := v.Receipt(event)
	return r.Verdict, ok
}
