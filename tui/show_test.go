package tui

import (
	"strings"
	"testing"

	"dosedesk/tui/lang"
	"dosedesk/tui/text"
)

func contains(line, s string) bool { return strings.Contains(text.Plain(line), s) }

func TestScreensThatOnlyTellReplaceEachOther(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.open("Laxmi")
	f.Press("f5", "f7", "f1", "f5", "f7")
	f.Expect(t, "The link to the server")
	f.Press("esc")
	f.Expect(t, "Laxmi Nair", "ELIGIBLE today")
}

func TestHelpOverAScreenThatTellsLeadsBackToIt(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f7", "f1")
	f.Expect(t, "try now")
	f.Press("esc")
	f.Expect(t, "The link to the server")
}

// A form that is half filled in is found again, not begun anew.
func TestAFormUnderAnotherScreenIsFoundAgain(t *testing.T) {
	f := signedInAs(t, "sunita", lang.English)
	f.Press("f8")
	f.Type("Kamla")
	f.Press("f5", "f6", "f8")
	f.Expect(t, "Walk-in", "Kamla")
	f.Press("esc")
	f.Expect(t, "Find:")
}

func TestF4LeadsBackToTheReview(t *testing.T) {
	f := signedInAs(t, "anil", lang.English)
	f.give(0, "code_wrong", 0)
	f.Press("f4", "enter", "f5", "f4")
	f.Expect(t, "Review: doses given")
	f.Press("esc")
	f.Expect(t, "Find:")
}

func TestF12LooksBeneathWhatOnlyTells(t *testing.T) {
	f := phoneDesk(t, galleryPhone)
	f.open("Laxmi")
	f.Press("f5", "f1", "f12")
	f.Expect(t, "The citizen's phone")
	f.Press("esc")
	f.Expect(t, "Laxmi Nair")
	f.Press("f3", "f5", "f12")
	f.Expect(t, "No citizen is on the screen")
	f.Press("f8", "f12")
	f.Expect(t, "No citizen is on the screen")
}

func TestF10SaysWhenItIsTooEarly(t *testing.T) {
	for where, reach := range map[string]func(f *fakeDesk){
		"search":    func(*fakeDesk) {},
		"citizen":   func(f *fakeDesk) { f.open("Laxmi") },
		"questions": func(f *fakeDesk) { f.open("Laxmi"); f.Press("tab") },
		"code":      func(f *fakeDesk) { f.open("Laxmi"); f.Press("enter") },
		"walk-in":   func(f *fakeDesk) { f.Press("f8") },
	} {
		f := signedInAs(t, "sunita", lang.English)
		reach(f)
		f.Press("f10")
		if !strings.Contains(f.Screen(), "F10 records a dose, and only after the code") {
			t.Errorf("%s: F10 is silent", where)
		}
	}
}

// fakeCable is a demo's cable.
type fakeCable struct{ pulled bool }

func (c *fakeCable) Pulled() bool { return c.pulled }
func (c *fakeCable) Toggle()      { c.pulled = !c.pulled }

// What a visit needs stands in the last line, in each language and in the demo.
func TestTheLastLineNamesTheKeysThatAVisitNeeds(t *testing.T) {
	for _, l := range lang.Languages {
		for where, c := range map[string]struct {
			reach func(f *fakeDesk)
			keys  []string
		}{
			"search":    {func(*fakeDesk) {}, []string{"Enter", "F11", "F12", "F8", "F1 "}},
			"citizen":   {func(f *fakeDesk) { f.open("0912") }, []string{"Enter", "Delete", "Tab", "F11", "F12"}},
			"questions": {func(f *fakeDesk) { f.open("0912"); f.Press("tab") }, []string{"Enter", "y n", "Esc"}},
			"code":      {func(f *fakeDesk) { f.open("0912"); f.Press("enter") }, []string{"Enter", "Tab", "F11", "F12"}},
			"confirm":   {func(f *fakeDesk) { f.clear("0912") }, []string{"F10", "Esc", "Delete"}},
		} {
			f := newFakeDesk(t, l, func(c *Config) { c.Phone, c.Cable = galleryPhone, &fakeCable{} })
			f.signIn("anil")
			c.reach(f)
			lines := strings.Split(f.Screen(), "\n")
			last := strings.Join(lines[len(lines)-footerHeight:], "\n")
			for _, key := range c.keys {
				if !strings.Contains(last, key) {
					t.Errorf("%v, %s: %q is not named: %s", l, where, key, last)
				}
			}
		}
	}
}

// The Linux console has no Devanagari: nothing of it may reach the screen.
func TestAConsoleWithoutDevanagariShowsNone(t *testing.T) {
	for _, part := range gallery {
		for name, s := range part {
			f := newFakeDesk(t, lang.English, func(c *Config) {
				c.Phone, c.Languages = galleryPhone, []lang.Language{lang.English, lang.HindiLatin}
			})
			if s.operator != "" {
				f.signIn(s.operator)
			}
			s.play(f)
			for range 2 {
				f.Press("f2")
				if screen := f.Screen(); devanagariRun.MatchString(screen) {
					t.Errorf("%s:\n%s", name, screen)
				}
			}
		}
	}
}

func TestAMessageKeepsItsDigitsWithoutDevanagari(t *testing.T) {
	f := newFakeDesk(t, lang.English, func(c *Config) {
		c.Languages = []lang.Language{lang.English, lang.HindiLatin}
		c.Phone = &fakePhone{messages: []Message{{"09:31", "लक्ष्मी कुशवाहा, आपका कोड 4821-K है।"}}}
	})
	f.signIn("sunita")
	f.Press("down", "f12")
	f.Expect(t, "~, ~ 4821-K ~")
}

func TestTheNextLanguageOfAConsoleIsLatin(t *testing.T) {
	f := newFakeDesk(t, lang.English, func(c *Config) { c.Languages = []lang.Language{lang.English, lang.HindiLatin} })
	f.Expect(t, "F2 Hindi ")
}
