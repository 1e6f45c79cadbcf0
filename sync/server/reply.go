package server

import (
	"dosedesk"
	"dosedesk/sync/server/registry"
)

// ask asks the citizen whether the dose was given to him, once for each dose, and
// returns the question's number; 0 where he has no mobile.
func (d *deciding) ask(dose registry.Dose, entry dosedesk.Entry) (number int, err error) {
	if entry.Citizen.Mobile == "" {
		return 0, nil // a walk-in without one
	}
	q := registry.Question{Centre: dose.Centre, Dose: dose.ID, Mobile: entry.Citizen.Mobile, AskedAt: d.now}
	if err := d.tx.Ask(q); err != nil {
		return 0, err
	}
	if q, _, err = d.tx.Question(q.Centre, q.Dose); err != nil {
		return 0, err
	}
	return q.Number, d.tell(entry, dose.ID, registry.QuestionMessage)
}

// A questioned dose is one that a mobile was asked about.
type questioned struct {
	registry.Question
	dose registry.Dose
}

// reply takes one SMS from a mobile. One that nobody asked for, or that does not
// say which dose it means, has no effect; the latter is told how to answer. What a
// restored registry has forgotten may have been asked: there it waits.
func (d *deciding) reply(mobile, text string, position int64) error {
	asked, err := d.asked(mobile)
	if err != nil {
		return err
	}
	reply, unclear := dosedesk.ParseReply(text)
	q, found := meant(asked, reply.Number)
	if len(asked) == 0 || !found && reply.Number != 0 {
		waits, err := d.waits(mobile, reply.Number, position)
		if err != nil || len(asked) == 0 {
			return err
		}
		if waits {
			return d.help(asked[len(asked)-1])
		}
	}
	if unclear != nil || !found {
		return d.keepReply(asked[len(asked)-1], heard{Position: position, Said: "unclear"})
	}
	if reply.Code != nil {
		return d.replyCode(q, *reply.Code, position)
	}
	if known, err := d.said(q, reply.Said); err != nil || !known {
		return err
	}
	return d.keepReply(q, heard{Position: position, Said: string(reply.Said)})
}

// asked returns what a mobile was asked about, and holds the centres of it.
func (d *deciding) asked(mobile string) ([]questioned, error) {
	questions, err := d.tx.Questions(mobile)
	if err != nil {
		return nil, err
	}
	var asked []questioned
	for _, q := range questions {
		if err := d.tx.Hold(q.Centre); err != nil {
			return nil, err
		}
		dose, known, err := d.tx.Dose(q.Dose)
		if err != nil {
			return nil, err
		}
		if known {
			asked = append(asked, questioned{q, dose})
		}
	}
	return asked, nil
}

// meant finds the question that a reply answers: the one of its number, else the
// only one without an answer, else the only one.
func meant(asked []questioned, number int) (q questioned, found bool) {
	var open []questioned
	for _, a := range asked {
		if a.Number == number {
			return a, true
		}
		if a.dose.Said == dosedesk.SaidNothing && (len(asked) == 1 || a.dose.State != dosedesk.DoseConfirmed) {
			open = append(open, a)
		}
	}
	if len(open) == 0 {
		open = asked
	}
	if len(open) == 0 {
		return q, false
	}
	return open[0], number == 0 && len(open) == 1
}

// said takes a yes or a no; the last one counts. No insider can give it: a yes
// confirms also what a revoked terminal sent, or what broke a chain, where nothing
// else stands against it. It reports false where nothing is known of whom it is
// about.
func (d *deciding) said(q questioned, said dosedesk.Said) (bool, error) {
	entry, known, err := d.tx.Entry(q.dose.Appointment)
	if err != nil || !known {
		return false, err
	}
	q.dose.Said = said
	if err := d.settleAgain(&q.dose, entry); err != nil {
		return false, err
	}
	_, err = d.tx.SaveEntry(entry)
	return true, err
}

// replyCode tests a code that the citizen sent. A try is a try, from wherever it
// comes.
func (d *deciding) replyCode(q questioned, code dosedesk.Code, position int64) error {
	entry, known, err := d.tx.Entry(q.dose.Appointment)
	if err != nil || !known {
		return err
	}
	if entry.Code.Issue == 0 {
		return d.keepReply(q, heard{Position: position, Said: "unclear"}) // a walk-in has no code
	}
	answer, err := d.test(&entry, code, dosedesk.ID{})
	if err != nil {
		return err
	}
	if answer == dosedesk.CodeRight {
		if err := d.settleOwn(q, entry); err != nil {
			return err
		}
	}
	if _, err := d.tx.SaveEntry(entry); err != nil {
		return err
	}
	return d.keepReply(q, heard{
		Position: position, Said: "code", Code: answer, Issue: entry.Code.Issue, TriesLeft: entry.Code.TriesLeft,
	})
}

// settleOwn judges a dose again whose citizen sent the right code when he was asked
// about it: that is as good as a yes.
func (d *deciding) settleOwn(q questioned, entry dosedesk.Entry) error {
	dose, _, err := d.tx.Dose(q.Question.Dose)
	if err != nil || dose.State != dosedesk.DoseUnconfirmed {
		return err
	}
	return d.settleAgain(&dose, entry)
}

// keepReply puts a reply on record, and has the citizen told how to answer where
// this did not help.
func (d *deciding) keepReply(q questioned, h heard) error {
	if h.Dose, h.Number = q.Question.Dose, q.Number; d.then.IsZero() {
		h.At = d.now
		if err := d.keepHeard(h); err != nil {
			return err
		}
	}
	err := d.tx.AddReply(registry.Reply{
		Centre: q.Centre, Dose: h.Dose, Position: h.Position, Said: h.Said, Code: h.Code, ReceivedAt: h.At,
	})
	if err != nil || !h.helped() {
		return err
	}
	return d.help(q)
}

// help has the citizen told how to answer; once for each dose, so that no two
// machines talk for ever.
func (d *deciding) help(q questioned) error {
	return d.send(registry.Message{
		Centre: q.Centre, Subject: q.dose.ID, Kind: registry.HelpMessage, Appointment: q.dose.Appointment, QueuedAt: d.now,
	})
}
