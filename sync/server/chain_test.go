package server_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	gosync "sync"
	"testing"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestGuessesAtOnce(t *testing.T) {
	b := newBench(t)
	const desks = 50
	var events [desks]dosedesk.Event
	var terminals [desks]*desk
	for i := range desks {
		terminals[i] = b.desk()
		events[i] = terminals[i].code(1, b.wrong(1))
	}
	var wait gosync.WaitGroup
	var answers [desks]dosedesk.Verdict
	for i := range desks {
		wait.Go(func() { answers[i] = terminals[i].verdict(events[i]) })
	}
	wait.Wait()
	tested := 0
	for _, v := range answers {
		if v.Code == dosedesk.CodeWrong {
			tested++
		} else if v.Code != dosedesk.CodeLocked {
			t.Errorf("a guess got %+v", v)
		}
	}
	if tested != dosedesk.CodeTries {
		t.Errorf("%d guesses of %d were tested", tested, desks)
	}
}

func TestGapTakesNothing(t *testing.T) {
	d := newBench(t).desk()
	first, second, third := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{}), d.dose(3, dosedesk.ID{})
	if answer := d.push(first, third); len(answer.Receipts) != 1 || answer.Next != 2 {
		t.Fatalf("with the second missing: %d receipts, next %d", len(answer.Receipts), answer.Next)
	}
	if answer := d.push(second, third); len(answer.Receipts) != 2 || answer.Next != 4 {
		t.Fatalf("then: %d receipts, next %d", len(answer.Receipts), answer.Next)
	}
}

// TestWhatIsGoneForGoodHoldsUpNothing: this registry lost three events, and the
// terminal, which has let them go, says so.
func TestWhatIsGoneForGoodHoldsUpNothing(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	for n := range 3 {
		d.dose(n+2, dosedesk.ID{})
	}
	fifth, sixth := d.code(5, d.right(5, 1)), d.dose(5, dosedesk.ID{})
	push := d.signed(fifth, sixth)
	for name, beginning := range map[string][]byte{
		"another number": dosedesk.SignBeginning(d.key, d.id, 2), "no signature": {1}, "the push's": push.Signature,
	} {
		push.Beginning = beginning
		if status := d.call("POST", wire.PathEvents, d, push, &wire.PushAnswer{}); status != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, status)
		}
	}
	push.Beginning = dosedesk.SignBeginning(d.key, d.id, 5)
	var answer wire.PushAnswer
	for range 2 { // the first answer may be lost
		d.call("POST", wire.PathEvents, d, push, &answer)
		if len(answer.Receipts) != 2 || answer.Next != 7 || answer.Receipts[0].Code != dosedesk.CodeRight {
			t.Fatalf("receipts %+v, next %d", answer.Receipts, answer.Next)
		}
	}
	if v := d.verdict(d.code(4, d.right(4, 1))); v.Code != dosedesk.CodeRight {
		t.Errorf("the event after that: %+v", v)
	}
	listed, err := d.Terminals(t.Context(), centre)
	must(t, err)
	if listed[0].Lost != 3 || listed[0].Events != 7 || !bytes.Contains(d.log.Bytes(), []byte("first=2 last=4")) {
		t.Errorf("listed %+v, logged %s", listed[0], d.log.Bytes())
	}
}

// TestABeginningTakesNothingAway: said of events that are here, it says nothing.
func TestABeginningTakesNothingAway(t *testing.T) {
	d := newBench(t).desk()
	first := d.dose(1, dosedesk.ID{})
	for range 2 {
		push := d.signed(first)
		push.Beginning = dosedesk.SignBeginning(d.key, d.id, 1)
		var answer wire.PushAnswer
		if d.call("POST", wire.PathEvents, d, push, &answer); len(answer.Receipts) != 1 || answer.Next != 2 {
			t.Errorf("receipts %+v, next %d", answer.Receipts, answer.Next)
		}
	}
	if listed, err := d.Terminals(t.Context(), centre); err != nil || listed[0].Lost != 0 {
		t.Errorf("listed %+v, %v", listed, err)
	}
}

func TestForkIsKeptAndTheChainGoesOn(t *testing.T) {
	d := newBench(t).desk()
	first := d.dose(1, dosedesk.ID{})
	d.push(first)
	d.number, d.previous = 0, dosedesk.Hash{} // the terminal's disk was restored
	forked := d.dose(2, dosedesk.ID{})
	if v := d.verdict(forked); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonChainForked {
		t.Fatalf("another event under a known number: %+v", v)
	}
	expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonChainForked)
	if v := d.verdict(d.code(3, d.right(3, 1))); v.Code != dosedesk.CodeRight {
		t.Errorf("the event after that: %+v", v)
	}
	d.push(d.code(2, d.right(2, 1)))
	expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonChainForked)
}

