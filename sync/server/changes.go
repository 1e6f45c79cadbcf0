package server

import (
	"encoding/json"
	"net/http"

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
	cursor, err := wire.ParseCursor(r.URL.Query().Get("cursor"))
	if err != nil {
		return nil, err
	}
	var page wire.Page
	err = s.Registry.View(r.Context(), func(tx *registry.Tx) (err error) {
		if terminal.Terminal, _, err = tx.Terminal(terminal.ID); err != nil {
			return err
		}
		if page, err = s.page(tx, terminal.Centre, cursor); err != nil {
			return err
		}
		branches, err := tx.Branches(terminal.Terminal)
		if err != nil {
			return err
		}
		page.Next = next(terminal.Terminal, branches, false)
		page.Standings, err = s.standings(tx, terminal.ID, page)
		return err
	})
	return page, err
}

var errStale = dosedesk.Errorf(dosedesk.EStale, "the cursor is of another registry: fetch anew")

// page returns what changed at a centre after the cursor. It fails with EStale
// for a cursor of another epoch, or one beyond the last change.
func (s *Server) page(tx *registry.Tx, centre dosedesk.CentreID, cursor dosedesk.Cursor) (wire.Page, error) {
	feed, err := tx.Feed(centre)
	if err != nil {
		return wire.Page{}, err
	}
	if beginning := cursor == (dosedesk.Cursor{}); !beginning && (cursor.Epoch != feed.Epoch || cursor.Seq > feed.Seq) {
		if cursor.Epoch == feed.Epoch {
			s.Log.Error("a terminal has read further than this registry goes; if it was restored from a backup, run: dosedeskd registry restored")
		}
		return wire.Page{}, errStale
	}
	page := wire.Page{AsOf: s.Now().UTC()}
	if err := s.addCentre(tx, &page, feed, cursor.Seq); err != nil {
		return wire.Page{}, err
	}
	entries, seqs, err := tx.Changed(centre, cursor.Seq, pageRows)
	if err != nil {
		return wire.Page{}, err
	}
	n, err := fitting(entries)
	if err != nil {
		return wire.Page{}, err
	}
	end := feed.Seq
	if page.More = n < len(entries) || n == pageRows; page.More {
		end = seqs[n-1]
	}
	page.Entries, page.Cursor = entries[:n], wire.FormatCursor(dosedesk.Cursor{Epoch: feed.Epoch, Seq: end})
	page.Entries.Sort()
	return page, nil
}

func (s *Server) addCentre(tx *registry.Tx, page *wire.Page, feed registry.Feed, since uint64) (err error) {
	if feed.CentreSeq > since {
		page.Centre = &feed.Centre
	}
	if feed.AnnouncedSeq > since {
		key, schedule := s.Keys.Open.SealKey(), s.Schedule.Sign(s.Keys.Signing())
		page.SealKey, page.Schedule = &key, &schedule
	}
	if feed.SessionsSeq > since {
		if page.TokenKeys, err = s.tokenKeys(tx, feed.Centre.ID); err != nil {
			return err
		}
	}
	if feed.OperatorsSeq > since {
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
