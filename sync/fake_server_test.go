package sync_test

import (
	"crypto/ed25519"
	"net/http"
	gosync "sync"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/wire"
)

// fakeServer speaks wire: it knows each event by its id for ever, and expects
// consecutive numbers.
type fakeServer struct {
	t          *testing.T
	mu         gosync.Mutex
	known      map[dosedesk.ID]bool
	began      time.Time
	arrived    int // events, repeats included
	renewals   int // asked for
	next       uint64
	epoch      string
	entries    []dosedesk.Entry
	maxEvents  int
	malformed  uint64 // number of an event that this server cannot read
	withhold   func(dosedesk.Event) bool
	authorized bool
	digest     dosedesk.Digest // on each last page by which the cursor moves
	anew       []string        // what terminals said that they began anew at
	authority  *fakeAuthority  // nil: renews nothing
}

func newServer(t *testing.T) *fakeServer {
	t.Helper()
	s := &fakeServer{t: t, epoch: "e1", maxEvents: wire.MaxPushEvents, authorized: true, began: time.Now()}
	s.forget()
	for n := range uint64(5) {
		s.entries = append(s.entries, dosedesk.Entry{Appointment: dosedesk.Appointment{ID: idOf(2, n+1)}})
	}
	return s
}

// forget makes it a server restored from an empty backup.
func (s *fakeServer) forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known, s.next = map[dosedesk.ID]bool{}, 1
}

func (s *fakeServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer, err := s.answer(r)
	if err == nil {
		err = wire.WriteAnswer(w, r, answer)
	} else {
		err = wire.WriteProblem(w, err)
	}
	if err != nil {
		s.t.Log(err)
	}
}

func (s *fakeServer) answer(r *http.Request) (any, error) {
	if !s.authorized {
		return nil, dosedesk.Errorf(dosedesk.EUnauthorized, "no such terminal")
	}
	switch r.URL.Path {
	case wire.PathChanges:
		s.anew = append(s.anew, r.URL.Query().Get("anew"))
		return s.page(r.URL.Query().Get("cursor"))
	case wire.PathRenew:
		return s.renew()
	}
	if r.ContentLength > wire.MaxPushBytes {
		s.t.Errorf("a push of %d bytes", r.ContentLength)
	}
	var push wire.PushRequest
	if err := wire.ReadRequest(r, &push); err != nil {
		return nil, err
	}
	key := ed25519.NewKeyFromSeed(fakeKey).Public().(ed25519.PublicKey)
	last := push.Events[len(push.Events)-1]
	if push.Head != last.Hash() || !dosedesk.VerifyPush(key, idOf(9, 9), push.Events[0].Number, push.Head, push.Signature) {
		s.t.Error("a push that the terminal has not signed")
	}
	return s.take(push.Events)
}

// renew certifies the terminal's key for 30 days more.
func (s *fakeServer) renew() (any, error) {
	s.renewals++
	if s.authority == nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "no authority")
	}
	return wire.RenewAnswer{Certificate: s.authority.certify(s.t, fakeKey, s.now().Add(30*24*time.Hour))}, nil
}

// now is the server's clock, which begins on the day of the tests.
func (s *fakeServer) now() time.Time {
	return time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC).Add(time.Since(s.began))
}

func (s *fakeServer) take(events []dosedesk.Event) (any, error) {
	if len(events) > s.maxEvents {
		return nil, dosedesk.Errorf(dosedesk.ETooLarge, "too many events")
	}
	for i, e := range events {
		if e.Number != events[0].Number+uint64(i) {
			s.t.Errorf("a push with a gap before number %d", e.Number)
		}
		if e.Number == s.malformed {
			return nil, dosedesk.Errorf(dosedesk.EInvalid, "cannot read this")
		}
	}
	answer := wire.PushAnswer{From: events[0].ID}
	for _, e := range events {
		s.arrived++
		if e.Number > s.next {
			break
		}
		duplicate := s.known[e.ID]
		if !duplicate {
			s.known[e.ID], s.next = true, e.Number+1
		}
		receipt := dosedesk.Receipt{Duplicate: duplicate}
		if s.withhold == nil || !s.withhold(e) {
			receipt.Verdict = dosedesk.Verdict{Answer: dosedesk.Accepted, Code: dosedesk.CodeRight, At: time.Date(2021, 5, 13, 4, 0, 0, 0, time.UTC)}
		}
		answer.Receipts = append(answer.Receipts, receipt)
	}
	answer.Next = s.next
	return answer, nil
}

// page has two entries, so that a roster takes several. Like the server it says
// that more may follow a full one.
func (s *fakeServer) page(cursor string) (any, error) {
	at, err := wire.ParseCursor(cursor)
	if err != nil {
		return nil, err
	}
	if cursor != "" && at.Epoch != s.epoch {
		return nil, dosedesk.Errorf(dosedesk.EStale, "another epoch")
	}
	end := min(int(at.Seq)+2, len(s.entries))
	page := wire.Page{
		Cursor:  wire.FormatCursor(dosedesk.Cursor{Epoch: s.epoch, Seq: uint64(end)}),
		More:    end == int(at.Seq)+2,
		AsOf:    s.now(),
		Entries: s.entries[at.Seq:end],
	}
	if page.More {
		page.Anew = uint64(len(s.entries))
	} else if end != int(at.Seq) {
		page.Digest = s.digest
	}
	return page, nil
}

func (s *fakeServer) set(change func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change()
}
