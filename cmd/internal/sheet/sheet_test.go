package sheet_test

import (
	"strings"
	"testing"
	"time"

	"dosedesk"
	"dosedesk/cmd/internal/sheet"
	"dosedesk/tui/lang"
)

var day = dosedesk.Day{Year: 2021, Month: 5, Day: 13}

func visit(name string, change ...func(*dosedesk.Visit)) dosedesk.Visit {
	v := dosedesk.Visit{Entry: dosedesk.Entry{Code: dosedesk.NewCodeState(), Appointment: dosedesk.Appointment{
		ID: dosedesk.ID{1}, Session: dosedesk.Session{Centre: 603425, Day: day, Vaccine: dosedesk.Covishield},
		Slot: "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
		Citizen: dosedesk.Citizen{
			ReferenceID: "56563202707735", Name: name, NameHindi: "लक्ष्मी नायर", Gender: dosedesk.Female, BirthYear: 1962,
			Mobile: "9000000912", PhotoID: dosedesk.PhotoID{Type: "Aadhaar Card", LastFour: "4471"},
		},
	}}}
	for _, c := range change {
		c(&v)
	}
	return v
}

func written(t *testing.T, language lang.Language, visits ...dosedesk.Visit) string {
	t.Helper()
	var page strings.Builder
	s := sheet.Sheet{
		Centre: dosedesk.Centre{ID: 603425, Name: "PHC Rampur", NameHindi: "पीएचसी रामपुर", Kind: dosedesk.Government}, Day: day,
		Visits: visits, Schedule: dosedesk.DefaultSchedule(), Language: language,
		AsOf: day.Start().Add(8 * time.Hour), At: day.Start().Add(8*time.Hour + 5*time.Minute), By: "Anil",
	}
	if err := s.Write(&page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func TestTheSheetHasWhatADeskShows(t *testing.T) {
	later := visit("Zakir <Gill>", func(v *dosedesk.Visit) { v.Slot = "11:00-13:00" })
	page := written(t, lang.English, visit("Laxmi Nair"), visit("Laxmi Rao"), later)
	for _, want := range []string{
		"PHC Rampur", "Thu 13 May 2021", "roster as of 13 May 08:00", "printed 13 May 08:05 by Anil",
		"09:00-11:00 (2)", "11:00-13:00 (1)", "Laxmi Nair", "लक्ष्मी नायर", "1962", "Aadhaar Card <b>4471</b>", "..0912", "1  COVISHIELD",
		"Zakir &lt;Gill&gt;", "none may be written on it", "his YES confirms it", "destroy the sheet", "all ten digits",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet does not have %q", want)
		}
	}
	for _, never := range []string{"9000000912", "56563202707735", "<Gill>", "http:", "https:", "<script", "src="} {
		if strings.Contains(page, never) {
			t.Errorf("the sheet has %q", never)
		}
	}
}

func TestTheSheetInHindi(t *testing.T) {
	page := written(t, lang.Hindi, visit("Laxmi Nair"))
	for _, want := range []string{`lang="hi"`, "पीएचसी रामपुर", "<b>लक्ष्मी नायर</b> <i>Laxmi Nair</i>", "आधार कार्ड", "कोड लिखना मना है", "काग़ज़ नष्ट करें"} {
		if !strings.Contains(page, want) {
			t.Errorf("the sheet does not have %q", want)
		}
	}
}

// What stands in the last column of the booking, and whether the line is struck.
func TestTheSheetSaysWhereAVisitStands(t *testing.T) {
	for said, c := range map[string]struct {
		off    bool
		change func(v *dosedesk.Visit)
	}{
		"": {false, func(*dosedesk.Visit) {}},
		"given 07:30": {true, func(v *dosedesk.Visit) {
			v.Doses = []dosedesk.Dose{{GivenAt: day.Start().Add(7*time.Hour + 30*time.Minute)}}
		}},
		"cancelled": {true, func(v *dosedesk.Visit) { v.Cancelled = true }},
		"from 20 Jun": {true, func(v *dosedesk.Visit) {
			v.Appointment.Dose = 2
			v.Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: dosedesk.Day{Year: 2021, Month: 3, Day: 28}}}
		}},
		"NOT ELIGIBLE": {true, func(v *dosedesk.Visit) { v.Session.Vaccine = dosedesk.ZycovD }},
		"CLEARED":      {false, func(v *dosedesk.Visit) { v.Clearance = dosedesk.ClearedRight }},
		"deferred":     {false, func(v *dosedesk.Visit) { v.Deferred = &dosedesk.Deferred{Reason: dosedesk.DeferredNoCode} }},
	} {
		page := written(t, lang.English, visit("Laxmi Nair", c.change))
		if !strings.Contains(page, "<td>"+said+`</td><td class="box">`) {
			t.Errorf("the sheet does not say %q", said)
		}
		if off := strings.Contains(page, `<tr class="off">`); off != c.off {
			t.Errorf("%q: struck is %v", said, off)
		}
	}
}
