package tui

import (
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// slips returns the codes that were entered by slip.
func (f *fakeDesk) slips() []*dosedesk.CodeEntered {
	var slips []*dosedesk.CodeEntered
	for _, b := range recordedOf[*dosedesk.CodeEntered](f.vault) {
		if b.Channel == dosedesk.ChannelSlip {
			slips = append(slips, b)
		}
	}
	return slips
}

func TestASlipWithALink(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Scan(f.slip(0))
	f.Expect(t, "Lakshmi Kushwaha", "ELIGIBLE today", "from the slip, right")
	f.entered(t, 0)
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given")
	f.ExpectNot(t, "the certificate follows")
	want := dosedesk.CodeEntered{Appointment: testID(1), Channel: dosedesk.ChannelSlip, Issue: 1}
	if slips := f.slips(); len(slips) != 1 || slips[0].Appointment != want.Appointment || slips[0].Issue != want.Issue {
		t.Errorf("entered: %+v", slips)
	}
	if got := f.vault.entered[f.vault.events[0].ID]; got.Digits() != rightCode {
		t.Error("another code was entered")
	}
	f.pass(quiet)
	f.Press("f10")
	f.Expect(t, "RECORDED")
	f.plug()
	f.Expect(t, "CONFIRMED")
}

const certificateFollows = "The slip's code is right; the certificate follows when the link is back."

func TestASlipWithoutALink(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.unplug()
	f.Scan(f.slip(0))
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given", certificateFollows)
	f.pass(quiet)
	f.Press("esc")
	f.open("lak")
	f.Expect(t, "CLEARED at 11:42: the slip's code is right")
	f.Press("enter", "f10")
	f.Expect(t, "RECORDED", certificateFollows)
	f.plug()
	f.Expect(t, "CONFIRMED")
	if n := len(f.slips()); n != 1 {
		t.Errorf("%d slips were entered", n)
	}
}

func TestNoVerdictOnASlipInTime(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.link.silent = true
	f.Scan(f.slip(0))
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given", certificateFollows)
}

func TestASlipOnTheCodeScreenIsEnteredAtOnce(t *testing.T) {
	for _, keys := range [][]string{{}, {"4", "8"}, {"tab"}} {
		f := atCode(t, lang.English)
		f.Press(keys...)
		f.Scan(f.slip(1))
		f.Expect(t, "CLEARED: the dose may be given", "Laxmi Nair")
		if n := len(f.slips()); n != 1 {
			t.Errorf("%d slips were entered", n)
		}
	}
}

func TestAnothersSlipLeavesWhoWasInHandCleared(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	f.Scan(f.slip(1))
	f.Expect(t, "Laxmi Nair", "from the slip, right")
	f.entered(t, 1)
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "CLEARED", "Laxmi Nair")
	f.entered(t, 2)
	f.pass(quiet)
	f.open("Lakshmi")
	f.Expect(t, "CLEARED at 11:42: the code is right")
}

// What was said on the screen before is not about who stands there now.
func TestAScanEndsTheNotice(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clear("lak")
	for _, keys := range []func(){func() { f.Press("enter") }, func() { f.Scan("HC1:6BF+70790T9WJWG") }} {
		f.pass(quiet)
		keys()
		f.Expect(t, "Enter records nothing here")
		f.pass(scanPause)
		f.Scan(f.slip(1))
		f.Expect(t, "Laxmi Nair")
		f.ExpectNot(t, "Enter records nothing here")
		f.open("lak")
		f.pass(scanPause)
		f.Press("enter")
	}
}

// The citizen was asked his health questions already.
func TestASlipOfWhoIsOpenKeepsHisAnswers(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("tab", "down", "down", "down", "down", "y")
	f.Scan(f.slip(1))
	f.Expect(t, "Laxmi Nair", "from the slip, right", "ELIGIBLE, WITH CAUTION")
}

func TestALockedCodeTakesNoSlip(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.entries[1].Code.TriesLeft = 0
	f.Scan(f.slip(1))
	f.pass(quiet)
	f.Press("enter")
	f.Expect(t, "The code is locked")
	f.Scan(f.slip(1))
	f.Expect(t, "The code is locked")
	f.entered(t, 0)
}

