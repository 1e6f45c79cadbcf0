package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/desk"
	"dosedesk/store"
	"dosedesk/store/keys"
	"dosedesk/sync"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// staff are the demo's operators, with the PINs that it shows.
var staff = []struct {
	operator dosedesk.Operator
	pin      string
}{
	{dosedesk.Operator{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier}, "1357"},
	{dosedesk.Operator{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator}, "2468"},
	{dosedesk.Operator{ID: "anil", Name: "Anil", Role: dosedesk.InCharge}, "9753"},
}

// A site is a server and one desk in one folder, joined by a cable: the real
// ones, over real TLS.
type site struct {
	dir   string
	on    dosedesk.Day
	clock clock

	registry *registry.Registry
	server   *server.Server
	listener net.Listener // for the desk
	public   net.Listener // for the citizens' phones
	cable    *cable
	vault    *store.Vault
	stop     context.CancelFunc
	stopped  chan struct{}
}

// openSite starts the server and opens the desk's vault. A new folder is filled
// first: with the bookings, the staff, an enrolled vault. bookings is read only
// then. A folder that was used before is gone on from.
func openSite(ctx context.Context, dir string, on dosedesk.Day, sms words.Lang, bookings io.Reader, log *slog.Logger) (*site, error) {
	s := &site{dir: dir, on: on, clock: newClock(on, time.Time{}, time.Now())}
	if err := s.open(ctx, sms, bookings, log); err != nil {
		s.close()
		return nil, err
	}
	return s, s.stockUp()
}

func (s *site) open(ctx context.Context, sms words.Lang, bookings io.Reader, log *slog.Logger) error {
	if err := s.openServer(ctx, sms, log); err != nil {
		return err
	}
	if store.Exists(s.vaultDir()) {
		if err := s.openVault(log); err != nil {
			return err
		}
		s.serve(ctx, log)
		return s.renew(ctx)
	}
	enrolment, err := s.fill(ctx, bookings)
	if err != nil {
		return err
	}
	s.serve(ctx, log)
	if err := s.enrol(ctx, enrolment); err != nil {
		return err
	}
	return s.openVault(log)
}

// openVault opens the vault; the clock goes on from its last event.
func (s *site) openVault(log *slog.Logger) error {
	key, err := s.vaultKey()
	if err != nil {
		return err
	}
	if s.vault, err = store.Open(s.vaultDir(), key, store.Options{Now: s.now, Log: log}); err != nil {
		return err
	}
	if last, ok := s.vault.LastEvent(); ok {
		s.clock = newClock(s.on, last.At.Wall, time.Now())
	}
	return nil
}

func (s *site) now() time.Time    { return s.clock.Now() }
func (s *site) vaultDir() string  { return filepath.Join(s.dir, "vault") }
func (s *site) spoolFile() string { return filepath.Join(s.dir, "sms.jsonl") }

func (s *site) openServer(ctx context.Context, sms words.Lang, log *slog.Logger) (err error) {
	file := filepath.Join(s.dir, "registry.db")
	if s.registry, err = registry.Open(ctx, "sqlite:"+file); err != nil {
		return err
	}
	serverKeys, err := server.LoadKeys(ctx, s.registry, file+".keys")
	if err != nil {
		return err
	}
	// Messages name the address, so it is there before the first one goes out.
	for _, l := range []*net.Listener{&s.listener, &s.public} {
		if *l, err = new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0"); err != nil {
			return err
		}
	}
	s.server = server.New(server.Config{
		Registry: s.registry, Keys: serverKeys, Spool: s.dir, SMSLang: sms, Now: s.now, Log: log,
		PublicURL: "http://" + s.public.Addr().String(),
	})
	return nil
}

// serve answers on loopback, and sends messages, until close.
func (s *site) serve(ctx context.Context, log *slog.Logger) {
	s.cable = newCable(s.listener.Addr().String())
	ctx, s.stop = context.WithCancel(ctx)
	s.stopped = make(chan struct{})
	go func() {
		defer close(s.stopped)
		if err := s.server.Serve(ctx, s.listener, s.public); err != nil {
			log.Error("the server ended", "err", err)
		}
	}()
}

