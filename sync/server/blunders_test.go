package server_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"testing"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// The blunders of other programs with codes, each a test. That codes are drawn
// from no math/rand is a test over the imports, and that nobody outside can look
// anything up, one over the routes.

// There is no code that opens everything, or that follows from what the booking
// says: the last digits of an id, a mobile, a document, the year of birth.
func TestThereIsNoDefaultCode(t *testing.T) {
	b := withBookings(t, 40)
	booked := map[dosedesk.ID]dosedesk.Entry{}
	for _, e := range b.desk().pullAll() {
		booked[e.ID] = e
	}
	n := 100
	for _, guess := range []string{
		"0000", "1111", "1234", "4321", "9999", "2021", "1962", // for everybody
		"ref", "mobile", "id", "appointment",
	} {
		d := b.desk()
		e := booked[appointment(n)]
		digits := map[string]string{
			"ref": e.Citizen.ReferenceID, "mobile": e.Citizen.Mobile, "id": "0" + e.Citizen.PhotoID.LastFour[1:], "appointment": fmt.Sprintf("%04d", n),
		}[guess]
		if digits == "" {
			digits = guess
		}
		code, err := dosedesk.ParseCode(digits[len(digits)-4:])
		must(t, err)
		want := dosedesk.CodeWrong
		if code.Equal(b.right(n, 1)) {
			want = dosedesk.CodeRight // one in 10,000
		}
		if v := d.verdict(d.code(n, code)); v.Code != want {
			t.Errorf("the code %s: %+v", guess, v)
		}
		b.pass(dosedesk.WatchWindow) // nobody is stopped
		n++
	}
}

// A re-issue allows one more try; it does not begin the count anew.
func TestAReissueDoesNotResetTheCounter(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.code(1, d.wrong(1)), d.code(1, d.wrong(1)))
	for _, want := range []int{2, 3} {
		d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
		if left := d.entry(appointment(1)).Code.TriesLeft; left != want {
			t.Errorf("%d tries left, want %d", left, want)
		}
	}
	tested := 2
	for range 10 {
		if d.verdict(d.code(1, d.wrong(1))).Code == dosedesk.CodeWrong {
			tested++
		}
	}
	if most := dosedesk.CodeTries + dosedesk.CodeReissues; tested != most {
		t.Errorf("%d guesses were tested in all, want %d", tested, most)
	}
}

// Where the counter cannot be written there is no verdict: neither right nor
// wrong leaves the server, and nothing of the push is kept.
func TestTheCounterFailsClosed(t *testing.T) {
	d := newBench(t).desk()
	db, err := sql.Open("sqlite", d.file)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	_, err = db.ExecContext(t.Context(), `CREATE TRIGGER full BEFORE UPDATE OF code_tries_left ON appointments
		BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
	must(t, err)
	wrong, right := d.code(1, d.wrong(1)), d.code(1, d.right(1, 1))
	for _, e := range []dosedesk.Event{wrong, right} {
		var answer wire.PushAnswer
		status := d.call("POST", wire.PathEvents, d, d.signed(wrong, right), &answer)
		if status != http.StatusInternalServerError || len(answer.Receipts) != 0 {
			t.Fatalf("status %d, %d receipts", status, len(answer.Receipts))
		}
		must(t, d.Registry.View(t.Context(), func(tx *registry.Tx) error {
			if _, kept, err := tx.Event(e.ID); kept || err != nil {
				t.Errorf("kept %v, %v", kept, err)
			}
			return nil
		}))
	}
	_, err = db.ExecContext(t.Context(), `DROP TRIGGER full`)
	must(t, err)
	answer := d.push(wrong, right)
	if answer.Receipts[0].Code != dosedesk.CodeWrong || answer.Receipts[1].Code != dosedesk.CodeRight {
		t.Errorf("once it can be written: %+v", answer.Receipts)
	}
}

// Only enrolled terminals are answered, and each about its own centre.
func TestNobodyOutsideLooksAnythingUp(t *testing.T) {
	d := newBench(t).desk()
	for _, path := range []string{
		wire.PathChanges, wire.PathChanges + "?mobile=6000000001", wire.PathEvents, "/v1/appointments?mobile=6000000001",
		"/v1/appointments/" + appointment(1).String(), "/v1/code?reference_id=10000000000001", "/v1/citizens/6000000001",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			var answer map[string]any
			if status := d.call(method, path, nil, map[string]string{"mobile": "6000000001"}, &answer); status < 400 {
				t.Errorf("%s %s without credentials: %d %v", method, path, status, answer)
			}
		}
	}
}
