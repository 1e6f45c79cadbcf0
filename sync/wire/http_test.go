package wire_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/wire"
)

func TestAnswersAndProblemsArrive(t *testing.T) {
	for name, encoding := range map[string]string{"gzip": "gzip", "plain": ""} {
		t.Run(name, func(t *testing.T) {
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, wire.PathChanges, nil)
			r.Header.Set("Accept-Encoding", encoding)
			if err := wire.WriteAnswer(w, r, wire.PushAnswer{Next: 7}); err != nil {
				t.Fatal(err)
			}
			var got wire.PushAnswer
			answer := w.Result()
			if err := wire.ReadAnswer(answer, &got); err != nil || got.Next != 7 {
				t.Errorf("got %+v, %v", got, err)
			}
			if answer.Header.Get("Content-Encoding") != encoding {
				t.Errorf("encoding is %q, want %q", answer.Header.Get("Content-Encoding"), encoding)
			}
		})
	}
	for _, code := range []dosedesk.ErrorCode{
		dosedesk.EInvalid, dosedesk.EUnauthorized, dosedesk.ENotFound, dosedesk.EConflict, dosedesk.EStale,
		dosedesk.ETooLarge, dosedesk.ETooMany, dosedesk.EInternal,
	} {
		w := httptest.NewRecorder()
		if err := wire.WriteProblem(w, dosedesk.Errorf(code, "a sentence")); err != nil {
			t.Fatal(err)
		}
		if got := dosedesk.CodeOf(wire.ReadAnswer(w.Result(), nil)); got != code || w.Code < 400 {
			t.Errorf("%s came as %s with status %d", code, got, w.Code)
		}
	}
}

func TestOurOwnFaultsStayWithUs(t *testing.T) {
	w := httptest.NewRecorder()
	if err := wire.WriteProblem(w, errors.New("secret table")); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
}

func TestRequestsHaveLimits(t *testing.T) {
	big := bytes.Repeat([]byte(" "), wire.MaxBody+1)
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	if _, err := z.Write(big); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := wire.Pack(wire.PushRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		body     []byte
		encoding string
		want     dosedesk.ErrorCode
	}{
		"good":             {good, "gzip", ""},
		"plain":            {[]byte(`{"events":{}}`), "", ""},
		"too long":         {big, "", dosedesk.ETooLarge},
		"a bomb":           {bomb.Bytes(), "gzip", dosedesk.ETooLarge},
		"cut off":          {good[:len(good)-3], "gzip", dosedesk.EInvalid},
		"no gzip":          {[]byte("{}"), "gzip", dosedesk.EInvalid},
		"no JSON":          {[]byte("PK"), "", dosedesk.EInvalid},
		"other type":       {[]byte(`{"events":"none"}`), "", dosedesk.EInvalid},
		"unknown kind":     {[]byte(`{"events":{"way":"r","rows":[{"kind":"party"}]}}`), "", dosedesk.EInvalid},
		"unknown encoding": {good, "br", dosedesk.EInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(http.MethodPost, wire.PathEvents, bytes.NewReader(test.body))
			r.Header.Set("Content-Encoding", test.encoding)
			var push wire.PushRequest
			if err := wire.ReadRequest(r, &push); dosedesk.CodeOf(err) != test.want {
				t.Errorf("got %v, want code %q", err, test.want)
			}
		})
	}
}

func TestErrorsDoNotRepeatWhatWasRead(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, wire.PathEvents, strings.NewReader(`{"events":{"number":[6127790000.5]}}`))
	var push wire.PushRequest
	if err := wire.ReadRequest(r, &push); err == nil || strings.Contains(err.Error(), "612779") {
		t.Errorf("got %v", err)
	}
}

func TestCursor(t *testing.T) {
	for text, want := range map[string]dosedesk.Cursor{"": {}, "e1:7": {Epoch: "e1", Seq: 7}} {
		if got, err := wire.ParseCursor(text); got != want || err != nil {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
	if got := wire.FormatCursor(dosedesk.Cursor{Epoch: "e1", Seq: 7}); got != "e1:7" {
		t.Errorf("got %q", got)
	}
	for _, text := range []string{"e1", "e1:", "e1:-1", ":x", "e1:7:8"} {
		if _, err := wire.ParseCursor(text); dosedesk.CodeOf(err) != dosedesk.EInvalid {
			t.Errorf("%q: got %v, want invalid", text, err)
		}
	}
}
