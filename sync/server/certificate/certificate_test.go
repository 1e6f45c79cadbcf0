package certificate_test

import (
	"regexp"
	"testing"

	"dosedesk"
	"dosedesk/sync/server/certificate"
)

func TestNumber(t *testing.T) {
	form := regexp.MustCompile(`^[B-Z]{4}(-[B-Z]{4}){3}$`)
	seen := map[string]bool{}
	for i := range 5000 {
		dose := dosedesk.ID{byte(i), byte(i >> 8)}
		number := certificate.Number(dose)
		if !form.MatchString(number) {
			t.Fatalf("number %q has another form", number)
		}
		if number != certificate.Number(dose) {
			t.Fatal("one dose got two numbers")
		}
		if seen[number] {
			t.Fatalf("two doses share number %q", number)
		}
		seen[number] = true
	}
}