// fill puts the bookings, the centre and its staff into the registry, and adds
// a terminal as `dosedeskd terminal add` does.
func (s *site) fill(ctx context.Context, bookings io.Reader) (enrolment string, err error) {
	report, err := s.server.ImportBookings(ctx, bookings)
	if err != nil {
		return "", err
	}
	if len(report.In) == 0 {
		return "", dosedesk.Errorf(dosedesk.EInvalid, "the bookings file has no bookings")
	}
	centre := dosedesk.Centre{ID: report.In[0], Name: "PHC Rampur", NameHindi: "पीएचसी रामपुर", Kind: dosedesk.Government}
	if err := s.server.SetCentre(ctx, centre); err != nil {
		return "", err
	}
	for _, o := range staff {
		_, err := s.server.AddOperator(ctx, centre.ID, o.operator, o.pin)
		if err != nil && dosedesk.CodeOf(err) != dosedesk.EConflict { // a first start that was cut off added him
			return "", err
		}
	}
	self, err := s.holder()
	if err != nil {
		return "", err
	}
	if err := s.server.SetRecovery(ctx, self.Recipient); err != nil {
		return "", err
	}
	return s.server.AddTerminal(ctx, centre.ID)
}

// enrol makes the vault, as `dosedesk enrol` does.
func (s *site) enrol(ctx context.Context, enrolment string) error {
	self, err := s.holder()
	if err != nil {
		return err
	}
	key, err := store.TerminalKey(s.vaultDir())
	if err != nil {
		return err
	}
	transport, err := sync.NewEnrolTransport(enrolment)
	if err != nil {
		return err
	}
	wish := sync.Application{Server: "https://dosedesk-demo", Enrolment: enrolment, Key: key}
	enrolled, err := sync.Enrol(ctx, s.cabled(transport), wish)
	if err != nil {
		return err
	}
	return store.Create(s.vaultDir(), enrolled, keys.New(), self)
}

// renew gives the desk a certificate of the demo's day: the last one may have
// been long ago.
func (s *site) renew(ctx context.Context) error {
	renewed, err := s.server.Renew(ctx, s.vault.Enrolment().Terminal)
	if err != nil {
		return err
	}
	return s.vault.Renew(renewed.Certificate, renewed.Recovery)
}

// stockUp chooses vaccinator and batch, so that the first citizen can have his
// dose at once; F6 changes them.
func (s *site) stockUp() error {
	meera := staff[1].operator.Signature()
	for _, stock := range []dosedesk.Stock{
		{Vaccine: dosedesk.Covishield, Vaccinator: meera, Batch: "4121Z004", Expires: s.on.AddDays(110)},
		{Vaccine: dosedesk.Covaxin, Vaccinator: meera, Batch: "37F21012A", Expires: s.on.AddDays(140)},
	} {
		if _, chosen := s.vault.Stock(stock.Vaccine); chosen {
			continue
		}
		if err := s.vault.SetStock(stock); err != nil {
			return err
		}
	}
	return nil
}

// cabled reaches the server through the cable.
func (s *site) cabled(transport *http.Transport) *http.Client {
	transport.DialContext = s.cable.DialContext
	transport.Proxy = nil
	return &http.Client{Transport: transport}
}

// close stops the server and closes what is open. The screens are gone by then.
func (s *site) close() {
	if s.vault != nil {
		_ = s.vault.Close() // every event is on the disk already
	}
	if s.stop != nil {
		s.stop()
		<-s.stopped
	}
	for _, l := range []net.Listener{s.listener, s.public} {
		if l != nil {
			_ = l.Close() // the server closed it, if it ran
		}
	}
	if s.registry != nil {
		_ = s.registry.Close()
	}
}

// desk returns the desk of the site, ready to run.
func (s *site) desk() *desk.Desk {
	return &desk.Desk{
		Vault: s.vault, HTTP: s.cabled(sync.NewTransport(s.vault, s.now)), Now: s.now, Cable: s.cable, Phone: phone{s.spoolFile(), s.server}, Hint: pins(),
		Wired: func(e *sync.Engine) { s.cable.onToggle = e.Wake },
	}
}

// pins tells the staff's PINs, in any language.
func pins() string {
	hint := "PIN:"
	for _, o := range staff {
		hint += "  " + o.operator.ID + " " + o.pin
	}
	return hint
}
