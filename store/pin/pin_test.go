package pin_test

import (
	"regexp"
	"strings"
	"testing"

	"dosedesk/store/pin"
)

func TestVerify(t *testing.T) {
	hash := pin.Hash("482913")
	for name, test := range map[string]struct {
		hash, pin string
		want      bool
	}{
		"the PIN itself":      {hash, "482913", true},
		"another PIN":         {hash, "482914", false},
		"nothing":             {hash, "", false},
		"no hash":             {"", "482913", false},
		"a plain PIN as hash": {"482913", "482913", false},
		"another algorithm":   {strings.Replace(hash, "argon2id", "argon2i", 1), "482913", false},
		"a cut hash":          {hash[:len(hash)-30], "482913", false},
		"an unbearable cost":  {strings.Replace(hash, "m=19456", "m=4194304", 1), "482913", false},
		"no cost":             {strings.Replace(hash, "t=4", "t=0", 1), "482913", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := pin.Verify(test.hash, test.pin); got != test.want {
				t.Errorf("Verify = %v, want %v", got, test.want)
			}
		})
	}
}

func TestHashIsSalted(t *testing.T) {
	one, other := pin.Hash("482913"), pin.Hash("482913")
	if one == other {
		t.Error("two hashes of one PIN are the same")
	}
	if !strings.HasPrefix(one, "$argon2id$v=19$m=") || strings.Contains(one, "482913") {
		t.Errorf("not the PHC string form: %s", one)
	}
}

func TestNewIsSixDigits(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		made := pin.New()
		if !regexp.MustCompile(`^[0-9]{6}$`).MatchString(made) {
			t.Fatalf("New made %q", made)
		}
		seen[made] = true
	}
	if len(seen) < 45 {
		t.Errorf("50 PINs, only %d different", len(seen))
	}
}

func BenchmarkVerify(b *testing.B) {
	hash := pin.Hash("482913")
	for b.Loop() {
		pin.Verify(hash, "482913")
	}
}
