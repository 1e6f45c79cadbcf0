package tui

import (
	"fmt"
	"strings"
	"unicode"

	"dosedesk"
	"dosedesk/tui/text"
)

// codeLength is how many digits a code has.
const codeLength = 4

// code asks for the citizen's four digits. They live in this struct alone, as
// dots on the screen, until they are sealed. With a link the server's word is
// waited for; without one they are typed twice, or with the slip's check letter,
// and decided when the link is back.
type code struct {
	appointment dosedesk.ID
	answers     dosedesk.Answers
	digits      []byte
	again       []byte // the same, typed once more without a link
	problem     string
	noCode      bool        // shows what to do without a code
	sending     task        // the code being recorded, 0 for none
	asking      task        // its verdict being waited for, 0 for none
	event       dosedesk.ID // the code.entered event that was recorded last
	reissuing   task        // a new code being asked for, 0 for none
}

func newCode(appointment dosedesk.ID, answers dosedesk.Answers) *code {
	return &code{appointment: appointment, answers: answers}
}

func (s *code) subject(*desk) (dosedesk.ID, bool) { return s.appointment, true }

// hide wipes the digits.
func (s *code) hide() {
	clear(s.digits)
	clear(s.again)
	s.digits, s.again = nil, nil
}

func (s *code) busy() bool { return s.sending != 0 || s.asking != 0 }

func (s *code) press(d *desk, k key) action {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return home()
	}
	if s.busy() {
		return stay()
	}
	switch k.name() {
	case "esc":
		if s.noCode {
			s.noCode = false
			return stay()
		}
		s.hide()
		return pop()
	case "delete":
		if _, given := v.Dose(); given {
			return stay()
		}
		s.hide()
		return push(newDefer(v, d.judge(v, s.answers), s.answers).choose(dosedesk.DeferredNoCode))
	case "tab":
		s.hide()
		s.noCode = !s.noCode
		return stay()
	}
	if s.noCode || v.Code.Locked() {
		return s.pressWithout(d, v, k)
	}
	return s.pressDigits(d, k)
}

func (s *code) pressWithout(d *desk, v dosedesk.Visit, k key) action {
	if k.name() != "n" && k.name() != "N" {
		return stay()
	}
	if d.notice = s.newCodeOff(d, v); d.notice != "" {
		return stay()
	}
	s.problem = "" // it was about the old code
	s.reissuing = d.newTask()
	return run(d.record(s.reissuing, &dosedesk.ReissueAsked{Appointment: s.appointment}))
}

// newCodeOff says why no new code can be sent; empty where one can.
func (s *code) newCodeOff(d *desk, v dosedesk.Visit) string {
	switch {
	case v.Reissuing || s.reissuing != 0:
		return d.words.Code.NewOnItsWay
	case v.Code.Issue > dosedesk.CodeReissues:
		return d.words.Code.NoMore
	}
	return ""
}

func (s *code) pressDigits(d *desk, k key) action {
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
	}
	return stay()
}

func (s *code) erase() {
	s.problem = ""
	switch {
	case len(s.again) > 0:
		s.again = s.again[:len(s.again)-1]
	case len(s.digits) > 0:
		s.digits = s.digits[:len(s.digits)-1]
	}
}

func (s *code) digit(d *desk, digit byte) action {
	if len(s.digits) < codeLength {
		s.problem = ""
		s.digits = append(s.digits, digit)
		return stay()
	}
	if d.Link.Status().Up || len(s.again) == codeLength {
		return stay()
	}
	s.again = append(s.again, digit)
	if len(s.again) < codeLength {
		return stay()
	}
	if string(s.again) != string(s.digits) {
		s.problem = d.words.Code.Differ
		s.hide()
		return stay()
	}
	return s.submit(d)
}

// letter compares the check letter that follows the code on the slip. One that
// does not fit is a slip of the tongue or the finger, and no try.
func (s *code) letter(d *desk, r rune) action {
	c, err := dosedesk.ParseCode(string(s.digits))
	if err != nil || byte(unicode.ToUpper(r)) != c.CheckLetter() { //nolint:gosec // a check letter is A to Z
		s.problem = d.words.Code.LetterWrong
		s.hide()
		return stay()
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
	case !d.Link.Status().Up:
		return stay() // typed again, or with its letter
	}
	return s.submit(d)
}

func (s *code) submit(d *desk) action {
	c, err := dosedesk.ParseCode(string(s.digits))
	s.hide()
	if err != nil {
		s.problem = d.words.Code.FourDigits
		return stay()
	}
	s.problem = ""
	s.sending = d.newTask()
	return run(d.enterCode(s.sending, s.appointment, c))
}

func (s *code) receive(d *desk, msg any) action {
	switch msg := msg.(type) {
	case recorded:
		return s.written(d, msg)
	case judged:
		if s.asking != 0 && msg.task == s.asking {
			s.asking = 0
			return s.judged(d, msg)
		}
	}
	return stay()
}

