package wire_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestReceiptsComeBackAsTheyWent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		receipts := rapid.SliceOfN(rapid.Custom(receipt), 1, 20).Draw(rt, "receipts")
		same(t, wire.Receipts(receipts), &wire.Receipts{})
	})
	same(t, wire.Receipts{}, &wire.Receipts{})
}

func receipt(t *rapid.T) (r dosedesk.Receipt) {
	if rapid.IntRange(0, 9).Draw(t, "answered") == 0 {
		return r
	}
	r.Duplicate = rapid.Bool().Draw(t, "duplicate")
	r.Answer = rapid.SampledFrom([]dosedesk.Answer{dosedesk.Accepted, dosedesk.Refused, dosedesk.InReview}).Draw(t, "answer")
	r.Reason = rapid.SampledFrom(append(slices.Clone(dosedesk.Reasons), "")).Draw(t, "reason")
	r.Code = rapid.SampledFrom([]dosedesk.CodeAnswer{"", dosedesk.CodeRight, dosedesk.CodeWrong}).Draw(t, "code")
	r.TriesLeft = rapid.IntRange(0, 5).Draw(t, "tries left")
	r.Change = rapid.Uint64Range(0, 1<<50).Draw(t, "change")
	r.At = time.UnixMilli(rapid.Int64Range(1, 1<<42).Draw(t, "at")).UTC()
	r.Effect = rapid.IntRange(0, 5000).Draw(t, "effect")
	r.Proof = proof(t)
	if rapid.Bool().Draw(t, "stands") {
		r.Standing = dosedesk.Standing{Dose: dosedesk.ID{3}, State: dosedesk.DoseConfirmed, Said: dosedesk.SaidYes, At: r.At, Proof: proof(t)}
	}
	return r
}

func proof(t *rapid.T) (p dosedesk.Proof) {
	copy(p[:], rapid.SliceOfN(rapid.Byte(), len(p), len(p)).Draw(t, "proof"))
	return p
}

func TestReceiptsThatDoNotFitAreInvalid(t *testing.T) {
	const one = `"many":1,"change":[0],"at":[0]`
	for name, text := range map[string]string{
		"too many":                               `{"many":100000}`,
		"fewer than none":                        `{"many":-1}`,
		"a column too short":                     `{"many":2,"change":[1],"at":[1,1]}`,
		"a column without rows":                  `{"effect":"1"}`,
		"an answer that its table does not have": `{` + one + `,"answer":{"of":["accepted"],"at":"3"}}`,
		"a standing beyond the last":             `{` + one + `,"standing":{"step":[1]}}`,
		"more states than standings":             `{` + one + `,"standing":{"step":[0],"state":["confirmed","confirmed"]}}`,
		"proofs of another length":               `{` + one + `,"proof":"AAAA"}`,
		"more proofs than there may be":          `{` + one + `,"proof":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`,
	} {
		if err := json.Unmarshal([]byte(text), new(wire.Receipts)); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A receipt belongs to the event at its place, from the one on that the answer
// names, and to no other.
func TestAnAnswerNamesItsEvents(t *testing.T) {
	var pushed []dosedesk.Event
	for n := range byte(4) {
		pushed = append(pushed, dosedesk.Event{Header: dosedesk.Header{ID: dosedesk.ID{n + 1}}})
	}
	said := dosedesk.Receipt{Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted}}
	for name, c := range map[string]struct {
		from byte
		said wire.Receipts
		want []byte
	}{
		"all":                {1, wire.Receipts{said, said, said, said}, []byte{1, 2, 3, 4}},
		"the first":          {1, wire.Receipts{said}, []byte{1}},
		"one without answer": {1, wire.Receipts{said, {}, said}, []byte{1, 3}},
		"from the third on":  {3, wire.Receipts{said, said}, []byte{3, 4}},
		"none":               {1, nil, nil},
		"beyond the last":    {3, wire.Receipts{said, said, said}, nil},
		"more than pushed":   {1, wire.Receipts{said, said, said, said, said}, nil},
		"of another push":    {5, wire.Receipts{said}, nil},
		"of nobody":          {0, wire.Receipts{said}, nil},
	} {
		var got []byte
		for _, r := range (wire.PushAnswer{From: dosedesk.ID{c.from}, Receipts: c.said}).Named(pushed) {
			got = append(got, r.Event[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: events %v have a receipt, want %v", name, got, c.want)
		}
	}
}
