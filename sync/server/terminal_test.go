package server_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/wire"
)

const day = 24 * time.Hour

func TestEnrolment(t *testing.T) {
	b := newBench(t)
	enrolment, err := b.AddTerminal(t.Context(), centre)
	must(t, err)
	late, err := b.AddTerminal(t.Context(), centre)
	must(t, err)
	key := newKey(t)
	first, status := b.enrol(strings.ToLower(enrolment), key)
	if status != http.StatusOK || first.Centre != centre || first.Terminal.IsZero() || first.Recovery != districtKey {
		t.Fatalf("enrolling: %d, %+v", status, first)
	}
	b.pass(server.EnrolmentLasts)
	if again, status := b.enrol(enrolment, key); status != http.StatusOK || !reflect.DeepEqual(again, first) {
		t.Errorf("the same string and key again: %d, %+v", status, again)
	}
	madeUp, _ := wire.NewEnrolment(wire.AuthorityMark{})
	for name, wrong := range map[string]struct {
		enrolment string
		key       crypto.Signer
	}{
		"used by another": {enrolment, newKey(t)}, "too late": {late, key}, "made up": {madeUp, key},
	} {
		if _, status := b.enrol(wrong.enrolment, wrong.key); status != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, status)
		}
	}
	other, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	if _, status := b.enrol(late, other); status != http.StatusBadRequest {
		t.Errorf("a key of another kind: status %d", status)
	}
	rubbish := wire.EnrolRequest{Secret: "0", Request: []byte("rubbish")}
	if status := b.call("POST", wire.PathEnrol, nil, rubbish, &wire.EnrolAnswer{}); status != http.StatusBadRequest {
		t.Errorf("rubbish for a request: status %d", status)
	}
}

// A terminal that enrolled before its district had a recovery key gets it with its
// next certificate; without one it gets the certificate alone.
func TestARenewalBringsTheRecoveryKey(t *testing.T) {
	b := newBench(t)
	d := b.desk()
	for _, want := range []string{districtKey, ""} {
		answer, err := b.Renew(t.Context(), d.id)
		must(t, err)
		if answer.Recovery != want || len(answer.Certificate) == 0 {
			t.Errorf("a renewal brings %q, want %q", answer.Recovery, want)
		}
		db, err := sql.Open("sqlite", b.file)
		must(t, err)
		_, err = db.ExecContext(t.Context(), `DELETE FROM meta WHERE name = 'recovery'`)
		must(t, errors.Join(err, db.Close()))
	}
}

// Who shows no certificate, another authority's, another terminal's, or one of a
// terminal that the registry does not know, gets nothing and brings nothing.
func TestUnknownTerminalGetsNothing(t *testing.T) {
	b := newBench(t)
	d, other, stranger := b.desk(), b.desk(), newBench(t).desk()
	forged := *d
	forged.key = newKey(t)
	for name, c := range map[string]struct {
		shows, signs *desk
	}{
		"no certificate":               {nil, d},
		"another authority's":          {stranger, stranger},
		"another terminal's":           {other, d},
		"another terminal's signature": {d, other},
		"another key's signature":      {d, &forged},
	} {
		events := c.signs.signed(c.signs.code(1, b.wrong(1)))
		if status := b.call("POST", wire.PathEvents, c.shows, events, &wire.PushAnswer{}); status != http.StatusUnauthorized {
			t.Errorf("%s: pushing, status %d", name, status)
		}
		if c.shows == d || c.shows == other {
			continue // it is one of ours
		}
		for path, method := range map[string]string{wire.PathChanges: "GET", wire.PathRenew: "POST"} {
			if status := b.call(method, path, c.shows, nil, &wire.Page{}); status != http.StatusUnauthorized {
				t.Errorf("%s: %s, status %d", name, path, status)
			}
		}
	}
	if left := d.entry(appointment(1)).Code.TriesLeft; left != dosedesk.CodeTries {
		t.Errorf("%d tries are left: a code was tested for a stranger", left)
	}
}

