package tui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"dosedesk"
	"dosedesk/tui/text"
)

// override lets the in-charge clear a citizen without a code, by his own sign-in:
// whoever is signed in at the desk stays so. It confirms nothing; the certificate
// waits for the citizen's own answer.
type override struct {
	form
	visit    dosedesk.Visit
	answers  dosedesk.Answers
	checking task // the in-charge's sign-in, 0 for none
	saving   task // the event being recorded, 0 for none
}

// The entries of the form, in their order.
const (
	overrideReason = iota
	overrideSeen
	overrideID
	overridePIN
	overrideEntries
)

func newOverride(d *desk, v dosedesk.Visit, answers dosedesk.Answers) *override {
	s := &override{visit: v, answers: answers}
	s.entries = []*entry{overrideReasons(v), seenEntry(), typed(32, operatorLetters), typed(12, digitsOnly)}
	s.entries[overridePIN].secret = true
	if v.Code.Locked() {
		s.entries[overrideReason].choose(string(dosedesk.OverrideLocked))
	}
	if d.operator.MayReview() {
		s.entries[overrideID].typed.set(d.operator.ID)
	}
	return s
}

// overrideReasons are those that can be so.
func overrideReasons(v dosedesk.Visit) *entry {
	e := &entry{chosen: -1}
	for _, r := range dosedesk.OverrideReasons {
		if r == dosedesk.OverrideLocked && !v.Code.Locked() {
			continue
		}
		e.choices = append(e.choices, choice{string(r), func(d *desk) string { return d.words.Override.Reasons[r] }})
	}
	return e
}

// seenEntry is ticked, or not: nothing is proposed.
func seenEntry() *entry {
	return &entry{chosen: -1, tick: true, choices: []choice{{"yes", func(d *desk) string { return d.words.Override.Yes }}}}
}

func operatorLetters(r rune) (rune, bool) { return r, r != ' ' }

func (s *override) subject(*desk) (dosedesk.ID, bool) { return s.visit.ID, true }

// hide forgets the PIN; one that is being checked clears nobody any more.
func (s *override) hide() {
	s.entries[overridePIN].typed.set("")
	s.checking = 0
}

func (s *override) press(d *desk, k key) action {
	if s.checking != 0 || s.saving != 0 {
		return stay()
	}
	r, _ := k.letter()
	from := s.at
	switch {
	case k.name() == "esc":
		s.hide()
		return pop()
	case r == ' ' && s.at == overrideSeen:
		s.problem = ""
		s.entries[overrideSeen].chosen = -1 - s.entries[overrideSeen].chosen
	case s.form.press(d, k, overrideEntries, func(i int) string { return s.check(d, i) }):
		return s.signIn(d)
	}
	s.passKnown(from)
	return stay()
}

// passKnown goes from the tick to the PIN where the in-charge is known: typed
// behind his name, it would stand there for all to read.
func (s *override) passKnown(from int) {
	if from == overrideSeen && s.at == overrideID && s.entries[overrideID].value() != "" {
		s.at = overridePIN
	}
}

func (s *override) check(d *desk, i int) string {
	w := d.words.Override
	if s.entries[i].value() != "" {
		return ""
	}
	return [overrideEntries]string{w.NoReason, w.NotSeen, w.NoID, w.NoPIN}[i]
}

// signIn asks the vault who this is. The PIN is not kept.
func (s *override) signIn(d *desk) action {
	id, pin := strings.ToLower(s.entries[overrideID].value()), s.entries[overridePIN].value()
	s.hide()
	s.checking = d.newTask()
	return run(d.signIn(s.checking, id, pin))
}

func (s *override) receive(d *desk, msg any) action {
	switch msg := msg.(type) {
	case signedIn:
		if s.checking != 0 && msg.task == s.checking {
			s.checking = 0
			return s.allow(d, msg)
		}
	case recorded:
		if s.saving != 0 && msg.task == s.saving {
			s.saving = 0
			return s.allowed(d, msg)
		}
	}
	return stay()
}

