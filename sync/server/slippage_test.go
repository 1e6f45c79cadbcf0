package server_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

// withLinks gives the bench a public address, as a server has one from the start.
func withLinks(t *testing.T) *bench {
	t.Helper()
	b := newBench(t)
	c := b.Config
	c.PublicURL = "https://slip.example.org"
	b.Server = server.New(c)
	b.handler = b.both()
	return b
}

// link makes a link to an appointment's slip, and returns it as the server sees
// it.
func (b *bench) link(n int) (path string) {
	b.t.Helper()
	address, err := b.SlipLink(b.t.Context(), appointment(n))
	must(b.t, err)
	path, ok := strings.CutPrefix(address, b.PublicURL)
	if !ok || !strings.HasPrefix(path, words.SlipPath) {
		b.t.Fatal("the link does not begin with the public address")
	}
	return path
}

// open opens a link as a phone does.
func (b *bench) open(path string, header ...string) (*http.Response, string) {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w.Result(), w.Body.String()
}

// printed is the code of an appointment's issue as a slip has it.
func (b *bench) printed(n, issue int) string {
	code := b.right(n, issue)
	return code.Digits() + "-" + string(code.CheckLetter())
}

func (b *bench) token(n, issue int) (token string) {
	b.t.Helper()
	must(b.t, b.Registry.View(b.t.Context(), func(tx *registry.Tx) error {
		e, _, err := tx.Entry(appointment(n))
		token = dosedesk.NewToken(e.Appointment, issue, b.right(n, issue)).Sign(b.Keys.Token())
		return err
	}))
	return token
}

func TestSlipPage(t *testing.T) {
	b := withLinks(t)
	answer, page := b.open(b.link(1))
	if answer.StatusCode != http.StatusOK || !strings.Contains(page, b.printed(1, 1)) || !strings.Contains(page, "Asha Verma") {
		t.Errorf("the page lacks something; status %d", answer.StatusCode)
	}
	for header, want := range map[string]string{
		"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
		"X-Content-Type-Options": "nosniff", "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": slip.Policy,
	} {
		if got := answer.Header.Get(header); got != want {
			t.Errorf("%s: %q", header, got)
		}
	}
	if !strings.HasPrefix(slip.Policy, "default-src 'none';") {
		t.Errorf("the policy is %s", slip.Policy)
	}
	packed, text := b.open(b.link(1), "Accept-Encoding", "gzip, deflate")
	z, err := gzip.NewReader(strings.NewReader(text))
	must(t, err)
	plain, err := io.ReadAll(z)
	must(t, err)
	if packed.Header.Get("Content-Encoding") != "gzip" || string(plain) != page {
		t.Error("packed, the page is another")
	}
}

func TestSlipPageSpeaksWithTheCitizen(t *testing.T) {
	english, hindi := withLinks(t), withLinks(t)
	c := hindi.Config
	c.SMSLang = words.Hindi
	hindi.Server = server.New(c)
	hindi.handler = hindi.both()
	for _, c := range []struct {
		b           *bench
		query, says string // the phone's languages
		want        words.Lang
	}{
		{english, "", "", words.English},
		{hindi, "", "", words.Hindi},
		{english, "", "hi-IN,hi;q=0.9,en-IN;q=0.8", words.Hindi},
		{hindi, "", "en-IN,en;q=0.9,hi;q=0.8", words.English},
		{hindi, "", "ta-IN", words.Hindi},
		{hindi, "", "rubbish;;", words.Hindi},
		{english, "?lang=hi", "en", words.Hindi},
		{english, "?lang=en", "hi", words.English},
		{english, "?lang=fr", "hi", words.Hindi},
	} {
		_, page := c.b.open(c.b.link(1)+c.query, "Accept-Language", c.says)
		if !strings.Contains(page, `<html lang="`+string(c.want)+`">`) {
			t.Errorf("asked %q of a phone that speaks %q: not in %s", c.query, c.says, c.want)
		}
		other := map[words.Lang]string{words.English: "?lang=hi", words.Hindi: "?lang=en"}[c.want]
		if !strings.Contains(page, `href="`+other+`"`) {
			t.Errorf("the page in %s does not lead to the other", c.want)
		}
	}
}

