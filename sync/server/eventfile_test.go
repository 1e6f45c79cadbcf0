package server_test

import (
	"bytes"
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
