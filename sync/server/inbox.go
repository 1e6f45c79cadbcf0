package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
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

// An inbox is the file of that name, being read.
type inbox struct {
	*Server
	file      *os.File
	at        int64 // up to where it was taken
	forgetful bool  // the registry was put back to a backup
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
	i := inbox{Server: s, file: file}
	if err := i.begin(ctx); err != nil {
		return err
	}
	if err := i.takeWaiting(ctx); err != nil {
		return err
	}
	for in := bufio.NewReader(io.NewSectionReader(file, i.at, math.MaxInt64-i.at)); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil // what follows the last whole line is still being written
		}
		if err != nil {
			return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
		}
		if err := i.takeLine(ctx, line); err != nil {
			return err
		}
		i.at += int64(len(line))
		s.messages.Wake()
	}
}

// begin finds where to read on, and reads what was heard from there on in another
// life of the registry.
func (i *inbox) begin(ctx context.Context) error {
	err := i.Registry.View(ctx, func(tx *registry.Tx) error {
		text, known, err := tx.Meta(inboxOffset)
		if err == nil && known {
			i.at, err = strconv.ParseInt(text, 10, 64)
		}
		if err != nil {
			return err
		}
		i.forgetful, err = tx.Forgetful()
		return err
	})
	if err != nil {
		return err
	}
	info, err := i.file.Stat()
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "the inbox: %w", err)
	}
	if info.Size() < i.at {
		return i.beginAnew(ctx)
	}
	if i.forgetful && i.before == nil {
		i.before, err = i.heardBefore()
	}
	return err
}

// beginAnew forgets what stood in an inbox before this one: the places in it are
// others'.
func (i *inbox) beginAnew(ctx context.Context) error {
	i.Log.Warn("the inbox was begun anew: it is read from its beginning")
	if err := os.Remove(filepath.Join(i.Spool, HeardFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dosedesk.Errorf(dosedesk.EInternal, "what was heard: %w", err)
	}
	i.at, i.before = 0, map[int64]heard{}
	return i.Registry.Update(ctx, (*registry.Tx).ForgetUnheard)
}

// takeLine takes the next line. One that is no message is passed over: it must not
// hold up those behind it.
func (i *inbox) takeLine(ctx context.Context, line []byte) error {
	mobile, text := parseLine(line)
	if mobile == "" {
		i.Log.Warn("a line of the inbox is no message", "at", i.at)
	}
	return i.Registry.Update(ctx, func(tx *registry.Tx) (err error) {
		d := i.decide(tx)
		if err := i.catchUp(&d, mobile); err != nil {
			return err
		}
		if h, known := i.before[i.at]; known {
			err = d.hearAgain(mobile, h)
		} else if mobile != "" {
			err = d.reply(mobile, text, i.at)
		}
		if err != nil {
			return err
		}
		return tx.SetMeta(inboxOffset, strconv.FormatInt(i.at+int64(len(line)), 10))
	})
}

// parseLine returns who sent a message, and what; nobody where it is none.
func parseLine(line []byte) (mobile, text string) {
	var m incoming
	if len(line) > inboxLine || json.Unmarshal(bytes.TrimSpace(line), &m) != nil {
		return "", ""
	}
	return bareMobile(m.From), m.Text
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
