package server

import (
	"context"
	"net"
	"net/url"
	"strings"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
)

// ParsePublicURL reads the address at which citizens' phones reach the server,
// to which links are added. It fails with EInvalid: over anything but HTTPS
// whoever runs the network reads every code. This machine alone needs none.
func ParsePublicURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", dosedesk.Errorf(dosedesk.EInvalid, "a public address is written as https://slip.example.org")
	}
	ip := net.ParseIP(u.Hostname())
	if here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback(); u.Scheme != "https" && (u.Scheme != "http" || !here) {
		return "", dosedesk.Errorf(dosedesk.EInvalid, "a public address begins with https://")
	}
	return strings.TrimSuffix(u.String(), "/"), nil
}

// Slip returns the text of an appointment's slip, with its first code. It fails
// with ENotFound.
func (s *Server) Slip(ctx context.Context, appointment dosedesk.ID, lang words.Lang, as slip.QR) (text string, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		sheet, err := s.sheet(tx, appointment, firstIssue)
		if err != nil {
			return err
		}
		text, err = sheet.Text(lang, as)
		return err
	})
	return text, err
}

// firstIssue is the only one whose slip can be had at the server: a new code
// goes to the registered mobile alone.
const firstIssue = 1

// SlipLink makes a link to an appointment's slip, with its first code. It fails
// with ENotFound for an unknown appointment, with EInvalid where the server has
// no public address.
func (s *Server) SlipLink(ctx context.Context, appointment dosedesk.ID) (string, error) {
	if s.PublicURL == "" {
		return "", dosedesk.Errorf(dosedesk.EInvalid, "a link needs the server's public address")
	}
	var link string
	err := s.Registry.Update(ctx, func(tx *registry.Tx) error {
		sheet, err := s.sheet(tx, appointment, firstIssue)
		if err != nil {
			return err
		}
		var kept registry.SlipLink
		link, kept = registry.NewSlipLink(sheet.Entry.Appointment, min(firstIssue, sheet.Entry.Code.Issue), s.Now())
		return tx.AddSlipLink(kept)
	})
	return words.SlipURL(s.PublicURL, link), err
}

// sheet gathers what the slip of an issue is made from.
func (s *Server) sheet(tx *registry.Tx, appointment dosedesk.ID, issue int) (slip.Slip, error) {
	entry, known, err := tx.Entry(appointment)
	if err == nil && !known {
		err = dosedesk.Errorf(dosedesk.ENotFound, "there is no such appointment")
	}
	if err != nil {
		return slip.Slip{}, err
	}
	centre, err := tx.Centre(entry.Session.Centre)
	return slip.Slip{Entry: entry, Centre: centre, Issue: issue, Codes: s.Keys.Code, Tokens: s.Keys.Token()}, err
}
