package sync_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/csv"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/dosedesk-demo/bookings"
	"dosedesk/sync"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// A remote is the real server at the other end of a slow link, with the demo's
// bookings, and one terminal that is as good as enrolled.
type remote struct {
	*machine
	mast *mast
	keys server.Keys
	rows []map[string]string // its bookings
}

// newRemote serves so many bookings over a link until it is closed; for a bubble.
func newRemote(t *testing.T, link profile, many int) (r *remote, stop func()) {
	t.Helper()
	dir, remove := scratch(t)
	reg, err := registry.Open(t.Context(), "sqlite:"+filepath.Join(dir, "registry.db"))
	must(t, err)
	keys, err := server.LoadKeys(t.Context(), reg, filepath.Join(dir, "keys"))
	must(t, err)
	began := time.Now()
	now := func() time.Time { return firstMorning.Add(time.Since(began)) }
	s := server.New(server.Config{Registry: reg, Keys: keys, Spool: dir, Now: now, Log: slog.New(slog.DiscardHandler)})
	r = &remote{mast: newMast(link), keys: keys, machine: &machine{fakeVault: newVault(0), clock: firstMorning, changed: make(chan struct{}, 1)}}
	r.book(t, s, many)
	must(t, s.SetRecovery(t.Context(), districtKey))
	enrolment, err := s.AddTerminal(t.Context(), bookings.Centre)
	must(t, err)
	wish := sync.Application{Server: "https://dosedesk.invalid", Enrolment: enrolment, Key: fakeKey}
	r.enrolment, err = sync.Enrol(t.Context(), &http.Client{Transport: direct{s.Handler()}}, wish)
	must(t, err)
	time.Sleep(9 * time.Hour) // the day's work is done
	ctx, end := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- s.Serve(ctx, r.mast, nil) }()
	return r, func() {
		end()
		must(t, <-ended)
		must(t, reg.Close())
		remove()
		time.Sleep(time.Minute) // what is under way lands
	}
}

// book books the demo's people, and others of the same names, until there are so
// many.
func (r *remote) book(t *testing.T, s *server.Server, many int) {
	t.Helper()
	file, err := bookings.Open(dosedesk.DayOf(firstMorning))
	must(t, err)
	lines, err := csv.NewReader(file).ReadAll()
	must(t, err)
	head, people := lines[0], lines[1:]
	lines = lines[:1]
	for n := range many {
		line := slices.Clone(people[n%len(people)])
		row := map[string]string{}
		for i, name := range head {
			if n >= len(people) {
				line[i] = another(name, line[i])
			}
			row[name] = line[i]
		}
		lines, r.rows = append(lines, line), append(r.rows, row)
	}
	var text bytes.Buffer
	must(t, csv.NewWriter(&text).WriteAll(lines))
	report, err := s.ImportBookings(t.Context(), &text)
	must(t, err)
	if report.Taken != many {
		t.Fatalf("%d bookings taken of %d", report.Taken, many)
	}
	must(t, s.SetCentre(t.Context(), dosedesk.Centre{ID: bookings.Centre, Name: "PHC Rampur", Kind: dosedesk.Government}))
	for _, o := range []dosedesk.Operator{sunita, meera, anil} {
		_, err := s.AddOperator(t.Context(), bookings.Centre, o, "246810")
		must(t, err)
	}
}

// another is somebody else's field.
func another(name, value string) string {
	switch name {
	case "appointment_id":
		return randomID(firstMorning).String()
	case "beneficiary_reference_id":
		return digits(14)
	case "mobile_number":
		return "6" + digits(9)
	}
	return value
}

func digits(n int) string {
	b := make([]byte, n)
	_, _ = io.ReadFull(rand.Reader, b)
	for i := range b {
		b[i] = '1' + b[i]%9
	}
	return string(b)
}

// randomID is a UUIDv7.
func randomID(at time.Time) (id dosedesk.ID) {
	_, _ = rand.Read(id[:])
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|0x7000|uint64(id[7])) //nolint:gosec // after 1970
	id[8] = id[8]&0x3f | 0x80
	return id
}

func (r *remote) visits(t *testing.T, many int) {
	t.Helper()
	for n := range many {
		r.visit(t, n)
	}
}

// visit records the n-th booking's visit: the code, which is right, and the dose.
func (r *remote) visit(t *testing.T, n int) {
	t.Helper()
	row := r.rows[n]
	appointment, err := dosedesk.ParseID(row["appointment_id"])
	must(t, err)
	at := firstMorning.Add(time.Duration(n)*25*time.Second + time.Duration(n*137%1000)*time.Millisecond)
	entered := r.adds(at, dosedesk.KindCodeEntered, func(h dosedesk.Header) dosedesk.Body {
		key := r.keys.Open.SealKey()
		sealed, err := key.Seal(r.keys.Code.Code(appointment, 1), h, appointment)
		must(t, err)
		return &dosedesk.CodeEntered{Appointment: appointment, Channel: dosedesk.ChannelTyped, Key: key.ID, Sealed: sealed}
	})
	r.adds(at.Add(time.Second), dosedesk.KindDoseRecorded, func(dosedesk.Header) dosedesk.Body {
		return &dosedesk.DoseRecorded{
			Appointment: appointment, Citizen: row["beneficiary_reference_id"], Dose: 1 + strings.Count(row["dose"], "2"),
			Vaccine: dosedesk.Vaccine(row["vaccine"]), Batch: "4121Z004", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31},
			Vaccinator: meera.Signature(), GivenAt: at, ClearedBy: entered.ID,
		}
	})
}

// adds makes the terminal's next event.
func (r *remote) adds(at time.Time, kind dosedesk.Kind, body func(dosedesk.Header) dosedesk.Body) dosedesk.Event {
	h := dosedesk.Header{
		ID: randomID(at), Terminal: r.enrolment.Terminal, Number: uint64(len(r.events) + 1), Kind: kind, By: sunita.Signature(),
		At:       dosedesk.Stamp{Wall: at.UTC(), Uptime: at.Sub(firstMorning), Boot: dosedesk.ID{1}},
		Schedule: dosedesk.DefaultSchedule().Version,
	}
	if n := len(r.events); n > 0 {
		h.Previous = r.events[n-1].Hash()
	}
	e := dosedesk.Event{Header: h, Body: body(h)}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, e)
	return e
}
