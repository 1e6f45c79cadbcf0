package server

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"dosedesk"
)

// A panic is answered with a sentence, and logged by its place, never with what
// the functions were called with: a code may be among it.
func TestAPanicShowsNoArguments(t *testing.T) {
	var log strings.Builder
	s := New(Config{Log: slog.New(slog.NewTextHandler(&log, nil))})
	code, err := dosedesk.ParseCode("4821")
	if err != nil {
		t.Fatal(err)
	}
	handler := s.answer(func(*http.Request) (any, error) { return blowUp(code) })
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	if w.Code != http.StatusInternalServerError || !strings.Contains(log.String(), "guarded_test.go") {
		t.Errorf("status %d, logged %s", w.Code, log.String())
	}
	for _, digits := range []string{"4821", "31323834", "0x34", "boom"} {
		if strings.Contains(log.String()+w.Body.String(), digits) {
			t.Errorf("the log or the answer holds %s", digits)
		}
	}
}

//go:noinline
func blowUp(c dosedesk.Code) (any, error) { panic("boom " + c.Digits()) }

// A slip that cannot be shown says so to the citizen, and nothing to the log.
func TestAPanicOverASlip(t *testing.T) {
	var log strings.Builder
	s := New(Config{Log: slog.New(slog.NewTextHandler(&log, nil))}) // without a registry
	w := httptest.NewRecorder()
	s.PublicHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/slip/0123456789abcdefghjkmnpqrs", nil))
	if w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "try again") {
		t.Errorf("status %d", w.Code)
	}
	if !strings.Contains(log.String(), "a panic") || strings.Contains(log.String(), "0123456789") {
		t.Error("the log has the link, or nothing of the panic")
	}
}
