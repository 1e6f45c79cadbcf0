package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"dosedesk/tui/lang"
	"dosedesk/tui/tuitest"
)

// program is the built demo.
var program string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "dosedesk-demo-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer func() { _ = os.RemoveAll(dir) }()
	program = filepath.Join(dir, "dosedesk-demo")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil { //nolint:gosec,noctx // our own program
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

const (
	// soon is how long a screen may take on a machine that has other things to do.
	soon = 20 * time.Second
	// again is after how long a key that had no effect is pressed once more: a
	// screen that opens by itself takes keys only after 425 ms without any.
	again = 700 * time.Millisecond
)

// A demo is the running program, seen by whoever sits before it.
type demo struct {
	*tuitest.Tmux
	t   *testing.T
	dir string
	*lang.Words
}

// start runs the demo with the made-up bookings, or goes on in the folder.
func start(t *testing.T, dir string, l lang.Language, args ...string) *demo {
	t.Helper()
	command := append([]string{program, "--dir", dir, "--lang", l.String()}, args...)
	return &demo{tuitest.StartTmux(t, command...), t, dir, lang.For(l)}
}

// open runs the demo with a few bookings, and signs the vaccinator in.
func open(t *testing.T, l lang.Language, booked ...booking) *demo {
	t.Helper()
	d := start(t, t.TempDir(), l, "--bookings", write(t, booked...))
	d.signIn("meera", "2468")
	return d
}

// screen returns what is shown, with each run of blanks and line ends as one
// blank: sentences are broken where the window ends.
func (d *demo) screen() string {
	d.t.Helper()
	return strings.Join(strings.Fields(d.Capture()), " ")
}

// says returns what a text of the screens begins with, before what differs.
func says(format string) string {
	before, _, _ := strings.Cut(format, "%")
	return strings.Join(strings.Fields(before), " ")
}

func (d *demo) shows(want ...string) bool {
	d.t.Helper()
	screen := d.screen()
	for _, w := range want {
		if !strings.Contains(screen, says(w)) {
			return false
		}
	}
	return true
}

// see waits until all of the texts are shown at once.
func (d *demo) see(want ...string) {
	d.t.Helper()
	if !eventually(soon, func() bool { return d.shows(want...) }) {
		d.t.Fatalf("the screen does not show %q:\n%s", want, d.Capture())
	}
}

// seeNot fails where any of the texts is shown now.
func (d *demo) seeNot(unwanted ...string) {
	d.t.Helper()
	for _, u := range unwanted {
		if d.shows(u) {
			d.t.Errorf("the screen shows %q:\n%s", u, d.Capture())
		}
	}
}

// press presses a key until the screen shows a text: a screen that has just
// opened by itself takes none.
func (d *demo) press(key, want string) {
	d.t.Helper()
	for late := time.Now().Add(soon); time.Now().Before(late); {
		if d.shows(want) {
			return
		}
		d.Send(key)
		if eventually(again, func() bool { return d.shows(want) }) {
			return
		}
	}
	d.t.Fatalf("%s does not make the screen show %q:\n%s", key, want, d.Capture())
}

func eventually(within time.Duration, is func() bool) bool {
	const between = 40 * time.Millisecond
	late := time.After(within)
	for !is() {
		select {
		case <-time.After(between):
		case <-late:
			return false
		}
	}
	return true
}

// signIn signs an operator in, once the first sync has brought the operators.
func (d *demo) signIn(operator, pin string) {
	d.t.Helper()
	d.see(d.SignIn.Title, d.Frame.Role("in-charge"), operator+" "+pin)
	d.Send(operator, "Enter")
	d.Send(pin, "Enter")
	d.see(d.Words.Search.Find)
}

// find types into an empty search until a text is shown in its list.
func (d *demo) find(typed, want string) {
	d.t.Helper()
	d.see(d.Frame.LinkUp)
	d.look(typed, want)
}

// look is find, whatever the link.
func (d *demo) look(typed, want string) {
	d.t.Helper()
	for late := time.Now().Add(soon); time.Now().Before(late); {
		d.Send("F3")
		d.Type(typed)
		if eventually(again, func() bool { return d.shows(d.Words.Search.Find+" "+typed, want) }) {
			return
		}
	}
	d.t.Fatalf("the search for %q does not show %q:\n%s", typed, want, d.Capture())
}

var found = regexp.MustCompile(`(\d+) (?:of|/) (\d+)`)

// found returns how many the search shows, and of how many.
func (d *demo) found() (shown, of string) {
	d.t.Helper()
	match := found.FindStringSubmatch(d.screen())
	if match == nil {
		d.t.Fatalf("the search does not count:\n%s", d.Capture())
	}
	return match[1], match[2]
}

// visit finds a citizen by the reference id and opens the visit.
func (d *demo) visit(b booking) {
	d.t.Helper()
	d.find(b.reference, d.name(b))
	d.Send("Enter")
	d.see(d.Citizen.PhotoID, b.lastFour)
}

func (d *demo) name(b booking) string {
	if d.Language == lang.Hindi {
		return b.hindi
	}
	return b.name
}

// askCode goes on from the citizen to the code.
func (d *demo) askCode() {
	d.t.Helper()
	d.see(d.Eligibility.Eligible)
	d.Send("Enter")
	d.see(d.Code.Ask)
}

// enterOnline types a code and sends it.
func (d *demo) enterOnline(code string) {
	d.t.Helper()
	d.Type(code)
	d.see(d.Code.PressEnter)
	d.Send("Enter")
}

// enterOffline types a code twice, as without a link.
func (d *demo) enterOffline(code string) {
	d.t.Helper()
	d.see(d.Code.NoLink)
	d.Type(code)
	d.see(d.Code.Again)
	d.Type(code)
	d.see(d.Confirm.Cleared, d.Code.CheckedLater)
}

func (d *demo) pullCable() {
	d.t.Helper()
	d.Send("F11")
	d.see(d.Frame.NoLink)
}

// ended waits for the end of the program. tmux is not asked: now and then it
// leaves a process that has ended uncollected.
func (d *demo) ended(pid int) {
	d.t.Helper()
	if !eventually(soon, func() bool {
		out, _ := exec.Command("ps", "-o", "stat=", "-p", strconv.Itoa(pid)).Output() //nolint:gosec,noctx // fails where there is no such process
		state := strings.TrimSpace(string(out))
		return state == "" || state[0] == 'Z'
	}) {
		d.t.Fatalf("the program has not ended:\n%s", d.Capture())
	}
}

// notSent is how the header says how many records wait.
func (d *demo) notSent(n int) string { return fmt.Sprintf(d.Frame.NotSentNew, n) }

// A message is an SMS, as it lies in the spool.
type message struct {
	Kind        string `json:"kind"`
	Appointment string `json:"appointment_id"`
	Text        string `json:"text"`
}

// phone returns the messages of a kind that a citizen was sent.
func (d *demo) phone(b booking, kind string) []message {
	d.t.Helper()
	var messages []message
	for _, m := range spool(d.t, d.dir) {
		if m.Appointment == b.appointment && m.Kind == kind {
			messages = append(messages, m)
		}
	}
	return messages
}

func spool(t *testing.T, dir string) []message {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(dir, "sms.jsonl"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	var messages []message
	for _, line := range bytes.SplitAfter(file, []byte("\n")) {
		if !bytes.HasSuffix(line, []byte("\n")) {
			continue // being written
		}
		var m message
		if err := json.Unmarshal(line, &m); err != nil {
			t.Fatalf("sms.jsonl: %v: %s", err, line)
		}
		messages = append(messages, m)
	}
	return messages
}

var printed = regexp.MustCompile(`\b(\d{4})-([A-Z])\b`)

// code reads the code on the citizen's phone.
func (d *demo) code(b booking) string {
	d.t.Helper()
	if !eventually(soon, func() bool { return len(d.phone(b, "booking")) > 0 }) {
		d.t.Fatalf("%s was sent no code", b.name)
	}
	text := d.phone(b, "booking")[0].Text
	match := printed.FindStringSubmatch(text)
	if match == nil || !strings.Contains(text, d.name(b)) {
		d.t.Fatalf("no code, or another name, in the booking SMS: %q", text)
	}
	return match[1]
}

// wrong returns another code.
func wrong(code string) string { return string('0'+(code[0]-'0'+1)%10) + code[1:] }

// confirmed waits for the one confirmation SMS.
func (d *demo) confirmed(b booking, within time.Duration) {
	d.t.Helper()
	if !eventually(within, func() bool { return len(d.phone(b, "confirmation")) > 0 }) {
		d.t.Fatalf("%s was sent no confirmation:\n%s", b.name, d.Capture())
	}
	d.confirmations(b, 1)
}

// confirmations fails unless the citizen was sent so many.
func (d *demo) confirmations(b booking, want int) {
	d.t.Helper()
	if got := d.phone(b, "confirmation"); len(got) != want {
		d.t.Errorf("%s was sent %d confirmations, want %d: %v", b.name, len(got), want, got)
	}
}

// A booking is a row of a bookings file: a first COVISHIELD dose, online, on 13
// May 2021, but for what it says.
type booking struct {
	reference, name, hindi, born, mobile, lastFour, appointment string
}

var (
	asha = booking{
		reference: "10000000000001", name: "Asha Verma", hindi: "आशा वर्मा", born: "1962", mobile: "6000000001",
		lastFour: "A001", appointment: "00000000-0000-4000-8000-000000000001",
	}
	ravi = booking{
		reference: "10000000000002", name: "Ravi Prasad", hindi: "रवि प्रसाद", born: "1950", mobile: "6000000002",
		lastFour: "A002", appointment: "00000000-0000-4000-8000-000000000002",
	}
)

const columns = "beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type,photo_id_last4," +
	"appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking\n"

func (b booking) row() string {
	return strings.Join([]string{
		b.reference, b.name, b.hindi, "Female", b.born, b.mobile, "Voter ID", b.lastFour,
		b.appointment, "603425", "00000000-0000-4000-8000-0000000000a1", "2021-05-13", "09:00-11:00", "COVISHIELD", "1", "", "", "online",
	}, ",") + "\n"
}

// write writes a bookings file.
func write(t *testing.T, booked ...booking) string {
	t.Helper()
	text := columns
	for _, b := range booked {
		text += b.row()
	}
	file := filepath.Join(t.TempDir(), "bookings.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
