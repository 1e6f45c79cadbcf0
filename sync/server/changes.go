package server

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// pageRows is the most entries a page has; how many fit MaxPageBytes is found
// out, since names differ in length.
const pageRows = 1000

func (s *Server) changes(r *http.Request) (any, error) {
	terminal, err := s.admitted(r)
	if err != nil {
		return nil, err
	}
	from, err := readPosition(r.URL.Query())
	if err != nil {
		return nil, err
	}
	var page wire.Page
	err = s.Registry.View(r.Context(), func(tx *registry.Tx) (err error) {
		if terminal.Terminal, _, err = tx.Terminal(terminal.ID); err != nil {
			return err
		}
		if page, err = s.page(tx, terminal.Centre, from); err != nil {
			return err
		}
		if page.Next, err = expected(tx, terminal.Terminal, r.URL.Query().Get("head")); err != nil {
			return err
		}
		page.Standings, err = s.standings(tx, terminal.ID, page)
		return err
	})
	return page, err
}

var errStale = dosedesk.Errorf(dosedesk.EStale, "the cursor is of another registry: fetch anew")

// A position is how far a terminal has read. One that began anew has nothing of
// the days that were dead then, and gets of them only what changed since.
type position struct {
	dosedesk.Cursor
	anew uint64 // the last change when it began; 0: it did not begin anew
}

func readPosition(query url.Values) (p position, err error) {
	if p.Cursor, err = wire.ParseCursor(query.Get("cursor")); err != nil {
		return p, err
	}
	if anew := query.Get("anew"); anew != "" {
		if p.anew, err = strconv.ParseUint(anew, 10, 64); err != nil {
			return p, dosedesk.Errorf(dosedesk.EInvalid, "anew is the number of a change")
		}
	}
	return p, nil
}

// page returns what changed at a centre after the position. It fails with EStale
// for a cursor of another epoch, or one beyond the last change.
func (s *Server) page(tx *registry.Tx, centre dosedesk.CentreID, from position) (wire.Page, error) {
	feed, err := tx.Feed(centre)
	if err != nil {
		return wire.Page{}, err
	}
	first := from == position{}
	switch {
	case first:
		from.anew = feed.Seq
	case from.Epoch == feed.Epoch && from.Seq > feed.Seq:
		s.Log.Error("a terminal has read further than this registry goes; if it was restored from a backup, run: dosedeskd registry restored")
		fallthrough
	case from.Epoch != feed.Epoch:
		return wire.Page{}, errStale
	}
	page := wire.Page{AsOf: s.Now().UTC()}
	end, err := s.addEntries(tx, &page, feed, from)
	if err != nil {
		return wire.Page{}, err
	}
	due := func(seq uint64) bool { return seq > from.Seq && (first || seq <= end) }
	if err := s.addCentre(tx, &page, feed, due); err != nil {
		return wire.Page{}, err
	}
	page.Cursor = wire.FormatCursor(dosedesk.Cursor{Epoch: feed.Epoch, Seq: end})
	if page.More {
		page.Anew = from.anew
	} else if end != from.Seq {
		page.Digest, err = tx.Digest(centre, dosedesk.FirstLiving(page.AsOf))
	}
	return page, err
}

// addEntries puts as many entries on the page as fit, and returns the last change
// that it carries.
func (s *Server) addEntries(tx *registry.Tx, page *wire.Page, feed registry.Feed, from position) (end uint64, err error) {
	var entries []dosedesk.Entry
	var seqs []uint64
	if from.anew > 0 {
		entries, seqs, err = tx.Living(feed.Centre.ID, from.Seq, from.anew, dosedesk.FirstLiving(page.AsOf), pageRows)
	} else {
		entries, seqs, err = tx.Changed(feed.Centre.ID, from.Seq, pageRows)
	}
	if err != nil {
		return 0, err
	}
	n, err := fitting(entries)
	page.Entries, end = entries[:n], feed.Seq
	if page.More = n < len(entries) || n == pageRows; page.More {
		end = seqs[n-1]
	}
	page.Entries.Sort()
	return end, err
}

// addCentre puts on the page what changed of the centre itself, where its last
// change is due: at once for who begins, and else on the page that goes past it.
func (s *Server) addCentre(tx *registry.Tx, page *wire.Page, feed registry.Feed, due func(seq uint64) bool) (err error) {
	if due(feed.CentreSeq) {
		page.Centre = &feed.Centre
	}
	if due(feed.AnnouncedSeq) {
		key, schedule := s.Keys.Open.SealKey(), s.Schedule.Sign(s.Keys.Signing())
		page.SealKey, page.Schedule = &key, &schedule
	}
	if due(feed.SessionsSeq) {
		if page.TokenKeys, err = s.tokenKeys(tx, feed.Centre.ID); err != nil {
			return err
		}
	}
	if due(feed.OperatorsSeq) {
		page.Operators, err = tx.Operators(feed.Centre.ID)
	}
	return err
}

// tokenKeys returns the public keys of the months in which a centre has sessions.
func (s *Server) tokenKeys(tx *registry.Tx, centre dosedesk.CentreID) ([]dosedesk.TokenKey, error) {
	days, err := tx.Days(centre)
	var keys []dosedesk.TokenKey
	for _, day := range days {
		key := s.Keys.Token().TokenKey(day)
		if len(keys) == 0 || keys[len(keys)-1].Month != key.Month {
			keys = append(keys, key)
		}
	}
	return keys, err
}

// fitting returns how many of the entries fit one page: at least one.
func fitting(entries []dosedesk.Entry) (int, error) {
	n := len(entries)
	for ; n > 1; n /= 2 {
		plain, err := json.Marshal(wire.Entries(entries[:n]))
		if err != nil {
			return 0, dosedesk.Errorf(dosedesk.EInternal, "writing a page: %w", err)
		}
		if len(plain) <= wire.MaxPageBytes {
			break
		}
	}
	return n, nil
}
