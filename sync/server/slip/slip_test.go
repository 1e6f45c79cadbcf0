package slip_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"rsc.io/qr"

	"dosedesk"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

var langs = []words.Lang{words.English, words.Hindi}

// asha is the slip of an online booking, for its first code.
func asha() slip.Slip {
	return slip.Slip{
		Entry: dosedesk.Entry{
			Appointment: dosedesk.Appointment{
				ID:      dosedesk.ID{3},
				Session: dosedesk.Session{Centre: 7, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covishield},
				Slot:    "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
				Citizen: dosedesk.Citizen{
					ReferenceID: "10000000000001", Name: "Asha Verma", NameHindi: "आशा वर्मा", Gender: dosedesk.Female,
					BirthYear: 1962, Mobile: "6000000001", PhotoID: dosedesk.PhotoID{Type: "Voter ID", LastFour: "A001"},
				},
			},
			Code: dosedesk.NewCodeState(),
		},
		Centre: dosedesk.Centre{ID: 7, Name: "PHC Rampur", NameHindi: "रामपुर केंद्र"},
		Issue:  1, Codes: dosedesk.CodeKey("a key"), Tokens: dosedesk.TokenSecret("a secret"),
	}
}

func printed(s slip.Slip, issue int) (code, token string) {
	c := s.Codes.Code(s.Entry.ID, issue)
	return c.Digits() + "-" + string(c.CheckLetter()), dosedesk.NewToken(s.Entry.Appointment, issue, c).Sign(s.Tokens)
}

func pageOf(t *testing.T, s slip.Slip, lang words.Lang) string {
	t.Helper()
	page, err := s.Page(lang)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func textOf(t *testing.T, s slip.Slip, lang words.Lang, as slip.QR) string {
	t.Helper()
	text, err := s.Text(lang, as)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A slip has the code of its issue, as long as that is the code that counts, and
// never another.
func TestWhoseSlipHasACode(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*slip.Slip)
		code   bool
		says   map[words.Lang]string
	}{
		"booked":    {func(*slip.Slip) {}, true, map[words.Lang]string{words.English: "in-charge", words.Hindi: "प्रभारी"}},
		"new code":  {func(s *slip.Slip) { s.Issue, s.Entry.Code.Issue = 2, 2 }, true, nil},
		"replaced":  {func(s *slip.Slip) { s.Entry.Code.Issue = 2 }, false, map[words.Lang]string{words.English: "..0001", words.Hindi: "..0001"}},
		"of no use": {func(s *slip.Slip) { s.Issue = 2 }, false, nil},
		"cancelled": {func(s *slip.Slip) { s.Entry.Cancelled = true }, false, map[words.Lang]string{words.English: "cancelled", words.Hindi: "रद्द"}},
		"walk-in": {func(s *slip.Slip) {
			s.Entry.Booking, s.Entry.Code, s.Issue = dosedesk.Walkin, dosedesk.CodeState{}, 0
		}, false, map[words.Lang]string{words.English: "no code is needed", words.Hindi: "कोड की ज़रूरत नहीं"}},
	} {
		s := asha()
		c.change(&s)
		for _, lang := range langs {
			for form, out := range map[string]string{"text": textOf(t, s, lang, slip.Ink), "page": pageOf(t, s, lang)} {
				for issue := 0; issue <= 3; issue++ {
					code, token := printed(s, issue)
					if has, want := strings.Contains(out, code), c.code && issue == s.Issue; has != want {
						t.Errorf("%s, %s, %s: has the code of issue %d: %v", name, form, lang, issue, has)
					}
					if strings.Contains(strings.ReplaceAll(out, "\n", ""), token) && (form == "page" || issue != s.Issue) {
						t.Errorf("%s, %s, %s: has the token of issue %d in words", name, form, lang, issue)
					}
				}
				if has := strings.Contains(out, "█") || strings.Contains(out, "<svg"); has != c.code {
					t.Errorf("%s, %s, %s: has a QR: %v", name, form, lang, has)
				}
				if !strings.Contains(out, c.says[lang]) || !strings.Contains(out, lang.Name(s.Entry.Citizen)) || strings.Contains(out, "6000000001") {
					t.Errorf("%s, %s, %s: does not say what it should", name, form, lang)
				}
			}
		}
	}
}

