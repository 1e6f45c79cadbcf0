package registry

import (
	"strconv"
	"time"

	"dosedesk"
)

// MessageKind is what an SMS tells the citizen.
type MessageKind string

// The kinds of message.
const (
	BookingMessage      MessageKind = "booking"      // subject: the appointment
	ReissueMessage      MessageKind = "reissue"      // subject: the event that asked for the new code
	ConfirmationMessage MessageKind = "confirmation" // subject: the dose
	QuestionMessage     MessageKind = "question"     // "was it you?"; subject: the dose
	HelpMessage         MessageKind = "help"         // how to answer it; subject: the dose
)

// Message is one SMS to be sent. It is a reference: the text is made when it
// goes out.
type Message struct {
	Centre      dosedesk.CentreID // of the appointment
	Subject     dosedesk.ID       // what it is about; there is one message of a kind for each
	Kind        MessageKind
	Appointment dosedesk.ID
	QueuedAt    time.Time
}

func scanMessage(row scanner) (m Message, err error) {
	err = row.Scan(&m.Centre, textual{&m.Subject}, &m.Kind, textual{&m.Appointment}, instant{&m.QueuedAt})
	return m, err
}

// Queue has a message sent, once for its subject and kind.
func (tx *Tx) Queue(m Message) error {
	return tx.add(m, "queued")
}

func (tx *Tx) add(m Message, state string) error {
	return tx.do(`INSERT INTO sms_jobs (centre, subject, kind, appointment, state, queued_at)
		VALUES ($1, $2, $3, $4, $6, $5) ON CONFLICT (centre, subject, kind) DO NOTHING`,
		m.Centre, id(m.Subject), m.Kind, id(m.Appointment), millis(m.QueuedAt), state)
}

// Queued returns up to limit messages that wait, oldest first.
func (tx *Tx) Queued(limit int) ([]Message, error) { return tx.messages("queued", limit) }

// Sending returns up to limit messages of which it is not known whether they
// went out: the process died between sending and marking.
func (tx *Tx) Sending(limit int) ([]Message, error) { return tx.messages("sending", limit) }

func (tx *Tx) messages(state string, limit int) ([]Message, error) {
	return all(tx, scanMessage, `SELECT centre, subject, kind, appointment, queued_at FROM sms_jobs
		WHERE state = $1 ORDER BY queued_at LIMIT $2`, state, limit)
}

// MarkSending says that a message is about to go out.
func (tx *Tx) MarkSending(m Message) error { return tx.mark(m, "sending") }

// MarkSent says that a message went out.
func (tx *Tx) MarkSent(m Message) error { return tx.mark(m, "sent") }

// Requeue says that a message did not go out after all.
func (tx *Tx) Requeue(m Message) error { return tx.mark(m, "queued") }

// Drop forgets a message that did not go out: it may be queued again.
func (tx *Tx) Drop(m Message) error {
	return tx.do(`DELETE FROM sms_jobs WHERE centre = $1 AND subject = $2 AND kind = $3 AND state = 'queued'`, m.Centre, id(m.Subject), m.Kind)
}

// Recall keeps a message of before the registry was put back to a backup. It is
// not queued: it went out then, unless the server died in that moment.
func (tx *Tx) Recall(m Message) error { return tx.add(m, "recalled") }

// Recalled returns up to limit messages that were recalled, and of which nobody
// has looked yet whether they went out.
func (tx *Tx) Recalled(limit int) ([]Message, error) { return tx.messages("recalled", limit) }

// restored is a name in meta: how often the registry was put back to a backup.
const restored = "restored"

// Forgetful reports whether the registry was ever put back to a backup, and so
// may have forgotten messages that went out since.
func (tx *Tx) Forgetful() (bool, error) {
	n, err := tx.restores()
	return n > 0, err
}

func (tx *Tx) restores() (int, error) {
	text, known, err := tx.Meta(restored)
	if err != nil || !known {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		n = 1 // as it was written before it was counted
	}
	return n, nil
}

func (tx *Tx) mark(m Message, state string) error {
	return tx.do(`UPDATE sms_jobs SET state = $4 WHERE centre = $1 AND subject = $2 AND kind = $3`,
		m.Centre, id(m.Subject), m.Kind, state)
}
