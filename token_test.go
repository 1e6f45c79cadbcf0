package dosedesk_test

import (
	"crypto/ed25519"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dosedesk"
)

var tokenSecret = dosedesk.TokenSecret("a secret for this test, 32 bytes")

func testToken(t *testing.T) dosedesk.Token {
	t.Helper()
	return dosedesk.NewToken(testEntry().Appointment, 1, mustCode(t, "0482"))
}

func mayKeys() []dosedesk.TokenKey {
	return []dosedesk.TokenKey{tokenSecret.TokenKey(testDay.AddMonths(-1)), tokenSecret.TokenKey(testDay)}
}

// What the server signs is what a terminal reads, however the scanner's
// keyboard was set.
func TestToken(t *testing.T) {
	token := testToken(t)
	text := token.Sign(tokenSecret)
	if dosedesk.TokenLength != 154 || len(text) != dosedesk.TokenLength || !strings.HasPrefix(text, dosedesk.TokenPrefix) {
		t.Errorf("a token of %d characters, want 154", len(text))
	}
	for _, scanned := range []string{text, strings.ToLower(text), text + "\r\n"} {
		got, fault := dosedesk.ReadToken(scanned, mayKeys())
		if fault != "" {
			t.Fatalf("the token is not taken: %s", fault)
		}
		if diff := cmp.Diff(token, got, cmp.AllowUnexported(dosedesk.Code{})); diff != "" {
			t.Errorf("the token changed on its way:\n%s", diff)
		}
	}
	for issue := 1; issue <= 1+dosedesk.CodeReissues; issue++ {
		token.Issue = issue
		if got, _ := dosedesk.ReadToken(token.Sign(tokenSecret), mayKeys()); got.Issue != issue {
			t.Errorf("issue %d was read as %d", issue, got.Issue)
		}
	}
}

// Not one character can be changed, left out or added.
func TestAChangedTokenIsRefused(t *testing.T) {
	text := testToken(t).Sign(tokenSecret)
	const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	for i := range text {
		for _, r := range letters {
			changed := text[:i] + string(r) + text[i+1:]
			if changed == text {
				continue
			}
			if _, fault := dosedesk.ReadToken(changed, mayKeys()); fault == "" {
				t.Fatalf("character %d can be %c instead", i, r)
			}
		}
		if _, fault := dosedesk.ReadToken(text[:i], mayKeys()); fault == "" {
			t.Fatalf("the first %d characters are enough", i)
		}
	}
	if _, fault := dosedesk.ReadToken(text+"0", mayKeys()); fault != dosedesk.SlipUnreadable {
		t.Errorf("a character too many: %q", fault)
	}
}

func TestTokenFaults(t *testing.T) {
	forged := testToken(t)
	_, mallory, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	later := testToken(t)
	later.Day = testDay.AddMonths(1)
	for name, c := range map[string]struct {
		scanned string
		keys    []dosedesk.TokenKey
		want    dosedesk.SlipFault
	}{
		"nothing":                    {"", mayKeys(), dosedesk.SlipUnreadable},
		"a reference id":             {"56563202704536", mayKeys(), dosedesk.SlipUnreadable},
		"another server's":           {forged.Sign(dosedesk.TokenSecret(mallory.Seed())), mayKeys(), dosedesk.SlipChanged},
		"of a month without a key":   {later.Sign(tokenSecret), mayKeys(), dosedesk.SlipUnknownKey},
		"before the first sync":      {forged.Sign(tokenSecret), nil, dosedesk.SlipUnknownKey},
		"a key that is none":         {forged.Sign(tokenSecret), []dosedesk.TokenKey{{Month: dosedesk.Day{Year: 2021, Month: 5, Day: 1}}}, dosedesk.SlipUnknownKey},
		"with last month's key only": {forged.Sign(tokenSecret), mayKeys()[:1], dosedesk.SlipUnknownKey},
	} {
		if _, fault := dosedesk.ReadToken(c.scanned, c.keys); fault != c.want {
			t.Errorf("%s: %q, want %q", name, fault, c.want)
		}
	}
}

// A token holds at one centre, on one day, for one booking of one person, until
// a newer code is sent.
func TestTokenAgainst(t *testing.T) {
	token := testToken(t)
	if fault := token.At(603425, testDay); fault != "" {
		t.Errorf("at its own centre on its own day: %s", fault)
	}
	if fault := token.At(603426, testDay); fault != dosedesk.SlipOtherCentre {
		t.Errorf("at another centre: %q", fault)
	}
	if fault := token.At(603425, testDay.AddDays(1)); fault != dosedesk.SlipOtherDay {
		t.Errorf("the day after: %q", fault)
	}
	for name, c := range map[string]struct {
		change func(*dosedesk.Entry)
		want   dosedesk.SlipFault
	}{
		"its booking":         {func(*dosedesk.Entry) {}, ""},
		"another name":        {func(e *dosedesk.Entry) { e.Citizen.Name = "Asha Devi Sahu" }, dosedesk.SlipChanged},
		"another year":        {func(e *dosedesk.Entry) { e.Citizen.BirthYear++ }, dosedesk.SlipChanged},
		"another gender":      {func(e *dosedesk.Entry) { e.Citizen.Gender = dosedesk.Other }, dosedesk.SlipChanged},
		"another dose":        {func(e *dosedesk.Entry) { e.Dose = 2 }, dosedesk.SlipChanged},
		"another appointment": {func(e *dosedesk.Entry) { e.ID[0]++ }, dosedesk.SlipChanged},
		"a walk-in":           {func(e *dosedesk.Entry) { e.Code = dosedesk.CodeState{} }, dosedesk.SlipChanged},
		"a new code was sent": {func(e *dosedesk.Entry) { e.Code.Issue = 2 }, dosedesk.SlipReplaced},
	} {
		entry := testEntry()
		c.change(&entry)
		if fault := token.Against(entry); fault != c.want {
			t.Errorf("%s: %q, want %q", name, fault, c.want)
		}
	}
	token.Issue = 2 // newer than the roster knows
	if fault := token.Against(testEntry()); fault != "" {
		t.Errorf("a newer slip than the roster: %q", fault)
	}
}

func FuzzReadToken(f *testing.F) {
	keys := mayKeys()
	code, err := dosedesk.ParseCode("0482")
	if err != nil {
		f.Fatal(err)
	}
	good := dosedesk.NewToken(testEntry().Appointment, 1, code).Sign(tokenSecret)
	for _, seed := range []string{good, strings.ToLower(good), good[:100], "DD1", "", "DD1" + strings.Repeat("0", 151), "दद१"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, scanned string) {
		token, fault := dosedesk.ReadToken(scanned, keys)
		if fault == "" && !strings.EqualFold(strings.TrimSpace(scanned), good) {
			t.Errorf("a text that the server did not sign was taken: %+v", token)
		}
	})
}