// A slip that was verified is no guess: the server tests it during a stop.
func TestWhoIsStoppedEntersASlip(t *testing.T) {
	for name, prepare := range map[string]func(f *fakeDesk){
		"operator": func(f *fakeDesk) { f.vault.watched = map[string]dosedesk.Watch{"sunita": stop(f)} },
		"centre":   func(f *fakeDesk) { f.vault.centre.Watch = stop(f) },
	} {
		f := signedInAs(t, "sunita", lang.English)
		f.link.stops = true
		prepare(f)
		f.Update(Changed{})
		f.Scan(f.slip(0))
		f.Press("enter")
		f.Expect(t, "CLEARED")
		f.pass(quiet)
		f.open("Laxmi")
		f.Press("enter")
		f.Expect(t, "Too many wrong codes were entered", "Scan the citizen's slip")
		f.scanSlowly(f.slip(1))
		f.Expect(t, "CLEARED", "Laxmi Nair")
		if n := len(f.slips()); n != 2 {
			t.Errorf("%s: %d slips were entered", name, n)
		}
		f.entered(t, 2)
	}
}

// Enter goes on where it does, and is not said to elsewhere.
func TestASlipInHandPromisesNoMoreThanEnterDoes(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(f *fakeDesk)
		slip    int
		goesOn  bool
	}{
		"due":        {func(*fakeDesk) {}, 0, true},
		"stopped":    {func(f *fakeDesk) { f.vault.centre.Watch = stop(f) }, 0, true},
		"locked":     {func(f *fakeDesk) { f.vault.entries[0].Code.TriesLeft = 0 }, 0, false},
		"not by now": {func(*fakeDesk) {}, 2, false},
	} {
		f := signedInAs(t, "sunita", lang.English)
		c.prepare(f)
		f.Scan(f.slip(c.slip))
		f.pass(quiet)
		promised := strings.Contains(f.Screen(), "Enter goes on with it")
		f.Press("enter")
		if does := strings.Contains(f.Screen(), "CLEARED"); promised != c.goesOn || does != c.goesOn {
			t.Errorf("%s: promised %v, does %v", name, promised, does)
		}
	}
}

// Whoever is not eligible does not become so by a slip.
func TestASlipDoesNotPassTheRules(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Scan(f.slip(2))
	f.Expect(t, "NOT YET: from 21 June 2021")
	f.Press("enter")
	f.Expect(t, "The rules do not allow this dose today")
	f.entered(t, 0)
}

func TestASlipThatWasEnteredOpensWhoWaits(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.unplug()
	f.Scan(f.slip(0))
	f.pass(quiet)
	f.Press("enter")
	f.pass(5 * time.Minute)
	f.Scan(f.slip(0))
	f.Expect(t, "Lakshmi Kushwaha", "This slip was entered at 11:42: the citizen is cleared, and waits")
	f.ExpectNot(t, "from the slip, right")
	f.Press("enter")
	f.Expect(t, "CLEARED: the dose may be given")
	f.Press("f10")
	f.pass(quiet)
	f.Scan(f.slip(0))
	f.Expect(t, "THE SLIP WAS NOT TAKEN", "This slip was used here at 11:42, and its dose is recorded")
	if n := len(f.slips()); n != 1 {
		t.Errorf("%d slips were entered", n)
	}
}

// What the server did not take is typed: a slip is entered once.
func TestASlipThatWasEnteredInVain(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.link.refuses = dosedesk.ReasonTokenReplaced
	f.Scan(f.slip(0))
	f.Press("enter")
	f.Expect(t, "The slip is an older one")
	f.link.refuses = ""
	f.Press("f3")
	f.Scan(f.slip(0))
	f.Expect(t, "This slip was entered at 11:42, and the server did not take it")
	f.pass(scanPause)
	f.Press("enter")
	f.code(rightCode)
	f.Expect(t, "CLEARED")
	if n := len(f.slips()); n != 1 {
		t.Errorf("%d slips were entered", n)
	}
}

