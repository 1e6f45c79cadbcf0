package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dosedesk"
)

func TestSearch(t *testing.T) {
	lakshmi := entry(1, "Lakshmi Srivastava", "लक्ष्मी श्रीवास्तव")
	deepak := entry(2, "Deepak Rao", "दीपक राव")
	deepak.Slot = "11:00-13:00"
	devi := entry(3, "Devi Lal", "देवी लाल")
	later := entry(4, "Anil Lal", "अनिल लाल")
	later.Session.Day = today.AddDays(1)
	earlier := entry(5, "Zeenat Lal", "ज़ीनत लाल")
	earlier.Session.Day = today.AddDays(-1)
	short := entry(6, "Hema Lal", "")
	short.Citizen.ReferenceID = lakshmi.Citizen.ReferenceID[:13]
	short.Slot = "15:00-17:00"
	v, _, c := mustSync(t, deepak, later, lakshmi, short, devi, earlier)

	for query, want := range map[string]string{
		"":                              "Devi Lakshmi Deepak Hema Zeenat Anil",
		"  ":                            "Devi Lakshmi Deepak Hema Zeenat Anil",
		"l":                             "Devi Lakshmi Hema Zeenat Anil",
		"laksh":                         "Lakshmi",
		"LAXM":                          "Lakshmi",
		"लक्ष":                          "Lakshmi",
		"shriv":                         "Lakshmi",
		"de":                            "Devi Deepak",
		"dee":                           "Deepak",
		"lal d":                         "Devi",
		"dev lal":                       "Devi",
		"devi rao":                      "",
		"0002":                          "Deepak",
		"०००२":                          "Deepak",
		"79 0002":                       "Deepak",
		lakshmi.Citizen.ReferenceID:     "Lakshmi",
		short.Citizen.ReferenceID:       "Hema Devi Lakshmi Deepak Zeenat Anil",
		"565632":                        "Devi Lakshmi Deepak Hema Zeenat Anil",
		"deepak 0002":                   "Deepak",
		"deepak 0001":                   "",
		"lal 0003":                      "Devi",
		"lal0003":                       "Devi",
		"lal0002":                       "",
		"0003lal":                       "Devi",
		"लाल ०००३":                      "Devi",
		"देवी लाल 0003":                 "Devi",
		"देवी लाल0003":                  "Devi",
		"देवी0001":                      "",
		"lal 79 0003":                   "Devi",
		"लक्ष्मी०००१":                   "Lakshmi",
		deepak.ID.String():              "Deepak",
		strings.ToUpper(id(4).String()): "Anil",
		id(77).String():                 "",
		"...":                           "",
		"xyz":                           "",
	} {
		found, total := v.Search(query, 100)
		var got []string
		for _, visit := range found {
			first, _, _ := strings.Cut(visit.Citizen.Name, " ")
			got = append(got, first)
		}
		if strings.Join(got, " ") != want || total != len(got) {
			t.Errorf("%q finds %v (%d), want %s", query, got, total, want)
		}
	}
	if found, total := v.Search("lal", 2); len(found) != 2 || total != 4 || found[0].ID != devi.ID {
		t.Errorf("at most 2 of 4: %d of %d", len(found), total)
	}
	c.Move(24 * time.Hour)
	if found, _ := v.Search("lal", 1); found[0].ID != later.ID {
		t.Error("the next day's visits do not come first on the next day")
	}
	ids := []dosedesk.ID{}
	for _, visit := range v.Visits() {
		ids = append(ids, visit.ID)
	}
	if !slices.Equal(ids, []dosedesk.ID{earlier.ID, devi.ID, lakshmi.ID, deepak.ID, short.ID, later.ID}) {
		t.Errorf("Visits are not by day, slot and name: %v", ids)
	}
}

func TestSearchFollowsTheRoster(t *testing.T) {
	booked := entry(1, "Deepak Rao", "")
	v, _, _ := mustSync(t, booked)
	booked.Citizen.Name = "Dilip Rao"
	added := entry(2, "Uma Das", "")
	must(t, v.Apply(dosedesk.Changes{Cursor: dosedesk.Cursor{Epoch: "e1", Seq: 11}, Entries: []dosedesk.Entry{booked, added}}))
	for query, want := range map[string]int{"deepak": 0, "dilip": 1, "uma": 1, "": 2} {
		if _, total := v.Search(query, 10); total != want {
			t.Errorf("%q finds %d, want %d", query, total, want)
		}
	}
}
