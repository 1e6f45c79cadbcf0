package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"time"

	"dosedesk"
	"dosedesk/sync/server"
	"dosedesk/tui"
	"dosedesk/tui/lang"
)

// A phone shows what the server sent to a citizen's mobile, read from the
// server's SMS spool, and holds his slip: in the real world no terminal can see
// either.
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
	f, err := os.Open(p.spool)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var messages []tui.Message
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var sms struct {
			At          time.Time   `json:"at"`
			Appointment dosedesk.ID `json:"appointment_id"`
			Text        string      `json:"text"`
		}
		if json.Unmarshal(lines.Bytes(), &sms) == nil && sms.Appointment == appointment {
			messages = append(messages, tui.Message{At: lang.For(lang.English).Calendar.Time(sms.At), Text: sms.Text})
		}
	}
	return messages, nil
}
