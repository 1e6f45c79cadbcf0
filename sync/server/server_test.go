package server_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/slip"
	"dosedesk/sync/server/words"
	"dosedesk/sync/wire"
)

func TestChangesGoOnFromTheCursor(t *testing.T) {
	d := newBench(t).desk()
	page, _ := d.pull("")
	if len(page.Entries) != 5 || page.Centre == nil || len(page.Operators) != 1 || page.SealKey == nil || page.More {
		t.Fatalf("the first page: %d entries, centre %v, %d operators", len(page.Entries), page.Centre, len(page.Operators))
	}
	next, _ := d.pull(page.Cursor)
	if len(next.Entries) != 0 || next.Centre != nil || next.Operators != nil || next.SealKey != nil || next.Cursor != page.Cursor {
		t.Fatalf("nothing changed, but the page has %+v", next)
	}
	v := d.verdict(d.code(3, d.right(3, 1)))
	must(t, d.DisableOperator(t.Context(), centre, "sunita"))
	must(t, d.SetCentre(t.Context(), dosedesk.Centre{ID: centre, Name: "PHC Rampur", Kind: dosedesk.Government}))
	next, _ = d.pull(page.Cursor)
	cursor, err := wire.ParseCursor(next.Cursor)
	must(t, err)
	if len(next.Entries) != 1 || next.Entries[0].ID != appointment(3) || v.Change == 0 || v.Change > cursor.Seq {
		t.Errorf("after a code: %d entries, change %d, cursor %d", len(next.Entries), v.Change, cursor.Seq)
	}
	if len(next.Operators) != 1 || !next.Operators[0].Disabled || next.Centre == nil || next.Centre.Name != "PHC Rampur" {
		t.Errorf("operators %+v, centre %+v", next.Operators, next.Centre)
	}
}

func TestStaleCursor(t *testing.T) {
	d := newBench(t).desk()
	page, _ := d.pull("")
	epoch, _, _ := strings.Cut(page.Cursor, ":")
	for _, cursor := range []string{"another:1", epoch + ":999999", ":1"} {
		if _, status := d.pull(cursor); status != http.StatusConflict {
			t.Errorf("cursor of another life: status %d", status)
		}
	}
}

func TestPagesAreBoundedAndWhole(t *testing.T) {
	b := newBench(t)
	var file strings.Builder
	file.WriteString(header)
	for n := 10; n < 2510; n++ {
		long := fmt.Sprintf("%0150d", n) // no two alike: a name that comes again takes no place
		file.WriteString(strings.NewReplacer("Asha", long, "आशा", long).Replace(rowOf(n)))
	}
	b.take(file.String())
	seen := map[dosedesk.ID]bool{}
	for _, e := range b.desk().pullAll() {
		seen[e.ID] = true
	}
	if len(seen) != 2505 {
		t.Errorf("the pages hold %d appointments of 2505", len(seen))
	}
	page, _ := b.desk().pull("")
	if text, err := page.Entries.MarshalJSON(); err != nil || len(text) > wire.MaxPageBytes || len(page.Entries) >= 1000 {
		t.Errorf("a page of %d rows has %d bytes, %v", len(page.Entries), len(text), err)
	}
	if !page.More || page.Anew == 0 || page.Digest != nil {
		t.Errorf("the first of several pages: anew %d, a digest %v", page.Anew, page.Digest)
	}
}

// What changed of the centre itself comes at once to who begins, and else with the
// page that goes past the change: not on each, where it would be a tenth of it.
func TestTheCentreIsNotOnEveryPage(t *testing.T) {
	b := newBench(t)
	d := b.desk()
	page, _ := d.pull("")
	var file strings.Builder
	file.WriteString(header)
	for n := 10; n < 2510; n++ {
		file.WriteString(rowOf(n))
	}
	b.take(file.String())
	must(t, b.SetCentre(t.Context(), dosedesk.Centre{ID: centre, Name: "PHC Rampur", Kind: dosedesk.Government}))
	for name, c := range map[string]struct {
		cursor string
		want   []bool
	}{
		"who begins":    {"", []bool{true, false, true}},
		"who had begun": {page.Cursor, []bool{false, false, true}},
	} {
		var got []bool
		for more, cursor := true, c.cursor; more; {
			page, _ := d.pull(cursor)
			got = append(got, page.Centre != nil)
			more, cursor = page.More, page.Cursor
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: the centre is on the pages %v, want %v", name, got, c.want)
		}
	}
}

func TestTooManyEvents(t *testing.T) {
	d := newBench(t).desk()
	var events []dosedesk.Event
	for range wire.MaxPushEvents + 1 {
		events = append(events, d.dose(1, dosedesk.ID{}))
	}
	status := d.call("POST", wire.PathEvents, d, d.signed(events...), &wire.PushAnswer{})
	if status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", status)
	}
}

