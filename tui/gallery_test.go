package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"dosedesk"
	"dosedesk/tui/lang"
)

// scene is a screen of the gallery: whose desk it is, and the way to it.
type scene struct {
	operator string // who is signed in, if anyone
	play     func(f *fakeDesk)
}

// gallery has every screen of the desk.
var gallery = []map[string]scene{
	galleryOfTheDesk, galleryOfTheVisit, galleryOfTheStops, galleryOfTheSlip, galleryOfTheCode, galleryOfPaper, galleryOfTheUnlock,
}

var galleryOfTheDesk = map[string]scene{
	"signin":       {"", func(*fakeDesk) {}},
	"signin-wrong": {"", func(f *fakeDesk) { f.Type("sunita"); f.Press("enter", "1", "enter") }},
	"search":       {"anil", func(*fakeDesk) {}},
	"search-none":  {"sunita", func(f *fakeDesk) { f.Type("zz") }},
	"search-offline": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.pass(22 * time.Minute)
	}},
	"help":        {"sunita", func(f *fakeDesk) { f.Press("f8", "f1") }},
	"stock":       {"sunita", func(f *fakeDesk) { f.Press("f6") }},
	"stock-wrong": {"sunita", func(f *fakeDesk) { f.Press("f6", "c", "enter", "m", "enter", "enter") }},
	"link":        {"sunita", func(f *fakeDesk) { f.Press("f7") }},
	"link-down":   {"sunita", func(f *fakeDesk) { f.unplug(); f.Press("f7") }},
	"link-carried": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.vault.carried = dosedesk.Carried{Waiting: 2, Refused: []dosedesk.ErrorCode{dosedesk.EDamaged}}
		f.Press("f7")
	}},
	"board": {"sunita", func(f *fakeDesk) { f.give(1, dosedesk.ReasonCodeWrong, time.Hour); f.Press("f5") }},
	"walkin": {"sunita", func(f *fakeDesk) {
		f.fill("Kamla Rani", "f", "1960", "9000004455", "xy99")
		f.Press("left", "tab", "2")
	}},
	"walkin-wrong": {"sunita", func(f *fakeDesk) { f.Press("f8", "enter") }},
	"walkin-booked": {"sunita", func(f *fakeDesk) {
		f.fill("Laxmi Nair", "f", "1971", "9000000912", "0912")
		f.Press("left", "enter", "enter")
	}},
	"review": {"anil", func(f *fakeDesk) {
		f.give(0, dosedesk.ReasonCodeWrong, 90*time.Minute)
		f.give(1, dosedesk.ReasonCodeMissing, 25*time.Hour)
		f.give(3, dosedesk.ReasonAlreadyGiven, 49*time.Hour)
		f.Press("f4")
	}},
	"review-empty": {"anil", func(f *fakeDesk) { f.Press("f4") }},
	"review-entry": {"anil", func(f *fakeDesk) { f.give(0, dosedesk.ReasonCodeWrong, 25*time.Hour); f.Press("f4", "enter") }},
	"review-correct": {"anil", func(f *fakeDesk) {
		f.give(0, dosedesk.ReasonVaccineDiffers, time.Hour)
		f.Press("f4", "enter", "e")
	}},
	"review-locked": {"anil", func(f *fakeDesk) {
		f.give(0, dosedesk.ReasonCodeLocked, time.Hour)
		f.vault.entries[0].Code = dosedesk.CodeState{Issue: 3}
		f.Press("f4", "enter", "enter")
	}},
	"review-confirmed": {"anil", func(f *fakeDesk) {
		f.give(0, dosedesk.ReasonCodeWrong, time.Hour)
		f.Press("f4", "enter")
		settle(&f.vault.entries[0].Doses[0], true)
	}},
	"signin-repaired": {"", func(f *fakeDesk) {
		f.link.status = dosedesk.Link{Since: f.now, Problem: dosedesk.EUnreachable}
		f.vault.repaired = []dosedesk.Repair{dosedesk.RepairEvents, dosedesk.RepairOutbox, dosedesk.RepairJournal, dosedesk.RepairRoster, dosedesk.RepairLast}
	}},
	"signin-idle":  {"sunita", func(f *fakeDesk) { f.idleFor(idleAfter) }},
	"search-empty": {"sunita", func(f *fakeDesk) { f.vault.entries = nil }},
	"search-hidden": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.vault.entries, f.vault.hidden = nil, dosedesk.HidesRoster
	}},
	"search-hidden-days": {"sunita", func(f *fakeDesk) {
		f.unplug()
		f.vault.entries, f.vault.hidden = f.vault.entries[:2], dosedesk.HidesDays
	}},
	"search-lost": {"sunita", func(f *fakeDesk) {
		f.Type("laxmi")
		f.vault.entries = append(f.vault.entries[:1], booked(90, "Laxmi Devi", "लक्ष्मी देवी", dosedesk.Female, 1949, "6624"))
		f.Update(Changed{})
		f.Press("enter")
	}},
	"search-own": {"sunita", func(f *fakeDesk) { f.give(0, dosedesk.ReasonTooManyWrong, time.Hour) }},
	"search-alarm": {"sunita", func(f *fakeDesk) {
		f.clear("0912")
		f.full()
		cmd := f.late(f10Key)
		f.Press("f3")
		f.results(cmd)
	}},
	"walkin-summary": {"sunita", func(f *fakeDesk) {
		f.fill("Laxmi Nair", "f", "1971", "9000004455", "xy99")
		f.Press("c", "enter", "enter")
	}},
	"phone":       {"sunita", func(f *fakeDesk) { f.Press("down", "f12") }},
	"phone-empty": {"sunita", func(f *fakeDesk) { f.app.Phone = &fakePhone{}; f.Press("down", "f12") }},
}

