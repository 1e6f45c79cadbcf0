package term

import (
	"bytes"
	"errors"
	"io"
	"os"
	"regexp"
	"time"
	"unicode/utf8"
)

// hold is how long the rest of a key is waited for. A lone Esc is that much
// late, which nobody notices.
const hold = 30 * time.Millisecond

// errGone is what a hang-up looks like. Bubble Tea would take the io.EOF that
// the system reports for the end of a script, and go on without a keyboard.
var errGone = errors.New("the terminal was closed")

// input is a terminal whose reads end where a key ends. It is still a file to
// Bubble Tea, which sets raw mode on it and waits for it with epoll.
type input struct {
	*os.File
	joiner *joiner
}

func newInput(f *os.File) input {
	return input{f, &joiner{from: f, more: func() bool { return readable(f, hold) }}}
}

// Read implements io.Reader.
func (in input) Read(p []byte) (int, error) { return in.joiner.Read(p) }

// joiner is a reader that puts together what belongs together: a letter of
// several bytes that came in two reads would be lost, and the Esc that begins an
// arrow key would count as Esc.
type joiner struct {
	from io.Reader
	more func() bool // waits for more to read, for a moment
	held []byte      // the beginning of a key that did not fit into the last read
}

// Read fills less than p: Bubble Tea takes a full buffer for one that goes on.
func (j *joiner) Read(p []byte) (int, error) {
	p = p[:max(1, len(p)-1)]
	n := copy(p, j.held)
	j.held = j.held[n:]
	for {
		got, err := j.from.Read(p[n:])
		n += got
		if errors.Is(err, io.EOF) {
			err = errGone
		}
		if err != nil {
			return n, err
		}
		whole := len(p[:n]) - len(unfinished(p[:n]))
		if whole == n || !j.more() {
			return n, nil
		}
		if n == len(p) && whole > 0 {
			j.held = bytes.Clone(p[whole:])
			return whole, nil
		}
		if n == len(p) {
			return n, nil
		}
	}
}

// unfinishedKey is the beginning of an escape sequence: Esc alone, "ESC O"
// (function keys), "ESC [[" (the Linux console's) and "ESC [" with parameters.
var unfinishedKey = regexp.MustCompile(`\x1b+(O|\[\[|\[[ -?]*)?$`)

// unfinished returns the end of b that is only the beginning of a key.
func unfinished(b []byte) []byte {
	if key := unfinishedKey.Find(b); key != nil {
		return key
	}
	for i := len(b) - 1; i >= max(0, len(b)-utf8.UTFMax); i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[i:]
			}
			break
		}
	}
	return nil
}
