package sync_test

import (
	"maps"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// budgetLink is the one that the budgets are for.
var budgetLink = profile{20_000, 20_000, 600 * time.Millisecond}

// A wired benchmark runs in fake time: it reports the seconds that the link
// takes, exactly, and the bytes of both directions, TLS included.
//
//	go test -run '^$' -bench Wire ./sync
func wired(b *testing.B, name string, rows int, run func(t *testing.T) (took time.Duration, passed [2]int)) {
	b.Helper()
	b.Run(name, func(b *testing.B) {
		var took time.Duration
		var passed [2]int
		bubble := func(t *testing.T) {
			t.Helper()
			synctest.Test(t, func(t *testing.T) { took, passed = run(t) })
		}
		for b.Loop() { // a bubble is a test's
			all := func(_, _ string) (bool, error) { return true, nil }
			if !testing.RunTests(all, []testing.InternalTest{{Name: b.Name(), F: bubble}}) {
				b.Fatal("it does not come through")
			}
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(took.Seconds(), "s")
		b.ReportMetric(float64(passed[0]), "B-up")
		b.ReportMetric(float64(passed[1]), "B-down")
		b.ReportMetric(float64(passed[0]+passed[1])/float64(rows), "B/row")
	})
}

// BenchmarkWireDoses sends 1,000 visits, both events of each, and gets their
// verdicts; beside it plain rows of JSON in tens of visits, and a request for each.
func BenchmarkWireDoses(b *testing.B) {
	const visits = 1000
	wired(b, "dosedesk", visits, func(t *testing.T) (time.Duration, [2]int) {
		r, stop := newRemote(t, budgetLink, visits)
		defer stop()
		r.visits(t, visits)
		return r.syncs(t, func() bool { return r.answered() == 2*visits })
	})
	for name, tens := range map[string]int{"JSON rows in tens": 10, "a request a visit": 1} {
		wired(b, name, visits, func(t *testing.T) (time.Duration, [2]int) {
			r, stop := newRemote(t, budgetLink, visits)
			defer stop()
			r.visits(t, visits)
			var asks, answers [][]byte
			for events := range slices.Chunk(r.events, 2*tens) {
				ask, answer := plainPush(t, events)
				asks, answers = append(asks, ask), append(answers, answer)
			}
			return r.plainly(t, asks, answers)
		})
	}
}

// plainPush is a push of plain rows, and its answer.
func plainPush(t *testing.T, events []dosedesk.Event) (ask, answer []byte) {
	t.Helper()
	receipts := make([]dosedesk.Receipt, len(events))
	for i, e := range events {
		receipts[i] = dosedesk.Receipt{Event: e.ID, Verdict: dosedesk.Verdict{Answer: dosedesk.Accepted, Change: e.Number, At: e.At.Wall}}
		if e.Kind == dosedesk.KindCodeEntered {
			receipts[i].Code, receipts[i].TriesLeft = dosedesk.CodeRight, 3
		}
	}
	return pack(t, events), pack(t, receipts)
}

// BenchmarkWireRoster fetches a roster of 10,000; beside it plain rows of JSON, in
// pages of as many.
func BenchmarkWireRoster(b *testing.B) {
	const rows = 10_000
	wired(b, "dosedesk", rows, func(t *testing.T) (time.Duration, [2]int) {
		r, stop := newRemote(t, budgetLink, rows)
		defer stop()
		return r.syncs(t, func() bool { return r.shows() == rows })
	})
	wired(b, "JSON rows", rows, func(t *testing.T) (time.Duration, [2]int) {
		r, stop := newRemote(t, profile{}, rows)
		defer stop()
		r.syncs(t, func() bool { return r.shows() == rows })
		var pages [][]byte
		for page := range slices.Chunk(slices.Collect(maps.Values(r.roster)), 1000) {
			pages = append(pages, pack(t, page))
		}
		return r.plainly(t, make([][]byte, len(pages)), pages)
	})
}

// BenchmarkWireRequest is a request on a cold connection, one more on the same,
// and one that resumes its session on another, over a link that only is far.
func BenchmarkWireRequest(b *testing.B) {
	for _, c := range []struct {
		name   string
		before func(*http.Transport)
	}{
		{"cold", nil}, {"kept", func(*http.Transport) {}}, {"resumed", (*http.Transport).CloseIdleConnections},
	} {
		wired(b, c.name, 1, func(t *testing.T) (time.Duration, [2]int) {
			r, stop := newRemote(t, profile{trip: budgetLink.trip}, 1)
			defer stop()
			transport := r.transport(r.mast)
			defer transport.CloseIdleConnections()
			ask := func() { exchange(t, transport, wire.PathEvents, pack(t, wire.PushRequest{})) }
			if c.before != nil {
				ask()
				c.before(transport)
			}
			return r.mast.measure(ask)
		})
	}
}
