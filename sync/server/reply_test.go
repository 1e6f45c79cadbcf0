package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// sms puts messages from a mobile into the inbox, and has them taken.
func (b *bench) sms(from string, texts ...string) {
	b.t.Helper()
	must(b.t, os.MkdirAll(b.Spool, 0o700))
	inbox, err := os.OpenFile(filepath.Join(b.Spool, server.InboxFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	must(b.t, err)
	for _, text := range texts {
		must(b.t, json.NewEncoder(inbox).Encode(map[string]string{"from": from, "text": text}))
	}
	must(b.t, inbox.Close())
	must(b.t, b.Receive(b.t.Context()))
}

func mobile(n int) string { return fmt.Sprintf("600000%04d", n) }

func TestTheCitizensOwnAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		replies []string
		state   dosedesk.DoseState
		reason  dosedesk.Reason
	}{
		"yes":                {[]string{"YES"}, dosedesk.DoseConfirmed, ""},
		"yes, in Hindi":      {[]string{"हाँ"}, dosedesk.DoseConfirmed, ""},
		"yes, by its number": {[]string{"yes 1"}, dosedesk.DoseConfirmed, ""},
		"no":                 {[]string{"NO"}, dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed},
		"no, then yes":       {[]string{"NO", "YES"}, dosedesk.DoseConfirmed, ""},
		"yes, then no":       {[]string{"YES", "NO"}, dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed},
		"the right code":     {[]string{"CODE"}, dosedesk.DoseConfirmed, ""},
		"no number of his":   {[]string{"yes 7"}, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong},
		"nothing clear":      {[]string{"who is this"}, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong},
		"a wrong code":       {[]string{"WRONG"}, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong},
		"wrong, then yes":    {[]string{"WRONG", "WRONG", "WRONG", "YES"}, dosedesk.DoseConfirmed, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := newBench(t).desk()
			code := d.code(1, d.wrong(1))
			d.push(code, d.dose(1, code.ID))
			for _, reply := range c.replies {
				reply = strings.Replace(reply, "CODE", d.right(1, 1).Digits(), 1)
				reply = strings.Replace(reply, "WRONG", d.wrong(1).Digits(), 1)
				d.sms("+91 "+mobile(1), reply)
			}
			expect(t, d.entry(appointment(1)), c.state, c.reason)
			if n := d.queued(registry.ConfirmationMessage); n > 1 || c.state == dosedesk.DoseConfirmed && n != 1 {
				t.Errorf("%d confirmations", n)
			}
		})
	}
}

// A dose of a revoked terminal, or one that broke a chain, is kept unjudged, and no
// code that is entered at a desk settles it. Its citizen's own answer does: no
// insider can give that. It makes no stranger an operator.
func TestHisOwnAnswerSettlesWhatWasNotJudged(t *testing.T) {
	forked := func(d *desk) dosedesk.Event {
		d.push(d.dose(2, dosedesk.ID{}))
		d.number, d.previous = 0, dosedesk.Hash{}
		return d.dose(1, dosedesk.ID{})
	}
	revoked := func(d *desk) dosedesk.Event {
		must(d.t, d.RevokeTerminal(d.t.Context(), centre, d.id))
		return d.dose(1, dosedesk.ID{})
	}
	stranger := func(d *desk) dosedesk.Event {
		return d.by(dosedesk.Signature{ID: "stranger", Name: "Stranger", Role: dosedesk.Vaccinator}, d.dose(1, dosedesk.ID{}))
	}
	for name, c := range map[string]struct {
		record func(*desk) dosedesk.Event
		before dosedesk.Reason
		reply  string
		after  dosedesk.Reason // none: it is confirmed
	}{
		"forked, yes":         {forked, dosedesk.ReasonChainForked, "YES", ""},
		"forked, his code":    {forked, dosedesk.ReasonChainForked, "CODE", ""},
		"forked, no":          {forked, dosedesk.ReasonChainForked, "NO", dosedesk.ReasonDisputed},
		"forked, a wrong one": {forked, dosedesk.ReasonChainForked, "WRONG", dosedesk.ReasonChainForked},
		"revoked, yes":        {revoked, dosedesk.ReasonOperatorUnknown, "YES", ""},
		"revoked, his code":   {revoked, dosedesk.ReasonOperatorUnknown, "CODE", ""},
		"revoked, no":         {revoked, dosedesk.ReasonOperatorUnknown, "NO", dosedesk.ReasonDisputed},
		"a stranger, yes":     {stranger, dosedesk.ReasonOperatorUnknown, "YES", dosedesk.ReasonOperatorUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			d, other := b.desk(), b.desk()
			d.push(c.record(d))
			if c.reply != "WRONG" {
				other.push(other.code(1, b.right(1, 1)))
			}
			expect(t, other.entry(appointment(1)), dosedesk.DoseUnconfirmed, c.before)
			reply := strings.Replace(c.reply, "CODE", b.right(1, 1).Digits(), 1)
			d.sms(mobile(1), strings.Replace(reply, "WRONG", b.wrong(1).Digits(), 1))
			if c.after == "" {
				expect(t, other.entry(appointment(1)), dosedesk.DoseConfirmed, "")
				return
			}
			expect(t, other.entry(appointment(1)), dosedesk.DoseUnconfirmed, c.after)
		})
	}
}

