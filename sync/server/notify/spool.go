package notify

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"dosedesk"
	"dosedesk/sync/server/registry"
	"dosedesk/sync/server/words"
)

// SpoolFile is the name of the spool in its folder.
const SpoolFile = "sms.jsonl"

// SMS is one line of the spool: a message that went out.
type SMS struct {
	At          string               `json:"at"` // RFC 3339, in Asia/Kolkata
	To          string               `json:"to"` // 10 digits
	Kind        registry.MessageKind `json:"kind"`
	Lang        words.Lang           `json:"lang"`
	Appointment dosedesk.ID          `json:"appointment_id"`
	Subject     dosedesk.ID          `json:"id"`               // what it is about; with the kind, it names the message
	Number      int                  `json:"number,omitempty"` // of the question that it asks
	Text        string               `json:"text"`

	link *registry.SlipLink // what is kept of the link in the text, if there is one
}

// key names a message, in the registry and in the spool.
type key struct {
	kind    registry.MessageKind
	subject dosedesk.ID
}

// A spool is the file that messages go to, one JSON object a line.
type spool struct{ file *os.File }

// openSpool opens the spool in a folder, and makes both where they are missing.
// Half a line at the end, of a process that died while writing it, is cut off:
// that message did not go out. It fails with EInUse where another process sends
// by this spool: two would send each message twice.
func openSpool(folder string) (*spool, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("the spool: %w", err)
	}
	file, err := os.OpenFile(filepath.Join(folder, SpoolFile), os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the spool: %w", err)
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		err = dosedesk.Errorf(dosedesk.EInUse, "the spool %s is in use: another dosedeskd serves with it", file.Name())
		return nil, errors.Join(err, file.Close())
	}
	s := &spool{file}
	if err := s.trim(); err != nil {
		return nil, errors.Join(fmt.Errorf("the spool: %w", err), file.Close())
	}
	return s, nil
}

// trim cuts off what follows the last whole line.
func (s *spool) trim() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	const step = 4096
	for end := info.Size(); end > 0; end -= step {
		start := max(0, end-step)
		block := make([]byte, end-start)
		if _, err := s.file.ReadAt(block, start); err != nil {
			return err
		}
		if i := bytes.LastIndexByte(block, '\n'); i >= 0 {
			return s.file.Truncate(start + int64(i) + 1)
		}
	}
	return s.file.Truncate(0)
}

// write appends the lines, on the disk when it returns.
func (s *spool) write(lines []SMS) error {
	var text bytes.Buffer
	out := json.NewEncoder(&text)
	out.SetEscapeHTML(false)
	for _, line := range lines {
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("the spool: %w", err)
		}
	}
	if _, err := s.file.Write(text.Bytes()); err != nil {
		return fmt.Errorf("the spool: %w", errors.Join(err, s.trim()))
	}
	return s.file.Sync()
}

// since returns when the first message that the spool holds went out; the zero
// time where it holds none.
func (s *spool) since() (at time.Time, err error) {
	info, err := s.file.Stat()
	if err != nil || info.Size() == 0 {
		return at, err
	}
	var line SMS
	if err := json.NewDecoder(io.NewSectionReader(s.file, 0, info.Size())).Decode(&line); err != nil {
		return at, dosedesk.Errorf(dosedesk.EDamaged, "the spool holds a line that is no message")
	}
	return time.Parse(time.RFC3339, line.At)
}

// holds returns which messages went out, and under which number questions did.
func (s *spool) holds() (map[key]int, error) {
	info, err := s.file.Stat()
	if err != nil {
		return nil, err
	}
	held := map[key]int{}
	for in := json.NewDecoder(io.NewSectionReader(s.file, 0, info.Size())); ; {
		var line SMS
		switch err := in.Decode(&line); {
		case errors.Is(err, io.EOF):
			return held, nil
		case err != nil:
			return nil, dosedesk.Errorf(dosedesk.EDamaged, "the spool holds a line that is no message")
		}
		held[key{line.Kind, line.Subject}] = line.Number
	}
}

func (s *spool) close() error { return s.file.Close() }
