package notify

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

var ending = map[words.Lang]*regexp.Regexp{
	words.English: regexp.MustCompile(` Your slip: https://slip\.example\.org/slip/([0-9a-z]{26})$`),
	words.Hindi:   regexp.MustCompile(` आपकी पर्ची: https://slip\.example\.org/slip/([0-9a-z]{26})$`),
}

// opens returns what the link at the end of a message opens.
func opens(t *testing.T, w *Worker, line SMS) (kept registry.SlipLink) {
	t.Helper()
	found := ending[w.Lang].FindStringSubmatch(line.Text)
	if found == nil {
		t.Fatalf("a message of kind %s in %s does not end with a link", line.Kind, w.Lang)
	}
	must(t, w.Registry.View(t.Context(), func(tx *registry.Tx) (err error) {
		var known bool
		if kept, known, err = tx.SlipLink(found[1]); !known {
			t.Error("a link that went out opens nothing")
		}
		return err
	}))
	return kept
}

// Every message that tells a code ends with a link of its own, which opens the
// slip of that code.
func TestMessagesEndWithALink(t *testing.T) {
	for _, lang := range []words.Lang{words.English, words.Hindi} {
		w := newWorker(t, lang)
		w.PublicURL = "https://slip.example.org"
		for n, line := range drain(t, w) {
			if kept := opens(t, w, line); kept.Appointment != (dosedesk.ID{byte(n + 1)}) || kept.Issue != 1 || kept.Centre != 7 {
				t.Errorf("the link of booking %d opens another", n+1)
			}
		}
		must(t, w.Registry.Update(t.Context(), func(tx *registry.Tx) error {
			e, _, err := tx.Entry(dosedesk.ID{1})
			must(t, err)
			e.Code, _ = e.Code.Reissue()
			_, err = tx.SaveEntry(e)
			must(t, err)
			return tx.Queue(registry.Message{Centre: 7, Subject: dosedesk.ID{77}, Kind: registry.ReissueMessage, Appointment: e.ID})
		}))
		if kept := opens(t, w, drain(t, w)[3]); kept.Appointment != (dosedesk.ID{1}) || kept.Issue != 2 {
			t.Error("the link with the new code does not open its slip")
		}
	}
}

// Where phones cannot reach the server, and in what tells no code, there is none.
func TestNoLink(t *testing.T) {
	w := newWorker(t, words.English)
	for _, line := range drain(t, w) {
		if strings.Contains(line.Text, "slip") {
			t.Error("a link to nowhere")
		}
	}
	w.PublicURL = "https://slip.example.org"
	if line := w.linked(dosedesk.Entry{}, SMS{Kind: registry.ConfirmationMessage, Text: "x"}); line.Text != "x" || line.link != nil {
		t.Error("a confirmation has a link")
	}
}

// A link is kept before it goes out: of a process that dies right after writing,
// every link opens.
func TestLinkIsKeptFirst(t *testing.T) {
	w := newWorker(t, words.English)
	w.PublicURL = "https://slip.example.org"
	read, write, err := os.Pipe()
	must(t, err)
	if _, err := w.send(t.Context(), &spool{write}); err == nil {
		t.Fatal("a pipe can be flushed to the disk")
	}
	must(t, write.Close())
	went := 0
	for in := json.NewDecoder(read); in.More(); went++ {
		var line SMS
		must(t, in.Decode(&line))
		opens(t, w, line)
	}
	if went != 3 {
		t.Errorf("%d messages for three bookings", went)
	}
	must(t, read.Close())
	if lines := drain(t, w); len(lines) != 3 {
		t.Errorf("%d messages after the next start", len(lines))
	}
	if text, err := os.ReadFile(filepath.Join(w.Folder, SpoolFile)); err != nil || strings.Contains(string(text), `"link"`) {
		t.Errorf("the spool holds what is kept of a link: %v", err)
	}
}

// BenchmarkDrain sends 500 messages, without links, which is the floor, and with.
func BenchmarkDrain(b *testing.B) {
	for name, public := range map[string]string{"bare": "", "links": "https://slip.example.org"} {
		b.Run(name, func(b *testing.B) { benchmarkDrain(b, public) })
	}
}

func benchmarkDrain(b *testing.B, public string) {
	b.Helper()
	folder := b.TempDir()
	reg, err := registry.Open(b.Context(), "sqlite:"+filepath.Join(folder, "registry.db"))
	check(b, err)
	w := New(Config{
		Registry: reg, Codes: dosedesk.CodeKey("a key"), Folder: folder, Lang: words.English, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), PublicURL: public,
	})
	out, err := openSpool(folder)
	check(b, err)
	check(b, reg.Update(b.Context(), func(tx *registry.Tx) error {
		check(b, tx.SetCentre(dosedesk.Centre{ID: 7, Name: "PHC Rampur", Kind: dosedesk.Government}))
		return book(tx, 1)
	}))
	for round := 0; b.Loop(); round++ {
		b.StopTimer()
		check(b, reg.Update(b.Context(), func(tx *registry.Tx) error {
			for n := range batch {
				m := message(1)
				copy(m.Subject[:], strconv.Itoa(round)+"-"+strconv.Itoa(n))
				check(b, tx.Queue(m))
			}
			return nil
		}))
		b.StartTimer()
		check(b, w.drain(b.Context(), out))
	}
	check(b, out.close())
	check(b, reg.Close())
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
