package notify

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dosedesk"
	"dosedesk/sync/server/registry"
)

// Asked reads the questions that went out by the spool in a folder, by the mobile
// that got them.
func Asked(folder string) (map[string][]SMS, error) {
	asked := map[string][]SMS{}
	err := EachLine(filepath.Join(folder, SpoolFile), func(m SMS) {
		if m.Kind == registry.QuestionMessage {
			asked[m.To] = append(asked[m.To], m)
		}
	})
	return asked, err
}

// EachLine visits the lines of a file that others append to, one JSON object each;
// where there is no file there are none. What is no such object is passed over, and
// so is a last line that is still being written.
func EachLine[T any](path string, visit func(T)) error {
	file, err := os.Open(path) //nolint:gosec // a file of the spool's folder
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return dosedesk.Errorf(dosedesk.EInternal, "reading %s: %w", filepath.Base(path), err)
	}
	defer file.Close() //nolint:errcheck // it was read
	for in := bufio.NewReader(file); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return dosedesk.Errorf(dosedesk.EInternal, "reading %s: %w", filepath.Base(path), err)
		}
		var one T
		if json.Unmarshal(bytes.TrimSpace(line), &one) == nil {
			visit(one)
		}
	}
}
