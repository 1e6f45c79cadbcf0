package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
)

// Look says what can be seen to be damaged in a vault that is not open, without
// its key, and changes nothing. What is sealed may be damaged all the same.
func Look(dir string) (problems []error) {
	_, outbox := inspect(filepath.Join(dir, outboxFile))
	_, roster := inspect(filepath.Join(dir, rosterFile))
	for _, err := range []error{outbox, lookAtJournal(filepath.Join(dir, journalFile)), roster} {
		if damaged(err) {
			problems = append(problems, err)
		}
	}
	return problems
}

func lookAtJournal(path string) error {
	content, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return dosedesk.Errorf(dosedesk.EDamaged, "%s is missing", path)
	case err != nil:
		return err
	}
	frames, _, err := readFrames(path, content)
	if err == nil && len(frames) == 0 {
		return dosedesk.Errorf(dosedesk.EDamaged, "%s is damaged: it has no head", path)
	}
	return err
}
