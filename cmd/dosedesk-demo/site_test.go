package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
	"dosedesk/sync"
	"dosedesk/sync/server/words"
	messages "dosedesk/sync/wire"
)

// A demo that is gone on with on a day when its desk's certificate has long
// ended: the desk is admitted all the same.
func TestGoesOnMonthsLater(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := dosedesk.Day{Year: 2021, Month: time.May, Day: 13}
	rows, err := bookings.Open(first)
	must(t, err)
	for _, on := range []dosedesk.Day{first, first.AddDays(300)} {
		if status := fetched(t, dir, on, rows); status != http.StatusOK {
			t.Errorf("on %v the desk gets status %d", on, status)
		}
		rows = strings.NewReader("")
	}
}

// fetched opens the demo on a day, and has the desk ask for its roster.
func fetched(t *testing.T, dir string, on dosedesk.Day, rows io.Reader) (status int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	s, err := openSite(ctx, dir, on, words.English, rows, slog.New(slog.DiscardHandler))
	must(t, err)
	defer s.close()
	client := s.cabled(sync.NewTransport(s.vault, s.now))
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.vault.Enrolment().Server+messages.PathChanges, nil)
	must(t, err)
	response, err := client.Do(r)
	must(t, err)
	must(t, response.Body.Close())
	return response.StatusCode
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
