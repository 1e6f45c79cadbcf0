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
// that got them. A line that is being written is no message yet.
func Asked(folder string) (map[string][]SMS, error) {
	asked := map[string][]SMS{}
	file, err := os.Open(filepath.Join(folder, SpoolFile))
	if errors.Is(err, fs.ErrNotExist) {
		return asked, nil
	}
	if err != nil {
		return nil, dosedesk.Errorf(dosedesk.EInternal, "the spool: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was read
	for in := bufio.NewReader(file); ; {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return asked, nil
		}
		if err != nil {
			return nil, dosedesk.Errorf(dosedesk.EInternal, "the spool: %w", err)
		}
		var m SMS
		if json.Unmarshal(bytes.TrimSpace(line), &m) == nil && m.Kind == registry.QuestionMessage {
			asked[m.To] = append(asked[m.To], m)
		}
	}
}