// A code that comes by SMS is a try like any other; the counter knows no channel.
func TestTriesAreOneCountOverAllChannels(t *testing.T) {
	d := newBench(t).desk()
	code := d.code(1, d.wrong(1))
	d.push(code, d.dose(1, code.ID))
	d.sms(mobile(1), d.wrong(1).Digits(), d.wrong(1).Digits())
	if v := d.verdict(d.code(1, d.right(1, 1))); v.Code != dosedesk.CodeLocked {
		t.Errorf("the right code after one wrong try at the desk and two by SMS: %+v", v)
	}
	d.sms(mobile(1), d.right(1, 1).Digits())
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeWrong)
	d.sms(mobile(1), "YES")
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
}

// A dose that is disputed before its confirmation went out is confirmed again
// later: the citizen is told then, once.
func TestConfirmedAgainBeforeAnybodyWasTold(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	d.sms(mobile(1), "YES", "NO")
	if sent := d.serveUntilSent(); bytes.Contains(sent, []byte("certificate number")) {
		t.Error("a disputed dose is told to be confirmed")
	}
	d.sms(mobile(1), "YES", "NO", "YES")
	if n := bytes.Count(d.serveUntilSent(), []byte("certificate number")); n != 1 {
		t.Errorf("the citizen was told %d times", n)
	}
}

// Nobody but the registered mobile answers.
func TestAnotherMobileAnswersNothing(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	for _, from := range []string{mobile(2), "1234", "", "x600000000101", "16000000001", "+1 " + mobile(1)} {
		d.sms(from, "YES", d.right(1, 1).Digits())
	}
	e := d.entry(appointment(1))
	expect(t, e, dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	if e.Code != dosedesk.NewCodeState() {
		t.Errorf("a stranger's SMS changed the code's state: %+v", e.Code)
	}
	if n := d.queued(registry.HelpMessage); n != 0 {
		t.Errorf("%d messages to strangers", n)
	}
}

// A family on one mobile: each question has its number, and one that is not
// named is guessed for nobody.
func TestAFamilyAnswersByNumber(t *testing.T) {
	d := newBench(t).desk()
	family := strings.ReplaceAll(rowOf(20)+rowOf(21), mobile(21), mobile(20))
	d.take(header + family)
	d.push(d.dose(20, dosedesk.ID{}), d.dose(21, dosedesk.ID{}))
	d.sms(mobile(20), "YES")
	for _, n := range []int{20, 21} {
		expect(t, d.entry(appointment(n)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	}
	if n := d.queued(registry.HelpMessage); n != 1 {
		t.Errorf("%d messages that say how to answer", n)
	}
	d.sms(mobile(20), "YES 2", "NO 1")
	expect(t, d.entry(appointment(21)), dosedesk.DoseConfirmed, "")
	expect(t, d.entry(appointment(20)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
}

// A walk-in has no code, and is confirmed at once; he is asked all the same, and
// his no takes the certificate back.
func TestAWalkinSaysNo(t *testing.T) {
	d := newBench(t).desk()
	a := walkin(stranger())
	d.register(a)
	d.push(d.doseOf(a.ID, "", dosedesk.ID{}))
	expect(t, d.entry(a.ID), dosedesk.DoseConfirmed, "")
	if n := d.queued(registry.QuestionMessage); n != 1 {
		t.Fatalf("%d questions to a walk-in", n)
	}
	d.sms(a.Citizen.Mobile, "4821")
	expect(t, d.entry(a.ID), dosedesk.DoseConfirmed, "")
	d.sms(a.Citizen.Mobile, "नहीं")
	expect(t, d.entry(a.ID), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	if !bytes.Contains(everyValue(t, d.file), []byte(`"disputed"`)) {
		t.Error("the registry does not say so")
	}
}

// Each line of the inbox counts once, also over a restart; half a line waits for
// its other half, and rubbish holds nothing up.
func TestTheInboxIsReadOnce(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	wrong := d.wrong(1).Digits()
	d.sms(mobile(1), wrong)
	for range 3 {
		must(t, d.Receive(t.Context()))
	}
	if left := d.entry(appointment(1)).Code.TriesLeft; left != dosedesk.CodeTries-1 {
		t.Fatalf("%d tries left after one wrong code, read four times", left)
	}
	path := filepath.Join(d.Spool, server.InboxFile)
	add := func(text string) {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
		must(t, err)
		_, err = file.WriteString(text)
		must(t, err)
		must(t, file.Close())
		must(t, d.Receive(t.Context()))
	}
	add("rubbish\n{\"from\":12}\n" + strings.Repeat("x", 9000) + "\n{\"from\":\"" + mobile(1) + "\",\"te")
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	add("xt\":\"YES\"}\n")
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	for _, private := range []string{mobile(1), wrong, "rubbish"} {
		if strings.Contains(d.log.String(), private) {
			t.Error("the log holds what came from a citizen")
		}
	}
}

// What citizens are asked, and how they are told to answer.
func TestTheQuestion(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}))
	d.sms(mobile(1), "what?")
	sent := string(d.serveUntilSent())
	for _, want := range []string{
		"a dose of COVISHIELD was recorded for you", "13 May 2021 at 10:00. Was it given to you? Reply YES, NO or your code.",
		"your answer was not understood",
	} {
		if !strings.Contains(sent, want) {
			t.Errorf("no message says %q", want)
		}
	}
}

// An inbox that was lost, with the disk or by a tidy hand, is begun anew, and what
// stands in the new one is taken.
func TestAnInboxBegunAnew(t *testing.T) {
	d := newBench(t).desk()
	d.push(d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{}))
	d.sms(mobile(1), "who is this, please?", "and why?")
	must(t, os.Remove(filepath.Join(d.Spool, server.InboxFile)))
	d.sms(mobile(1), "YES")
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	d.sms(mobile(2), "NO")
	expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
}
