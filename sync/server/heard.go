package server

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"dosedesk"
	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
)

// HeardFile is the name of the file, beside the inbox, that says what was made of
// its lines: where the registry is put back to a backup, no citizen's answer is
// judged again, or counts for another dose.
const HeardFile = "heard.jsonl"

// heard is what was made of one line of the inbox. Neither who sent it nor what it
// said is in it.
type heard struct {
	Position  int64               `json:"position"`
	Dose      dosedesk.ID         `json:"dose"`
	Number    int                 `json:"number"`               // of the question
	Said      string              `json:"said"`                 // see registry.Reply
	Code      dosedesk.CodeAnswer `json:"code,omitempty"`       // what became of the code,
	Issue     int                 `json:"issue,omitempty"`      // which one it was tested against,
	TriesLeft int                 `json:"tries_left,omitempty"` // and how many tries were left
	At        time.Time           `json:"at"`
}

// helped reports whether the citizen was told how to answer.
func (h heard) helped() bool {
	return h.Said == "unclear" || h.Code != "" && h.Code != dosedesk.CodeRight
}

// keepHeard puts what is made of a line on the disk, before it has its effect. An
// entry that a dying process cut off spoils none but itself.
func (s *Server) keepHeard(h heard) error {
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(filepath.Join(s.Spool, HeardFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "what was heard: %w", err)
	}
	_, err = file.Write(append(append([]byte("\n"), text...), '\n'))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "what was heard: %w", err)
	}
	return nil
}

// heardBefore reads what was made of lines of the inbox, in whatever life of the
// registry: the last word on each.
func (s *Server) heardBefore() (map[int64]heard, error) {
	known := map[int64]heard{}
	err := notify.EachLine(filepath.Join(s.Spool, HeardFile), func(h heard) { known[h.Position] = h })
	return known, err
}

// hearAgain gives a line the effect that it had before the registry was put back
// to a backup; where its question is not back yet, it waits.
func (d *deciding) hearAgain(mobile string, h heard) error {
	if err := d.askedFor(mobile, h); err != nil {
		return err
	}
	asked, err := d.asked(mobile)
	if err != nil {
		return err
	}
	for _, q := range asked {
		if q.Question.Dose == h.Dose {
			d.then = h.At
			defer func() { d.then = time.Time{} }()
			return d.replyAgain(q, h)
		}
	}
	text, err := json.Marshal(h)
	if err != nil {
		return err
	}
	return d.tx.Wait(registry.Waiting{Position: h.Position, Mobile: mobile, Dose: h.Dose, Heard: string(text)})
}

// askedFor keeps the question that an answer was given to, where its dose has come
// back as a new one that nobody needed to ask about.
func (d *deciding) askedFor(mobile string, h heard) error {
	dose, known, err := d.tx.Dose(h.Dose)
	if err != nil || !known {
		return err
	}
	_, known, err = d.tx.Entry(dose.Appointment)
	if err != nil || !known {
		return err // it waits for the booking
	}
	return d.tx.AskedAgain(registry.Question{Centre: dose.Centre, Dose: dose.ID, Mobile: mobile, Number: h.Number, AskedAt: h.At})
}

func (d *deciding) replyAgain(q questioned, h heard) error {
	if err := d.keepReply(q, h); err != nil {
		return err
	}
	if said := dosedesk.Said(h.Said); said == dosedesk.SaidYes || said == dosedesk.SaidNo {
		_, err := d.said(q, said)
		return err
	}
	entry, known, err := d.tx.Entry(q.dose.Appointment)
	if err != nil || !known || h.Code == "" {
		return err
	}
	kept := registry.Event{Effect: h.Issue, Verdict: dosedesk.Verdict{Code: h.Code, TriesLeft: h.TriesLeft}}
	if err := d.regain(&entry, kept); err != nil {
		return err
	}
	if h.Code == dosedesk.CodeRight {
		if err := d.settleOwn(q, entry); err != nil {
			return err
		}
	}
	_, err = d.tx.SaveEntry(entry)
	return err
}
