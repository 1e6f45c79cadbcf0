package wire_test

import (
	"crypto/x509"
	"regexp"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestEnrolmentString(t *testing.T) {
	mark := wire.MarkOf(&x509.Certificate{RawSubjectPublicKeyInfo: []byte("a key")})
	if mark == wire.MarkOf(&x509.Certificate{RawSubjectPublicKeyInfo: []byte("another")}) {
		t.Error("two authorities have one mark")
	}
	enrolment, secret := wire.NewEnrolment(mark)
	if again, other := wire.NewEnrolment(mark); again == enrolment || other == secret {
		t.Error("one string was made twice")
	}
	if !regexp.MustCompile(`^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$`).MatchString(enrolment) {
		t.Errorf("the string is %q", enrolment)
	}
	likeDigits := strings.NewReplacer("0", "o", "1", "l")
	for name, typed := range map[string]string{
		"as printed": enrolment, "in small letters": strings.ToLower(enrolment), "with blanks": " " + strings.ReplaceAll(enrolment, "-", " ") + " ",
		"in one": strings.ReplaceAll(enrolment, "-", ""), "with O for 0": likeDigits.Replace(enrolment),
	} {
		gotSecret, gotMark, err := wire.ParseEnrolment(typed)
		if gotSecret != secret || gotMark != mark || err != nil {
			t.Errorf("%s: got %v, %v", name, gotMark, err)
		}
	}
	for name, typed := range map[string]string{
		"nothing": "", "half": enrolment[:14], "too much": enrolment + "-0000",
		"no letter of it": "*" + enrolment[1:], "U": enrolment[:33] + "U",
	} {
		if _, _, err := wire.ParseEnrolment(typed); dosedesk.CodeOf(err) != dosedesk.EInvalid || typed != "" && strings.Contains(err.Error(), typed) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