// allow records the override by whom the vault knows for the in-charge.
func (s *override) allow(d *desk, result signedIn) action {
	w := d.words
	v, ok := d.Vault.Visit(s.visit.ID)
	switch code := dosedesk.CodeOf(result.err); {
	case code == dosedesk.EUnauthorized:
		s.problem = w.Override.Wrong
	case code == dosedesk.ETooMany:
		s.problem = w.SignIn.TooMany
	case code != "":
		s.problem = w.Frame.Failed
	case !result.operator.MayReview():
		s.problem = w.Override.OnlyInCharge
	case !ok:
		s.problem = w.Citizen.Gone
	default:
		s.problem = d.overrideOff(v, s.reason())
	}
	if s.problem != "" {
		return stay()
	}
	s.saving = d.newTask()
	return run(d.recordBy(result.operator, s.saving, &dosedesk.OverrideRecorded{
		Appointment: v.ID, Desk: d.operator.Signature(), Seen: v.Citizen.PhotoID,
		Reason: s.reason(),
	}))
}

func (s *override) reason() dosedesk.OverrideReason {
	return dosedesk.OverrideReason(s.entries[overrideReason].value())
}

func (s *override) allowed(d *desk, result recorded) action {
	if result.err != nil {
		s.problem = d.notRecorded(result.err)
		return stay()
	}
	return replace(newConfirm(s.visit.ID, s.answers))
}

// overrideOff says why no dose can be allowed without a code, for a reason;
// empty where one can. A desk has few of them a day. A dose that was given before
// its code was found wrong is spared the count: it must be on record, and the
// wrong code is.
func (d *desk) overrideOff(v dosedesk.Visit, reason dosedesk.OverrideReason) string {
	if _, given := v.Dose(); given {
		return d.words.Override.Given
	}
	if reason == dosedesk.OverrideGivenFirst && v.Code.Tried() {
		return ""
	}
	overrides, doses := dosedesk.DeskCount(d.Vault.Served(), d.operator.ID, d.today())
	if limit := dosedesk.DeskOverrides(doses); overrides >= limit {
		return fmt.Sprintf(d.words.Override.Limit, overrides, limit)
	}
	return ""
}

func (s *override) head(d *desk) []string {
	w := d.words
	lines := []string{" " + bold(w.Override.Title), ""}
	lines = append(lines, d.who(s.visit)...)
	lines = append(lines, d.photoID(s.visit), "")
	return append(append(lines, paragraph(w.Override.Means)...), "")
}

func (s *override) lines(d *desk, _ int) []string {
	w := d.words.Override
	lines := append(s.head(d), s.form.lines(d, []string{w.Reason, w.Seen, w.InCharge, w.PIN})...)
	if s.checking != 0 || s.saving != 0 {
		lines = append(lines, " "+d.words.SignIn.Checking)
	}
	return lines
}

func (s *override) cursor(d *desk) (line, column int, ok bool) {
	return s.form.cursor(len(s.head(d)))
}

func (s *override) bindings(d *desk) []binding {
	enter := d.words.Form.Next
	if s.at == overridePIN {
		enter = d.words.Override.Allow
	}
	b := s.form.bindings(d, enter, "")
	if s.at == overrideSeen {
		b = append([]binding{{key: "space", label: d.words.Override.Tick}}, b...)
	}
	return b
}

// photoID is what the citizen's photo ID is compared with.
func (d *desk) photoID(v dosedesk.Visit) string {
	w, id := d.words, v.Citizen.PhotoID
	return fact(d.photoIDLabel(v), fmt.Sprintf(w.Citizen.Ends, w.PhotoID(id.Type), id.LastFour))
}

// secretDots stand for each letter of what nobody may read.
func secretDots(s string) string { return strings.Repeat("●", utf8.RuneCountInString(s)) }

// allowedBy says who let a dose be given without a code.
func (d *desk) allowedBy(o dosedesk.Override) string {
	return text.Truncate(fmt.Sprintf(d.words.Override.By, o.By.Name), lineWidth-1)
}
