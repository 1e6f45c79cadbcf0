package dosedesk

import (
	"strconv"
	"strings"
	"unicode"
)

// Said is a citizen's own answer from the registered mobile, when he was asked whether a
// dose was given to him. No insider can give it.
type Said string

// What a citizen can say.
const (
	SaidNothing Said = ""
	SaidYes     Said = "yes"
	SaidNo      Said = "no"
)

// Reply is an SMS that came from a citizen: yes, no, or his code.
type Reply struct {
	Said   Said
	Code   *Code // instead of yes and no
	Number int   // of the question it answers; 0 where he named none
}

var saidWords = map[string]Said{
	"yes": SaidYes, "y": SaidYes, "haan": SaidYes, "han": SaidYes, "ha": SaidYes, "ji": SaidYes,
	"हाँ": SaidYes, "हां": SaidYes, "हा": SaidYes, "जी": SaidYes,
	"no": SaidNo, "n": SaidNo, "nahin": SaidNo, "nahi": SaidNo, "nai": SaidNo,
	"नहीं": SaidNo, "नही": SaidNo, "ना": SaidNo,
}

// ParseReply reads a citizen's SMS: YES, NO or a code, in either script, perhaps
// with the number of the question ("YES 2"), perhaps with the code's check
// letter. It fails with EInvalid for anything else, and never repeats it; a
// letter that does not fit the code is a slip of the finger, and no try.
func ParseReply(sms string) (r Reply, err error) {
	for _, word := range strings.FieldsFunc(strings.ToLower(sms), separates) {
		if err := r.take(word); err != nil {
			return Reply{}, err
		}
	}
	if r.Said == SaidNothing && r.Code == nil {
		return Reply{}, noReply()
	}
	return r, nil
}

func noReply() error { return Errorf(EInvalid, "a reply is YES, NO or a code") }

func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsPunct(r) || r == '।'
}

// take takes one word of a reply, which may have each thing once.
func (r *Reply) take(word string) error {
	if said, ok := saidWords[word]; ok && (r.Said == SaidNothing || r.Said == said) && r.Code == nil {
		r.Said = said // people say yes twice: "जी हाँ"
		return nil
	}
	if r.Code != nil && len(word) == 1 && IsCheckLetter(rune(word[0])) {
		return r.checked(word[0])
	}
	latin := strings.Map(latinDigit, word)
	if n, err := strconv.Atoi(latin); err == nil && len(latin) <= 2 && n > 0 && r.Number == 0 {
		r.Number = n
		return nil
	}
	if r.Said != SaidNothing || r.Code != nil {
		return noReply()
	}
	digits, letter := latin, byte(0)
	if len(latin) == 5 {
		digits, letter = latin[:4], latin[4]
	}
	code, err := ParseCode(digits)
	if err != nil {
		return noReply()
	}
	r.Code = &code
	if letter != 0 {
		return r.checked(letter)
	}
	return nil
}

func (r *Reply) checked(letter byte) error {
	if byte(unicode.ToUpper(rune(letter))) != r.Code.CheckLetter() { //nolint:gosec // a letter of ASCII
		return noReply()
	}
	return nil
}

func latinDigit(r rune) rune {
	if digit, ok := Digit(r); ok {
		return rune(digit)
	}
	return r
}
