package tui

import (
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"dosedesk"
)

// takeSlip opens the citizen whose slip was scanned, or says why the slip is not
// taken. Whoever was in hand is left as with F3: a clearance stays.
func (a *App) takeSlip(scanned string) tea.Cmd {
	a.notice = "" // it was about who was in hand
	if a.operator.ID == "" {
		a.notice = a.words.Slip.SignInFirst
		return nil
	}
	slip, v, fault := a.readSlip(scanned)
	if fault == "" {
		return a.openSlip(slip, v)
	}
	refusal := &refusedSlip{fault: fault, day: slip.Day}
	refusal.at, _ = a.Vault.SlipUsed(slip.Appointment)
	if named(a.top()) == named(refusal) {
		return a.apply(replace(refusal), true)
	}
	return a.apply(push(refusal), true)
}

// readSlip verifies a slip and finds its visit; fault is what speaks against it.
func (d *desk) readSlip(scanned string) (slip dosedesk.Token, v dosedesk.Visit, fault dosedesk.SlipFault) {
	if slip, fault = dosedesk.ReadToken(scanned, d.Vault.TokenKeys()); fault != "" {
		return slip, v, fault
	}
	if fault = slip.At(d.Vault.Centre().ID, d.today()); fault != "" {
		return slip, v, fault
	}
	v, known := d.Vault.Visit(slip.Appointment)
	if !known {
		return slip, v, dosedesk.SlipNotOnRoster
	}
	if fault = slip.Against(v.Entry); fault != "" {
		return slip, v, fault
	}
	_, used := d.Vault.SlipUsed(v.ID)
	_, given := v.Dose()
	switch {
	case v.Reissuing && slip.Issue <= v.Code.Issue:
		fault = dosedesk.SlipReplaced // the new code is on its way
	case used && given:
		fault = dosedesk.SlipUsed
	}
	return slip, v, fault
}

// openSlip has the slip's code at hand on its citizen's screen, or enters it
// where his code is asked for already.
func (a *App) openSlip(slip dosedesk.Token, v dosedesk.Visit) tea.Cmd {
	if s, ok := a.top().(*code); ok && s.appointment == v.ID {
		return a.apply(s.enterSlip(&a.desk, v, slip), false)
	}
	cmd := tea.Batch(a.apply(home(), false), a.apply(push(newCitizen(v.ID)), false))
	if at, used := a.Vault.SlipUsed(v.ID); used {
		a.notice = fmt.Sprintf(a.usedWords(v), a.words.Calendar.Time(at))
	} else if s, ok := a.top().(*citizen); ok {
		s.slip = slip
	}
	return cmd
}

// usedWords say what became of a citizen whose slip was entered here before.
func (d *desk) usedWords(v dosedesk.Visit) string {
	if v.NeedsCode() {
		return d.words.Slip.UsedInVain
	}
	return d.words.Slip.UsedWaits
}

// refusedSlip says why a slip was not taken, and what to do. Any key goes back.
type refusedSlip struct {
	fault dosedesk.SlipFault
	day   dosedesk.Day // that was booked
	at    time.Time    // when it was entered here, if it was
}

func (s *refusedSlip) press(*desk, key) action { return pop() }

func (s *refusedSlip) lines(d *desk, _ int) []string {
	w := d.words.Slip
	advice := w.Faults[s.fault]
	if s.fault == dosedesk.SlipOtherDay && s.day.Before(d.today()) {
		advice = w.DayOver
	}
	sentence := advice.Sentence
	switch s.fault {
	case dosedesk.SlipOtherDay:
		sentence = fmt.Sprintf(sentence, d.words.Calendar.Day(s.day))
	case dosedesk.SlipUsed:
		sentence = fmt.Sprintf(sentence, d.words.Calendar.Time(s.at))
	default: // the sentence is whole
	}
	lines := []string{"", "", " " + bad("! "+w.NotTaken), ""}
	for _, l := range paragraph(sentence) {
		lines = append(lines, bold(l))
	}
	return append(append(lines, ""), paragraph(advice.Next)...)
}

func (s *refusedSlip) bindings(d *desk) []binding {
	return []binding{{label: d.words.Slip.AnyKey}}
}