// Whoever tries links learns nothing from the answers.
func TestWrongLinksAreAllTheSame(t *testing.T) {
	b := withLinks(t)
	right := b.link(1)
	_, want := b.open(words.SlipPath + "x")
	for _, path := range []string{
		words.SlipPath, right[:len(right)-1], right + "0", right + "/", words.SlipPath + appointment(1).String(),
		words.SlipPath + "10000000000001", words.SlipPath + "6000000001", words.SlipPath + "%00", words.SlipPath + "?lang=hi",
	} {
		answer, page := b.open(path, "Accept-Language", "hi")
		if answer.StatusCode != http.StatusNotFound || page != want || answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("a wrong link of %d characters gets another answer: %d", len(path), answer.StatusCode)
		}
	}
	for _, word := range []string{"SMS", "This link opens no slip", "पर्ची"} {
		if !strings.Contains(want, word) {
			t.Errorf("the page does not help: %q is missing", word)
		}
	}
}

// The slip of a replaced code shows none; the link that the mobile got with the
// new code shows that.
func TestLinksAfterANewCode(t *testing.T) {
	b := withLinks(t)
	d := b.desk()
	before := linkIn(t, b.serveUntilSent(), registry.BookingMessage)
	made := b.link(1)
	d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	after := linkIn(t, b.serveUntilSent(), registry.ReissueMessage)
	for name, path := range map[string]string{"sent with the booking": before, "made before": made, "made since": b.link(1)} {
		_, page := b.open(path)
		if strings.Contains(page, b.printed(1, 1)) || strings.Contains(page, b.printed(1, 2)) || strings.Contains(page, "<svg") {
			t.Errorf("the link %s shows a code", name)
		}
		if !strings.Contains(page, "Your code was replaced") || !strings.Contains(page, "..0001") || strings.Contains(page, "6000000001") {
			t.Errorf("the link %s does not say where the new code is", name)
		}
	}
	if _, page := b.open(after); !strings.Contains(page, b.printed(1, 2)) || strings.Contains(page, b.printed(1, 1)) {
		t.Error("the link sent with the new code does not show it")
	}
}

// linkIn returns the path of the link that ends the first message of a kind in
// the spool, which is about appointment 1.
func linkIn(t *testing.T, spool []byte, kind registry.MessageKind) string {
	t.Helper()
	for line := range bytes.Lines(spool) {
		var sms notify.SMS
		must(t, json.Unmarshal(line, &sms))
		if sms.Kind != kind || sms.Appointment != appointment(1) {
			continue
		}
		if _, path, ok := strings.Cut(sms.Text, " https://slip.example.org"); ok {
			return path
		}
	}
	t.Fatalf("no message of kind %s ends with a link", kind)
	return ""
}

func TestSlipPageOfACancelledBooking(t *testing.T) {
	b := withLinks(t)
	path := b.link(2)
	must(t, b.Registry.Update(t.Context(), func(tx *registry.Tx) error {
		e, _, err := tx.Entry(appointment(2))
		must(t, err)
		e.Cancelled = true
		_, err = tx.SaveEntry(e)
		return err
	}))
	if _, page := b.open(path); strings.Contains(page, b.printed(2, 1)) || !strings.Contains(page, "was cancelled") {
		t.Error("the slip of a cancelled booking has a code, or does not say why it has none")
	}
}

func TestSlipPageOfAWalkin(t *testing.T) {
	b := withLinks(t)
	b.take(header + strings.Replace(rowOf(6), ",online", ",walkin", 1))
	if _, page := b.open(b.link(6)); strings.Contains(page, "<svg") || !strings.Contains(page, "no code is needed") {
		t.Error("the slip of a walk-in has a code, or does not say that none is needed")
	}
}

func TestSlipLink(t *testing.T) {
	b := withLinks(t)
	if first, second := b.link(1), b.link(1); first == second {
		t.Error("one link was made twice")
	}
	if _, err := b.SlipLink(t.Context(), appointment(99)); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("no such appointment: %v", err)
	}
	if _, err := newBench(t).SlipLink(t.Context(), appointment(1)); dosedesk.CodeOf(err) != dosedesk.EInvalid {
		t.Errorf("no public address: %v", err)
	}
}

