package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"dosedesk"
)

// journalRoom is how much a full journal grows by, so that most records are
// written over zeros: a flush is quicker where the file does not grow.
const journalRoom = 256 << 10

// A journal is outbox.journal: each event before outbox.db has it, on the disk.
// Its head holds the deed, so that from it alone the outbox can be made
// anew. Everybody who calls it holds the vault's writing lock.
type journal struct {
	path   string
	box    box
	file   *os.File
	head   []byte // the deed, as the head holds it
	room   int64  // the file's size
	end    int64  // where the next record begins
	before int64  // where the last one begins
	last   uint64 // the last event's number; 0 before the first
	failed bool   // the last write failed: reopen before the next
}

// journalContent is what a journal holds.
type journalContent struct {
	deed
	events []kept
	torn   bool // behind them stands what is no whole record; see cut
}

// openJournal opens an existing journal and changes nothing. It fails with
// EDamaged where the file is missing, empty or not what was written.
func openJournal(path string, b box) (*journal, journalContent, error) {
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, journalContent{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is missing", path)
	case err != nil:
		return nil, journalContent{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	case len(content) == 0:
		return nil, journalContent{}, dosedesk.Errorf(dosedesk.EDamaged, "%s is empty: its content was lost", path)
	}
	frames, end, err := readFrames(path, content)
	if err != nil {
		return nil, journalContent{}, err
	}
	j := &journal{path: path, box: b, room: int64(len(content)), end: int64(end)}
	held, err := j.take(frames)
	if err != nil {
		return nil, journalContent{}, err
	}
	held.torn = len(bytes.Trim(content[end:], "\x00")) > 0
	if j.file, err = os.OpenFile(path, os.O_RDWR, 0o600); err != nil { //nolint:gosec // the vault's own folder
		return nil, journalContent{}, dosedesk.Errorf(dosedesk.EInternal, "opening the vault: %w", err)
	}
	return j, held, nil
}

// openAnyJournal opens a journal of the box's schema, or of any other that this
// program knows.
func openAnyJournal(path string, b box) (*journal, journalContent, error) {
	j, held, err := openJournal(path, b)
	for s := byte(schema); damaged(err) && s > 0; s-- {
		if j, held, err := openJournal(path, b.of(s)); err == nil {
			return j, held, nil
		}
	}
	return j, held, err
}

// take opens the head, and knows the last event.
func (j *journal) take(frames []kept) (held journalContent, err error) {
	if len(frames) == 0 || frames[0].number != 0 {
		return held, dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: it has no head", j.path)
	}
	if j.head, err = j.box.open(journalHead, nil, frames[0].sealed); err != nil {
		return held, dosedesk.Errorf(dosedesk.EDamaged, "%s cannot be read with this key", j.path)
	}
	held.events = frames[1:]
	if n := len(held.events); n > 0 {
		j.last = held.events[n-1].number
	}
	return held, decode(j.head, &held.deed)
}

// cut ends the file behind the last record.
func (j *journal) cut() error {
	if err := errors.Join(j.file.Truncate(j.end), j.file.Sync()); err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "writing to %s: %w", j.path, err)
	}
	j.room = j.end
	return nil
}

// append adds an event, and returns when it is on the disk. After a failure
// nothing of it is left in the file, or the file is opened anew, and rid of it,
// before the next.
func (j *journal) append(k kept) error {
	if err := j.ready(); err != nil {
		return err
	}
	record := k.appendTo(nil)
	if err := j.write(record); err != nil {
		j.failed = true
		return errors.Join(dosedesk.Errorf(dosedesk.EInternal, "writing to %s: %w", j.path, err), j.ready())
	}
	j.before, j.end, j.last = j.end, j.end+int64(len(record)), k.number
	return nil
}

func (j *journal) write(record []byte) error {
	for j.end+int64(len(record)) > j.room {
		if _, err := j.file.WriteAt(make([]byte, journalRoom), j.room); err != nil {
			return err
		}
		j.room += journalRoom
	}
	if _, err := j.file.WriteAt(record, j.end); err != nil {
		return err
	}
	return datasync(j.file)
}

// takeBack removes the last event: outbox.db refused it, and nobody was told
// that it is recorded.
func (j *journal) takeBack() error {
	j.end, j.last, j.failed = j.before, j.last-1, true
	return j.ready()
}

// ready opens the file anew after a failure, sees that it has every record it
// must have, and removes what a failed write left behind them.
func (j *journal) ready() error {
	if !j.failed {
		return nil
	}
	_ = j.file.Close() // after a failed flush nothing it says can be trusted
	fresh, _, err := openJournal(j.path, j.box)
	if err != nil {
		return err
	}
	if fresh.end < j.end {
		return errors.Join(dosedesk.Errorf(dosedesk.EDamaged, "%s ends with event %d, but event %d was recorded", j.path, fresh.last, j.last), fresh.close())
	}
	fresh.end, fresh.before, fresh.last = j.end, j.before, j.last
	if err := fresh.cut(); err != nil {
		return errors.Join(err, fresh.close())
	}
	*j = *fresh
	return nil
}

func (j *journal) close() error { return j.file.Close() }

// journalHead is the place that the head is sealed for.
const journalHead = "journal"

// fillJournal makes a journal aside, under its name and newSuffix.
func fillJournal(path string, b box, held journalContent) error {
	plain, err := encode(held.deed)
	if err != nil {
		return err
	}
	content := kept{0, b.seal(journalHead, nil, plain)}.appendTo(nil)
	for _, k := range held.events {
		content = k.appendTo(content)
	}
	return writeFile(path+newSuffix, content)
}
