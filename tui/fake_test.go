package tui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
	"dosedesk/tui/tuitest"
)

var testDay = dosedesk.Day{Year: 2021, Month: 5, Day: 13}

// testPIN is every operator's, rightCode every citizen's.
const (
	testPIN   = "2468"
	rightCode = "4821"
)

// testTokens is what the slips of the tests are signed with.
var testTokens = dosedesk.TokenSecret("a secret of the tests")

func testID(n byte) dosedesk.ID { return dosedesk.ID{15: n} }

// fakeVault is a terminal's store in memory.
type fakeVault struct {
	repaired  []dosedesk.Repair
	desk      *fakeDesk
	entries   []dosedesk.Entry
	outbox    []dosedesk.Event // not acknowledged
	entered   map[dosedesk.ID]dosedesk.Code
	stocks    map[dosedesk.Vaccine]dosedesk.Stock
	centre    dosedesk.Centre
	fails     error               // what recording fails with
	operators []dosedesk.Operator // who works here; nil: the three of the tests
	watched   map[string]dosedesk.Watch
	events    []dosedesk.Event // all that was ever recorded
	waiting   time.Duration    // how long the oldest unsent event has waited
	carried   dosedesk.Carried
	hidden    dosedesk.Hiding
}

func (v *fakeVault) Centre() dosedesk.Centre { return v.centre }

