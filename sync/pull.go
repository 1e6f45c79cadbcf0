package sync

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// driftAgain is how long a roster that differs from the server's is left alone
// after it was fetched anew for that: a bug must not loop on a GPRS line.
const driftAgain = time.Hour

// pull fetches the next page of the centre's changes; more says that another
// one waits. EStale means that the roster is to be fetched anew: the server began
// a new epoch, or the roster is too old, or it is not what the server has.
func (e *Engine) pull(ctx context.Context) (more bool, err error) {
	before := e.config.Vault.Cursor()
	var page wire.Page
	if err := e.server().exchange(ctx, http.MethodGet, e.pagePath(before), nil, &page); err != nil {
		return false, err
	}
	changes, err := changesOf(page, before)
	if err != nil {
		return false, err
	}
	if err := e.config.Vault.Stand(page.Standings); err != nil {
		return false, err
	}
	if err := e.config.Vault.Apply(changes); err != nil {
		return false, err
	}
	e.anew = page.Anew
	if e.lacking, err = e.lacks(page.Next); err != nil {
		return false, err
	}
	if !page.More {
		e.fresh(page.AsOf)
		err = e.compare(page.Digest)
	}
	return page.More, err
}

func (e *Engine) pagePath(from dosedesk.Cursor) string {
	if from == (dosedesk.Cursor{}) {
		if last, ok := e.config.Vault.LastEvent(); ok {
			return wire.PathChanges + "?head=" + url.QueryEscape(wire.FormatHead(last))
		}
		return wire.PathChanges
	}
	path := wire.PathChanges + "?cursor=" + url.QueryEscape(wire.FormatCursor(from))
	if e.anew > 0 {
		path += "&anew=" + strconv.FormatUint(e.anew, 10)
	}
	return path
}

// compare fails with EStale where the roster is not what the server has. It was
// read to the same change, so it has drifted.
func (e *Engine) compare(theirs dosedesk.Digest) error {
	if theirs == nil {
		return nil
	}
	ours := e.config.Vault.Digest()
	days := ours.Differs(theirs)
	if len(days) == 0 || !e.compared.IsZero() && time.Since(e.compared) < driftAgain {
		return nil
	}
	e.compared = time.Now()
	e.config.Log.Error("the roster has drifted", "days", days, "ours", ours.Count(), "theirs", theirs.Count())
	return dosedesk.Errorf(dosedesk.EStale, "the roster differs from the server's on %d days", len(days))
}

// lacks returns the number to send again from, where the server expects an event
// that it has acknowledged: it was restored from a backup. 0: it lacks none.
func (e *Engine) lacks(next uint64) (uint64, error) {
	if next == 0 {
		return 0, nil
	}
	events, err := e.config.Vault.EventsFrom(next, 1)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	if _, acknowledged := e.config.Vault.Verdict(events[0].ID); !acknowledged {
		return 0, nil
	}
	return next, nil
}

func changesOf(p wire.Page, before dosedesk.Cursor) (dosedesk.Changes, error) {
	cursor, err := wire.ParseCursor(p.Cursor)
	if err != nil || cursor.Epoch == "" || p.More && cursor == before {
		return dosedesk.Changes{}, dosedesk.Errorf(dosedesk.EUnreachable, "a page of changes that leads nowhere")
	}
	return dosedesk.Changes{
		Cursor: cursor, More: p.More, Centre: p.Centre, Operators: p.Operators,
		SealKey: p.SealKey, TokenKeys: p.TokenKeys, Schedule: p.Schedule, Entries: p.Entries, AsOf: p.AsOf,
	}, nil
}