// The signature stands for what is pushed and for nothing else: a push whose
// events were exchanged on the way is refused, whole.
func TestChangedPushIsRefused(t *testing.T) {
	d := newBench(t).desk()
	first, second := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
	good := d.signed(first, second)
	for name, change := range map[string]func(*wire.PushRequest){
		"unsigned":          func(p *wire.PushRequest) { p.Signature = nil },
		"an event less":     func(p *wire.PushRequest) { p.Events = p.Events[:1] },
		"another first":     func(p *wire.PushRequest) { p.Events = p.Events[1:] },
		"another last":      func(p *wire.PushRequest) { p.Events[1].Schedule = "changed" },
		"another head":      func(p *wire.PushRequest) { p.Head = first.Hash() },
		"another signature": func(p *wire.PushRequest) { p.Signature = d.signed(first).Signature },
	} {
		bad := good
		bad.Events = []dosedesk.Event{first, second}
		change(&bad)
		if status := d.call("POST", wire.PathEvents, d, bad, &wire.PushAnswer{}); status != http.StatusUnauthorized {
			t.Errorf("%s: status %d", name, status)
		}
	}
	var answer wire.PushAnswer
	if status := d.call("POST", wire.PathEvents, d, good, &answer); status != http.StatusOK || len(answer.Receipts) != 2 {
		t.Errorf("as signed: status %d, %d receipts", status, len(answer.Receipts))
	}
}

// What a terminal signed is kept, and anybody can check it against its chain
// later.
func TestSignaturesAreKept(t *testing.T) {
	d := newBench(t).desk()
	one, two, three := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{}), d.dose(3, dosedesk.ID{})
	d.push(one)
	d.push(two, three)
	d.push(two, three) // a repeat
	must(t, d.Registry.View(t.Context(), func(tx *registry.Tx) error {
		terminal, _, err := tx.Terminal(d.id)
		must(t, err)
		pushes, err := tx.Pushes(terminal)
		must(t, err)
		if len(pushes) != 2 || pushes[0].Head != one.Hash() || pushes[1].Head != three.Hash() {
			t.Fatalf("kept are %+v", pushes)
		}
		for _, p := range pushes {
			if !dosedesk.VerifyPush(terminal.Key, d.id, p.First, p.Head, p.Signature) {
				t.Errorf("the signature from number %d on is another's", p.First)
			}
		}
		return nil
	}))
}

// A certificate lasts 30 days, and 60 more for all that a terminal does; events
// are taken for ever.
func TestCertificatesEnd(t *testing.T) {
	d := newBench(t).desk()
	if lasts := d.certificate.NotAfter.Sub(d.clock()); lasts != server.CertificateLasts {
		t.Fatalf("a certificate lasts %v", lasts)
	}
	renewed := func() (certificate []byte, status int) {
		var answer wire.RenewAnswer
		status = d.call("POST", wire.PathRenew, d, nil, &answer)
		return answer.Certificate, status
	}
	d.pass(90 * day)
	certificate, status := renewed()
	if status != http.StatusOK {
		t.Fatalf("renewing on the last day: status %d", status)
	}
	if _, status := d.pull(""); status != http.StatusOK {
		t.Errorf("fetching on the last day: status %d", status)
	}
	d.pass(time.Minute)
	if _, status := renewed(); status != http.StatusUnauthorized {
		t.Errorf("renewing too late: status %d", status)
	}
	if _, status := d.pull(""); status != http.StatusUnauthorized {
		t.Errorf("fetching too late: status %d", status)
	}
	d.pass(10 * 365 * day)
	if v := d.verdict(d.dose(1, dosedesk.ID{})); v.Reason != dosedesk.ReasonCodeMissing {
		t.Errorf("an event ten years later: %+v", v)
	}
	d.pass(-10 * 365 * day)
	d.shows(certificate)
	if _, status := d.pull(""); status != http.StatusOK {
		t.Errorf("fetching with the new certificate: status %d", status)
	}
}