// A code that was typed twice is checked later; the slip is known to be right.
func TestASlipAfterATypedCodeSaysMore(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.clearOffline("lak", rightCode)
	f.Expect(t, checking)
	f.Scan(f.slip(0))
	f.Press("enter")
	f.Expect(t, "CLEARED", certificateFollows)
	f.entered(t, 2)
}

func TestEachFaultOfASlipIsExplained(t *testing.T) {
	changed := func(change func(e *dosedesk.Entry)) func(f *fakeDesk) string {
		return func(f *fakeDesk) string {
			kept := f.vault.entries[0]
			change(&f.vault.entries[0])
			defer func() { f.vault.entries[0] = kept }()
			return f.slip(0)
		}
	}
	for name, c := range map[string]struct {
		slip func(f *fakeDesk) string
		says string
	}{
		"half a slip":       {func(f *fakeDesk) string { return f.slip(0)[:80] }, "could not read the slip"},
		"a letter changed":  {func(f *fakeDesk) string { s := f.slip(0); return s[:60] + swap(s[60:61]) + s[61:] }, "not what the server made"},
		"of another centre": {changed(func(e *dosedesk.Entry) { e.Session.Centre++ }), "This slip is for another centre"},
		"of yesterday":      {changed(func(e *dosedesk.Entry) { e.Session.Day = testDay.AddDays(-1) }), "This slip is for 12 May 2021, and that day is over"},
		"of tomorrow":       {changed(func(e *dosedesk.Entry) { e.Session.Day = testDay.AddDays(1) }), "Ask the citizen to come then"},
		"of last month":     {changed(func(e *dosedesk.Entry) { e.Session.Day = testDay.AddDays(-30) }), "This terminal cannot check this slip"},
		"of nobody here":    {changed(func(e *dosedesk.Entry) { e.ID = testID(77) }), "not on this terminal's roster"},
		"of somebody else":  {changed(func(e *dosedesk.Entry) { e.Citizen.Name = "Radha" }), "not what the server made"},
		"replaced": {func(f *fakeDesk) string {
			s := f.slip(0)
			f.vault.entries[0].Code, _ = f.vault.entries[0].Code.Reissue()
			return s
		}, "was replaced by a new one"},
		"a new code asked for": {func(f *fakeDesk) string {
			f.unplug()
			f.open("lak")
			f.Press("enter", "tab", "n", "n")
			return f.slip(0)
		}, "was replaced by a new one"},
	} {
		f := signedInAs(t, "sunita", lang.English)
		f.Scan(c.slip(f))
		if screen := f.Screen(); !strings.Contains(screen, "THE SLIP WAS NOT TAKEN") || !strings.Contains(screen, c.says) {
			t.Errorf("%s:\n%s", name, screen)
		}
		f.entered(t, 0)
	}
}

// swap returns another letter of the token's.
func swap(s string) string {
	if s == "A" {
		return "B"
	}
	return "A"
}

func TestTheLockWipesTheSlip(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Scan(f.slip(0))
	s, ok := f.app.top().(*citizen)
	if !ok || s.slip.Appointment != testID(1) {
		t.Fatal("there is no slip in hand")
	}
	f.Press("f9")
	if s.slip != (dosedesk.Token{}) || f.app.scan.text != nil {
		t.Error("the slip is still there")
	}
	f.signIn("sunita")
	f.Expect(t, "Lakshmi Kushwaha")
	f.ExpectNot(t, "from the slip")
	f.Press("enter")
	f.Expect(t, "Ask for the four-digit code")
}

func TestASlipThatWasNotRecordedSaysSo(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.vault.fails = dosedesk.Errorf(dosedesk.EInternal, "the disk is full")
	f.Scan(f.slip(0))
	f.Press("enter")
	f.Expect(t, "NOT RECORDED")
	f.ExpectNot(t, "CLEARED")
	f.vault.fails = nil
	f.Scan(f.slip(0))
	f.Expect(t, "CLEARED")
}
