package sync_test

import (
	"crypto/rand"
	gosync "sync"
	"time"

	"dosedesk"
)

// fakeVault is a vault in memory that keeps count of what was asked of it.
type fakeVault struct {
	mu       gosync.Mutex
	events   []dosedesk.Event
	verdicts map[dosedesk.ID]dosedesk.Verdict
	acks     [][]dosedesk.ID // the events of each Acknowledge
	cursor   dosedesk.Cursor
	roster   map[dosedesk.ID]dosedesk.Entry // that is shown
	coming   map[dosedesk.ID]dosedesk.Entry // after a Reset, until the last page
	digest   dosedesk.Digest
	applied  int
	resets   int

	certificate, ca []byte
}

func newVault(events int) *fakeVault {
	v := &fakeVault{verdicts: map[dosedesk.ID]dosedesk.Verdict{}, roster: map[dosedesk.ID]dosedesk.Entry{}}
	for range events {
		v.record()
	}
	return v
}

// record adds an event, as the desk does.
func (v *fakeVault) record() dosedesk.Event { return v.recordSealed(dosedesk.SealedLength) }

// recordSealed adds an event that many bytes of which cannot be compressed.
func (v *fakeVault) recordSealed(length int) dosedesk.Event {
	v.mu.Lock()
	defer v.mu.Unlock()
	number := uint64(len(v.events) + 1)
	sealed := make([]byte, length)
	_, _ = rand.Read(sealed)
	body := &dosedesk.CodeEntered{Appointment: idOf(2, number), Channel: dosedesk.ChannelTyped, Sealed: sealed}
	event := dosedesk.Event{
		Header: dosedesk.Header{
			ID: idOf(1, number), Terminal: idOf(9, 9), Number: number, Kind: body.Kind(),
			By: dosedesk.Signature{ID: "ravi", Name: "Ravi", Role: dosedesk.Verifier},
			At: dosedesk.Stamp{Wall: time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC)},
		},
		Body: body,
	}
	v.events = append(v.events, event)
	return event
}

func idOf(kind byte, n uint64) dosedesk.ID {
	return dosedesk.ID{kind, 14: byte(n >> 8), 15: byte(n)}
}

// fakeKey is the seed of the terminal's key.
var fakeKey = []byte("a terminal's key, of 32 bytes ..")

func (v *fakeVault) Enrolment() dosedesk.Enrolment {
	v.mu.Lock()
	defer v.mu.Unlock()
	return dosedesk.Enrolment{
		Terminal: idOf(9, 9), Centre: 7, Server: "http://server.invalid", Key: fakeKey, Certificate: v.certificate, CA: v.ca,
	}
}

func (v *fakeVault) Renew(certificate []byte, _ string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.certificate = certificate
	return nil
}

func (v *fakeVault) Pending(limit int) ([]dosedesk.Event, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var pending []dosedesk.Event
	for _, e := range v.events {
		if _, ok := v.verdicts[e.ID]; !ok && len(pending) < limit {
			pending = append(pending, e)
		}
	}
	return pending, nil
}

func (v *fakeVault) EventsFrom(number uint64, limit int) ([]dosedesk.Event, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	rest := v.events[min(int(number-1), len(v.events)):]
	return append([]dosedesk.Event(nil), rest[:min(limit, len(rest))]...), nil
}

func (v *fakeVault) LastEvent() (event dosedesk.Event, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if ok = len(v.events) > 0; ok {
		event = v.events[len(v.events)-1]
	}
	return event, ok
}

func (v *fakeVault) Acknowledge(receipts []dosedesk.Receipt) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	var named []dosedesk.ID
	for _, r := range receipts {
		named = append(named, r.Event)
		if _, ok := v.verdicts[r.Event]; !ok {
			v.verdicts[r.Event] = r.Verdict
		}
	}
	v.acks = append(v.acks, named)
	return nil
}

func (v *fakeVault) Verdict(event dosedesk.ID) (dosedesk.Verdict, bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	verdict, ok := v.verdicts[event]
	return verdict, ok
}

func (v *fakeVault) Receipt(event dosedesk.ID) (dosedesk.Receipt, bool) {
	verdict, ok := v.Verdict(event)
	return dosedesk.Receipt{Event: event, Verdict: verdict}, ok
}

func (v *fakeVault) Stand([]dosedesk.Standing) error { return nil }

func (v *fakeVault) Cursor() dosedesk.Cursor {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.cursor
}

func (v *fakeVault) Apply(c dosedesk.Changes) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.coming == nil && c.Cursor == v.cursor && len(c.Entries) == 0 {
		return nil // as the vault does
	}
	into := v.roster
	if v.coming != nil {
		into = v.coming
	}
	for _, e := range c.Entries {
		into[e.ID] = e
	}
	if !c.More {
		v.roster, v.coming = into, nil
	}
	v.cursor = c.Cursor
	v.applied++
	return nil
}

func (v *fakeVault) Digest() dosedesk.Digest {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.digest
}

func (v *fakeVault) Reset() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.cursor, v.coming = dosedesk.Cursor{}, map[dosedesk.ID]dosedesk.Entry{}
	v.resets++
	return nil
}

func (v *fakeVault) unsent() int {
	pending, _ := v.Pending(1 << 20)
	return len(pending)
}

// AsOf implements Vault: this one is never read again after a restart.
func (v *fakeVault) AsOf() time.Time { return time.Time{} }

// NextCarried implements Vault: this one carries nothing for others.
func (v *fakeVault) NextCarried(int) (string, []byte, error) { return "", nil, nil }

// Delivered implements Vault.
func (v *fakeVault) Delivered(string, int, dosedesk.ErrorCode) error { return nil }
