package store

import (
	"bytes"
	"encoding/hex"
	"testing"

	"dosedesk/store/keys"
)

// TestTheFirstSchemaIsReadForEver has a value and a name as the first programs made
// them.
func TestTheFirstSchemaIsReadForEver(t *testing.T) {
	b, err := newBox(bytes.Repeat([]byte{7}, keys.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := hex.DecodeString("4a8942eaa312f04ca7d929da307c604923280c3091b97a4c892d5513a734a6c15f8a0c4e312ec305cab3b6c78b963db9c0")
	if err != nil {
		t.Fatal(err)
	}
	if value, err := b.of(1).open(events, numberKey(1), sealed); err != nil || string(value) != "as it was" {
		t.Errorf("read %q, %v", value, err)
	}
	if _, err := b.open(events, numberKey(1), sealed); err == nil {
		t.Error("a value of the first schema is read as one of another")
	}
	if name := hex.EncodeToString(b.name(settings, settingBefore)); name != "c731610bec55679549ab13a11a51cc1d9a08124a96c6eda72e7324add7f82e76" {
		t.Errorf("the name is %s", name)
	}
}