func (v *fakeVault) Operators() []dosedesk.Operator {
	if v.operators != nil {
		return v.operators
	}
	operators := []dosedesk.Operator{
		{ID: "sunita", Name: "Sunita", Role: dosedesk.Verifier},
		{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		{ID: "anil", Name: "Anil", Role: dosedesk.InCharge},
	}
	for i, o := range operators {
		operators[i].Watch = v.watched[o.ID]
	}
	return operators
}

func (v *fakeVault) Hidden() dosedesk.Hiding { return v.hidden }

func (v *fakeVault) Repaired() []dosedesk.Repair { return v.repaired }

func (v *fakeVault) SealKey() bool { return true }

func (v *fakeVault) Schedule() *dosedesk.Schedule { return dosedesk.DefaultSchedule() }

// TokenKeys has the key of testDay's month and of the month after.
func (v *fakeVault) TokenKeys() []dosedesk.TokenKey {
	return []dosedesk.TokenKey{testTokens.TokenKey(testDay), testTokens.TokenKey(testDay.AddDays(30))}
}

func (v *fakeVault) SlipUsed(appointment dosedesk.ID) (at time.Time, ok bool) {
	for _, e := range v.events {
		if b, is := e.Body.(*dosedesk.CodeEntered); is && b.Appointment == appointment && b.Channel == dosedesk.ChannelSlip {
			at, ok = e.At.Wall, true
		}
	}
	return at, ok
}

func (v *fakeVault) Unsent() dosedesk.Unsent {
	if len(v.outbox) == 0 {
		return dosedesk.Unsent{}
	}
	return dosedesk.Unsent{Count: len(v.outbox), Oldest: v.desk.now.Add(-v.waiting)}
}

func (v *fakeVault) Carried() dosedesk.Carried { return v.carried }

func (v *fakeVault) SignIn(_ context.Context, operator, pin string) (dosedesk.Operator, error) {
	if slices.Contains(v.repaired, dosedesk.RepairOutbox) {
		return dosedesk.Operator{}, dosedesk.Errorf(dosedesk.ETooMany, "sign-in")
	}
	for _, o := range v.Operators() {
		if o.ID == operator && pin == testPIN {
			return o, nil
		}
	}
	return dosedesk.Operator{}, dosedesk.Errorf(dosedesk.EUnauthorized, "sign-in")
}

func (v *fakeVault) Search(query string, limit int) (found []dosedesk.Visit, total int) {
	query = strings.ToLower(query)
	for _, visit := range v.Visits() {
		c := visit.Citizen
		if strings.HasPrefix(strings.ToLower(c.Name), query) || strings.HasPrefix(c.NameHindi, query) || strings.HasSuffix(c.Mobile, query) {
			found = append(found, visit)
		}
	}
	return found[:min(limit, len(found))], len(found)
}

func (v *fakeVault) Visit(appointment dosedesk.ID) (dosedesk.Visit, bool) {
	all := v.Visits()
	i := slices.IndexFunc(all, func(visit dosedesk.Visit) bool { return visit.ID == appointment })
	if i < 0 {
		return dosedesk.Visit{}, false
	}
	return all[i], true
}

func (v *fakeVault) Visits() []dosedesk.Visit {
	var visits []dosedesk.Visit
	for _, e := range v.entries {
		visits = append(visits, dosedesk.NewVisit(e, v.own(e.ID)))
	}
	for _, e := range v.outbox {
		if w, ok := e.Body.(*dosedesk.WalkinRegistered); ok {
			visits = append(visits, dosedesk.NewVisit(dosedesk.Entry{Appointment: w.Appointment}, v.own(w.About())))
		}
	}
	return visits
}

func (v *fakeVault) Count() int               { return len(v.Visits()) }
func (v *fakeVault) Served() []dosedesk.Visit { return v.Visits() }

func (v *fakeVault) InReview() []dosedesk.Visit {
	return slices.DeleteFunc(v.Visits(), func(visit dosedesk.Visit) bool { return !visit.InReview() })
}

func (v *fakeVault) own(appointment dosedesk.ID) []dosedesk.Own {
	var own []dosedesk.Own
	for _, e := range v.outbox {
		if e.Body.About() == appointment {
			own = append(own, dosedesk.Own{Event: e})
		}
	}
	return own
}

func (v *fakeVault) OpenBooking(c dosedesk.Citizen) (dosedesk.Visit, bool) {
	for _, visit := range v.Visits() {
		if visit.Booking == dosedesk.Online && visit.Citizen.Mobile == c.Mobile && strings.EqualFold(visit.Citizen.Name, c.Name) {
			return visit, true
		}
	}
	return dosedesk.Visit{}, false
}

func (v *fakeVault) EnterCode(by dosedesk.Operator, appointment dosedesk.ID, channel dosedesk.Channel, issue int, code dosedesk.Code) (dosedesk.Event, error) {
	e, err := v.Record(by, &dosedesk.CodeEntered{Appointment: appointment, Channel: channel, Issue: issue})
	if err == nil {
		v.entered[e.ID] = code
	}
	return e, err
}

func (v *fakeVault) Record(by dosedesk.Operator, body dosedesk.Body) (dosedesk.Event, error) {
	if v.fails != nil {
		return dosedesk.Event{}, v.fails
	}
	n := len(v.events) + 1
	e := dosedesk.Event{Body: body, Header: dosedesk.Header{
		ID: dosedesk.ID{0: 0xe, 15: byte(n)}, Number: uint64(n), Kind: body.Kind(), By: by.Signature(), At: dosedesk.Stamp{Wall: v.desk.now},
	}}
	v.events, v.outbox = append(v.events, e), append(v.outbox, e)
	return e, nil
}

// recorded are the bodies of all events of one kind.
func recordedOf[B dosedesk.Body](v *fakeVault) []B {
	var bodies []B
	for _, e := range v.events {
		if b, ok := e.Body.(B); ok {
			bodies = append(bodies, b)
		}
	}
	return bodies
}

func (v *fakeVault) Stock(vaccine dosedesk.Vaccine) (dosedesk.Stock, bool) {
	s, ok := v.stocks[vaccine]
	return s, ok
}

func (v *fakeVault) SetStock(s dosedesk.Stock) error {
	if v.fails == nil {
		v.stocks[s.Vaccine] = s
	}
	return v.fails
}

// fakeLink is the sync engine, and the server behind it.
type fakeLink struct {
	vault    *fakeVault
	status   dosedesk.Link
	silent   bool // the link is up, and no verdict comes in time
	verdicts map[dosedesk.ID]dosedesk.Verdict
	woken    int
	stops    bool            // the server tests no typed code: too many were wrong
	refuses  dosedesk.Reason // why the server takes no code at all
}

func (l *fakeLink) Status() dosedesk.Link { return l.status }

func (l *fakeLink) Wake() { l.woken++ }

func (l *fakeLink) Await(_ context.Context, event dosedesk.ID) (dosedesk.Verdict, bool) {
	if !l.status.Up || l.silent {
		return dosedesk.Verdict{}, false
	}
	l.sync()
	return l.verdicts[event], true
}

// sync pushes and pulls: each unsent event gets its verdict, and the roster has
// what follows from it.
func (l *fakeLink) sync() {
	for _, e := range l.vault.outbox {
		if w, ok := e.Body.(*dosedesk.WalkinRegistered); ok {
			l.vault.entries = append(l.vault.entries, dosedesk.Entry{Appointment: w.Appointment})
		}
		i := slices.IndexFunc(l.vault.entries, func(entry dosedesk.Entry) bool { return entry.ID == e.Body.About() })
		l.verdicts[e.ID] = l.judge(&l.vault.entries[i], e)
	}
	l.vault.outbox = nil
}

func (l *fakeLink) judge(entry *dosedesk.Entry, e dosedesk.Event) dosedesk.Verdict {
	verdict := dosedesk.Verdict{Answer: dosedesk.Accepted}
	switch b := e.Body.(type) {
	case *dosedesk.CodeEntered:
		if l.refuses != "" {
			return dosedesk.Verdict{Answer: dosedesk.InReview, Reason: l.refuses}
		}
		if l.stops && b.Channel == dosedesk.ChannelTyped {
			return dosedesk.Verdict{Answer: dosedesk.InReview, Reason: dosedesk.ReasonTooManyWrong}
		}
		want, _ := dosedesk.ParseCode(rightCode)
		entry.Code, verdict.Code = entry.Code.Enter(l.vault.entered[e.ID], want)
		verdict.TriesLeft = entry.Code.TriesLeft
		if verdict.Code == dosedesk.CodeRight {
			entry.Code.RightBy = e.ID
		}
		for i := range entry.Doses {
			settle(&entry.Doses[i], entry.Code.Right)
		}
	case *dosedesk.DoseRecorded:
		dose := dosedesk.Dose{
			ID: e.ID, Appointment: b.Appointment, Citizen: b.Citizen, Number: b.Dose, Vaccine: b.Vaccine, Batch: b.Batch,
			Vaccinator: b.Vaccinator, By: e.By, GivenAt: b.GivenAt, KeyedIn: dosedesk.KeyedIn(e.At, b),
		}
		settle(&dose, entry.Code.Right || entry.Booking == dosedesk.Walkin)
		if dose.State == dosedesk.DoseUnconfirmed && b.ClearedBy.IsZero() {
			dose.Reason = dosedesk.ReasonCodeMissing
		}
		if entry.Override != nil && dose.State == dosedesk.DoseUnconfirmed {
			dose.Reason = dosedesk.ReasonOverride
		}
		entry.Doses = append(entry.Doses, dose)
	case *dosedesk.VisitDeferred:
		entry.Deferred = &dosedesk.Deferred{Reason: b.Reason, Until: b.Until, At: e.At.Wall}
	case *dosedesk.OverrideRecorded:
		o := b.Override(e.Header)
		entry.Override = &o
	case *dosedesk.ReissueAsked:
		entry.Code, _ = entry.Code.Reissue()
	}
	return verdict
}

func settle(dose *dosedesk.Dose, right bool) {
	dose.State, dose.Reason = dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong
	if right {
		dose.State, dose.Reason, dose.Certificate = dosedesk.DoseConfirmed, "", "DD-210513-000042"
	}
}

// fakeDesk is an App on fakes, with a clock that stands still.
type fakeDesk struct {
	*tuitest.Driver
	app   *App
	vault *fakeVault
	link  *fakeLink
	now   time.Time
}

// newFakeDesk starts an App at its sign-in screen, in one language, at 11:42 of
// testDay with the link up.
func newFakeDesk(t *testing.T, language lang.Language, change ...func(*Config)) *fakeDesk {
	t.Helper()
	f := &fakeDesk{now: testDay.Start().Add(11*time.Hour + 42*time.Minute)}
	f.vault = &fakeVault{
		desk: f, entries: testEntries(), entered: make(map[dosedesk.ID]dosedesk.Code), stocks: testStocks(),
		centre: dosedesk.Centre{ID: 603425, Name: "PHC Rampur", NameHindi: "प्रा. स्वा. केंद्र रामपुर", Kind: dosedesk.Government},
	}
	f.link = &fakeLink{
		vault: f.vault, verdicts: make(map[dosedesk.ID]dosedesk.Verdict),
		status: dosedesk.Link{Up: true, Since: f.now.Add(-time.Hour), AsOf: f.now.Add(-time.Minute)},
	}
	config := Config{
		Vault: f.vault, Link: f.link, Now: func() time.Time { return f.now }, NewID: func() dosedesk.ID { return testID(200) },
		Languages: append([]lang.Language{language}, others(language)...),
	}
	for _, c := range change {
		c(&config)
	}
	f.app = New(config)
	f.Driver = tuitest.Drive(t, f.app)
	return f
}

func others(l lang.Language) []lang.Language {
	return slices.DeleteFunc(slices.Clone(lang.Languages), func(other lang.Language) bool { return other == l })
}

// signedInAs is a desk at its search screen.
func signedInAs(t *testing.T, operator string, language lang.Language) *fakeDesk {
	t.Helper()
	f := newFakeDesk(t, language)
	f.signIn(operator)
	return f
}

func (f *fakeDesk) signIn(operator string) {
	f.Type(operator)
	f.Press("enter")
	f.Type(testPIN)
	f.Press("enter")
	f.pass(quiet)
}

// pass lets time go by: a screen that opened by itself takes keys again.
func (f *fakeDesk) pass(d time.Duration) { f.now = f.now.Add(d) }

// unplug and plug pull the cable and put it back; the link follows at once.
func (f *fakeDesk) unplug() {
	f.link.status = dosedesk.Link{Since: f.now, Problem: dosedesk.EUnreachable, AsOf: f.link.status.AsOf}
	f.Update(Changed{})
}

func (f *fakeDesk) plug() {
	f.link.status = dosedesk.Link{Up: true, Since: f.now, AsOf: f.now}
	f.link.sync()
	f.Update(Changed{})
}

// open finds a citizen by the start of his name and opens his visit.
func (f *fakeDesk) open(name string) {
	f.Press("f3")
	f.Type(name)
	f.Press("enter")
}
