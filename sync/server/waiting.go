package server

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

	"dosedesk/sync/server/notify"
	"dosedesk/sync/server/registry"
)

// waits keeps a line whose question may come back, because the registry was put
// back to a backup, and reports whether it may.
func (d *deciding) waits(mobile string, number int, position int64) (bool, error) {
	forgetful, err := d.tx.Forgetful()
	if err != nil || !forgetful {
		return false, err
	}
	return true, d.tx.Wait(registry.Waiting{Position: position, Mobile: mobile, Number: number})
}

// takeWaiting takes the lines whose question has come back.
func (i *inbox) takeWaiting(ctx context.Context) error {
	if !i.forgetful {
		return nil
	}
	if err := i.askAgain(ctx); err != nil {
		return err
	}
	var mobiles []string
	err := i.Registry.View(ctx, func(tx *registry.Tx) (err error) {
		mobiles, err = tx.Answerable()
		return err
	})
	if err != nil {
		return err
	}
	for _, mobile := range mobiles {
		err := i.Registry.Update(ctx, func(tx *registry.Tx) error {
			d := i.decide(tx)
			return i.catchUp(&d, mobile)
		})
		if err != nil {
			return err
		}
		i.messages.Wake()
	}
	return nil
}

// An unasked dose is back, and its question is not: judged anew, nobody had to be
// asked about it.
type unasked struct {
	mobile string
	heard
}

// askAgain keeps the questions of unasked doses whose citizens have answered
// since: they were asked, says the spool.
func (i *inbox) askAgain(ctx context.Context) error {
	var list []unasked
	err := i.Registry.View(ctx, func(tx *registry.Tx) (err error) {
		list, err = i.unasked(tx)
		return err
	})
	if err != nil || len(list) == 0 {
		return err
	}
	return i.Registry.Update(ctx, func(tx *registry.Tx) error {
		d := i.decide(tx)
		for _, u := range list {
			if err := d.askedFor(u.mobile, u.heard); err != nil {
				return err
			}
		}
		return nil
	})
}

func (i *inbox) unasked(tx *registry.Tx) (list []unasked, err error) {
	mobiles, err := tx.Unheard()
	if err != nil || len(mobiles) == 0 {
		return nil, err
	}
	if i.asked == nil {
		if i.asked, err = notify.Asked(i.Spool); err != nil {
			return nil, err
		}
	}
	for _, mobile := range mobiles {
		for _, m := range i.asked[mobile] {
			dose, back, err := tx.Dose(m.Subject)
			if err != nil {
				return nil, err
			}
			if _, known, err := tx.Question(dose.Centre, m.Subject); err != nil {
				return nil, err
			} else if back && !known && m.Number > 0 {
				list = append(list, unasked{mobile, heard{Dose: m.Subject, Number: m.Number, At: i.Now().UTC()}})
			}
		}
	}
	return list, nil
}

// catchUp takes what waited of a mobile: before anything that it sends now, for
// the last word counts.
func (i *inbox) catchUp(d *deciding, mobile string) error {
	if !i.forgetful {
		return nil
	}
	lines, err := d.tx.AnswerableBy(mobile)
	if err != nil {
		return err
	}
	for _, w := range lines {
		if err := d.tx.Waited(w.Position); err != nil {
			return err
		}
		if err := i.takeAgain(d, w); err != nil {
			return err
		}
	}
	return nil
}

// takeAgain takes a line that waited. What it says is in the inbox alone.
func (i *inbox) takeAgain(d *deciding, w registry.Waiting) error {
	if w.Heard != "" {
		var h heard
		if err := json.Unmarshal([]byte(w.Heard), &h); err != nil {
			return err
		}
		return d.hearAgain(w.Mobile, h)
	}
	if h, known := i.before[w.Position]; known { // it was taken after the backup was made in which it waits
		return d.hearAgain(w.Mobile, h)
	}
	line, err := bufio.NewReader(io.NewSectionReader(i.file, w.Position, inboxLine)).ReadBytes('\n')
	if mobile, text := parseLine(line); err == nil && mobile == w.Mobile {
		return d.reply(mobile, text, w.Position)
	}
	i.Log.Warn("a line of the inbox is gone, before its question came back", "at", w.Position)
	return nil
}
