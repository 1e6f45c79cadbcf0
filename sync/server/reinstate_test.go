package server_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

// backup copies the registry as it is.
func (b *bench) backup() (file string) {
	b.t.Helper()
	file = filepath.Join(b.t.TempDir(), "registry.db")
	for _, part := range []string{"", "-wal"} {
		content, err := os.ReadFile(b.file + part)
		must(b.t, err)
		must(b.t, os.WriteFile(file+part, content, 0o600))
	}
	return file
}

// restore puts a backup in the registry's place, an hour later.
func (b *bench) restore(file string) {
	b.t.Helper()
	b.pass(time.Hour)
	config := b.Config
	config.Registry = mustOpen(b.t, "sqlite:"+file)
	must(b.t, config.Registry.Restored(b.t.Context()))
	config.Log = slog.New(slog.NewTextHandler(b.log, nil))
	b.Server, b.file = server.New(config), file
	b.handler = b.both()
}

// A memory is a desk that keeps what it was told, as a vault does.
type memory struct {
	*desk
	events   []dosedesk.Event
	receipts wire.Receipts
}

func (m *memory) tell(events ...dosedesk.Event) []dosedesk.Receipt {
	m.t.Helper()
	answer := m.push(events...)
	m.events, m.receipts = append(m.events, events...), append(m.receipts, answer.Receipts...)
	return answer.Receipts
}

// learn reads where its doses stand.
func (m *memory) learn() {
	m.t.Helper()
	page, _ := m.pull("")
	for _, s := range page.Standings {
		i := slices.IndexFunc(m.receipts, func(r dosedesk.Receipt) bool { return r.Event == s.Dose })
		m.receipts[i].Standing = s
	}
}

// again sends all of it again.
func (m *memory) again() wire.PushAnswer {
	m.t.Helper()
	return m.pushAgain(m.events, m.receipts)
}

func (m *memory) pushAgain(events []dosedesk.Event, receipts wire.Receipts) (answer wire.PushAnswer) {
	m.t.Helper()
	push := m.signed(events...)
	push.Again = receipts
	if status := m.call("POST", wire.PathEvents, m.desk, push, &answer); status != 200 {
		m.t.Fatalf("pushing again: status %d", status)
	}
	return answer
}

// books is what the registry holds of every appointment, and what it has sent.
func (b *bench) books() string {
	b.t.Helper()
	var text bytes.Buffer
	must(b.t, b.Registry.View(b.t.Context(), func(tx *registry.Tx) error {
		entries, _, err := tx.Changed(centre, 0, 1000)
		slices.SortFunc(entries, func(a, b dosedesk.Entry) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		out := json.NewEncoder(&text)
		for _, e := range entries {
			must(b.t, out.Encode(e))
			for _, dose := range e.Doses {
				q, _, err := tx.Question(centre, dose.ID)
				must(b.t, err)
				must(b.t, out.Encode(q.Number))
			}
		}
		return err
	}))
	return text.String()
}

// aDay fills two desks with everything that can happen to a code and a dose.
func aDay(b *bench, a, c *memory) {
	b.t.Helper()
	defer b.pass(time.Minute)
	code := a.code(1, b.right(1, 1))
	a.tell(code, a.dose(1, code.ID))
	wrong := a.code(2, b.wrong(2))
	a.tell(wrong, a.dose(2, wrong.ID)) // confirmed by the other desk, later
	c.tell(c.code(2, b.right(2, 1)))
	a.tell(a.dose(3, dosedesk.ID{})) // confirmed by the citizen
	a.tell(a.code(4, b.wrong(4)), a.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(4)}))
	c.tell(c.code(4, b.wrong(4)))
	b.pass(time.Minute)
	a.tell(a.by(anil, a.about(dosedesk.KindDoseCorrected, &dosedesk.DoseCorrected{
		Appointment: appointment(1), Dose: a.events[1].ID, Vaccine: dosedesk.Covishield, Batch: "4121Z005",
		Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31}, Vaccinator: meera, GivenAt: b.clock().UTC(),
	})))
	b.pass(time.Minute)
	c.tell(c.by(anil, c.about(dosedesk.KindDoseCorrected, &dosedesk.DoseCorrected{
		Appointment: appointment(1), Dose: a.events[1].ID, Vaccine: dosedesk.Covishield, Batch: "4121Z006",
		Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31}, Vaccinator: meera, GivenAt: b.clock().UTC(),
	})))
	override := a.override(5)
	a.tell(override, a.dose(5, override.ID)) // and denied by the citizen
	somebody := walkin(stranger())
	c.tell(c.about(dosedesk.KindWalkin, &dosedesk.WalkinRegistered{Appointment: somebody}), c.doseOf(somebody.ID, "", dosedesk.ID{}))
	other := stranger()
	other.Name, other.Mobile, other.PhotoID.LastFour = "Deepa Rani", mobile(3), "77XY"
	deferred := walkin(other)
	c.tell(
		c.about(dosedesk.KindWalkin, &dosedesk.WalkinRegistered{Appointment: deferred}),
		c.about(dosedesk.KindVisitDeferred, &dosedesk.VisitDeferred{Appointment: deferred.ID, Reason: dosedesk.DeferredHealth}),
	)
	b.sms(mobile(3), "YES")
	b.sms(mobile(5), "NO")
	a.learn()
	c.learn()
}

