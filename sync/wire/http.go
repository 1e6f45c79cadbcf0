package wire

import (
	"encoding/json"
	"net/http"
	"strings"

	"dosedesk"
)

// ReadRequest reads a request's message, of at most MaxBody bytes. It fails as
// Unpack does.
func ReadRequest(r *http.Request, message any) error {
	return Unpack(r.Body, r.Header.Get("Content-Encoding"), MaxBody, message)
}

// WriteAnswer answers with a message, gzipped where the client takes that. An
// error means that the message could not be written as JSON, or that the client
// is gone; in the first case nothing was answered yet.
func WriteAnswer(w http.ResponseWriter, r *http.Request, message any) error {
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		return writePlain(w, http.StatusOK, message)
	}
	packed, err := Pack(message)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Encoding", "gzip")
	return write(w, http.StatusOK, packed)
}

// WriteProblem answers with err's code, the status that belongs to it, and its
// message. The message of an error that is our own fault stays in our log.
func WriteProblem(w http.ResponseWriter, err error) error {
	p := Problem{Code: dosedesk.CodeOf(err), Message: err.Error()}
	status := StatusOf(p.Code)
	if status == http.StatusInternalServerError {
		p = Problem{Code: dosedesk.EInternal, Message: "the server could not do this; its log says why"}
	}
	return writePlain(w, status, p)
}

func writePlain(w http.ResponseWriter, status int, message any) error {
	plain, err := json.Marshal(message)
	if err != nil {
		return err
	}
	return write(w, status, plain)
}

func write(w http.ResponseWriter, status int, body []byte) error {
	h := w.Header()
	h.Set(Version, VersionValue)
	h.Set("Content-Type", "application/json")
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err := w.Write(body)
	return err
}

// ReadAnswer reads the message of an answer, of at most MaxAnswer bytes, or the
// error of its Problem, with the Problem's code. What is not an answer of ours
// (a captive portal's page, half an answer, rubbish) is EUnreachable; a 413 is
// ETooLarge whoever sent it, since a proxy in between may have its own limit.
func ReadAnswer(answer *http.Response, message any) error {
	if answer.StatusCode == http.StatusRequestEntityTooLarge {
		return dosedesk.Errorf(dosedesk.ETooLarge, "the request was too large for the server or a proxy")
	}
	if answer.Header.Get(Version) != VersionValue {
		return dosedesk.Errorf(dosedesk.EUnreachable, "an answer (status %d) that is not of a dosedesk server", answer.StatusCode)
	}
	if answer.StatusCode == http.StatusOK {
		return unpackAnswer(answer, message)
	}
	var p Problem
	if err := unpackAnswer(answer, &p); err != nil {
		return err
	}
	if p.Code == "" {
		p.Code = dosedesk.EInternal
	}
	return dosedesk.Errorf(p.Code, "the server says: %s", p.Message)
}

func unpackAnswer(answer *http.Response, message any) error {
	err := Unpack(answer.Body, answer.Header.Get("Content-Encoding"), MaxAnswer, message)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EUnreachable, "an answer (status %d) that cannot be read: %w", answer.StatusCode, err)
	}
	return nil
}

// StatusOf returns the HTTP status that goes with an error's code.
func StatusOf(code dosedesk.ErrorCode) int {
	switch code {
	case dosedesk.EInvalid:
		return http.StatusBadRequest
	case dosedesk.EUnauthorized:
		return http.StatusUnauthorized
	case dosedesk.ENotFound:
		return http.StatusNotFound
	case dosedesk.EConflict, dosedesk.EStale:
		return http.StatusConflict
	case dosedesk.ETooLarge:
		return http.StatusRequestEntityTooLarge
	case dosedesk.ETooMany:
		return http.StatusTooManyRequests
	case dosedesk.EInternal, dosedesk.EDamaged, dosedesk.EInUse, dosedesk.EUnreachable:
	}
	return http.StatusInternalServerError
}