// TestNoCodeIsKept looks for the codes of its bookings wherever the server
// writes: as printed and as quoted in the raw bytes, as a value in the tables.
// (Four digits in a row are also in the middle of ids, by chance.)
func TestNoCodeIsKept(t *testing.T) {
	d := newBench(t).desk()
	code := d.code(1, d.right(1, 1))
	d.push(code, d.dose(1, code.ID), d.code(2, d.wrong(2)))
	d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(3)}))
	sent := d.serveUntilSent()
	for _, file := range []string{d.file, d.file + "-wal"} {
		text, err := os.ReadFile(file) //nolint:gosec // the test's own
		must(t, err)
		holdsNoCode(t, d, filepath.Base(file), text)
	}
	holdsNoCode(t, d, "the log", d.log.Bytes())
	holdsNoCode(t, d, "a table", everyValue(t, d.file))
	printed := d.right(1, 1)
	if !bytes.Contains(sent, []byte(printed.Digits()+"-"+string(printed.CheckLetter()))) {
		t.Error("the citizen was sent no code")
	}
}

func holdsNoCode(t *testing.T, d *desk, where string, text []byte) {
	t.Helper()
	for n := 1; n <= 5; n++ {
		for issue := 1; issue <= 2; issue++ {
			code := d.right(n, issue)
			printed := code.Digits() + "-" + string(code.CheckLetter())
			quoted := `"` + code.Digits() + `"`
			if bytes.Contains(text, []byte(printed)) || bytes.Contains(text, []byte(quoted)) {
				t.Errorf("%s holds a code", where)
			}
		}
	}
}

// everyValue returns all that the tables hold, each value in quotes.
func everyValue(t *testing.T, file string) []byte {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	must(t, err)
	defer func() { must(t, db.Close()) }()
	var text bytes.Buffer
	for _, table := range strings.Fields("meta centres operators terminals pushes losses branches sessions appointments events strays doses certificates sms_jobs watches signals questions replies waiting slip_links") {
		rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table) //nolint:gosec // named above
		must(t, err)
		columns, err := rows.Columns()
		must(t, err)
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			must(t, rows.Scan(into...))
			for _, value := range values {
				_, _ = fmt.Fprintf(&text, "\"%s\"", value)
			}
		}
		must(t, errors.Join(rows.Err(), rows.Close()))
	}
	return text.Bytes()
}

// serveUntilSent runs the whole server until no message waits, and returns the
// spool.
func (b *bench) serveUntilSent() []byte {
	b.t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(b.t.Context(), "tcp", "127.0.0.1:0")
	must(b.t, err)
	ctx, stop := context.WithCancel(b.t.Context())
	served := make(chan error, 1)
	go func() { served <- b.Serve(ctx, listener, nil) }()
	deadline := time.After(10 * time.Second)
	for waiting := 1; waiting > 0; {
		must(b.t, b.Registry.View(ctx, func(tx *registry.Tx) error {
			queued, err := tx.Queued(1)
			sending, err2 := tx.Sending(1)
			must(b.t, err2)
			waiting = len(queued) + len(sending)
			return err
		}))
		select {
		case <-deadline:
			b.t.Fatal("messages wait for ever")
		default:
		}
	}
	stop()
	must(b.t, <-served)
	spool, err := os.ReadFile(filepath.Join(b.Spool, notify.SpoolFile))
	must(b.t, err)
	return spool
}

func TestSlipText(t *testing.T) {
	b := newBench(t)
	code := b.right(1, 1)
	printed := code.Digits() + "-" + string(code.CheckLetter())
	for lang, name := range map[words.Lang]string{words.English: "Asha Verma", words.Hindi: "आशा वर्मा"} {
		text, err := b.Slip(t.Context(), appointment(1), lang, slip.Ink)
		must(t, err)
		if !strings.Contains(text, printed) || !strings.Contains(text, name) || !strings.Contains(text, "09:00-11:00") {
			t.Errorf("a slip in %q lacks something", lang)
		}
	}
	if _, err := b.Slip(t.Context(), appointment(99), words.English, slip.Ink); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("no such appointment: %v", err)
	}
}

func TestReissuedCodeIsOnNoSlip(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	text, err := d.Slip(t.Context(), appointment(1), words.English, slip.Ink)
	must(t, err)
	for issue := 1; issue <= 2; issue++ {
		code := d.right(1, issue)
		if strings.Contains(text, code.Digits()+"-"+string(code.CheckLetter())) {
			t.Errorf("issue %d is on the slip of a replaced code", issue)
		}
	}
}

func TestKeysBelongToTheirRegistry(t *testing.T) {
	b := newBench(t)
	again, err := server.LoadKeys(t.Context(), b.Registry, b.file+".keys")
	must(t, err)
	if code := again.Code.Code(appointment(1), 1); !code.Equal(b.right(1, 1)) {
		t.Error("the keys changed between two starts")
	}
	if info, err := os.Stat(b.file + ".keys"); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file: %v, %v", info.Mode(), err)
	}
	if _, err := server.LoadKeys(t.Context(), b.Registry, b.file+".gone"); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("without its keys: %v", err)
	}
	other := newBench(t)
	if _, err := server.LoadKeys(t.Context(), b.Registry, other.file+".keys"); dosedesk.CodeOf(err) != dosedesk.EConflict {
		t.Errorf("with another's keys: %v", err)
	}
}
