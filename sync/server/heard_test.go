package server_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/sync/server/registry"
)

// reissue asks for a new code.
func (d *desk) reissue(n int) dosedesk.Event {
	return d.about(dosedesk.KindReissueAsked, &dosedesk.ReissueAsked{Appointment: appointment(n)})
}

// What citizens answered outlives a restore: it counts again, once and as it did,
// as soon as its question is back, whichever terminal is the first to send. What
// the terminals know of it has no say here: they did not fetch it.
func TestAnswersOutliveARestore(t *testing.T) {
	for name, c := range map[string]struct {
		early, late []string // answers from before the backup, and since
	}{
		"no":                        {late: []string{"NO"}},
		"yes":                       {late: []string{"YES"}},
		"the last word":             {late: []string{"YES", "NO", "YES", "NO"}},
		"the last of two lives":     {early: []string{"NO"}, late: []string{"YES"}},
		"a used try":                {late: []string{"WRONG"}},
		"every try":                 {late: []string{"WRONG", "WRONG", "WRONG", "RIGHT"}},
		"the right code":            {late: []string{"WRONG", "RIGHT"}},
		"the right code, a new one": {late: []string{"WRONG", "NEW"}},
		"nothing clear":             {late: []string{"who is this?"}},
		"the second question's":     {early: []string{"YES"}, late: []string{"MORE", "NO"}},
		"by numbers":                {early: []string{"YES"}, late: []string{"MORE", "NO 2", "NO 1", "YES 2"}},
		"which one?":                {late: []string{"MORE", "YES"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.take(header + strings.ReplaceAll(rowOf(20)+rowOf(21), mobile(21), mobile(20)))
			d, other, third := &memory{desk: b.desk()}, &memory{desk: b.desk()}, &memory{desk: b.desk()}
			answer := func(text string) {
				switch text {
				case "MORE":
					third.tell(third.dose(21, dosedesk.ID{}))
					return
				case "NEW":
					other.tell(other.reissue(20))
					text = b.right(20, 2).Digits()
				case "RIGHT":
					text = b.right(20, 1).Digits()
				case "WRONG":
					text = b.wrong(20).Digits()
				}
				b.sms(mobile(20), text)
			}
			file := b.backup()
			d.tell(d.dose(20, dosedesk.ID{}))
			for _, text := range c.early {
				answer(text)
				file = b.backup()
			}
			for _, text := range c.late {
				answer(text)
			}
			before, sent := b.books(), b.serveUntilSent()
			b.restore(file)
			must(t, b.Receive(t.Context()))
			for _, m := range []*memory{third, d, other} {
				if len(m.events) > 0 {
					m.again()
				}
				must(t, b.Receive(t.Context()))
				b.Server = server.New(b.Config) // a restart
				must(t, b.Receive(t.Context()))
			}
			if after := b.books(); after != before {
				t.Errorf("after:\n%s\nbefore:\n%s", after, before)
			}
			if again := b.serveUntilSent(); string(again) != string(sent) {
				t.Errorf("sent again:\n%s", again[len(sent):])
			}
		})
	}
}

// Whoever answers a restored server before the question is back is heard when it
// is, after all that he said before; the file beside the inbox tells nothing of him.
func TestAnAnswerBeforeItsQuestionIsBack(t *testing.T) {
	for name, c := range map[string]struct {
		before, since []string
		said          dosedesk.Said
	}{
		"no":                {nil, []string{"NO"}, dosedesk.SaidNo},
		"by its number":     {nil, []string{"NO 1"}, dosedesk.SaidNo},
		"one of two":        {nil, []string{"YES", "NO"}, dosedesk.SaidNo},
		"after what he had": {[]string{"YES"}, []string{"NO"}, dosedesk.SaidNo},
		"code, then no":     {[]string{"CODE"}, []string{"NO"}, dosedesk.SaidNo},
		"another's number":  {nil, []string{"NO 7"}, dosedesk.SaidNothing},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			d := &memory{desk: b.desk()}
			file := b.backup()
			d.tell(d.dose(1, dosedesk.ID{}))
			code := b.right(1, 1).Digits()
			for _, text := range c.before {
				b.sms(mobile(1), strings.Replace(text, "CODE", code, 1))
			}
			b.restore(file)
			b.sms(mobile(1), c.since...)
			b.sms("9999999999", "win a prize")
			d.again()
			must(t, b.Receive(t.Context()))
			if got := d.entry(appointment(1)).Doses[0]; got.Said != c.said {
				t.Errorf("he said %q, and the server has %q", c.said, got.Said)
			}
			kept, err := os.ReadFile(filepath.Join(b.Spool, server.HeardFile))
			if len(c.before) > 0 {
				must(t, err)
			}
			if strings.Contains(string(kept), mobile(1)) || strings.Contains(string(kept), code) {
				t.Errorf("%s has a mobile or a code", server.HeardFile)
			}
		})
	}
}

