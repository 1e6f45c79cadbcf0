package sync

import (
	"context"
	"net/http"
	"net/url"

	"dosedesk"
	"dosedesk/sync/wire"
)

// pull fetches the next page of the centre's changes; more says that another
// one waits. EStale means that the server began a new epoch.
func (e *Engine) pull(ctx context.Context) (more bool, err error) {
	before := e.config.Vault.Cursor()
	path := wire.PathChanges
	if before != (dosedesk.Cursor{}) {
		path += "?cursor=" + url.QueryEscape(wire.FormatCursor(before))
	}
	var page wire.Page
	if err := e.server().exchange(ctx, http.MethodGet, path, nil, &page); err != nil {
		return false, err
	}
	changes, err := changesOf(page, before)
	if err != nil {
		return false, err
	}
	if err := e.config.Vault.Stand(page.Standings); err != nil {
		return false, err
	}
	if e.partway || !idle(changes, before) {
		if err := e.config.Vault.Apply(changes); err != nil {
			return false, err
		}
	}
	e.partway = page.More
	if e.lacking, err = e.lacks(page.Next); err != nil {
		return false, err
	}
	if !page.More {
		e.fresh(page.AsOf)
	}
	return page.More, nil
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

// idle reports whether nothing happened since the cursor: the disk is left
// alone then, poll after poll. But the last of several pages may be empty, and
// the vault waits for it.
func idle(c dosedesk.Changes, before dosedesk.Cursor) bool {
	return c.Cursor == before && len(c.Entries) == 0 && len(c.Operators) == 0 && len(c.TokenKeys) == 0 &&
		c.Centre == nil && c.SealKey == nil && c.Schedule == nil
}
