package server

import (
	"bufio"
	"context"
	"encoding/json"
	"io"

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
	line, err := bufio.NewReader(io.NewSectionReader(i.file, w.Position, inboxLine)).ReadBytes('\n')
	if mobile, text := parseLine(line); err == nil && mobile == w.Mobile {
		return d.reply(mobile, text, w.Position)
	}
	i.Log.Warn("a line of the inbox is gone, before its question came back", "at", w.Position)
	return nil
}
