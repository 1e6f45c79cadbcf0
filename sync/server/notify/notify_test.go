package notify

import (
	"bufio"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// newWorker returns a worker over a registry with three online bookings.
func newWorker(t *testing.T, lang words.Lang) *Worker {
	t.Helper()
	folder := t.TempDir()
	reg, err := registry.Open(t.Context(), "sqlite:"+filepath.Join(folder, "registry.db"))
	must(t, err)
	t.Cleanup(func() { must(t, reg.Close()) })
	w := New(Config{
		Registry: reg, Codes: dosedesk.CodeKey("a key"), Folder: filepath.Join(folder, "spool"), Lang: lang,
		Now: func() time.Time { return time.Date(2021, 5, 13, 9, 31, 0, 0, dosedesk.Kolkata) },
		Log: slog.New(slog.DiscardHandler),
	})
	must(t, reg.Update(t.Context(), func(tx *registry.Tx) error {
		must(t, tx.SetCentre(dosedesk.Centre{ID: 7, Name: "PHC Rampur", NameHindi: "रामपुर केंद्र", Kind: dosedesk.Government}))
		for n := range byte(3) {
			must(t, book(tx, n+1))
		}
		return nil
	}))
	return w
}

func book(tx *registry.Tx, n byte) error {
	session := dosedesk.Session{
		ID: dosedesk.ID{0xa}, Centre: 7, Day: dosedesk.Day{Year: 2021, Month: 5, Day: 13}, Vaccine: dosedesk.Covishield,
	}
	if _, err := tx.EnsureSession(session); err != nil {
		return err
	}
	a := dosedesk.Appointment{
		ID: dosedesk.ID{n}, Session: session, Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
		Citizen: dosedesk.Citizen{Name: "Asha Verma", NameHindi: "आशा वर्मा", Mobile: "6000000001"},
	}
	if _, err := tx.AddAppointment(a, dosedesk.NewCodeState()); err != nil {
		return err
	}
	return tx.Queue(message(n))
}

func message(n byte) registry.Message {
	return registry.Message{
		Centre: 7, Subject: dosedesk.ID{n}, Kind: registry.BookingMessage, Appointment: dosedesk.ID{n},
		QueuedAt: time.UnixMilli(int64(n)),
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// drain runs the worker once, as a process that starts, and returns the spool.
func drain(t *testing.T, w *Worker) []SMS {
	t.Helper()
	out, err := openSpool(w.Folder)
	must(t, err)
	must(t, w.drain(t.Context(), out))
	must(t, out.close())
	file, err := os.Open(filepath.Join(w.Folder, SpoolFile))
	must(t, err)
	defer func() { must(t, file.Close()) }()
	var lines []SMS
	for in := bufio.NewScanner(file); in.Scan(); {
		var line SMS
		must(t, json.Unmarshal(in.Bytes(), &line))
		lines = append(lines, line)
	}
	return lines
}

func TestEachMessageGoesOutOnce(t *testing.T) {
	w := newWorker(t, words.English)
	if lines := drain(t, w); len(lines) != 3 {
		t.Fatalf("%d messages for three bookings", len(lines))
	}
	lines := drain(t, w)
	if len(lines) != 3 {
		t.Fatalf("%d messages after a second start", len(lines))
	}
	code := w.Codes.Code(dosedesk.ID{1}, 1)
	want := SMS{
		At: "2021-05-13T09:31:00+05:30", To: "6000000001", Kind: registry.BookingMessage, Lang: words.English,
		Appointment: dosedesk.ID{1}, Subject: dosedesk.ID{1},
		Text: "Asha Verma: dose 1 of COVISHIELD is booked for 13 May 2021, 09:00-11:00, at PHC Rampur. Your code is " +
			code.Digits() + "-" + string(code.CheckLetter()) + ": give it at the centre only, before the dose. Bring your photo ID.",
	}
	if lines[0] != want {
		t.Error("the first message is not as expected") // its text holds a code
	}
}

func TestHindi(t *testing.T) {
	lines := drain(t, newWorker(t, words.Hindi))
	for _, word := range []string{"आशा वर्मा", "रामपुर केंद्र", "13 मई 2021"} {
		if !strings.Contains(lines[0].Text, word) {
			t.Errorf("a message in Hindi lacks %s", word)
		}
	}
}

// TestKilledWhileSending stands a process that died with three messages marked:
// the first whole in the spool, half of the second, nothing of the third.
func TestKilledWhileSending(t *testing.T) {
	w := newWorker(t, words.English)
	var b bunch
	must(t, w.Registry.View(t.Context(), func(tx *registry.Tx) error {
		queued, err := tx.Queued(3)
		must(t, err)
		b, err = w.render(tx, queued)
		return err
	}))
	lines := b.lines
	must(t, w.mark(t.Context(), b.messages, (*registry.Tx).MarkSending))
	out, err := openSpool(w.Folder)
	must(t, err)
	must(t, out.write(lines[:1]))
	half, err := json.Marshal(lines[1])
	must(t, err)
	_, err = out.file.Write(half[:len(half)/2])
	must(t, err)
	must(t, out.close())

	sent := map[dosedesk.ID]int{}
	for _, line := range drain(t, w) {
		sent[line.Subject]++
	}
	for n := range byte(3) {
		if times := sent[dosedesk.ID{n + 1}]; times != 1 {
			t.Errorf("message %d went out %d times", n+1, times)
		}
	}
}

func TestMessageWithoutCitizenBlocksNothing(t *testing.T) {
	w := newWorker(t, words.English)
	must(t, w.Registry.Update(t.Context(), func(tx *registry.Tx) error { return tx.Queue(message(99)) }))
	must(t, w.Registry.Update(t.Context(), func(tx *registry.Tx) error { return book(tx, 4) }))
	if lines := drain(t, w); len(lines) != 4 {
		t.Errorf("%d messages for four bookings and a stray one", len(lines))
	}
}
