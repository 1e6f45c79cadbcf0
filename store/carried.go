package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"dosedesk"
)

// carriedFolder holds the files of events that this terminal takes to the server
// for others. It reads nothing of them: they are sealed to the server. A file is
// named by its SHA-256, then by how many of its bytes the server has had, then by
// why it refused any of them: HASH, HASH.4096, HASH.4096.damaged. Where it has had
// them all, a file is removed, or kept with the reason.
const carriedFolder = "carried"

// A carried file is one of them.
type carried struct {
	hash    string
	sent    int64 // bytes
	size    int64
	refused dosedesk.ErrorCode
}

func (c carried) name() string {
	name := c.hash
	if c.sent > 0 || c.refused != "" {
		name += "." + strconv.FormatInt(c.sent, 10)
	}
	if c.refused != "" {
		name += "." + string(c.refused)
	}
	return name
}

func (c carried) waits() bool { return c.sent < c.size }

func parseCarried(info fs.FileInfo) (c carried, ok bool) {
	hash, rest, _ := strings.Cut(info.Name(), ".")
	sent, reason, _ := strings.Cut(rest, ".")
	c = carried{hash: hash, size: info.Size(), refused: dosedesk.ErrorCode(reason)}
	c.sent, _ = strconv.ParseInt(sent, 10, 64) //nolint:errcheck // no number: from the beginning
	return c, len(hash) == hex.EncodedLen(sha256.Size) && c.name() == info.Name()
}

// loadCarried reads what is carried. Half a file is one that nobody was told of.
func (v *Vault) loadCarried() error {
	entries, err := os.ReadDir(v.path(carriedFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, entry := range entries {
		info, infoErr := entry.Info()
		if infoErr != nil {
			err = errors.Join(err, infoErr)
			continue
		}
		c, ok := parseCarried(info)
		switch {
		case ok && !c.waits() && c.refused == "": // it was cut
			c.refused = dosedesk.EDamaged
			err = errors.Join(err, os.Rename(v.carriedPath(info.Name()), v.carriedPath(c.name())))
			v.carried = append(v.carried, c)
		case ok:
			v.carried = append(v.carried, c)
		case strings.HasSuffix(info.Name(), newSuffix):
			err = errors.Join(err, os.Remove(v.carriedPath(info.Name())))
		}
	}
	return err
}

func (v *Vault) carriedPath(name string) string {
	return filepath.Join(v.dir, carriedFolder, name)
}

// Carried says what this terminal carries for others.
func (v *Vault) Carried() (c dosedesk.Carried) {
	v.mu.RLock()
	defer v.mu.RUnlock()
	for _, file := range v.carried {
		if file.waits() {
			c.Waiting++
		} else {
			c.Refused = append(c.Refused, file.refused)
		}
	}
	return c
}