var galleryPhone = &fakePhone{messages: []Message{
	{"09:31", "You are booked for dose 2 of COVISHIELD at PHC Rampur on 13 May 2021, 11:00-13:00. Bring your photo ID."},
	{"11:44", "लक्ष्मी कुशवाहा, आपको 13 मई 2021 को COVISHIELD की डोज़ 2 लग चुकी है। प्रमाणपत्र: DD-210513-000042"},
}}

// show plays a scene in a language and returns its desk.
func show(t *testing.T, s scene, l lang.Language) *fakeDesk {
	t.Helper()
	f := newFakeDesk(t, l, func(c *Config) { c.Phone = galleryPhone })
	if s.operator != "" {
		f.signIn(s.operator)
	}
	s.play(f)
	f.Update(Changed{})
	return f
}

// The gallery: go test ./tui -run Gallery -update writes it anew, and
// testdata/TestGallery is what to look at.
func TestGallery(t *testing.T) {
	for _, part := range gallery {
		for name, s := range part {
			for _, l := range []lang.Language{lang.English, lang.Hindi} {
				t.Run(name+"."+l.String(), func(t *testing.T) {
					golden.RequireEqual(t, show(t, s, l).Screen()+"\n")
				})
			}
		}
	}
}

// The driver fails a test whose frame is too wide or too high. What it cannot
// see is a sentence that was cut because it does not fit its place.
func TestNothingIsCutInAnyLanguage(t *testing.T) {
	for _, part := range gallery {
		for name, s := range part {
			for _, l := range lang.Languages {
				f := show(t, s, l)
				body := f.app.height - headerHeight - footerHeight
				if n := len(f.app.top().lines(&f.app.desk, body)); n > body {
					t.Errorf("%s in %v: %d lines", name, l, n)
				}
				if screen := f.Screen(); strings.Contains(screen, "…") {
					t.Errorf("%s in %v cuts something:\n%s", name, l, screen)
				}
			}
		}
	}
}

func TestHeaderAndFooterStandOnEveryScreen(t *testing.T) {
	for _, part := range gallery {
		for name, s := range part {
			lines := strings.Split(show(t, s, lang.English).Screen(), "\n")
			if len(lines) != frameHeight || lines[2] != rule || !strings.HasPrefix(lines[22], rule[:20]) || !strings.HasSuffix(lines[23], "F1 help") {
				t.Errorf("%s has %d lines:\n%s", name, len(lines), strings.Join(lines, "\n"))
			}
		}
	}
}
