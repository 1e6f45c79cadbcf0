package server_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	gosync "sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

const (
	centre = dosedesk.CentreID(603425)
	header = "beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type," +
		"photo_id_last4,appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking\n"
	firstSession = "00000000-0000-4000-8000-0000000000a1"
)

// rowOf is a line of a bookings file about a made-up citizen, numbered n.
func rowOf(n int) string {
	return fmt.Sprintf("1000000000%04d,Asha Verma,आशा वर्मा,Female,1962,600000%04d,Voter ID,A%03d,%s,%d,%s,"+
		"2021-05-13,09:00-11:00,COVISHIELD,1,,,online\n", n, n, n%1000, appointment(n), centre, firstSession)
}

// appointment is the id of the appointment in rowOf(n).
func appointment(n int) dosedesk.ID {
	id, _ := dosedesk.ParseID(fmt.Sprintf("00000000-0000-4000-8000-%012x", n))
	return id
}

// A bench is a server with one centre, five bookings and one operator.
type bench struct {
	*server.Server
	t       testing.TB
	handler http.Handler // what terminals and what everybody may ask
	file    string       // of the registry
	log     *bytes.Buffer

	mu  gosync.Mutex
	now time.Time
}

// districtKey is the public half of a recovery key that nobody has.
const districtKey = "age1vqazzat7s2t6uqxx5y8nldmjujz9ytxvjmwmvn4vxuqfma4yvyfs9lc52p"

func newBench(tb testing.TB) *bench {
	tb.Helper()
	return newBenchOn(tb, "")
}

// newBenchOn has its registry elsewhere, unless dsn is empty.
func newBenchOn(tb testing.TB, dsn string) *bench {
	tb.Helper()
	folder := tb.TempDir()
	b := &bench{
		t: tb, file: filepath.Join(folder, "registry.db"), log: &bytes.Buffer{},
		now: time.Date(2021, 5, 13, 10, 0, 0, 0, dosedesk.Kolkata),
	}
	if dsn == "" {
		dsn = "sqlite:" + b.file
	}
	reg := mustOpen(tb, dsn)
	keys, err := server.LoadKeys(tb.Context(), reg, b.file+".keys")
	must(tb, err)
	b.Server = server.New(server.Config{
		Registry: reg, Keys: keys, Spool: filepath.Join(folder, "spool"), Now: b.clock,
		Log: slog.New(slog.NewTextHandler(b.log, nil)),
	})
	must(tb, b.SetRecovery(tb.Context(), districtKey))
	b.handler = b.both()
	b.take(header + rowOf(1) + rowOf(2) + rowOf(3) + rowOf(4) + rowOf(5))
	_, err = b.AddOperator(tb.Context(), centre, dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}, "246810")
	must(tb, err)
	return b
}

// both serves terminals and the public, as two listeners do.
func (b *bench) both() http.Handler {
	terminals, public := b.Handler(), b.PublicHandler()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/v1/") {
			terminals.ServeHTTP(w, r)
			return
		}
		public.ServeHTTP(w, r)
	})
}

func mustOpen(tb testing.TB, dsn string) *registry.Registry {
	tb.Helper()
	reg, err := registry.Open(tb.Context(), dsn)
	must(tb, err)
	tb.Cleanup(func() { must(tb, reg.Close()) })
	return reg
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func (b *bench) take(file string) server.Report {
	b.t.Helper()
	report, err := b.ImportBookings(b.t.Context(), strings.NewReader(file))
	must(b.t, err)
	return report
}

// queued counts the messages of a kind that wait to be sent.
func (b *bench) queued(kind registry.MessageKind) (n int) {
	b.t.Helper()
	must(b.t, b.Registry.View(b.t.Context(), func(tx *registry.Tx) error {
		messages, err := tx.Queued(10_000)
		for _, m := range messages {
			if m.Kind == kind {
				n++
			}
		}
		return err
	}))
	return n
}

// right and wrong are the code of an appointment's issue, and one that is not.
func (b *bench) right(n, issue int) dosedesk.Code { return b.Keys.Code.Code(appointment(n), issue) }

func (b *bench) wrong(n int) dosedesk.Code {
	code, _ := dosedesk.ParseCode("0000")
	if code.Equal(b.right(n, 1)) {
		code, _ = dosedesk.ParseCode("0001")
	}
	return code
}

// call sends a request of a terminal, or of nobody, and reads the answer's
// message; it returns the status.
func (b *bench) call(method, path string, as *desk, body, answer any) int {
	b.t.Helper()
	text, err := json.Marshal(body)
	must(b.t, err)
	r := httptest.NewRequestWithContext(b.t.Context(), method, path, bytes.NewReader(text))
	if as != nil {
		r.TLS = &tls.ConnectionState{PeerCertificates: []*x509.Certificate{as.certificate}}
	}
	r.Header.Set("Accept-Encoding", "gzip")
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	result := w.Result()
	defer func() { _, _ = io.Copy(io.Discard, result.Body) }()
	if result.Header.Get(wire.Version) != wire.VersionValue {
		b.t.Errorf("%s: the answer does not say that it is ours", path)
	}
	if err := wire.ReadAnswer(result, answer); err != nil && result.StatusCode == http.StatusOK {
		b.t.Fatal(err)
	}
	return result.StatusCode
}

// A desk is an enrolled terminal that records events as a real one does.
type desk struct {
	*bench
	centre      dosedesk.CentreID
	id          dosedesk.ID
	key         ed25519.PrivateKey
	certificate *x509.Certificate
	signedBy    []byte // the server's key, learned when it enrolled
	number      uint64
	previous    dosedesk.Hash
}

func (b *bench) desk() *desk { return b.deskAt(centre) }

func (b *bench) deskAt(at dosedesk.CentreID) *desk {
	b.t.Helper()
	enrolment, err := b.AddTerminal(b.t.Context(), at)
	must(b.t, err)
	key := newKey(b.t)
	answer, status := b.enrol(enrolment, key)
	if status != http.StatusOK {
		b.t.Fatalf("enrolling: status %d", status)
	}
	d := &desk{bench: b, centre: at, id: answer.Terminal, key: key, signedBy: answer.SignedBy}
	d.shows(answer.Certificate)
	return d
}

// enrol asks for a terminal's certificate, for a key.
func (b *bench) enrol(enrolment string, key crypto.Signer) (answer wire.EnrolAnswer, status int) {
	b.t.Helper()
	request, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{}, key)
	must(b.t, err)
	secret, _, err := wire.ParseEnrolment(enrolment)
	must(b.t, err)
	status = b.call("POST", wire.PathEnrol, nil, wire.EnrolRequest{Secret: secret, Request: request}, &answer)
	return answer, status
}