func TestParsePublicURL(t *testing.T) {
	for text, want := range map[string]string{
		"https://slip.example.org": "https://slip.example.org", "https://example.org/dosedesk/": "https://example.org/dosedesk",
		"http://127.0.0.1:8471": "http://127.0.0.1:8471", "http://[::1]:80/": "http://[::1]:80", "http://localhost": "http://localhost",
		"": "", "slip.example.org": "", "http://slip.example.org": "", "ftp://localhost": "", "https://": "", "https://a@b": "",
		"https://b?x": "", "https://b#x": "", "http://10.0.0.1": "", "http://127.0.0.1.example.org": "",
	} {
		got, err := server.ParsePublicURL(text)
		if got != want || want == "" && dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
}

// TestNoLinkIsKept opens links, right and wrong, and looks for them, their codes
// and their tokens wherever the server writes.
func TestNoLinkIsKept(t *testing.T) {
	b := withLinks(t)
	d := b.desk()
	d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	paths := []string{b.link(2), linkIn(t, b.serveUntilSent(), registry.ReissueMessage)}
	for _, path := range paths {
		if answer, _ := b.open(path + "?lang=hi"); answer.StatusCode != http.StatusOK {
			t.Fatalf("status %d", answer.StatusCode)
		}
		b.open(path + "0")
		b.open("/" + path)
		b.open("/v1" + path)
	}
	secrets := []string{b.token(1, 2), b.token(2, 1), b.printed(1, 2), b.printed(2, 1), "6000000001", "Asha"}
	for _, path := range paths {
		secrets = append(secrets, strings.TrimPrefix(path, words.SlipPath))
	}
	places := map[string][]byte{"the log": b.log.Bytes()}
	for _, file := range []string{b.file, b.file + "-wal"} {
		text, err := os.ReadFile(file)
		must(t, err)
		places[filepath.Base(file)] = text
	}
	for where, text := range places {
		for i, secret := range secrets {
			if where != "the log" && i >= 4 && i < 6 {
				continue // the registry knows who is booked
			}
			if bytes.Contains(bytes.ToLower(text), []byte(strings.ToLower(secret))) {
				t.Errorf("%s holds secret %d of a slip", where, i)
			}
		}
	}
	if route := `route="GET /slip/{link...}"`; bytes.Count(b.log.Bytes(), []byte(route)) < 4 {
		t.Error("the log does not tell that slips were opened")
	}
}

// TestStrangersLearnNothing walks every route there is without credentials, and
// asks for a citizen in every way: nothing of him is in any answer, and no
// answer differs from that to the same question about nobody.
func TestStrangersLearnNothing(t *testing.T) {
	b := withLinks(t)
	b.link(1)
	for _, pattern := range b.Routes() {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodHead, http.MethodOptions} {
			for _, known := range []string{"10000000000001", "6000000001", "Asha%20Verma", appointment(1).String(), "A001"} {
				unknown := strings.Map(func(r rune) rune {
					if '1' <= r && r <= '9' {
						return '7'
					}
					return r
				}, known)
				answer, about := b.ask(method, pattern, known)
				if other, want := b.ask(method, pattern, unknown); answer != other || about != want {
					t.Errorf("%s %s tells a citizen who is known from one who is not", method, pattern)
				}
				for _, of := range []string{"Asha", "आशा", "10000000000001", "6000000001", "A001", b.printed(1, 1), appointment(1).String()} {
					if strings.Contains(about, of) {
						t.Errorf("%s %s tells something of a citizen", method, pattern)
					}
				}
			}
		}
	}
}

// ask puts a word into every place of a request in which a route may look.
func (b *bench) ask(method, pattern, word string) (status int, answer string) {
	b.t.Helper()
	_, path, ok := strings.Cut(pattern, " ")
	if !ok {
		path = pattern
	}
	if before, _, wild := strings.Cut(path, "{"); wild || path == "/" {
		path = before + word
	}
	query := "?q=" + word + "&mobile=" + word + "&reference_id=" + word + "&appointment=" + word + "&cursor=" + word + "&lang=en"
	body := strings.NewReader(`{"mobile":"` + word + `","reference_id":"` + word + `","secret":"` + word + `"}`)
	r := httptest.NewRequestWithContext(b.t.Context(), method, path+query, body)
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w.Code, w.Body.String()
}
