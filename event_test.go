package dosedesk_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
)

func testEvent(n int, body dosedesk.Body) dosedesk.Event {
	return dosedesk.Event{
		Header: dosedesk.Header{
			ID: testID(1000 + n), Terminal: testID(1), Number: uint64(n), Kind: body.Kind(), //nolint:gosec // small
			By: dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
			At: dosedesk.Stamp{
				Wall:   time.Date(2021, 5, 13, 4, 0, 0, 123e6, time.UTC),
				Uptime: 90 * time.Minute, Boot: testID(2),
			},
			Schedule: "2022-08-12.1", Previous: dosedesk.Hash{1, 2, 3},
		},
		Body: body,
	}
}

func bodies() []dosedesk.Body {
	answers := dosedesk.Answers{Bleeding: true, Recovered: dosedesk.Day{Year: 2021, Month: 1, Day: 31}}
	return []dosedesk.Body{
		&dosedesk.CodeEntered{Appointment: testID(3), Channel: dosedesk.ChannelTyped, Key: 1, Sealed: bytes.Repeat([]byte{7}, 52)},
		&dosedesk.DoseRecorded{
			Appointment: testID(3), Citizen: "56563202704536", Dose: 2, Vaccine: dosedesk.Covishield, Batch: "4121Z004",
			Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31}, Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
			GivenAt: time.Date(2021, 5, 13, 6, 14, 0, 0, time.UTC), ClearedBy: testID(4), Answers: answers,
		},
		&dosedesk.VisitDeferred{Appointment: testID(3), Reason: dosedesk.DeferredNotDue, Outcome: dosedesk.NotYet, Until: dosedesk.Day{Year: 2021, Month: 6, Day: 1}},
		&dosedesk.WalkinRegistered{Appointment: dosedesk.Appointment{
			ID: testID(3), Session: dosedesk.Session{ID: testID(8), Centre: 603425, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covaxin},
			Dose: 2, Booking: dosedesk.Walkin,
			Citizen:  dosedesk.Citizen{Name: "Asha Devi", NameHindi: "आशा देवी", Gender: dosedesk.Female, BirthYear: 1960, Mobile: "6000000001", PhotoID: dosedesk.PhotoID{Type: "Voter ID", LastFour: "12AB"}},
			Previous: []dosedesk.PreviousDose{{Vaccine: dosedesk.Covaxin, On: dosedesk.Day{Year: 2021, Month: 4, Day: 1}}},
		}},
		&dosedesk.ReissueAsked{Appointment: testID(3)},
		&dosedesk.CodeEntered{Appointment: testID(3), Channel: dosedesk.ChannelSlip, Issue: 2, Key: 1, Sealed: bytes.Repeat([]byte{7}, 52)},
		&dosedesk.OverrideRecorded{
			Appointment: testID(3), Desk: dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
			Reason: dosedesk.OverrideNoPhone, Seen: dosedesk.PhotoID{Type: "Voter ID", LastFour: "12AB"},
		},
		&dosedesk.DoseCorrected{
			Appointment: testID(3), Dose: testID(4), Vaccine: dosedesk.Covaxin, Batch: "37F21012A",
			Expires: dosedesk.Day{Year: 2021, Month: 9, Day: 30}, Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
			GivenAt: time.Date(2021, 5, 13, 6, 15, 0, 0, time.UTC),
		},
	}
}

// What a terminal wrote is read back whole, from the vault and from the wire,
// with the same hash.
func TestEventRoundTrip(t *testing.T) {
	for n, body := range bodies() {
		event := testEvent(n+1, body)
		parsed, err := dosedesk.ParseEvent(event.Canonical())
		if err != nil {
			t.Fatalf("%s: %v", event.Kind, err)
		}
		if diff := cmp.Diff(event, parsed, cmp.AllowUnexported()); diff != "" {
			t.Errorf("%s changed in its canonical bytes:\n%s", event.Kind, diff)
		}
		wire, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		var received dosedesk.Event
		if err := json.Unmarshal(wire, &received); err != nil {
			t.Fatalf("%s: %v", event.Kind, err)
		}
		if received.Hash() != event.Hash() {
			t.Errorf("%s has another hash after the wire", event.Kind)
		}
	}
}

// No byte can be taken away, added or changed without its being noticed.
func TestDamagedEvent(t *testing.T) {
	for n, body := range bodies() {
		event := testEvent(n+1, body)
		whole := event.Canonical()
		for cut := range whole {
			if _, err := dosedesk.ParseEvent(whole[:cut]); err == nil {
				t.Fatalf("%s cut to %d of %d bytes was read", event.Kind, cut, len(whole))
			}
		}
		if _, err := dosedesk.ParseEvent(append(append([]byte(nil), whole...), 0)); err == nil {
			t.Errorf("%s with a byte too many was read", event.Kind)
		}
		for i := range whole {
			changed := append([]byte(nil), whole...)
			changed[i] ^= 0x20
			if other, err := dosedesk.ParseEvent(changed); err == nil && other.Hash() == event.Hash() {
				t.Fatalf("%s: byte %d changed, hash did not", event.Kind, i)
			}
		}
	}
}

func TestUnknownKind(t *testing.T) {
	var e dosedesk.Event
	if err := json.Unmarshal([]byte(`{"kind":"dose.imagined","body":{}}`), &e); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("an unknown kind: %v, want EInvalid", err)
	}
}

func FuzzParseEvent(f *testing.F) {
	for n, body := range bodies() {
		f.Add(testEvent(n+1, body).Canonical())
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		event, err := dosedesk.ParseEvent(b)
		if err != nil {
			return
		}
		if again, err := dosedesk.ParseEvent(event.Canonical()); err != nil || again.Hash() != event.Hash() {
			t.Errorf("read, written and read again it differs: %v", err)
		}
	})
}
