package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

// slipPage shows the slip that a link opens. Every wrong link gets the same
// answer.
func (s *Server) slipPage(w http.ResponseWriter, r *http.Request) {
	var body bytes.Buffer
	status := http.StatusOK
	sheet, err := s.linked(r.Context(), r.PathValue("link"))
	if err == nil {
		err = sheet.Page(&body, s.pageLang(r))
	}
	switch {
	case dosedesk.CodeOf(err) == dosedesk.ENotFound:
		status, err = http.StatusNotFound, slip.Unknown(&body)
	case err != nil:
		s.Log.Error("a slip could not be shown", "route", r.Pattern, "error", err)
		status, err = http.StatusServiceUnavailable, slip.Unavailable(&body)
	}
	if err == nil {
		err = writePage(w, r, status, body.Bytes())
	}
	if err != nil {
		s.Log.Info("an answer did not arrive", "route", r.Pattern, "error", err)
	}
}

// linked returns what a link opens. It fails with ENotFound.
func (s *Server) linked(ctx context.Context, link string) (sheet slip.Slip, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		kept, known, err := tx.SlipLink(link)
		if err == nil && !known {
			err = dosedesk.Errorf(dosedesk.ENotFound, "this link opens nothing")
		}
		if err != nil {
			return err
		}
		sheet, err = s.sheet(tx, kept.Appointment, kept.Issue)
		return err
	})
	return sheet, err
}

var pageLangs = language.NewMatcher([]language.Tag{language.English, language.Hindi})

// pageLang is the language that was asked for, or that the phone speaks, or that
// of messages.
func (s *Server) pageLang(r *http.Request) words.Lang {
	if asked := r.URL.Query().Get("lang"); asked != "" {
		if lang, err := words.Parse(asked); err == nil {
			return lang
		}
	}
	spoken, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(spoken) == 0 {
		return s.SMSLang
	}
	switch _, i, sure := pageLangs.Match(spoken...); {
	case sure < language.High: // the phone speaks neither
		return s.SMSLang
	case i == 1:
		return words.Hindi
	}
	return words.English
}

// writePage answers with a page that nobody keeps, finds or passes on, packed
// where the phone can unpack it: on 2G that is two seconds.
func writePage(w http.ResponseWriter, r *http.Request, status int, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", slip.Policy)
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Vary", "Accept-Encoding, Accept-Language")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, err := w.Write(body)
		return err
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	z := gzip.NewWriter(w)
	if _, err := z.Write(body); err != nil {
		return err
	}
	return z.Close()
}
