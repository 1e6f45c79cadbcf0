package store_test

import (
	"testing"
	"time"

	"dosedesk"
)

// What a restored server wants back is kept with the verdict, and the newest
// standing of a dose beside it; neither changes the verdict.
func TestAReceiptIsKeptWithItsProof(t *testing.T) {
	booked := entry(1, "Farida Ansari", "")
	v, dir, c := mustSync(t, booked)
	event, err := v.Record(verifier, &dosedesk.ReissueAsked{Appointment: booked.ID})
	must(t, err)
	if _, ok := v.Receipt(event.ID); ok {
		t.Fatal("a receipt before its verdict")
	}
	early := dosedesk.Standing{Dose: event.ID, State: dosedesk.DoseConfirmed, At: c.Now().UTC()}
	must(t, v.Stand([]dosedesk.Standing{early})) // a verdict that did not come is not made up
	given := accepted(event, 11)
	given.At = given.At.UTC()
	given.Effect, given.Proof = 2, dosedesk.Proof{1, 2, 3}
	must(t, v.Acknowledge([]dosedesk.Receipt{given}))
	newer := dosedesk.Standing{Dose: event.ID, State: dosedesk.DoseUnconfirmed, At: c.Now().UTC().Add(time.Hour), Proof: dosedesk.Proof{4}}
	must(t, v.Stand([]dosedesk.Standing{newer, {Dose: dosedesk.ID{99}, State: dosedesk.DoseConfirmed}}))
	must(t, v.Stand([]dosedesk.Standing{early}))
	given.Standing = newer
	for range 2 {
		if got, ok := v.Receipt(event.ID); !ok || got != given {
			t.Errorf("kept is %+v, want %+v", got, given)
		}
		if unsent := v.Unsent(); unsent.Count != 0 {
			t.Errorf("%d unsent", unsent.Count)
		}
		v = reopen(t, v, dir, c.Now)
	}
}
