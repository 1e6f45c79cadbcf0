package server_test

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// What a broken or hostile terminal sends costs nobody else anything: it is kept,
// refused, and holds up neither its centre's feed, nor another centre's, nor what
// comes behind it.
func TestAHostileEventHoldsUpNobody(t *testing.T) {
	onBoth(t, func(t *testing.T, b, _ *bench) {
		for name, spoil := range map[string]func(*dosedesk.Event, *dosedesk.DoseRecorded){
			"a year that no JSON has":  func(_ *dosedesk.Event, b *dosedesk.DoseRecorded) { b.GivenAt = time.Unix(1<<40, 0).UTC() },
			"a year before the first":  func(e *dosedesk.Event, _ *dosedesk.DoseRecorded) { e.At.Wall = time.Unix(-1<<40, 0).UTC() },
			"a text with a NUL":        func(_ *dosedesk.Event, b *dosedesk.DoseRecorded) { b.Batch = "4121\x00" },
			"more text than any has":   func(_ *dosedesk.Event, b *dosedesk.DoseRecorded) { b.Batch = strings.Repeat("<", 1025) },
			"an operator with a NUL":   func(e *dosedesk.Event, _ *dosedesk.DoseRecorded) { e.By.ID = "\x00" },
			"a number beyond a column": func(_ *dosedesk.Event, b *dosedesk.DoseRecorded) { b.Dose = math.MaxInt32 + 1 },
		} {
			t.Run(name, func(t *testing.T) {
				hostile, carrier := b.elsewhere(), b.desk()
				e := hostile.record(dosedesk.KindDoseRecorded, func(dosedesk.Header) dosedesk.Body {
					return hostile.given(appointment(1), "10000000000001", b.clock(), dosedesk.ID{})
				})
				spoil(&e, e.Body.(*dosedesk.DoseRecorded)) //nolint:errcheck // made above
				hostile.previous = e.Hash()
				behind := hostile.code(1, b.right(1, 1))
				answer, status := carrier.carry(hostile.parcel(hostile.signed(e, behind)))
				if want := (wire.ParcelAnswer{Refused: 2}); status != http.StatusOK || answer != want {
					t.Errorf("carried: status %d, %+v", status, answer)
				}
				if v := hostile.verdict(e); v.Answer != dosedesk.Refused || v.Reason != dosedesk.ReasonMalformed {
					t.Errorf("its verdict: %+v", v)
				}
				if entries := carrier.pullAll(); len(entries) != 5 || len(hostile.pullAll()) != 0 {
					t.Errorf("%d entries on the pages", len(entries))
				}
			})
		}
	})
}

// What is wrong in a parcel ends its journey: a carrier must not come again with
// it for ever, in front of all else that he carries.
func TestAHostileParcelComesToAnEnd(t *testing.T) {
	b := newBench(t)
	hostile, carrier := b.desk(), b.desk()
	first := hostile.dose(1, dosedesk.ID{})
	numbered := func(n uint64) wire.PushRequest {
		e := first
		e.ID, e.Number = newID(), n
		push := hostile.signed(e)
		push.Beginning = dosedesk.SignBeginning(hostile.key, hostile.id, n)
		return push
	}
	for name, push := range map[string]wire.PushRequest{
		"the last number of all": numbered(math.MaxUint64),
		"more than a column has": numbered(math.MaxInt64 + 1),
		"the number of no event": numbered(0),
	} {
		answer, status := carrier.carry(hostile.parcel(push))
		if status != http.StatusOK || answer.Problem == nil || answer.Problem.Code != dosedesk.EInvalid {
			t.Errorf("%s: status %d, %+v", name, status, answer)
		}
	}
	foreign := hostile.signed(first)
	foreign.Epoch = "another life"
	if answer, status := carrier.carry(hostile.parcel(foreign)); status != http.StatusOK || answer != (wire.ParcelAnswer{Taken: 1}) {
		t.Errorf("with an epoch: status %d, %+v", status, answer)
	}
}
