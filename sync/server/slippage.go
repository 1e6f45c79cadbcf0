package server

import (
	"compress/gzip"
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
	status := http.StatusOK
	page, err := guarded(s.openSlip, r)
	switch {
	case dosedesk.CodeOf(err) == dosedesk.ENotFound:
		status = http.StatusNotFound
		page, err = slip.Unknown()
	case err != nil:
		s.Log.Error("a slip could not be shown", "route", r.Pattern, "error", err)
		status = http.StatusServiceUnavailable
		page, err = slip.Unavailable()
	}
	if err == nil {
		err = writePage(w, r, status, page.([]byte)) //nolint:forcetypeassert // each of them returns that
	}
	if err != nil {
		s.Log.Info("an answer did not arrive", "route", r.Pattern, "error", err)
	}
}

// openSlip is an endpoint whose message is a page. It fails with ENotFound.
func (s *Server) openSlip(r *http.Request) (any, error) {
	var sheet slip.Slip
	err := s.Registry.View(r.Context(), func(tx *registry.Tx) error {
		kept, known, err := tx.SlipLink(r.PathValue("link"))
		if err == nil && !known {
			err = dosedesk.Errorf(dosedesk.ENotFound, "this link opens nothing")
		}
		if err != nil {
			return err
		}
		sheet, err = s.sheet(tx, kept.Appointment, kept.Issue)
		return err
	})
	if err != nil {
		return nil, err
	}
	return sheet.Page(s.pageLang(r))
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
		_, err := w.Write(body) //nolint:gosec // a template escaped it
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