func (s *code) written(d *desk, result recorded) action {
	switch {
	case s.reissuing != 0 && result.task == s.reissuing:
		s.reissuing = 0
		d.notice = d.words.Code.NewOnItsWay
	case s.sending != 0 && result.task == s.sending:
		s.sending = 0
	default:
		return stay()
	}
	if result.err != nil {
		d.notice = d.words.Frame.NotRecorded + " " + d.words.Frame.Disk
		return stay()
	}
	if _, ok := result.event.Body.(*dosedesk.CodeEntered); !ok {
		return stay()
	}
	s.event = result.event.ID
	if !d.Link.Status().Up {
		return s.passed(d, d.words.Code.CheckedLater)
	}
	s.asking = d.newTask()
	return run(d.await(s.asking, s.event))
}

// judged takes the server's word; without one in time the desk goes on as
// offline, and the same event is judged when the link is back.
func (s *code) judged(d *desk, result judged) action {
	w := d.words.Code
	switch {
	case !result.ok:
		return s.passed(d, w.CheckedLater)
	case result.verdict.Code == dosedesk.CodeRight:
		return s.passed(d, w.RightAfterwards)
	case result.verdict.Code == dosedesk.CodeWrong:
		s.problem = fmt.Sprintf(w.Wrong, result.verdict.TriesLeft)
	case result.verdict.Code == dosedesk.CodeLocked:
		s.problem = w.Locked
	default:
		sentence, next := d.words.Reason(result.verdict.Reason)
		s.problem = sentence + " " + next
	}
	return stay()
}

// passed goes on to the dose; where that was given already, back to the review.
func (s *code) passed(d *desk, afterwards string) action {
	if v, ok := d.Vault.Visit(s.appointment); ok {
		if _, given := v.Dose(); given {
			d.notice = afterwards
			return pop()
		}
	}
	next := newConfirm(s.appointment, s.answers)
	next.clearedBy = s.event
	return replace(next)
}

// columnDots is where the first of the four dots stands.
const columnDots = 24

func (s *code) lines(d *desk, _ int) []string {
	v, ok := d.Vault.Visit(s.appointment)
	if !ok {
		return paragraph(d.words.Citizen.Gone)
	}
	w := d.words.Code
	lines := append(d.who(v), "")
	switch {
	case v.Code.Locked():
		lines = append(lines, " "+bad("! "+w.Locked), "")
		return append(lines, s.without(d, v)...)
	case s.noCode:
		lines = append(lines, " "+bold(w.NoCode), "")
		return append(lines, s.without(d, v)...)
	}
	lines = append(lines, " "+w.Ask, "", s.dots(s.digits), "")
	return append(lines, s.beneath(d)...)
}

func (s *code) dots(digits []byte) string {
	places := make([]string, codeLength)
	for i := range places {
		places[i] = "_"
		if i < len(digits) {
			places[i] = "●"
		}
	}
	return text.Row(text.Cell{At: columnDots, Text: bold(strings.Join(places, "   "))})
}

// beneath is what stands under the dots: what happens, or what is wanted.
func (s *code) beneath(d *desk) []string {
	w := d.words.Code
	var lines []string
	up := d.Link.Status().Up
	switch {
	case s.busy():
		return []string{" " + w.Asking}
	case s.problem != "":
		for _, l := range paragraph("! " + s.problem) {
			lines = append(lines, bad(l))
		}
		lines = append(lines, "")
	case !up && len(s.digits) == codeLength:
		lines = append(lines, " "+bold(w.Again), "", s.dots(s.again), "")
	case up && len(s.digits) == codeLength:
		lines = append(lines, " "+w.PressEnter, "")
	}
	if !up {
		lines = append(lines, paragraph(w.NoLink)...)
	}
	return lines
}

// without is what citizen and in-charge can do without a code that holds.
func (s *code) without(d *desk, v dosedesk.Visit) []string {
	w := d.words.Code
	lines := paragraph(w.Without)
	if v.Code.Locked() {
		if s.newCodeOff(d, v) == w.NoMore {
			return paragraph(w.NoMore)
		}
		lines = paragraph(w.LockedNext)
	}
	lines = append(lines, "")
	if off := s.newCodeOff(d, v); off != "" {
		return append(lines, paragraph(off)...)
	}
	return append(lines, paragraph(fmt.Sprintf(w.PressN, v.Citizen.MaskedMobile()))...)
}

func (s *code) cursor(d *desk) (line, column int, ok bool) {
	v, found := d.Vault.Visit(s.appointment)
	if !found || s.noCode || s.busy() || v.Code.Locked() {
		return 0, 0, false
	}
	const digitsLine, againLine = 4, 8
	if len(s.digits) == codeLength && !d.Link.Status().Up && s.problem == "" {
		return againLine, columnDots + 4*min(len(s.again), codeLength-1), true
	}
	return digitsLine, columnDots + 4*min(len(s.digits), codeLength-1), true
}

func (s *code) bindings(d *desk) []binding {
	w := d.words
	v, _ := d.Vault.Visit(s.appointment)
	b := []binding{{key: "esc", label: w.Frame.Back}}
	if _, given := v.Dose(); !given {
		b = append(b, binding{key: "delete", label: w.Citizen.Defer})
	}
	if s.noCode || v.Code.Locked() {
		b = append([]binding{{key: "n", label: w.Code.NewCode, off: s.newCodeOff(d, v)}}, b...)
	} else {
		b = append([]binding{{key: "enter", label: w.Code.Enter}}, append(b, binding{key: "tab", label: w.Code.NoCode})...)
	}
	return append(b, demoBindings(d)...)
}
