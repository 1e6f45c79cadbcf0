package dosedesk_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"dosedesk"
)

func mustCode(t *testing.T, digits string) dosedesk.Code {
	t.Helper()
	c, err := dosedesk.ParseCode(digits)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseCode(t *testing.T) {
	for _, typed := range []string{"4821", "४८२१", "४8२1"} {
		if got := mustCode(t, typed).Digits(); got != "4821" {
			t.Errorf("ParseCode(%q) has digits %q", typed, got)
		}
	}
	for _, typed := range []string{"", "482", "48211", "48a1", "4821-K", " 4821", "４８２１"} {
		if _, err := dosedesk.ParseCode(typed); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("ParseCode(%q): %v, want EInvalid", typed, err)
		} else if typed != "" && strings.Contains(err.Error(), typed) {
			t.Errorf("the error repeats what was typed: %v", err)
		}
	}
}

// A code never leaves through a log, a print, an error or a file by accident.
func TestCodeIsNeverPrinted(t *testing.T) {
	c := mustCode(t, "4821")
	var log strings.Builder
	timeless := func(_ []string, a slog.Attr) slog.Attr { // a time has digits of its own, 4821 among them now and then
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}
	slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{ReplaceAttr: timeless})).Info("code", "code", c)
	printed := fmt.Sprint(c) + fmt.Sprintf("%v %+v %#v %s %q %d %x", c, c, c, c, c, c, c) + log.String()
	for _, digits := range []string{"4821", "52 56 50 49", "34383231"} {
		if strings.Contains(printed, digits) {
			t.Errorf("the digits are printed: %s", printed)
		}
	}
	if b, err := json.Marshal(c); err == nil {
		t.Errorf("a code was written as JSON: %s", b)
	}
}

// The check letter catches every single wrong digit and every swap of two
// neighbours.
func TestCheckLetter(t *testing.T) {
	letters := map[string]byte{}
	for n := range 10_000 {
		digits := fmt.Sprintf("%04d", n)
		letters[digits] = mustCode(t, digits).CheckLetter()
	}
	for digits, letter := range letters {
		if !dosedesk.IsCheckLetter(rune(letter)) || strings.ContainsRune("IOS", rune(letter)) {
			t.Fatalf("%c is no check letter", letter)
		}
		for i := range 4 {
			for d := byte('0'); d <= '9'; d++ {
				other := digits[:i] + string(d) + digits[i+1:]
				if other != digits && letters[other] == letter {
					t.Fatalf("%s and %s have the same letter", digits, other)
				}
			}
			if i < 3 && digits[i] != digits[i+1] {
				swapped := digits[:i] + string([]byte{digits[i+1], digits[i]}) + digits[i+2:]
				if letters[swapped] == letter {
					t.Fatalf("%s and %s have the same letter", digits, swapped)
				}
			}
		}
	}
}

// Codes differ by appointment, issue and key, and every code is as likely as
// any other.
func TestDerivedCode(t *testing.T) {
	key := dosedesk.CodeKey("a key for this test, 32 bytes long")
	counts := map[string]int{}
	const appointments = 200_000
	for n := range appointments {
		counts[key.Code(testID(n), 1).Digits()]++
	}
	chi := 0.0
	for n := range 10_000 {
		d := float64(counts[fmt.Sprintf("%04d", n)]) - appointments/10_000
		chi += d * d / (appointments / 10_000)
	}
	// 9,999 degrees of freedom: mean 9,999, standard deviation 141.
	if chi < 9_300 || chi > 10_700 {
		t.Errorf("chi-squared %.0f: the codes are not uniform", chi)
	}
	same := 0
	for n := range 1000 {
		if key.Code(testID(n), 1).Equal(key.Code(testID(n), 2)) {
			same++
		}
		if !key.Code(testID(n), 1).Equal(key.Code(testID(n), 1)) {
			t.Fatal("the same appointment and issue got two codes")
		}
	}
	if same > 5 {
		t.Errorf("%d of 1,000 re-issued codes are the old ones", same)
	}
	if key.Code(testID(1), 1).Equal(dosedesk.CodeKey("another key").Code(testID(1), 1)) {
		t.Error("the code does not depend on the key")
	}
}

func testID(n int) (id dosedesk.ID) {
	copy(id[:], fmt.Sprintf("%016d", n))
	return id
}

func TestEnterCode(t *testing.T) {
	want, wrong := mustCode(t, "4821"), mustCode(t, "1284")
	s := dosedesk.NewCodeState()
	for left := 2; left >= 0; left-- {
		var answer dosedesk.CodeAnswer
		if s, answer = s.Enter(wrong, want); answer != dosedesk.CodeWrong || s.TriesLeft != left {
			t.Fatalf("a wrong code: %s, %d left, want %d", answer, s.TriesLeft, left)
		}
	}
	for _, entered := range []dosedesk.Code{want, wrong} {
		if after, answer := s.Enter(entered, want); answer != dosedesk.CodeLocked || after != s {
			t.Errorf("once locked, a code got %s", answer)
		}
	}
	for issue := 2; issue <= 3; issue++ {
		var ok bool
		if s, ok = s.Reissue(); !ok || s.Issue != issue || s.TriesLeft != 1 {
			t.Fatalf("re-issue %d: %+v, %v", issue, s, ok)
		}
		s, _ = s.Enter(wrong, want)
	}
	if _, ok := s.Reissue(); ok {
		t.Error("a third re-issue was allowed")
	}
	if s, ok := (dosedesk.CodeState{Issue: 1, TriesLeft: 2, Right: true}).Reissue(); ok || s.TriesLeft != 2 {
		t.Error("a code that was right was replaced")
	}
	if _, ok := (dosedesk.CodeState{}).Reissue(); ok {
		t.Error("a walk-in got a code")
	}
}