func newKey(tb testing.TB) ed25519.PrivateKey {
	tb.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	must(tb, err)
	return key
}

// shows has the terminal show a certificate from now on.
func (d *desk) shows(certificate []byte) {
	d.t.Helper()
	var err error
	d.certificate, err = x509.ParseCertificate(certificate)
	must(d.t, err)
}

func newID() dosedesk.ID { return dosedesk.ID(uuid.New()) }

// record makes the terminal's next event; body gets its header.
func (d *desk) record(kind dosedesk.Kind, body func(dosedesk.Header) dosedesk.Body) dosedesk.Event {
	d.number++
	h := dosedesk.Header{
		ID: newID(), Terminal: d.id, Number: d.number, Kind: kind,
		By: dosedesk.Signature{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
		At: dosedesk.Stamp{Wall: d.clock().UTC(), Boot: dosedesk.ID{1}}, Schedule: "test", Previous: d.previous,
	}
	e := dosedesk.Event{Header: h, Body: body(h)}
	d.previous = e.Hash()
	return e
}

func (d *desk) code(n int, code dosedesk.Code) dosedesk.Event {
	return d.record(dosedesk.KindCodeEntered, func(h dosedesk.Header) dosedesk.Body {
		key := d.Keys.Open.SealKey()
		sealed, err := key.Seal(code, h, appointment(n))
		must(d.t, err)
		return &dosedesk.CodeEntered{Appointment: appointment(n), Channel: dosedesk.ChannelTyped, Key: key.ID, Sealed: sealed}
	})
}

func (d *desk) dose(n int, clearedBy dosedesk.ID) dosedesk.Event {
	return d.doseOf(appointment(n), fmt.Sprintf("1000000000%04d", n), clearedBy)
}

func (d *desk) doseOf(appointment dosedesk.ID, citizen string, clearedBy dosedesk.ID) dosedesk.Event {
	return d.record(dosedesk.KindDoseRecorded, func(dosedesk.Header) dosedesk.Body {
		return d.given(appointment, citizen, d.clock(), clearedBy)
	})
}

func (d *desk) given(appointment dosedesk.ID, citizen string, at time.Time, clearedBy dosedesk.ID) *dosedesk.DoseRecorded {
	return &dosedesk.DoseRecorded{
		Appointment: appointment, Citizen: citizen, Dose: 1,
		Vaccine: dosedesk.Covishield, Batch: "4121Z004", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31},
		Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		GivenAt:    at.UTC(), ClearedBy: clearedBy,
	}
}

func (d *desk) about(kind dosedesk.Kind, body dosedesk.Body) dosedesk.Event {
	return d.record(kind, func(dosedesk.Header) dosedesk.Body { return body })
}

func (d *desk) push(events ...dosedesk.Event) wire.PushAnswer {
	d.t.Helper()
	var answer wire.PushAnswer
	if status := d.call("POST", wire.PathEvents, d, d.signed(events...), &answer); status != 200 {
		d.t.Fatalf("pushing: status %d", status)
	}
	answer.Receipts = answer.Named(events)
	return answer
}

// signed is the push of some events.
func (d *desk) signed(events ...dosedesk.Event) wire.PushRequest {
	head := events[len(events)-1].Hash()
	return wire.PushRequest{Events: events, Head: head, Signature: dosedesk.SignPush(d.key, d.id, events[0].Number, head)}
}

// verdict pushes one event and returns its verdict.
func (d *desk) verdict(e dosedesk.Event) dosedesk.Verdict {
	d.t.Helper()
	answer := d.push(e)
	if len(answer.Receipts) != 1 || answer.Receipts[0].Event != e.ID {
		d.t.Fatalf("a push of one event got %d receipts", len(answer.Receipts))
	}
	return answer.Receipts[0].Verdict
}

// entry fetches everything and returns the entry of an appointment.
func (d *desk) entry(id dosedesk.ID) dosedesk.Entry {
	d.t.Helper()
	for _, e := range d.pullAll() {
		if e.ID == id {
			return e
		}
	}
	d.t.Fatal("the appointment is in no page")
	return dosedesk.Entry{}
}

func (d *desk) pullAll() (entries []dosedesk.Entry) {
	d.t.Helper()
	for cursor := ""; ; {
		page, status := d.pull(cursor)
		if status != 200 {
			d.t.Fatalf("pulling: status %d", status)
		}
		entries = append(entries, page.Entries...)
		if cursor = page.Cursor; !page.More {
			return entries
		}
	}
}

func (d *desk) pull(cursor string) (page wire.Page, status int) {
	d.t.Helper()
	status = d.call("GET", wire.PathChanges+"?cursor="+cursor, d, nil, &page)
	return page, status
}
