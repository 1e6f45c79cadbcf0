// Package lang holds the words of the screens in English, Hindi and Hindi in
// Latin letters. Each screen has a struct of words and a file; a sentence that
// takes arguments is a format for fmt.Sprintf. The package is pure.
package lang

import "dosedesk"

// Language is one of the languages of the desk.
type Language int

// The languages. HindiLatin is for consoles that cannot show Devanagari.
const (
	English Language = iota
	Hindi
	HindiLatin
	count
)

// Languages lists them in the order that F2 walks through.
var Languages = []Language{English, Hindi, HindiLatin}

// tags are the names of the languages on a command line.
var tags = [count]string{"en", "hi", "hi-Latn"}

// String returns the language's tag: en, hi or hi-Latn.
func (l Language) String() string { return tags[l] }

// Parse reads a tag; ok is false where there is no such language.
func Parse(tag string) (l Language, ok bool) {
	for i, t := range tags {
		if t == tag {
			return Language(i), true
		}
	}
	return English, false
}

// Own is the language's name in itself, for the key that leads to it.
func (l Language) Own() string { return [count]string{"English", "हिन्दी", "Hindi"}[l] }

// each holds one set of words for each language.
type each[T any] [count]T

// Words are all the words of one language.
type Words struct {
	Language Language
	Frame    Frame
	Calendar Calendar
	Unlock   Unlock
	SignIn   SignIn
	Search   Search
	Form     Form
	Help     Help
	Stock    Stock
	Link     Link
	Board    Board
	Walkin   Walkin
	PhotoIDs map[string]string
	Review   Review
	Phone    Phone
	Reasons  map[dosedesk.Reason]Advice
	Repairs  map[dosedesk.Repair]string

	Citizen     Citizen
	Eligibility Eligibility
	Questions   Questions
	Defer       Defer
	Code        Code
	Slip        Slip
	Override    Override
	Confirm     Confirm
	Done        Done
	Paper       Paper
	Sheet       Sheet
}

// For returns the words of a language.
func For(l Language) *Words {
	return &Words{
		Language: l,
		Frame:    frame[l],
		Calendar: calendar[l],
		Unlock:   unlock[l],
		SignIn:   signIn[l],
		Search:   search[l],
		Form:     form[l],
		Help:     help[l],
		Stock:    stock[l],
		Link:     link[l],
		Board:    board[l],
		Walkin:   walkin[l],
		PhotoIDs: photoIDs[l],
		Review:   review[l],
		Phone:    phone[l],
		Reasons:  reasons[l],
		Repairs:  repairs[l],

		Citizen:     citizen[l],
		Eligibility: eligibility[l],
		Questions:   questions[l],
		Defer:       deferral[l],
		Code:        code[l],
		Slip:        slip[l],
		Override:    override[l],
		Confirm:     confirm[l],
		Done:        done[l],
		Paper:       paper[l],
		Sheet:       sheet[l],
	}
}