// A code in the event that forks a chain is not tested, whatever it is: no try
// goes unrecorded, and no answer is had for nothing.
func TestForkedCodeIsNotTested(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	for range 5 {
		d.number, d.previous = 0, dosedesk.Hash{}
		if v := d.verdict(d.code(3, d.right(3, 1))); v.Reason != dosedesk.ReasonChainForked || v.Code != "" {
			t.Errorf("a code in a fork: %+v", v)
		}
	}
	if c := d.entry(appointment(3)).Code; c.Right || c.TriesLeft != dosedesk.CodeTries {
		t.Errorf("the code's state: %+v", c)
	}
}

// Two machines under one terminal's id, one folder copied to both: each goes on,
// whoever sends when; one event is in review, and nobody sends anything twice.
func TestBothBranchesOfAChainGoOn(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	copied := *d
	d.push(d.code(2, d.right(2, 1)))
	if v := copied.verdict(copied.dose(3, dosedesk.ID{})); v.Reason != dosedesk.ReasonChainForked {
		t.Fatalf("the copy's first: %+v", v)
	}
	for n, desk := range []*desk{&copied, d, &copied, &copied, d} {
		e := desk.code(4, desk.right(4, 1))
		answer := desk.push(e)
		if len(answer.Receipts) != 1 || answer.Receipts[0].Code != dosedesk.CodeRight {
			t.Fatalf("%d: receipts %+v, next %d", n, answer.Receipts, answer.Next)
		}
		page, _ := desk.pull("")
		if answer.Next <= e.Number || page.Next <= e.Number {
			t.Errorf("%d: number %d is wanted again: next %d, %d", n, e.Number, answer.Next, page.Next)
		}
	}
	expect(t, d.entry(appointment(3)), dosedesk.DoseUnconfirmed, dosedesk.ReasonChainForked)
	lost, then := copied.dose(5, dosedesk.ID{}), copied.code(5, d.right(5, 1))
	if answer := copied.push(then); len(answer.Receipts) != 0 || answer.Next > lost.Number {
		t.Fatalf("with one missing on the longer branch: %d receipts, next %d", len(answer.Receipts), answer.Next)
	}
	if answer := copied.push(lost, then); len(answer.Receipts) != 2 || answer.Receipts[1].Code != dosedesk.CodeRight {
		t.Errorf("then: %+v", answer)
	}
}

func TestOneIDWithOtherContentIsReviewed(t *testing.T) {
	d := newBench(t).desk()
	e := d.dose(1, dosedesk.ID{})
	before := d.verdict(e)
	other := e
	body := *e.Body.(*dosedesk.DoseRecorded) //nolint:forcetypeassert // made above
	body.Batch = "other"
	other.Body = &body
	for range 2 {
		if v := d.verdict(other); v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonChainForked {
			t.Fatalf("one id with other content: %+v", v)
		}
	}
	if v := d.verdict(e); v != before {
		t.Errorf("the first content now gets %+v", v)
	}
}

func TestEventOfAnotherTerminalIsMalformed(t *testing.T) {
	b := newBench(t)
	d, other := b.desk(), b.desk()
	if v := d.verdict(other.code(1, b.right(1, 1))); v.Answer != dosedesk.Refused || v.Reason != dosedesk.ReasonMalformed {
		t.Fatalf("an event of another terminal: %+v", v)
	}
	if e := d.entry(appointment(1)); e.Code.Right {
		t.Error("it had an effect")
	}
}

func TestUnreadableEventBlocksNothing(t *testing.T) {
	d := newBench(t).desk()
	d.number++
	strange := json.RawMessage(`{"id":"` + newID().String() + `","number":1,"kind":"from.the.future","body":{}}`)
	next := d.dose(1, dosedesk.ID{})
	text, err := json.Marshal(next)
	must(t, err)
	var answer wire.PushAnswer
	push := d.signed(next)
	signature := dosedesk.SignPush(d.key, d.id, 1, push.Head)
	d.call("POST", wire.PathEvents, d, map[string]any{
		"events": map[string]any{"way": "rr", "rows": []json.RawMessage{strange, text}}, "head": push.Head, "signature": signature,
	}, &answer)
	if len(answer.Receipts) != 2 || answer.Receipts[0].Reason != dosedesk.ReasonMalformed || answer.Next != 3 {
		t.Fatalf("receipts %+v, next %d", answer.Receipts, answer.Next)
	}
	if v := answer.Receipts[1]; v.Reason != dosedesk.ReasonCodeMissing {
		t.Errorf("the event behind it: %+v", v)
	}
}
