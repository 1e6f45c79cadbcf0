package tui

import (
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/tui/lang"
)

// slip is what a scanner reads off the slip of an entry.
func (f *fakeDesk) slip(i int) string {
	e := f.vault.entries[i]
	c, err := dosedesk.ParseCode(rightCode)
	if err != nil {
		panic(err)
	}
	return dosedesk.NewToken(e.Appointment, max(1, e.Code.Issue), c).Sign(testTokens)
}

// slowScan is how long a slow scanner, or a busy machine, waits between letters.
const slowScan = 50 * time.Millisecond

// scanSlowly is a scanner that sends single letters.
func (f *fakeDesk) scanSlowly(s string) { f.scanEach(slowScan, s) }

func (f *fakeDesk) scanEach(gap time.Duration, s string) {
	f.pass(time.Second)
	for _, r := range s {
		f.pass(gap)
		f.Press(string(r))
	}
}

// everyScreen plays each scene of the gallery whose operator is signed in, with
// one citizen more, whose entry is the last one.
func everyScreen(t *testing.T, test func(t *testing.T, name string, f *fakeDesk)) {
	t.Helper()
	for _, part := range gallery {
		for name, s := range part {
			if s.operator == "" {
				continue
			}
			f := show(t, s, lang.English)
			if f.app.operator.ID == "" {
				continue // the desk has locked itself
			}
			f.vault.entries = append(f.vault.entries, booked(9, "Zubeda Khatun", "", dosedesk.Female, 1958, "3141"))
			f.pass(time.Second)
			f.app.notice = ""
			f.Update(Changed{})
			test(t, name, f)
		}
	}
}

func TestASlipIsScannedFromAnyScreen(t *testing.T) {
	scans := []func(f *fakeDesk, s string){
		func(f *fakeDesk, s string) {
			f.scanSlowly(strings.ToLower(s[:9]))
			f.burst(strings.ToLower(s[9:]) + "\r")
		},
		func(f *fakeDesk, s string) {
			f.burst(s[:1])
			f.burst(s[1:70])
			f.pass(scanPause / 2)
			f.burst(s[70:] + "\r")
		},
	}
	everyScreen(t, func(t *testing.T, name string, f *fakeDesk) {
		t.Helper()
		before := len(f.vault.events)
		scans[len(name)%len(scans)](f, f.slip(len(f.vault.entries)-1))
		if screen := f.Screen(); !strings.Contains(screen, "Zubeda Khatun") || !strings.Contains(screen, "from the slip, right") {
			t.Fatalf("from %s:\n%s", name, screen)
		}
		if n := len(f.vault.events) - before; n != 0 {
			t.Errorf("from %s: %d events were recorded", name, n)
		}
		f.Press("f3")
		f.Expect(t, "Find:  ")
	})
}

// A slip that is not taken leaves every screen as it was, and nothing in a
// field.
func TestARefusedSlipGoesBackToWhatWasThere(t *testing.T) {
	everyScreen(t, func(t *testing.T, name string, f *fakeDesk) {
		t.Helper()
		before, events, at := f.Screen(), len(f.vault.events), named(f.app.top())
		f.scanSlowly("DD1AAAA")
		f.Press("enter")
		f.Expect(t, "THE SLIP WAS NOT TAKEN", "could not read the slip")
		f.Scan("x")
		f.Expect(t, "THE SLIP WAS NOT TAKEN") // until the keys are quiet
		f.pass(quiet)
		f.Press("x")
		if n := len(f.vault.events) - events; n != 0 {
			t.Errorf("%s: %d events were recorded", name, n)
		}
		switch {
		case at == "done" || at == "refusedSlip" || named(f.app.top()) == "search":
			return // where any key goes on, the scan's first letter does
		case at == "code":
			return // the scan's first letter empties the field
		case strings.HasSuffix(name, "-wrong") || name == "questions-date":
			return // what is wrong with a field is said until the next key
		}
		if after := f.Screen(); after != before {
			t.Errorf("%s was\n%s\nand is\n%s", name, before, after)
		}
	})
}

func TestARefusedSlipLeavesTheQuery(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("lax")
	before := f.Screen()
	f.scanSlowly("DD1A")
	f.Press("enter")
	f.pass(quiet)
	f.Press("x")
	if after := f.Screen(); after != before {
		t.Errorf("was\n%s\nand is\n%s", before, after)
	}
}

