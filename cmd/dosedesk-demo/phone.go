package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/tui"
	"dosedesk/tui/lang"
)

// A phone shows what the server sent to a citizen's mobile, read from the
// server's SMS spool, holds his slip, and answers: in the real world no terminal
// can do any of that.
type phone struct {
	spool  string
	server *server.Server
}

// slipWait is how long the server may take to make a slip's token.
const slipWait = 5 * time.Second

// Slip implements tui.Phone.
func (p phone) Slip(appointment dosedesk.ID) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), slipWait)
	defer cancel()
	return p.server.Token(ctx, appointment)
}

// Messages implements tui.Phone.
func (p phone) Messages(appointment dosedesk.ID) ([]tui.Message, error) {
	sent, err := p.read(appointment)
	var messages []tui.Message
	for _, m := range sent {
		messages = append(messages, tui.Message{At: lang.For(lang.English).Calendar.Time(m.At), Text: m.Text})
	}
	return messages, err
}

// An sms is one line of the spool.
type sms struct {
	At          time.Time   `json:"at"`
	To          string      `json:"to"`
	Kind        string      `json:"kind"`
	Appointment dosedesk.ID `json:"appointment_id"`
	Text        string      `json:"text"`
}

// read returns what was sent about an appointment, oldest first.
func (p phone) read(appointment dosedesk.ID) (sent []sms, err error) {
	f, err := os.Open(p.spool)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var m sms
		if json.Unmarshal(lines.Bytes(), &m) == nil && m.Appointment == appointment {
			sent = append(sent, m)
		}
	}
	return sent, nil
}

// asks finds the number that a question wants to be answered with, if it has one.
var asks = regexp.MustCompile(`YES( \d+)?`)

// Reply implements tui.Phone: it puts the SMS where whoever receives SMS for the
// server does.
func (p phone) Reply(appointment dosedesk.ID, said dosedesk.Said) error {
	sent, err := p.read(appointment)
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(sent) {
		if asked := asks.FindStringSubmatch(m.Text); m.Kind == "question" && asked != nil {
			return p.send(m.To, string(said)+asked[1])
		}
	}
	return dosedesk.Errorf(dosedesk.ENotFound, "nothing was asked about this appointment")
}

func (p phone) send(from, text string) error {
	line, err := json.Marshal(map[string]string{"from": from, "text": text})
	if err != nil {
		return err
	}
	inbox := filepath.Join(filepath.Dir(p.spool), server.InboxFile)
	f, err := os.OpenFile(inbox, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}
