package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// InboxFile is the name of the inbox in the spool's folder: the messages that
// came from citizens, one JSON object a line, appended by whoever receives them.
const InboxFile = "inbox.jsonl"

// An incoming is one line of the inbox.
type incoming struct {
	From string `json:"from"` // the mobile: 10 digits, perhaps behind +91 or 0
	Text string `json:"text"`
}

const (
	inboxEvery  = 2 * time.Second
	inboxLine   = 4096 // bytes of a line; a longer one is none
	inboxOffset = "inbox_offset"
)

// receive takes the messages of the inbox until ctx ends. What fails is logged,
// without its content, and tried again.
func (s *Server) receive(ctx context.Context) error {
	ticker := time.NewTicker(inboxEvery)
	defer ticker.Stop()
	for {
		if err := s.Receive(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("the inbox waits", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// Receive takes the whole lines of the inbox that were not taken yet: each once,
// in the transaction of its effect.
func (s *Server) Receive(ctx context.Context) (err error) {
	file, err := os.Open(filepath.Join(s.Spool, InboxFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	at, err := s.inboxAt(ctx)
	if err != nil {
		return err
	}
	if info, err := file.Stat(); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
	} else if info.Size() < at {
		s.Log.Warn("the inbox was begun anew: it is read from its beginning")
		at = 0
	}
	if _, err := file.Seek(at, io.SeekStart); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
	}
	for in := bufio.NewReader(file); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil // what follows the last whole line is still being written
		}
		if err != nil {
			return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
		}
		if err := s.takeLine(ctx, line, at); err != nil {
			return err
		}
		at += int64(len(line))
		s.messages.Wake()
	}
}

func (s *Server) inboxAt(ctx context.Context) (at int64, err error) {
	err = s.Registry.View(ctx, func(tx *registry.Tx) error {
		text, known, err := tx.Meta(inboxOffset)
		if err != nil || !known {
			return err
		}
		at, err = strconv.ParseInt(text, 10, 64)
		return err
	})
	return at, err
}

// takeLine takes the line at a place of the inbox. A line that is no message is
// passed over: it must not hold up those behind it.
func (s *Server) takeLine(ctx context.Context, line []byte, at int64) error {
	var m incoming
	mobile := ""
	if len(line) <= inboxLine && json.Unmarshal(bytes.TrimSpace(line), &m) == nil {
		mobile = bareMobile(m.From)
	}
	if mobile == "" {
		s.Log.Warn("a line of the inbox is no message", "at", at)
	}
	return s.Registry.Update(ctx, func(tx *registry.Tx) error {
		d := s.decide(tx)
		if mobile != "" {
			if err := d.reply(mobile, m.Text, at); err != nil {
				return err
			}
		}
		return tx.SetMeta(inboxOffset, strconv.FormatInt(at+int64(len(line)), 10))
	})
}

// bareMobile returns the ten digits of a mobile, or nothing.
func bareMobile(from string) string {
	digits := strings.Map(func(r rune) rune {
		if digit, ok := dosedesk.Digit(r); ok {
			return rune(digit)
		}
		if r == '+' || r == ' ' || r == '-' {
			return -1
		}
		return 'x'
	}, from)
	for _, prefix := range []string{"91", "0"} {
		if len(digits) == len(prefix)+10 && strings.HasPrefix(digits, prefix) {
			digits = digits[len(prefix):]
		}
	}
	if len(digits) != 10 || strings.Contains(digits, "x") {
		return ""
	}
	return digits
}
