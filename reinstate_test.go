package dosedesk_test

import (
	"testing"
	"time"

	"dosedesk"
)

func TestAProofIsForOneReceiptOfOneEvent(t *testing.T) {
	key, terminal, event := dosedesk.ProofKey("the server's secret"), dosedesk.ID{1}, dosedesk.Hash{2}
	at := time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC)
	given := dosedesk.Receipt{Event: dosedesk.ID{3}, Effect: 1, Verdict: dosedesk.Verdict{
		Answer: dosedesk.Accepted, Code: dosedesk.CodeWrong, TriesLeft: 2, Change: 7, At: at,
	}}
	proof := key.Receipt(terminal, event, given)
	for name, change := range map[string]func(k *dosedesk.ProofKey, t *dosedesk.ID, h *dosedesk.Hash, r *dosedesk.Receipt){
		"another key":      func(k *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, _ *dosedesk.Receipt) { *k = nil },
		"another terminal": func(_ *dosedesk.ProofKey, t *dosedesk.ID, _ *dosedesk.Hash, _ *dosedesk.Receipt) { t[0]++ },
		"another content":  func(_ *dosedesk.ProofKey, _ *dosedesk.ID, h *dosedesk.Hash, _ *dosedesk.Receipt) { h[0]++ },
		"another event":    func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.Event[0]++ },
		"another answer":   func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.Answer = "review" },
		"another reason": func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) {
			r.Reason = "override"
		},
		"another code":   func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.Code = "right" },
		"more tries":     func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.TriesLeft++ },
		"another change": func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.Change++ },
		"another effect": func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) { r.Effect++ },
		"another time": func(_ *dosedesk.ProofKey, _ *dosedesk.ID, _ *dosedesk.Hash, r *dosedesk.Receipt) {
			r.At = at.Add(time.Millisecond)
		},
	} {
		k, t2, h, r := key, terminal, event, given
		change(&k, &t2, &h, &r)
		if proof.Equal(k.Receipt(t2, h, r)) {
			t.Errorf("%s has the same proof", name)
		}
	}
	given.Duplicate, given.Proof = true, proof // neither is what was said
	if !proof.Equal(key.Receipt(terminal, event, given)) {
		t.Error("the same receipt has another proof")
	}
	standing := dosedesk.Standing{Dose: dosedesk.ID{3}, State: dosedesk.DoseConfirmed, At: at}
	proof = key.Standing(terminal, event, standing)
	for name, other := range map[string]dosedesk.Standing{
		"another dose":   {Dose: dosedesk.ID{4}, State: dosedesk.DoseConfirmed, At: at},
		"another state":  {Dose: dosedesk.ID{3}, State: dosedesk.DoseUnconfirmed, At: at},
		"another answer": {Dose: dosedesk.ID{3}, State: dosedesk.DoseConfirmed, Said: dosedesk.SaidYes, At: at},
	} {
		if proof.Equal(key.Standing(terminal, event, other)) {
			t.Errorf("%s has the same proof", name)
		}
	}
}

func TestAProofIsWrittenAndReadAgain(t *testing.T) {
	for _, p := range []dosedesk.Proof{{}, {1, 15: 255}} {
		text, err := p.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		got := dosedesk.Proof{9}
		if err := got.UnmarshalText(text); err != nil || got != p {
			t.Errorf("%q was read as %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"AAAA", "not base64 !", "AAAAAAAAAAAAAAAAAAAAAAAA"} {
		if err := new(dosedesk.Proof).UnmarshalText([]byte(text)); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestNoTryIsRegained(t *testing.T) {
	state := func(issue, left int) dosedesk.CodeState {
		return dosedesk.CodeState{Issue: issue, TriesLeft: left}
	}
	for name, c := range map[string]struct {
		now         dosedesk.CodeState
		issue, left int
		wrong       int
		want        dosedesk.CodeState
	}{
		"nothing new":                   {state(1, 3), 1, 3, 0, state(1, 3)},
		"one wrong code":                {state(1, 3), 1, 2, 1, state(1, 2)},
		"one that is known already":     {state(1, 2), 1, 2, 1, state(1, 2)},
		"one beside another since":      {state(1, 2), 1, 2, 2, state(1, 1)},
		"one of others that are lost":   {state(1, 3), 1, 0, 1, state(1, 0)},
		"an older word":                 {state(2, 1), 1, 2, 1, state(2, 1)},
		"a new code":                    {state(1, 2), 2, 3, 1, state(2, 3)},
		"a new code, and wrong ones":    {state(1, 0), 2, 4, 3, state(2, 1)},
		"more wrong ones than allowed":  {state(1, 2), 1, 0, 4, state(1, -1)},
		"and a new code opens nothing":  {state(1, -1), 2, 4, 4, state(2, 0)},
		"a right code stays right":      {dosedesk.CodeState{Issue: 1, TriesLeft: 3, Right: true}, 1, 2, 1, dosedesk.CodeState{Issue: 1, TriesLeft: 2, Right: true}},
		"an older word than a new code": {state(3, 2), 2, 4, 3, state(3, 2)},
	} {
		if got := c.now.Regain(c.issue, c.left, c.wrong); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