// An inbox that was begun anew has other answers in the old places.
func TestARestoreAndAnInboxBegunAnew(t *testing.T) {
	b := newBench(t)
	d := &memory{desk: b.desk()}
	d.tell(d.dose(1, dosedesk.ID{}))
	file := b.backup()
	b.sms(mobile(1), "YES", "YES")
	b.restore(file)
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	must(t, os.Remove(filepath.Join(b.Spool, server.InboxFile)))
	b.sms(mobile(1), "NO")
	b.Server = server.New(b.Config)
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	if n := b.queued(registry.HelpMessage); n != 0 {
		t.Errorf("%d messages that say how to answer", n)
	}
}

// Where a terminal never got its verdicts, its doses are judged anew. What their
// citizens were asked keeps its number, and what they answered counts, though
// nobody would have to be asked now.
func TestAnswersAboutDosesThatAreJudgedAnew(t *testing.T) {
	b := newBench(t)
	b.take(header + strings.ReplaceAll(rowOf(20)+rowOf(21), mobile(21), mobile(20)))
	d, other := b.desk(), b.desk()
	file := b.backup()
	events := []dosedesk.Event{d.dose(20, dosedesk.ID{}), d.dose(21, dosedesk.ID{}), d.dose(1, dosedesk.ID{})}
	d.push(events...)
	sent := b.serveUntilSent()
	b.sms(mobile(1), "NO")
	b.restore(file)
	other.push(other.code(1, b.right(1, 1)))
	d.push(events...)
	b.sms(mobile(20), "NO 2")
	if again := b.serveUntilSent(); strings.Count(string(again), `"question"`) != strings.Count(string(sent), `"question"`) {
		t.Errorf("asked again:\n%s", again[len(sent):])
	}
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	expect(t, d.entry(appointment(20)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
	expect(t, d.entry(appointment(21)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
}

// A citizen was asked, and answers after the restore for the first time: by then
// his dose is back, judged anew, and nobody had to be asked.
func TestAFirstAnswerAboutADoseThatIsJudgedAnew(t *testing.T) {
	b := newBench(t)
	d, other := b.desk(), b.desk()
	file := b.backup()
	given := d.dose(1, dosedesk.ID{})
	d.push(given)
	sent := b.serveUntilSent()
	b.restore(file)
	other.push(other.code(1, b.right(1, 1)))
	d.push(given)
	expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
	b.sms(mobile(1), "NO")
	must(t, b.Receive(t.Context()))
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(1)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	if again := b.serveUntilSent(); strings.Count(string(again), `"question"`) != strings.Count(string(sent), `"question"`) {
		t.Errorf("asked again:\n%s", again[len(sent):])
	}
}

// A backup may hold a line that waits, and that was taken since: put back to it, the
// registry takes the line for the same dose, not for the first that is asked about.
func TestALineThatWaitsInABackup(t *testing.T) {
	b := newBench(t)
	b.take(header + strings.ReplaceAll(rowOf(20)+rowOf(21), mobile(21), mobile(20)))
	d, other := &memory{desk: b.desk()}, b.desk()
	file := b.backup()
	d.tell(d.dose(20, dosedesk.ID{}))
	b.restore(file)
	b.sms(mobile(20), "NO")
	file = b.backup()
	d.again()
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(20)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	b.restore(file)
	other.push(other.dose(21, dosedesk.ID{}))
	must(t, b.Receive(t.Context()))
	d.again()
	must(t, b.Receive(t.Context()))
	expect(t, d.entry(appointment(20)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	expect(t, d.entry(appointment(21)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
}

// On either registry a line waits for its question, and a question can be put back
// under the number that it had.
func TestAnAnswerWaitsOnBoth(t *testing.T) {
	onBoth(t, func(t *testing.T, b, other *bench) {
		must(t, b.Registry.Restored(t.Context()))
		d := b.desk()
		d.bench = other
		b.sms(mobile(1), "YES")
		b.sms(mobile(2), "NO 2")
		one, two := d.dose(1, dosedesk.ID{}), d.dose(2, dosedesk.ID{})
		d.push(one, two)
		must(t, b.Receive(t.Context()))
		expect(t, d.entry(appointment(1)), dosedesk.DoseConfirmed, "")
		expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonCodeMissing)
		must(t, b.Registry.Update(t.Context(), func(tx *registry.Tx) error { return tx.Renumber(centre, two.ID, 2) }))
		must(t, b.Receive(t.Context()))
		expect(t, d.entry(appointment(2)), dosedesk.DoseUnconfirmed, dosedesk.ReasonDisputed)
	})
}