// Paper and terminals have 80 columns.
func TestTextIsNarrow(t *testing.T) {
	for _, change := range []func(*slip.Slip){
		func(*slip.Slip) {}, func(s *slip.Slip) { s.Entry.Code.Issue = 2 }, func(s *slip.Slip) { s.Entry.Cancelled = true },
		func(s *slip.Slip) { s.Entry.Citizen.PhotoID.Type = "Unique Disability ID" },
	} {
		s := asha()
		change(&s)
		for _, lang := range langs {
			for line := range strings.Lines(textOf(t, s, lang, slip.Ink)) {
				columns := 0
				for _, r := range strings.TrimSuffix(line, "\n") {
					if !unicode.Is(unicode.Mn, r) {
						columns++
					}
				}
				if columns > 80 {
					t.Errorf("a line of %d columns in %s", columns, lang)
				}
			}
		}
	}
}

func TestTextWithoutQR(t *testing.T) {
	_, token := printed(asha(), 1)
	text := textOf(t, asha(), words.English, slip.NoQR)
	if strings.ContainsAny(text, "█▀▄") || strings.Contains(text, token[:70]) || !strings.Contains(text, "YOUR CODE") {
		t.Error("a slip without QR has one, or no code")
	}
	if strings.Contains(textOf(t, asha(), words.English, slip.Ink), "\x1b") {
		t.Error("a slip for paper has colours in it")
	}
}

// The path of the page's QR fills the black modules, and no others.
func TestPathIsTheQR(t *testing.T) {
	_, token := printed(asha(), 1)
	want, err := qr.Encode(token, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	page := pageOf(t, asha(), words.English)
	if want.Size != 41 || !strings.Contains(page, `viewBox="0 0 49 49"`) {
		t.Fatalf("a QR of %d modules", want.Size)
	}
	black := map[[2]int]bool{}
	x, y := 0, 0
	for _, box := range regexp.MustCompile(`m(-?\d+) (-?\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(page, -1) {
		x, y = x+number(t, box[1]), y+number(t, box[2])
		if box[3] != box[4] {
			t.Fatal("a box is not closed")
		}
		for i := range number(t, box[3]) {
			black[[2]int{x + i, y}] = true
		}
	}
	for y := range 49 {
		for x := range 49 {
			if black[[2]int{x, y}] != want.Black(x-4, y-4) {
				t.Fatalf("module %d, %d is not as in the QR", x, y)
			}
		}
	}
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A page runs nothing and asks nobody for anything, and its policy allows the
// style that it has.
func TestPageStandsAlone(t *testing.T) {
	unknown, err := slip.Unknown()
	if err != nil {
		t.Fatal(err)
	}
	unavailable, err := slip.Unavailable()
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{
		"slip": pageOf(t, asha(), words.Hindi), "unknown": string(unknown), "unavailable": string(unavailable),
	} {
		for _, outside := range []string{"<script", "src=", "url(", "@import", "<link", "<img", "javascript:", "//"} {
			if strings.Contains(strings.ReplaceAll(page, "http://www.w3.org/2000/svg", ""), outside) {
				t.Errorf("%s has %s in it", name, outside)
			}
		}
		style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(page)
		sum := sha256.Sum256([]byte(style[1]))
		if !strings.Contains(slip.Policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("%s wears another style than its policy allows", name)
		}
		if len(page) > 12<<10 {
			t.Errorf("%s has %d bytes: too much for 2G", name, len(page))
		}
	}
}

func TestNamesAreNoMarkup(t *testing.T) {
	s := asha()
	s.Entry.Citizen.Name = "<b onclick=x>Asha</b>"
	if strings.Contains(pageOf(t, s, words.English), "<b ") {
		t.Error("a name is taken for markup")
	}
}

func BenchmarkPage(b *testing.B) {
	s := asha()
	for b.Loop() {
		if _, err := s.Page(words.Hindi); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkQR is the floor of BenchmarkPage: the QR alone.
func BenchmarkQR(b *testing.B) {
	_, token := printed(asha(), 1)
	for b.Loop() {
		if _, err := qr.Encode(token, qr.M); err != nil {
			b.Fatal(err)
		}
	}
}
