package main_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"dosedesk/cmd/internal/state"
	"dosedesk/store"
	"dosedesk/store/keys"
	_ "dosedesk/sync/server/registry" // brings the driver
	"dosedesk/tui/lang"
)

// A citizen's code is found on the phone, and nowhere else: not while the demo
// runs, nor after it.
func TestNoCodeIsKeptButOnThePhone(t *testing.T) {
	t.Parallel()
	d := open(t, lang.English, asha, ravi)
	codes := []string{d.code(asha), d.code(ravi)}

	d.visit(asha)
	d.askCode()
	d.enterOnline(wrong(codes[0]))
	d.see("Tries left: 2")
	d.enterOnline(codes[0])
	d.see(d.Confirm.Cleared)
	d.press("F10", d.Done.Confirmed)

	d.visit(ravi)
	d.pullCable()
	d.askCode()
	d.Send("Tab")
	d.see(d.Code.PressN)
	d.Send("Escape")
	d.see(d.Code.Ask)
	d.enterOffline(codes[1])
	d.press("F10", d.Done.Recorded)
	noLeak(t, d, codes)
	d.press("F11", d.Done.Confirmed)
	d.confirmed(ravi, soon)
	d.look(ravi.reference, "done")
	noLeak(t, d, codes)

	d.Send("F9")
	d.see(d.SignIn.Title)
	pid := d.PID()
	d.Send("C-q")
	d.ended(pid)
	noLeak(t, d, codes)
	for table, value := range values(t, filepath.Join(d.dir, "registry.db")) {
		for _, code := range codes {
			if leaks(value, code) {
				t.Errorf("table %s of the registry holds a code", table)
			}
		}
	}
}

// noLeak searches the desk's files, and the screen.
func noLeak(t *testing.T, d *demo, codes []string) {
	t.Helper()
	read := map[string]bool{}
	err := filepath.WalkDir(d.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := told(t, path, entry)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(d.dir, path)
		read[name] = true
		for _, code := range codes {
			if found := leaks(content, code); found != (name == "sms.jsonl") {
				t.Errorf("%s holds a code that a citizen was sent: %v", name, found)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"registry.db", "demo.log", "sms.jsonl"} {
		if !read[name] {
			t.Errorf("%s was not searched", name)
		}
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(read)), func(name string) bool { return filepath.Dir(name) == "vault" }) {
		t.Error("the vault was not searched")
	}
	for _, code := range codes {
		if leaks([]byte(d.Capture()), code) {
			t.Errorf("the screen shows a code:\n%s", d.Capture())
		}
	}
}

// told is what a file holds, and what the desk's socket answers.
func told(t *testing.T, path string, entry fs.DirEntry) (content []byte, err error) {
	t.Helper()
	if entry.Type()&fs.ModeSocket == 0 {
		return os.ReadFile(path) //nolint:gosec // the test's own folder
	}
	err = state.With(t.Context(), filepath.Dir(path), noKey, store.Options{}, func(terminal state.Terminal) error {
		s, err := terminal.State()
		if err != nil {
			return err
		}
		content, err = json.Marshal(s)
		return err
	})
	return content, err
}

// noKey is for a desk that is open: it answers by itself.
func noKey() (keys.Ring, error) { return nil, errors.New("the desk does not answer") }

// ordinary are digits that the bookings and the clock have as words of their
// own, and that a code may have by chance.
var ordinary = []string{asha.born, ravi.born, "2021"}

// leaks reports whether a code stands in a text, as 4821-K or as four digits
// that are not part of a longer word, of an id or of a time.
func leaks(text []byte, code string) bool {
	if regexp.MustCompile(code + `-[A-Z]`).Match(text) {
		return true
	}
	word := regexp.MustCompile(`(^|[^0-9A-Za-z.:+-]|[^0-9]:)` + code + `($|[^0-9A-Za-z:])`)
	return !slices.Contains(ordinary, code) && word.Match(text)
}

func TestLeaks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"4821": true, "Your code is 4821-K: give": true, `{"code":"4821"}`: true, `{"code":4821,`: true, "code=4821\n": true, "is 4821.": true,
		"104821": false, "00000000-0000-4821-8000": false, "09:30:05.4821Z": false, "127.0.0.1:4821": false,
	} {
		if leaks([]byte(text), "4821") != want {
			t.Errorf("leaks(%q) = %v", text, !want)
		}
	}
	if leaks([]byte(`{"birth_year":1962}`), "1962") || !leaks([]byte("1962-Q"), "1962") {
		t.Error("a code that looks like a year of birth")
	}
}

// values yields each value of a SQLite file with its table. In the file itself
// they stand side by side, without a gap.
func values(t *testing.T, file string) func(yield func(table string, value []byte) bool) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tables := query(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table'")
	if len(tables) < 4 {
		t.Fatalf("the registry has the tables %s", tables)
	}
	return func(yield func(string, []byte) bool) {
		for _, table := range tables {
			for _, value := range query(t, db, fmt.Sprintf(`SELECT * FROM %q`, table)) { //nolint:gosec // a name from the schema
				if !yield(string(table), value) {
					return
				}
			}
		}
	}
}

// query returns the values of all rows, one after another.
func query(t *testing.T, db *sql.DB, statement string) [][]byte {
	t.Helper()
	rows, err := db.QueryContext(context.Background(), statement)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for rows.Next() {
		row := make([]sql.RawBytes, len(columns))
		into := make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		for _, value := range row {
			all = append(all, bytes.Clone(value))
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