// Whatever was lost with the registry comes back as it was: states, reasons,
// certificates, tries, questions. Nothing is judged again, though the operator who
// overrode is not known to the backup; nobody is told again, though the spool and
// the inbox are lost as well.
func TestReinstatement(t *testing.T) {
	for name, order := range map[string][]int{"in their order": {0, 1}, "the other way round": {1, 0}} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			desks := []*memory{{desk: b.desk()}, {desk: b.desk()}}
			file := b.backup()
			_, err := b.AddOperator(t.Context(), centre, dosedesk.Operator{ID: anil.ID, Name: anil.Name, Role: anil.Role}, "975310")
			must(t, err)
			aDay(b, desks[0], desks[1])
			before := b.books()
			if n := strings.Count(before, `"state":"confirmed"`); n != 4 || !strings.Contains(before, "disputed") {
				t.Fatalf("before, %d are confirmed:\n%s", n, before)
			}
			must(t, os.RemoveAll(b.Spool))
			b.restore(file)
			for _, n := range order {
				answer := desks[n].again()
				for i, r := range answer.Receipts {
					want := desks[n].receipts[i]
					if r.Verdict != want.Verdict || r.Proof != want.Proof || r.Effect != want.Effect {
						t.Errorf("desk %d, event %d: %+v; it was %+v", n, i, r, want)
					}
				}
				desks[n].again() // a repeat changes nothing
			}
			if after := b.books(); after != before {
				t.Errorf("after:\n%s\nbefore:\n%s", after, before)
			}
			for _, kind := range []registry.MessageKind{registry.ConfirmationMessage, registry.QuestionMessage, registry.ReissueMessage} {
				if n := b.queued(kind); n != 0 {
					t.Errorf("%d messages of kind %s are to be sent again", n, kind)
				}
			}
		})
	}
}

