package tui

import (
	"strings"
	"time"
	"unicode"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
)

// A scan's letters are less than scanPause apart, or come scanBurst and more in
// one message. Some scanners are slow, and the machine has other things to do;
// no hand types the prefix, which begins no name.
const (
	scanPause = 300 * time.Millisecond
	scanBurst = 6
)

// A scanner finds the scan of a slip in what comes from the keyboard, whatever
// has the focus. What it holds is the citizen's code in the clear: it is wiped
// as soon as it was read.
type scanner struct {
	text    []rune    // from the first letter of the prefix
	shown   []bool    // whether that letter changed the screen, before it was known for a scan's
	last    time.Time // when the last key came
	reading bool      // the prefix has come: the rest is swallowed
	whole   bool      // it was read by its length: up to Enter, the rest is swallowed
}

func (s *scanner) wipe() {
	clear(s.text)
	s.text, s.shown, s.reading = nil, nil, false
}

// scanKey takes the first of keys that came together, if it is a scan's. taken
// is false for a key that is the screen's.
func (a *App) scanKey(keys []key) (cmd tea.Cmd, taken bool) {
	s, now := &a.scan, a.Now()
	pause := now.Sub(s.last) >= scanPause
	s.last = now
	if pause {
		s.wipe()
		s.whole = false
	}
	switch {
	case s.reading:
		a.pressed = now
		return a.scanOn(keys[0]), true
	case s.whole:
		_, types := keys[0].letter()
		s.whole = types // Enter ends it
		return nil, types || keys[0].name() == "enter"
	case len(keys) >= scanBurst && beginsScan(keys):
		s.wipe()
		return tea.Batch(a.beginScan(), a.scanOn(keys[0])), true
	}
	return a.scanMaybe(keys[0])
}

func beginsScan(keys []key) bool {
	for i, want := range dosedesk.TokenPrefix {
		if r, _ := keys[i].letter(); unicode.ToUpper(r) != want {
			return false
		}
	}
	return true
}

// scanMaybe looks for the prefix in single keys. Its first letters go to the
// screen, as they may be anybody's; when the last one comes they are taken back.
func (a *App) scanMaybe(k key) (cmd tea.Cmd, taken bool) {
	s := &a.scan
	r, types := k.letter()
	if !types || !s.fits(unicode.ToUpper(r)) {
		s.wipe()
		return nil, false
	}
	s.text = append(s.text, r)
	if len(s.text) == len(dosedesk.TokenPrefix) {
		return tea.Batch(a.takeBack(), a.beginScan()), true
	}
	before := a.drawn()
	cmd = a.pressPad(k)
	s.shown = append(s.shown, a.drawn() != before)
	return cmd, true
}

// fits reports whether the prefix may go on with a letter; where it may only
// begin later than was thought, what came before is forgotten.
func (s *scanner) fits(r rune) bool {
	for ; len(s.text) > 0; s.text, s.shown = s.text[1:], s.shown[1:] {
		if strings.HasPrefix(dosedesk.TokenPrefix, strings.ToUpper(string(s.text))+string(r)) {
			return true
		}
	}
	return strings.HasPrefix(dosedesk.TokenPrefix, string(r))
}

// drawn is what the top screen shows.
func (a *App) drawn() string {
	return strings.Join(a.top().lines(&a.desk, a.height-headerHeight-footerHeight), "\n")
}

// takeBack has the screen forget the letters that were the scan's.
func (a *App) takeBack() tea.Cmd {
	var cmds []tea.Cmd
	for _, shown := range a.scan.shown {
		if shown {
			cmds = append(cmds, a.apply(a.top().press(&a.desk, key{msg: tea.KeyMsg{Type: tea.KeyBackspace}}), false))
		}
	}
	a.scan.shown = nil
	return tea.Batch(cmds...)
}

func (a *App) beginScan() tea.Cmd {
	a.scan.reading = true
	return scanLater(scanPause)
}

// scanOn takes the rest of a scan, up to Enter or to the length of every token.
func (a *App) scanOn(k key) tea.Cmd {
	s := &a.scan
	r, types := k.letter()
	if types {
		s.text = append(s.text, r)
	}
	s.whole = len(s.text) == dosedesk.TokenLength
	if k.name() != "enter" && !s.whole {
		return nil
	}
	text := string(s.text)
	s.wipe()
	return a.takeSlip(text)
}

// A fielded screen has a field that letters go into.
type fielded interface {
	field() *field
}

// slipInField takes the slip out of the top screen's field when Enter is
// pressed: its prefix had come too slowly to be known for a scan's.
func (a *App) slipInField(k key) (scanned string, ok bool) {
	s, types := a.top().(fielded)
	if !types || k.name() != "enter" || !s.field().holdsSlip() {
		return "", false
	}
	scanned = s.field().value()
	s.field().set("")
	return scanned, true
}

// scanLate comes when a scan may have broken off.
type scanLate struct{}

func scanLater(wait time.Duration) tea.Cmd {
	return tea.Tick(wait, func(time.Time) tea.Msg { return scanLate{} })
}

// brokenOff says so where a scan has not gone on.
func (a *App) brokenOff() tea.Cmd {
	if !a.scan.reading {
		return nil
	}
	if wait := scanPause - a.Now().Sub(a.scan.last); wait > 0 {
		return scanLater(wait)
	}
	a.scan.wipe()
	a.notice = a.words.Slip.Again
	return nil
}
