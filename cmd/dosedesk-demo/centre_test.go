package main_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"dosedesk"
	"dosedesk/cmd/internal/desk"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// A centre is a server with bookings, and what makes terminals of it.
type centre struct {
	t      *testing.T
	server *server.Server
	file   string // of the registry
	url    string

	insider *age.X25519Identity // who may open the last terminal's vault
}

var verifier = dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}

func newCentre(t *testing.T) *centre {
	t.Helper()
	dir := t.TempDir()
	c := &centre{t: t, file: filepath.Join(dir, "registry.db")}
	r, err := registry.Open(t.Context(), "sqlite:"+c.file)
	c.must(err)
	t.Cleanup(func() { c.must(r.Close()) })
	own, err := server.LoadKeys(t.Context(), r, filepath.Join(dir, "elsewhere.keys"))
	c.must(err)
	c.server = server.New(server.Config{
		Registry: r, Keys: own, Spool: dir, Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Date(2021, 5, 13, 10, 0, 0, 0, dosedesk.Kolkata) },
	})
	c.must(c.server.Announce(t.Context()))
	rows := "beneficiary_reference_id,name,name_hi,gender,birth_year,mobile_number,photo_id_type,photo_id_last4," +
		"appointment_id,center_id,session_id,date,slot,vaccine,dose,dose1_date,dose1_vaccine,booking\n"
	for n := 1; n <= 4; n++ {
		rows += fmt.Sprintf("1000000000000%d,Asha Verma,,Female,1962,600000000%d,Voter ID,AB%dC,%s,603425,"+
			"00000000-0000-4000-8000-0000000000a1,2021-05-13,09:00-11:00,COVISHIELD,1,,,online\n", n, n, n, c.appointment(n))
	}
	_, err = c.server.ImportBookings(t.Context(), strings.NewReader(rows))
	c.must(err)
	c.must(c.server.SetRecovery(t.Context(), "age1vqazzat7s2t6uqxx5y8nldmjujz9ytxvjmwmvn4vxuqfma4yvyfs9lc52p")) // which nobody has
	_, err = c.server.AddOperator(t.Context(), 603425, verifier, "246810")
	c.must(err)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	c.must(err)
	h := &http.Server{Handler: c.server.Handler(), TLSConfig: c.server.TLS()} //nolint:gosec // the test's own
	go h.ServeTLS(listener, "", "")                                           //nolint:errcheck // ends with the test
	t.Cleanup(func() { c.must(h.Close()) })
	c.url = "https://" + listener.Addr().String()
	return c
}

func (c *centre) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *centre) appointment(n int) dosedesk.ID {
	id, err := dosedesk.ParseID(fmt.Sprintf("00000000-0000-4000-8000-00000000a00%d", n))
	c.must(err)
	return id
}

func (c *centre) right(a dosedesk.ID) dosedesk.Code { return c.server.Keys.Code.Code(a, 1) }

// other is a code that is not the appointment's.
func (c *centre) other(a dosedesk.ID) dosedesk.Code {
	digits := []byte(c.right(a).Digits())
	digits[0] = '0' + (digits[0]-'0'+1)%10
	code, err := dosedesk.ParseCode(string(digits))
	c.must(err)
	return code
}

// terminal enrols one, and lets it fetch its roster.
func (c *centre) terminal() (v *store.Vault, dir string) {
	c.t.Helper()
	enrolment, err := c.server.AddTerminal(c.t.Context(), 603425)
	c.must(err)
	dir = c.t.TempDir()
	key, err := store.TerminalKey(dir)
	c.must(err)
	transport, err := sync.NewEnrolTransport(enrolment)
	c.must(err)
	wish := sync.Application{Server: c.url, Enrolment: enrolment, Key: key}
	enrolled, err := sync.Enrol(c.t.Context(), &http.Client{Transport: transport}, wish)
	c.must(err)
	c.insider, err = age.GenerateX25519Identity()
	c.must(err)
	self, err := keys.WithRecipient("insider", c.insider.Recipient().String())
	c.must(err)
	c.must(store.Create(dir, enrolled, keys.New(), self))
	ring, err := keys.UnlockWith(dir, "insider", c.insider)
	c.must(err)
	v, err = store.Open(dir, ring, store.Options{NewID: desk.NewID, Log: slog.New(slog.DiscardHandler)})
	c.must(err)
	c.sync(v)
	return v, dir
}

// sync runs the link until all is sent and fetched, then cuts it.
func (c *centre) sync(v *store.Vault) {
	c.t.Helper()
	ctx, cut := context.WithTimeout(c.t.Context(), time.Minute)
	defer cut()
	changed := make(chan struct{}, 1)
	tell := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	v.OnChange(tell)
	defer v.OnChange(nil)
	engine := sync.New(sync.Config{Vault: v, OnChange: tell})
	ended := make(chan struct{})
	go func() { defer close(ended); _ = engine.Run(ctx) }()
	for v.AsOf().IsZero() || v.Unsent().Count > 0 {
		select {
		case <-changed:
		case <-ctx.Done():
			c.t.Fatal("the link brought nothing")
		}
	}
	cut()
	<-ended
}

// enter enters a code and returns the length of its event.
func (c *centre) enter(v *store.Vault, a dosedesk.ID, channel dosedesk.Channel, issue int, code dosedesk.Code) int {
	c.t.Helper()
	event, err := v.EnterCode(verifier, a, channel, issue, code)
	c.must(err)
	return len(event.Canonical())
}