// Only the server's own word counts: what was changed, or is another event's or
// another terminal's, is judged as new.
func TestOnlyItsOwnWordIsReinstated(t *testing.T) {
	b := newBench(t)
	file := b.backup()
	d, other := &memory{desk: b.desk()}, &memory{desk: b.desk()}
	right, wrong, dose := d.code(1, b.right(1, 1)), d.code(2, b.wrong(2)), d.dose(2, dosedesk.ID{})
	d.tell(right, wrong, dose)
	other.tell(other.code(1, b.right(1, 1)))
	for name, change := range map[string]func(r *wire.Receipts){
		"no proof":             func(r *wire.Receipts) { (*r)[1].Code, (*r)[1].Proof = dosedesk.CodeRight, dosedesk.Proof{} },
		"another verdict":      func(r *wire.Receipts) { (*r)[1].Code = dosedesk.CodeRight },
		"more tries":           func(r *wire.Receipts) { (*r)[1].TriesLeft = 3 },
		"another time":         func(r *wire.Receipts) { (*r)[1].At = (*r)[1].At.Add(-time.Hour) },
		"another effect":       func(r *wire.Receipts) { (*r)[1].Effect = 3 },
		"another event's":      func(r *wire.Receipts) { (*r)[1] = (*r)[0] },
		"another terminal's":   func(r *wire.Receipts) { (*r)[1] = other.receipts[0] },
		"a dose's, by itself":  func(r *wire.Receipts) { (*r)[2].Answer, (*r)[2].Reason = dosedesk.Accepted, "" },
		"fewer than of events": func(r *wire.Receipts) { *r = (*r)[:1] },
		"a made-up standing": func(r *wire.Receipts) {
			(*r)[1].Proof, (*r)[2].Standing = dosedesk.Proof{}, dosedesk.Standing{Dose: dose.ID, State: dosedesk.DoseConfirmed, Proof: (*r)[2].Proof}
		},
	} {
		t.Run(name, func(t *testing.T) {
			b.restore(copyOf(t, file))
			receipts := append(wire.Receipts(nil), d.receipts...)
			change(&receipts)
			for i, r := range d.pushAgain(d.events, receipts).Receipts {
				claimed := i < len(receipts) && receipts[i].Proof == d.receipts[i].Proof && receipts[i].Verdict == d.receipts[i].Verdict &&
					receipts[i].Effect == d.receipts[i].Effect
				if again := r.Verdict == d.receipts[i].Verdict; again != claimed {
					t.Errorf("event %d was reinstated: %v, want %v", i, again, claimed)
				}
			}
			e := d.entry(appointment(2))
			if e.Code.Right || e.Code.TriesLeft != 2 || e.Code.Issue != 1 {
				t.Errorf("the code's state: %+v", e.Code)
			}
			expect(t, e, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
		})
	}
}

func copyOf(t *testing.T, file string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "registry.db")
	for _, part := range []string{"", "-wal"} {
		in, err := os.Open(file + part)
		must(t, err)
		content, err := io.ReadAll(in)
		must(t, err)
		must(t, os.WriteFile(to+part, content, 0o600))
		must(t, in.Close())
	}
	return to
}

// Whoever comes first, no try is given back: what one desk tried before counts
// with what another tried since, and a new code opens nothing that was locked.
func TestNoTryIsGivenBack(t *testing.T) {
	b := newBench(t)
	d, other := &memory{desk: b.desk()}, b.desk()
	file := b.backup()
	for range dosedesk.CodeTries {
		d.tell(d.code(1, b.wrong(1)))
	}
	b.restore(file)
	if v := other.verdict(other.code(1, b.wrong(1))); v.TriesLeft != 2 {
		t.Fatalf("what nobody knows of yet: %+v", v)
	}
	d.again()
	if c := d.entry(appointment(1)).Code; !c.Locked() || c.TriesLeft != -1 {
		t.Fatalf("the code's state: %+v", c)
	}
	other.push(other.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(1)}))
	if v := other.verdict(other.code(1, b.right(1, 2))); v.Code != dosedesk.CodeLocked {
		t.Errorf("the right code, after four wrong ones and a new one: %+v", v)
	}
}

// A dose that was confirmed while nobody knew of the first one loses its
// certificate when the first one comes again.
func TestTheFirstDoseKeepsItsCertificate(t *testing.T) {
	b := newBench(t)
	d, other := &memory{desk: b.desk()}, b.desk()
	file := b.backup()
	code := d.code(1, b.right(1, 1))
	dose := d.dose(1, code.ID)
	d.tell(code, dose)
	b.restore(file)
	again := other.code(1, b.right(1, 1))
	second := other.dose(1, again.ID)
	other.push(again, second)
	d.again()
	for _, got := range d.entry(appointment(1)).Doses {
		if first := got.ID == dose.ID; first != (got.State == dosedesk.DoseConfirmed) || !first && got.Reason != dosedesk.ReasonAlreadyGiven {
			t.Errorf("first %v: %s(%s)", first, got.State, got.Reason)
		}
	}
}

