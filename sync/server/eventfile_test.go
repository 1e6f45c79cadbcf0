package server_test

import (
	"bytes"
	"net/http"
	"testing"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// parcel seals pushes as a terminal exports them.
func (d *desk) parcel(pushes ...wire.PushRequest) []byte {
	d.t.Helper()
	var parcels []wire.Parcel
	for _, push := range pushes {
		packed, err := wire.Pack(push)
		must(d.t, err)
		parcels = append(parcels, wire.Parcel{Terminal: d.id, Push: packed})
	}
	sealed, err := wire.SealParcels(parcels, d.Keys.Open.SealKey())
	must(d.t, err)
	return sealed
}

func (d *desk) imported(sealed []byte) (server.EventReport, error) {
	return d.ImportEvents(d.t.Context(), bytes.NewReader(sealed))
}

// What a file brought is judged once: the file again, and the terminal's own push
// later, get the verdicts of the first time, and no try and no SMS more.
func TestAFileOfEventsIsTakenAsAPush(t *testing.T) {
	d := newBench(t).desk()
	right := d.code(1, d.right(1, 1))
	given, wrong := d.dose(1, right.ID), d.code(2, d.wrong(2))
	unbacked := d.dose(2, wrong.ID)
	file := d.parcel(d.signed(right, given), d.signed(wrong, unbacked))
	report, err := d.imported(file)
	if err != nil || report != (server.EventReport{Terminal: d.id, Taken: 4}) {
		t.Fatalf("the file: %+v, %v", report, err)
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong)
	queued := d.queued(registry.ConfirmationMessage)

	again, err := d.imported(file)
	if err != nil || again != (server.EventReport{Terminal: d.id, Known: 4}) {
		t.Errorf("the file again: %+v, %v", again, err)
	}
	answer := d.push(right, given, wrong, unbacked)
	for _, r := range answer.Receipts {
		if !r.Duplicate {
			t.Errorf("the terminal's own push is judged anew: %+v", r)
		}
	}
	if answer.Next != 5 || answer.Receipts[0].Code != dosedesk.CodeRight || answer.Receipts[2].Code != dosedesk.CodeWrong {
		t.Errorf("it hears %+v", answer)
	}
	if left := d.entry(appointment(2)).Code.TriesLeft; left != dosedesk.CodeTries-1 {
		t.Errorf("%d tries are left", left)
	}
	if n := d.queued(registry.ConfirmationMessage); queued != 1 || n != 1 {
		t.Errorf("%d messages, then %d", queued, n)
	}
}

// What came by the link before, and what has no effect, are counted apart.
func TestAFileOfEventsIsCounted(t *testing.T) {
	b := newBench(t)
	d := b.desk()
	known, fresh := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
	foreign := b.desk().code(3, b.right(3, 1))
	foreign.Number = 3
	d.push(known)
	report, err := d.imported(d.parcel(d.signed(known, fresh, foreign)))
	if err != nil || report != (server.EventReport{Terminal: d.id, Taken: 1, Known: 1, Refused: 1}) {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestAFileOfEventsIsRefusedWhole(t *testing.T) {
	b := newBench(t)
	d, other, stranger := b.desk(), b.desk(), newBench(t).desk()
	first, second := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
	good, forged := d.signed(first), d.signed(second)
	forged.Signature = good.Signature
	whole := d.parcel(good)
	unknown := *d
	unknown.id = dosedesk.ID{1}
	for name, c := range map[string]struct {
		file []byte
		want dosedesk.ErrorCode
	}{
		"cut short":               {whole[:len(whole)-1], dosedesk.EDamaged},
		"no such file":            {[]byte("rubbish"), dosedesk.EInvalid},
		"another server's":        {stranger.parcel(good), dosedesk.EUnauthorized},
		"an unknown terminal's":   {unknown.parcel(good), dosedesk.EUnauthorized},
		"signed by another":       {other.parcel(good), dosedesk.EUnauthorized},
		"one push of two is good": {d.parcel(good, forged), dosedesk.EUnauthorized},
	} {
		if report, err := d.imported(c.file); dosedesk.CodeOf(err) != c.want || report.Taken > 0 {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
	if answer := d.push(first); answer.Receipts[0].Duplicate {
		t.Error("a refused file brought something")
	}
}

func TestAFileOfEventsBehindAGap(t *testing.T) {
	d := newBench(t).desk()
	lost, behind := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
	file := d.parcel(d.signed(behind))
	if report, err := d.imported(file); dosedesk.CodeOf(err) != dosedesk.EConflict || report.Taken > 0 {
		t.Fatalf("behind a gap: %+v, %v", report, err)
	}
	d.push(lost)
	if report, err := d.imported(file); err != nil || report.Taken != 1 {
		t.Errorf("once the gap is filled: %+v, %v", report, err)
	}
}

// A revoked terminal's events are taken from a file too, for review.
func TestAFileOfARevokedTerminal(t *testing.T) {
	d := newBench(t).desk()
	file := d.parcel(d.signed(d.dose(1, dosedesk.ID{})))
	must(t, d.RevokeTerminal(t.Context(), centre, d.id))
	if report, err := d.imported(file); err != nil || report.Taken != 1 {
		t.Fatalf("%+v, %v", report, err)
	}
	other := d.bench.desk()
	expect(t, other.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonOperatorUnknown)
}

// carry has a terminal hand over what another sealed, a parcel of one push.
func (d *desk) carry(sealed []byte) (answer wire.ParcelAnswer, status int) {
	d.t.Helper()
	status = d.call("POST", wire.PathParcels, d, wire.ParcelRequest{Sealed: sealed}, &answer)
	return answer, status
}

// What another terminal carries is judged by what is in it: any admitted terminal
// may bring it, of whatever centre.
func TestAParcelThatAnotherCarries(t *testing.T) {
	b := newBench(t)
	d := b.desk()
	must(t, b.SetCentre(t.Context(), dosedesk.Centre{ID: centre + 1, Name: "CHC Milak", Kind: dosedesk.Government}))
	carrier := b.deskAt(centre + 1)
	right := d.code(1, d.right(1, 1))
	given := d.dose(1, right.ID)
	parcel := d.parcel(d.signed(right, given))
	for _, want := range []wire.ParcelAnswer{{Taken: 2}, {Known: 2}} {
		if answer, status := carrier.carry(parcel); status != http.StatusOK || answer != want {
			t.Errorf("status %d, %+v, want %+v", status, answer, want)
		}
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	if answer := d.push(right, given); !answer.Receipts[1].Duplicate {
		t.Errorf("the terminal's own push is judged anew: %+v", answer)
	}
}

// Who is not admitted carries nothing: his is no word about the parcel. A revoked
// terminal's events are taken from another, for review.
func TestWhoMayCarry(t *testing.T) {
	b := newBench(t)
	d, carrier, gone := b.desk(), b.desk(), b.desk()
	parcel := d.parcel(d.signed(d.dose(1, dosedesk.ID{})))
	must(t, b.RevokeTerminal(t.Context(), centre, gone.id))
	must(t, b.RevokeTerminal(t.Context(), centre, d.id))
	if _, status := gone.carry(parcel); status != http.StatusUnauthorized {
		t.Errorf("a revoked carrier: status %d", status)
	}
	if answer, status := carrier.carry(parcel); status != http.StatusOK || answer != (wire.ParcelAnswer{Taken: 1}) {
		t.Errorf("of a revoked terminal: status %d, %+v", status, answer)
	}
	expect(t, carrier.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonOperatorUnknown)
}

// What is wrong with a parcel ends its journey: it is an answer. What is wrong
// with the request is none, and the parcel comes again.
func TestAParcelThatIsRefused(t *testing.T) {
	b := newBench(t)
	d, other, stranger := b.desk(), b.desk(), newBench(t).desk()
	lost, behind := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
	good, gap := d.parcel(d.signed(lost)), d.parcel(d.signed(behind))
	for name, c := range map[string]struct {
		parcel []byte
		want   dosedesk.ErrorCode
	}{
		"cut short":           {good[:len(good)-1], dosedesk.EDamaged},
		"nothing at all":      {nil, dosedesk.EDamaged},
		"another server's":    {stranger.parcel(d.signed(lost)), dosedesk.EUnauthorized},
		"signed by another":   {other.parcel(d.signed(lost)), dosedesk.EUnauthorized},
		"behind what is lost": {gap, dosedesk.EConflict},
	} {
		answer, status := other.carry(c.parcel)
		if status != http.StatusOK || answer.Taken > 0 || answer.Problem == nil || answer.Problem.Code != c.want {
			t.Errorf("%s: status %d, %+v", name, status, answer)
		}
	}
	if status := other.call("POST", wire.PathParcels, other, "rubbish", &wire.ParcelAnswer{}); status != http.StatusBadRequest {
		t.Errorf("a request that cannot be read: status %d", status)
	}
	if answer, _ := other.carry(good); answer != (wire.ParcelAnswer{Taken: 1}) {
		t.Errorf("the good one: %+v", answer)
	}
}