// A revoked terminal gets no roster and no certificate. What it recorded is
// taken: nothing has an effect, no code is tested, but a dose is in review.
func TestRevokedTerminal(t *testing.T) {
	b := newBench(t)
	d, other := b.desk(), b.desk()
	before := d.code(1, b.right(1, 1))
	d.push(before)
	must(t, b.RevokeTerminal(t.Context(), centre, d.id))
	for path, method := range map[string]string{wire.PathChanges: "GET", wire.PathRenew: "POST"} {
		if status := d.call(method, path, d, nil, &wire.Page{}); status != http.StatusUnauthorized {
			t.Errorf("%s: status %d", path, status)
		}
	}
	dose, guess := d.dose(1, before.ID), d.code(2, b.right(2, 1))
	walkin := d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(3)})
	for _, e := range []dosedesk.Event{dose, guess, walkin} {
		v := d.verdict(e)
		if v.Answer != dosedesk.InReview || v.Reason != dosedesk.ReasonOperatorUnknown || v.Code != "" {
			t.Errorf("%s: %+v", e.Kind, v)
		}
	}
	expect(t, other.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonOperatorUnknown)
	if e := other.entry(appointment(2)); e.Code.Right || e.Code.TriesLeft != dosedesk.CodeTries {
		t.Errorf("a code was tested for it: %+v", e.Code)
	}
	if e := other.entry(appointment(3)); e.Code.Issue != 1 {
		t.Error("a new code was sent for it")
	}
	if again := d.push(before, dose); !again.Receipts[0].Duplicate || again.Receipts[0].Code != dosedesk.CodeRight {
		t.Errorf("what it sent before now gets %+v", again.Receipts[0])
	}
	if err := b.RevokeTerminal(t.Context(), centre+1, other.id); dosedesk.CodeOf(err) != dosedesk.ENotFound {
		t.Errorf("at another centre: %v", err)
	}
}

func TestRevokedBeforeItEnrolled(t *testing.T) {
	b := newBench(t)
	enrolment, err := b.AddTerminal(t.Context(), centre)
	must(t, err)
	listed, err := b.Terminals(t.Context(), centre)
	must(t, err)
	must(t, b.RevokeTerminal(t.Context(), centre, listed[0].ID))
	if _, status := b.enrol(enrolment, newKey(t)); status != http.StatusUnauthorized {
		t.Errorf("status %d", status)
	}
}

func TestTerminalsAreListed(t *testing.T) {
	b := newBench(t)
	gone := b.desk()
	must(t, b.RevokeTerminal(t.Context(), centre, gone.id))
	b.pass(time.Minute)
	away := b.desk()
	b.pass(time.Minute)
	_, err := b.AddTerminal(t.Context(), centre)
	must(t, err)
	b.pass(91 * day)
	here := b.desk()
	here.push(here.dose(1, dosedesk.ID{}))
	b.pass(time.Minute)
	_, err = b.AddTerminal(t.Context(), centre)
	must(t, err)

	listed, err := b.Terminals(t.Context(), centre)
	must(t, err)
	var states []server.TerminalState
	for _, l := range listed {
		states = append(states, l.State)
	}
	want := []server.TerminalState{
		server.TerminalRevoked, server.TerminalEnded, server.TerminalUnused, server.TerminalAdmitted, server.TerminalAwaited,
	}
	if !reflect.DeepEqual(states, want) {
		t.Fatalf("the states are %v", states)
	}
	if listed[1].ID != away.id || listed[3].Events != 1 || !listed[3].Until.Equal(here.certificate.NotAfter) {
		t.Errorf("listed are %+v", listed)
	}
}

// Every start of a server, and every server of one registry, is the same
// authority; another registry's is another.
func TestOneRegistryIsOneAuthority(t *testing.T) {
	b := newBench(t)
	enrolment, err := b.AddTerminal(t.Context(), centre)
	must(t, err)
	again := &bench{Server: server.New(b.Config), t: t}
	again.handler = again.both()
	answer, status := again.enrol(enrolment, newKey(t))
	if status != http.StatusOK {
		t.Fatalf("status %d", status)
	}
	d := &desk{bench: b, id: answer.Terminal}
	d.shows(answer.Certificate)
	if _, status := d.pull(""); status != http.StatusOK {
		t.Errorf("the first does not know the second's certificate: status %d", status)
	}
	_, mark, err := wire.ParseEnrolment(enrolment)
	must(t, err)
	other, err := newBench(t).AddTerminal(t.Context(), centre)
	must(t, err)
	if _, another, err := wire.ParseEnrolment(other); err != nil || another == mark {
		t.Errorf("two registries have one authority: %v", err)
	}
}
