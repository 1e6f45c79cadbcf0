package tui

import (
	"time"
	"unicode"

	"dosedesk"
)

// codeLength is how many digits a code has.
const codeLength = 4

// codeField holds what was typed of a code, and nothing else does, until it is
// sealed. Without a link the digits are typed twice, or with the slip's check
// letter.
type codeField struct {
	digits  []byte
	again   []byte // the same, typed once more without a link
	over    bool   // what came was no code: what still does is dropped
	last    time.Time
	problem string
}

func (f *codeField) wipe() {
	clear(f.digits)
	clear(f.again)
	f.digits, f.again = nil, nil
}

// refuse forgets what was typed, which costs no try, and drops what follows.
func (f *codeField) refuse(problem string) action {
	f.wipe()
	f.problem, f.over = problem, true
	return stay()
}

func (s *code) pressField(d *desk, k key) action {
	r, types := k.letter()
	digit, isDigit := dosedesk.Digit(r)
	switch {
	case k.name() == "backspace":
		s.erase()
	case k.name() == "enter":
		return s.enter(d)
	case types && isDigit:
		return s.digit(d, digit)
	case types && len(s.digits) == codeLength && len(s.again) == 0 && dosedesk.IsCheckLetter(r):
		return s.letter(d, r)
	case types:
		return s.refuse(d.words.Code.NotFour)
	}
	return stay()
}

// flooded reports whether a key still belongs to what was no code: a scanner's
// next letter, and its Enter. A slow scan has digits enough for many tries.
func (f *codeField) flooded(now time.Time, k key) bool {
	quick := now.Sub(f.last) < scanPause
	f.last = now
	_, types := k.letter()
	enter := k.name() == "enter"
	flooded := f.over && (enter || types && quick)
	f.over = flooded && !enter
	return flooded
}

// burst takes what came in one message. Nothing but four digits, alone or with
// their letter, is a code: a reference id that is scanned into the field costs
// no try.
func (s *code) burst(d *desk, keys []key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok || s.noCode || !s.takes(d, v) {
		return stay()
	}
	if s.flooded(d.Now(), keys[0]) || len(s.digits)%codeLength != 0 || len(s.again) > 0 || !isCode(keys) {
		return s.refuse(d.words.Code.NotFour)
	}
	act := stay()
	for _, k := range keys {
		if act = s.pressField(d, k); s.busy() {
			break // an Enter may be left
		}
	}
	return act
}

// isCode reports whether keys are four digits, perhaps with a letter, perhaps
// with Enter.
func isCode(keys []key) bool {
	if n := len(keys); n > codeLength && keys[n-1].name() == "enter" {
		keys = keys[:n-1]
	}
	for i, k := range keys {
		r, _ := k.letter()
		_, isDigit := dosedesk.Digit(r)
		if i < codeLength && !isDigit || i == codeLength && !dosedesk.IsCheckLetter(r) {
			return false
		}
	}
	return len(keys) == codeLength || len(keys) == codeLength+1
}

func (f *codeField) erase() {
	f.problem = ""
	switch {
	case len(f.again) > 0:
		f.again = f.again[:len(f.again)-1]
	case len(f.digits) > 0:
		f.digits = f.digits[:len(f.digits)-1]
	}
}

func (s *code) digit(d *desk, digit byte) action {
	if len(s.digits) < codeLength {
		s.problem = ""
		s.digits = append(s.digits, digit)
		return stay()
	}
	if !s.twice(d) || len(s.again) == codeLength {
		return s.refuse(d.words.Code.NotFour)
	}
	s.again = append(s.again, digit)
	if len(s.again) < codeLength {
		return stay()
	}
	if string(s.again) != string(s.digits) {
		return s.refuse(d.words.Code.Differ)
	}
	return s.submit(d)
}

// twice reports whether the digits are typed once more: without a link, and
// where that was begun.
func (s *code) twice(d *desk) bool { return !d.Link.Status().Up || len(s.again) > 0 }

// letter compares the check letter that follows the code on the slip. One that
// does not fit is a slip of the tongue or the finger, and no try.
func (s *code) letter(d *desk, r rune) action {
	c, err := dosedesk.ParseCode(string(s.digits))
	if err != nil || byte(unicode.ToUpper(r)) != c.CheckLetter() { //nolint:gosec // a check letter is A to Z
		return s.refuse(d.words.Code.LetterWrong)
	}
	return s.submit(d)
}

func (s *code) enter(d *desk) action {
	switch {
	case len(s.digits) == 0 && s.problem != "":
		return stay() // the sentence stays until a digit is typed
	case len(s.digits) < codeLength:
		s.problem = d.words.Code.FourDigits
		return stay()
	case s.twice(d):
		return stay() // typed again, or with its letter
	}
	return s.submit(d)
}
