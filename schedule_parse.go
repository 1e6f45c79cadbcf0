package dosedesk

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
)

// ParseSchedule reads a schedule; schedule.toml says what one may hold. It is
// strict: an unknown key or name, a missing or impossible value, an overlap or a
// gap between rules is refused with EInvalid, and the line it is in.
func ParseSchedule(data []byte) (*Schedule, error) {
	s := &Schedule{text: string(data)}
	for _, b := range splitBlocks(data) {
		if err := s.read(b); err != nil {
			return nil, err
		}
	}
	rules := s.rules.all()
	if len(rules) == 0 {
		return nil, Errorf(EInvalid, "the schedule has no rules")
	}
	if err := checkTracks(rules); err != nil {
		return nil, err
	}
	if err := s.checkKept(); err != nil {
		return nil, err
	}
	return s, checkVersion(s.Version, rules)
}

// block is one [[entry]] of the file, or what stands before the first. It is read
// by itself, because the TOML reader tells the line of a key only where no other
// entry has that key.
type block struct {
	line int // where it begins, counted from 1
	text string
}

func splitBlocks(data []byte) []block {
	blocks := []block{{line: 1}}
	line := 1
	for text := range bytes.Lines(data) {
		if bytes.HasPrefix(bytes.TrimSpace(text), []byte("[")) {
			blocks = append(blocks, block{line: line})
		}
		blocks[len(blocks)-1].text += string(text)
		line++
	}
	return blocks
}

// read adds a block's rule to the schedule.
func (s *Schedule) read(b block) error {
	var file struct {
		Version string
		ruleSet
	}
	// The empty lines make the reader count as the file does.
	meta, err := toml.Decode(strings.Repeat("\n", b.line-1)+b.text, &file)
	if err != nil {
		return Errorf(EInvalid, "the schedule: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		key := unknown[0][len(unknown[0])-1]
		return faultAt(b.lineOf(key), "there is no key %q here", key)
	}
	for _, r := range file.all() {
		r.when().line = b.line
		if f := cmp.Or(r.when().checkPeriod(), r.check()); f != nil {
			return faultAt(b.lineOf(f.key), "%s", f.problem)
		}
	}
	s.Version = cmp.Or(s.Version, file.Version)
	s.rules.add(file.ruleSet)
	return nil
}

// lineOf returns the line of a key, or the block's first where it has no such key.
func (b block) lineOf(key string) int {
	line := b.line
	for text := range strings.Lines(b.text) {
		name, _, _ := strings.Cut(text, "=")
		if strings.Trim(name, " \t\"'") == key {
			return line
		}
		line++
	}
	return b.line
}

func faultAt(line int, format string, args ...any) error {
	return Errorf(EInvalid, "the schedule, line %d: %s", line, fmt.Sprintf(format, args...))
}

// checkVersion wants the day of the newest rule and an edition, so that a change
// without a new version is noticed.
func checkVersion(version string, rules []rule) error {
	var newest Day
	for _, r := range rules {
		if p := r.when(); newest.Before(p.From.Day) {
			newest = p.From.Day
		}
	}
	day, edition, _ := strings.Cut(version, ".")
	if n, err := strconv.Atoi(edition); err != nil || n < 1 || day != newest.String() {
		return Errorf(EInvalid, "the schedule: its newest rule asks for a version like \"%v.1\"", newest)
	}
	return nil
}
