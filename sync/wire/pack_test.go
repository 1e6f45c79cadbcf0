package wire_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"dosedesk"
	"dosedesk/sync/wire"
)

// What Pack writes is plain gzip, wherever it cuts.
func TestPackIsGzip(t *testing.T) {
	column := rapid.OneOf(
		rapid.StringMatching(`[0-9]{0,40}`), rapid.SampledFrom([]string{"", `","key":`, "आशा राव"}),
		rapid.Map(rapid.IntRange(0, 900), func(n int) string { return strings.Repeat("09:00-11:00", n) }),
	)
	rapid.Check(t, func(t *rapid.T) {
		message := map[string]any{}
		for _, key := range rapid.SliceOf(rapid.StringMatching(`[a-z_]{1,9}`)).Draw(t, "keys") {
			message[key] = rapid.SliceOfN(column, 0, 90).Draw(t, key)
		}
		packed, err := wire.Pack(message)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := json.Marshal(message); !bytes.Equal(got, want) {
			t.Fatalf("unpacked, %d bytes are %d others", len(want), len(got))
		}
	})
}

// More events than a push has are refused before they take memory: one that travels
// in a byte would be a kilobyte here, and a request has a million bytes.
func TestTooManyEventsTakeNoMemory(t *testing.T) {
	way := `{"way":"` + strings.Repeat("c", wire.MaxPushEvents+1) + `"}`
	if err := json.Unmarshal([]byte(way), new(wire.Arrivals)); dosedesk.CodeOf(err) != dosedesk.ETooLarge {
		t.Errorf("they are %v", err)
	}
}
