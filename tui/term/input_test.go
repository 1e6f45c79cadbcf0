package term

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// script is a keyboard: each piece is one read. Before a piece marked with a
// pause the joiner waits in vain.
type script struct{ pieces []string }

const pause = "pause"

func (s *script) Read(p []byte) (int, error) {
	if len(s.pieces) > 0 && s.pieces[0] == pause {
		s.pieces = s.pieces[1:]
	}
	if len(s.pieces) == 0 {
		return 0, io.EOF
	}
	n := copy(p, s.pieces[0])
	if s.pieces[0] = s.pieces[0][n:]; s.pieces[0] == "" {
		s.pieces = s.pieces[1:]
	}
	return n, nil
}

func (s *script) more() bool { return len(s.pieces) > 0 && s.pieces[0] != pause }

// reads returns what each read brings, of the 256 bytes that Bubble Tea asks for.
func reads(t *testing.T, pieces ...string) []string {
	t.Helper()
	s := &script{slices.Clone(pieces)}
	j := &joiner{from: s, more: s.more}
	var got []string
	for p := make([]byte, 256); ; {
		n, err := j.Read(p)
		if err != nil {
			return got
		}
		got = append(got, string(p[:n]))
	}
}

func TestKeysThatComeInPiecesAreJoined(t *testing.T) {
	for name, pieces := range map[string][]string{
		"arrow after Esc":             {"\x1b", "[A"},
		"arrow byte by byte":          {"\x1b", "[", "A"},
		"function key":                {"\x1b[2", "1~"},
		"function key of the console": {"\x1b[", "[", "A"},
		"function key, VT220":         {"\x1bO", "P"},
		"alt and arrow":               {"\x1b\x1b", "[A"},
		"modified arrow":              {"\x1b[1;", "5C"},
		"letter of three bytes":       {"ल"[:1], "ल"[1:]},
		"letter, byte by byte":        {"ल"[:1], "ल"[1:2], "ल"[2:]},
		"the end of a burst":          {"12345\x1b", "[B"},
	} {
		if got := reads(t, pieces...); !slices.Equal(got, []string{strings.Join(pieces, "")}) {
			t.Errorf("%s: %q was read as %q", name, pieces, got)
		}
	}
}

func TestWholeKeysAreNotWaitedFor(t *testing.T) {
	for _, key := range []string{"a", "ल", "\x1b[A", "\x1bOP", "\x1b[21~", "\x1b[[A", "\x1b0", "1234\r"} {
		j := &joiner{from: strings.NewReader(key), more: func() bool {
			t.Errorf("%q was waited for", key)
			return false
		}}
		if _, err := j.Read(make([]byte, 256)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEscAloneArrivesAfterTheHold(t *testing.T) {
	if got, want := reads(t, "\x1b", pause, "a"), []string{"\x1b", "a"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Bubble Tea takes a read that fills its buffer for one that goes on, and keeps
// the end back until the next key.
func TestLongBurstNeverFillsTheBuffer(t *testing.T) {
	burst := strings.Repeat("०", 500) + "\x1b[A"
	for shift := range 4 {
		typed := strings.Repeat("x", shift) + burst
		got := reads(t, typed)
		for _, read := range got {
			if len(read) > 255 || len(unfinished([]byte(read))) > 0 {
				t.Errorf("a read of %d bytes ends in %q", len(read), read[len(read)-4:])
			}
		}
		if strings.Join(got, "") != typed {
			t.Errorf("the burst changed: %q", got)
		}
	}
}

func TestHangUpIsAnErrorToBubbleTea(t *testing.T) {
	j := &joiner{from: strings.NewReader(""), more: func() bool { return false }}
	if _, err := j.Read(make([]byte, 256)); !errors.Is(err, errGone) {
		t.Errorf("got %v, want %v", err, errGone)
	}
}