func TestWhoIsNotSignedInScansInVain(t *testing.T) {
	for _, scan := range []func(f *fakeDesk, s string){
		func(f *fakeDesk, s string) { f.Scan(s) },
		func(f *fakeDesk, s string) { f.scanSlowly(s); f.Press("enter") },
	} {
		f := newFakeDesk(t, lang.English)
		scan(f, f.slip(0))
		f.Expect(t, "Sign in first")
		f.ExpectNot(t, "dd", "DD", "Lakshmi")
		f.signIn("sunita")
		f.Expect(t, "Find:")
		f.Press("f9")
		f.Type("sunita")
		f.Press("enter", "2", "4")
		scan(f, f.slip(0))
		f.Expect(t, "Sign in first", "●●")
		f.ExpectNot(t, "●●●", "Lakshmi")
	}
}

func TestAScanThatBreaksOff(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst(f.slip(0)[:50])
	f.pass(scanPause / 2)
	f.Update(scanLate{})
	f.ExpectNot(t, "Scan the slip again")
	f.pass(scanPause / 2)
	f.Update(scanLate{})
	f.Expect(t, "The scan broke off", "Scan the slip again")
	f.Type("far")
	f.Expect(t, "Find: far", "Farid Ansari")
	f.Update(scanLate{})
	f.ExpectNot(t, "Scan the slip again")
	f.Scan(f.slip(0))
	f.Expect(t, "Lakshmi Kushwaha", "from the slip, right")
}

// Scanners are set up with and without an Enter.
func TestAScanEndsByItsLength(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.burst(f.slip(0))
	f.Expect(t, "Lakshmi Kushwaha", "from the slip, right")
	f.Press("enter") // the scanner's
	f.Expect(t, "from the slip, right")
	f.entered(t, 0)
	f.Press("enter") // a finger's
	f.Expect(t, "CLEARED")
	f.entered(t, 1)

	f = signedInAs(t, "sunita", lang.English)
	f.burst(f.slip(0))
	f.pass(scanPause)
	f.Press("enter")
	f.Expect(t, "CLEARED")
}

func TestWhatFollowsAScanReachesTheNewScreen(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("far")
	f.burst(f.slip(0) + "\r\r")
	f.Expect(t, "CLEARED", "Lakshmi Kushwaha")
	f.entered(t, 1)
}

// A machine that is busy sees the letters of a quick scanner late.
func TestAScanAtAnyPaceIsEntered(t *testing.T) {
	for _, gap := range []time.Duration{0, 45 * time.Millisecond, slowScan, scanPause - time.Millisecond} {
		for _, before := range []string{"", "48", rightCode} {
			f := atCode(t, lang.English)
			f.Type(before)
			f.scanEach(gap, f.slip(1))
			f.Expect(t, "CLEARED: the dose may be given", "Laxmi Nair")
			if f.entered(t, 1); len(f.slips()) != 1 {
				t.Errorf("%v: the slip was not what was entered", gap)
			}
		}
	}
}

// Where even the prefix came too late, the field hides what follows, and Enter
// finds the slip in it.
func TestASlipInAFieldIsNotShown(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	slip := f.slip(0)
	f.scanEach(scanPause, slip)
	f.Expect(t, "Find: DD1 ")
	f.ExpectNot(t, slip[:4], slip[3:7])
	f.Press("enter")
	f.Expect(t, "Lakshmi Kushwaha", "from the slip, right")
	f.entered(t, 0)
}

func TestAHalfSlipInAFieldIsRefusedAndForgotten(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.scanEach(scanPause, "dd1ab")
	f.Expect(t, "Find: dd1 ")
	f.Press("enter")
	f.Expect(t, "could not read the slip")
	f.pass(quiet)
	f.Press("x")
	f.Expect(t, "Find:  ", "Farid Ansari")
}

func TestWhoIsNotSignedInHasNoSlipInTheField(t *testing.T) {
	f := newFakeDesk(t, lang.English)
	f.scanEach(scanPause, f.slip(0))
	f.ExpectNot(t, f.slip(0)[:4])
	f.Press("enter")
	f.Expect(t, "Sign in first")
	f.ExpectNot(t, "DD1")
	f.signIn("sunita")
	f.Expect(t, "Find:")
}

func TestThePrefixTypedByHandIsNoScan(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.scanEach(scanPause, "ddd1ab")
	f.Expect(t, "Find: ddd1ab")
	f.Press("f3")
	f.pass(time.Second)
	f.Type("dd")
	f.pass(time.Second)
	f.scanSlowly(f.slip(0))
	f.Expect(t, "Lakshmi Kushwaha", "from the slip, right")
}

// A letter that was typed before the scan stays.
func TestOnlyTheScansLettersAreTakenBack(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Type("d")
	f.Press("x", "backspace", "d")
	f.scanSlowly("dd1abc")
	f.Press("enter")
	f.Expect(t, "THE SLIP WAS NOT TAKEN")
	f.pass(quiet)
	f.Press("x")
	f.Expect(t, "Find: dd ")
}
