package wire_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestReceiptsComeBackAsTheyWent(t *testing.T) {
	at := time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC)
	standing := dosedesk.Standing{Dose: dosedesk.ID{3}, State: dosedesk.DoseConfirmed, Said: dosedesk.SaidYes, At: at, Proof: dosedesk.Proof{4}}
	sent := wire.PushRequest{Again: wire.Again{
		{Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Code: dosedesk.CodeWrong, TriesLeft: 2, Change: 7, At: at}, Effect: 1, Proof: dosedesk.Proof{1}},
		{},
		{Verdict: dosedesk.Verdict{Answer: dosedesk.InReview, Reason: dosedesk.ReasonCodeWrong, Change: 8, At: at}, Proof: dosedesk.Proof{2}, Standing: standing},
		{Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, At: at}, Standing: dosedesk.Standing{Dose: dosedesk.ID{5}, State: dosedesk.DoseUnconfirmed}},
	}}
	b, err := json.Marshal(sent)
	if err != nil {
		t.Fatal(err)
	}
	var got wire.PushRequest
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatalf("%v: %s", err, b)
	}
	if diff := cmp.Diff(sent.Again, got.Again); diff != "" {
		t.Errorf("sent (-) is not what came (+):\n%s", diff)
	}
}

func TestReceiptsThatDoNotFitAreInvalid(t *testing.T) {
	for name, text := range map[string]string{
		"a column too short":            `{"answer":["accepted","review"],"effect":[1]}`,
		"a column without rows":         `{"effect":[1]}`,
		"a standing beyond the last":    `{"answer":["accepted"],"standing":{"step":[1]}}`,
		"more states than standings":    `{"answer":["accepted"],"standing":{"step":[0],"state":["confirmed","confirmed"]}}`,
		"proofs of another length":      `{"answer":["accepted"],"proof":"AAAA"}`,
		"more proofs than there may be": `{"answer":["accepted"],"proof":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`,
	} {
		if err := json.Unmarshal([]byte(text), new(wire.Again)); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