// What was recorded about a booking that the backup lacks waits for the import.
func TestWhatWasRecordedWaitsForItsBooking(t *testing.T) {
	b := newBench(t)
	d := &memory{desk: b.desk()}
	file := b.backup()
	b.take(header + rowOf(7) + rowOf(8))
	code := d.code(7, b.right(7, 1))
	d.tell(code, d.dose(7, code.ID), d.code(8, b.wrong(8)), d.dose(8, dosedesk.ID{}))
	before := b.books()
	b.restore(file)
	d.again()
	if known := strings.Contains(b.books(), appointment(7).String()); known {
		t.Fatal("the appointment is known")
	}
	late := d.dose(9, dosedesk.ID{}) // nobody ever knew this one
	d.push(late)
	b.take(header + rowOf(7) + rowOf(8))
	if after := b.books(); after != before {
		t.Errorf("after:\n%s\nbefore:\n%s", after, before)
	}
	b.take(header + rowOf(9))
	expect(t, d.entry(appointment(9)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	if n := b.queued(registry.QuestionMessage); n != 1 {
		t.Errorf("%d questions", n)
	}
}

// A terminal that enrolled after the backup is admitted by its certificate; one
// that is revoked again is not.
func TestTerminalEnrolledAfterTheBackup(t *testing.T) {
	b := newBench(t)
	file := b.backup()
	d, lost := &memory{desk: b.desk()}, &memory{desk: b.desk()}
	d.tell(d.code(1, b.right(1, 1)))
	lost.tell(lost.code(2, b.right(2, 1)))
	b.restore(file)
	must(t, b.RevokeTerminal(t.Context(), centre, lost.id))
	page, status := d.pull("")
	if status != 200 || page.Next != 1 || len(page.Entries) != 5 {
		t.Fatalf("fetching: status %d, next %d, %d entries", status, page.Next, len(page.Entries))
	}
	if answer := d.again(); answer.Receipts[0].Verdict != d.receipts[0].Verdict {
		t.Errorf("its event: %+v", answer.Receipts[0])
	}
	if _, status := lost.pull(""); status == 200 {
		t.Error("the revoked terminal fetches")
	}
	lost.again()
	if v := lost.verdict(lost.code(3, b.right(3, 1))); v.Reason != dosedesk.ReasonOperatorUnknown {
		t.Errorf("what the revoked terminal recorded since: %+v", v)
	}
	if c := d.entry(appointment(2)).Code; !c.Right {
		t.Error("what it recorded before is lost")
	}
}

// Questions asked since a restore take no number that one before may have had: a
// citizen answers by the number that his message has.
func TestQuestionsKeepTheirNumbers(t *testing.T) {
	b := newBench(t)
	d, other := &memory{desk: b.desk()}, b.desk()
	file := b.backup()
	d.tell(d.dose(1, dosedesk.ID{}))
	b.restore(file)
	family := stranger()
	family.Mobile = mobile(1)
	a := walkin(family)
	other.register(a)
	other.push(other.doseOf(a.ID, "", dosedesk.ID{}))
	d.again()
	b.sms(mobile(1), "YES 1")
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	if e := d.entry(a.ID); e.Doses[0].Said != dosedesk.SaidNothing {
		t.Error("the answer went to another dose")
	}
}

// A push of before the restore, which was long on its way, is not judged by a
// registry that has forgotten its verdicts. Who cannot read the new epoch is heard
// all the same.
func TestAPushOfAnOlderEpochIsNotTaken(t *testing.T) {
	b := newBench(t)
	d, gone := b.desk(), b.desk()
	file := b.backup()
	epochOf := func() string {
		page, _ := d.pull("")
		cursor, err := wire.ParseCursor(page.Cursor)
		must(t, err)
		return cursor.Epoch
	}
	push := func(d *desk, epoch string) (answer wire.PushAnswer, status int) {
		request := d.signed(d.code(1, b.wrong(1)))
		request.Epoch = epoch
		status = d.call("POST", wire.PathEvents, d, request, &answer)
		return answer, status
	}
	before := epochOf()
	b.restore(file)
	must(t, b.RevokeTerminal(t.Context(), centre, gone.id))
	if _, status := push(d, before); status != http.StatusConflict {
		t.Errorf("of the epoch before: status %d", status)
	}
	if left := d.entry(appointment(1)).Code.TriesLeft; left != dosedesk.CodeTries {
		t.Errorf("%d tries are left: it was judged", left)
	}
	d.number, d.previous = 0, dosedesk.Hash{}
	if answer, status := push(d, epochOf()); status != http.StatusOK || answer.Receipts[0].TriesLeft != 2 {
		t.Errorf("of this one: status %d, %+v", status, answer)
	}
	if answer, status := push(gone, before); status != http.StatusOK || len(answer.Receipts) != 1 {
		t.Errorf("of a revoked terminal: status %d, %+v", status, answer)
	}
}

// What was carried to a restored server, and judged anew there, has its first
// verdict again once its terminal brings it.
func TestTheFirstVerdictHolds(t *testing.T) {
	b := newBench(t)
	d, other := &memory{desk: b.desk()}, b.desk()
	file := b.backup()
	code := d.code(1, b.right(1, 1))
	d.tell(code, d.dose(1, code.ID), d.code(2, b.wrong(2)))
	b.restore(file)
	for range dosedesk.CodeTries {
		other.push(other.code(1, b.wrong(1)))
	}
	d.push(d.events...) // as it was exported before it had a verdict
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeLocked)
	for i, r := range d.again().Receipts {
		if r.Verdict != d.receipts[i].Verdict {
			t.Errorf("event %d: %+v; it was %+v", i, r.Verdict, d.receipts[i].Verdict)
		}
	}
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	if c := d.entry(appointment(1)).Code; !c.Right || c.TriesLeft != 0 {
		t.Errorf("the code's state: %+v", c)
	}
	if n := b.queued(registry.ConfirmationMessage); n != 0 {
		t.Errorf("%d confirmations are to be sent again", n)
	}
}

// What the citizen had said stands, too, where a dose was judged anew before its
// terminal brought that.
func TestTheCitizensWordHolds(t *testing.T) {
	for text, want := range map[string]dosedesk.DoseState{"NO": dosedesk.DoseUnconfirmed, "YES": dosedesk.DoseConfirmed} {
		t.Run(text, func(t *testing.T) {
			b := newBench(t)
			d, a := &memory{desk: b.desk()}, walkin(stranger())
			file := b.backup()
			d.tell(d.about(dosedesk.KindWalkin, &dosedesk.WalkinRegistered{Appointment: a}), d.doseOf(a.ID, "", dosedesk.ID{}), d.dose(3, dosedesk.ID{}))
			b.sms(a.Citizen.Mobile, text)
			b.sms(mobile(3), text)
			d.learn()
			must(t, os.RemoveAll(b.Spool))
			b.restore(file)
			d.push(d.events...) // as it was exported before it had a verdict
			d.again()
			for _, id := range []dosedesk.ID{a.ID, appointment(3)} {
				dose := d.entry(id).Doses[0]
				if dose.State != want || (dose.Certificate != "") != (want == dosedesk.DoseConfirmed) || dose.Said == dosedesk.SaidNothing {
					t.Errorf("the dose of %v: %+v", id, dose)
				}
			}
		})
	}
}

// A right code that another desk brings back first settles the dose that comes
// behind it, though its desk never heard that it was settled.
func TestARightCodeComesBackBeforeItsDose(t *testing.T) {
	b := newBench(t)
	d, other := &memory{desk: b.desk()}, &memory{desk: b.desk()}
	file := b.backup()
	d.tell(d.dose(1, dosedesk.ID{}))
	other.tell(other.code(1, b.right(1, 1)))
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	b.restore(file)
	other.again()
	d.again()
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
}
