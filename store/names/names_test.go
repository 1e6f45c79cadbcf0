package names_test

import (
	"strings"
	"testing"

	"dosedesk/store/names"
)

// sameName holds spellings of one name each; the people are made up.
var sameName = [][]string{
	{"Lakshmi", "Laxmi", "Lakshmee", "LAXMI", "लक्ष्मी"},
	{"Deepak", "Dipak", "दीपक"},
	{"Pooja", "Puja", "पूजा"},
	{"Aarti", "Arati", "Arti", "आरती"},
	{"Vishwanath", "Vishvanath", "विश्वनाथ"},
	{"Srivastava", "Shrivastav", "श्रीवास्तव"},
	{"Agrawal", "Aggarwal", "अग्रवाल"},
	{"Farida", "Fareeda", "फरीदा", "फ़रीदा"},
	{"Zakir", "Jakir", "ज़ाकिर", "जाकिर"},
	{"Phoolmati", "Phulmati", "फूलमती"},
	{"Hussain", "Hussein", "Husain", "हुसैन"},
	{"Siddiqui", "Siddiqi", "सिद्दीकी"},
	{"Qureshi", "कुरैशी"},
	{"Champa", "चंपा", "चम्पा"},
	{"Shinde", "शिंदे", "शिन्दे"},
	{"Chand", "चाँद", "चांद"},
	{"Singh", "सिंह"},
	{"Sinha", "सिन्हा"},
	{"Nair", "नायर"},
	{"Nayan", "नयन"},
	{"Rai", "Ray", "राय"},
	{"Rao", "Rav", "राव"},
	{"Desai", "देसाई"},
	{"Gaikwad", "Gayakwad", "गायकवाड़"},
	{"Chaudhary", "Choudhary", "Chaudhari", "चौधरी"},
	{"Kishore", "Kishor", "किशोर"},
	{"Gyan", "ज्ञान"},
	{"Ritu", "ऋतु"},
	{"Krishna", "कृष्ण", "कृष्णा"},
	{"Mohammad", "Muhammad", "Mohammed", "Mohd", "मोहम्मद"},
	{"Ahmed", "Ahmad", "अहमद"},
	{"Verma", "Varma", "वर्मा"},
	{"Oraon", "Uraon", "उरांव"},
	{"D'Souza", "Dsouza", "D’Souza"},
	{"José", "Jose"},
	{"Sunita  Devi", "sunita devi", "सुनीता देवी", "सुनीता\u200d देवी"},
}

func TestSpellingsOfOneNameMeet(t *testing.T) {
	for _, spellings := range sameName {
		want := names.Key(spellings[0])
		for _, spelling := range spellings {
			if got := names.Key(spelling); got != want {
				t.Errorf("Key(%q) = %q, but Key(%q) = %q", spelling, got, spellings[0], want)
			}
		}
	}
}

func TestOtherNamesStayApart(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{
		"Rani", "Rana", "Renu", "Rina", "Sita", "Sunita", "Sunil", "Anil", "Anita", "Ramesh", "Rakesh",
		"Mohan", "Mahesh", "Mukesh", "Singh", "Sinha", "Patel", "Patil", "Das", "Dubey", "Dwivedi", "More", "Maurya",
		"Rani Devi", "Devi Rani",
	} {
		key := names.Key(name)
		if other, ok := seen[key]; ok {
			t.Errorf("%s and %s share the key %q", other, name, key)
		}
		seen[key] = name
	}
}

// TestFoundAsOneTypes types each name letter by letter: every beginning from
// the third letter on finds the name.
func TestFoundAsOneTypes(t *testing.T) {
	for _, typed := range []string{
		"Lakshmi", "Laxmi", "लक्ष्मी", "Deepak", "Pooja", "Chauhan", "Choudhary", "Gauri", "Vijay", "विजय", "Champa",
		"चंपा", "सिंह", "Singh", "Muhammad", "Siddiqui", "Gaikwad", "गायकवाड़", "Oraon", "Kishore", "Shraddha", "श्रद्धा",
	} {
		key := names.Key(typed)
		letters := []rune(typed)
		for n := 3; n <= len(letters); n++ {
			if begun := string(letters[:n]); !begins(key, names.Beginnings(begun)) {
				t.Errorf("%q does not find %s (%q)", begun, typed, key)
			}
		}
	}
}

func begins(key string, beginnings []string) bool {
	for _, beginning := range beginnings {
		if strings.HasPrefix(key, beginning) {
			return true
		}
	}
	return false
}

func TestWhatIsNoName(t *testing.T) {
	for _, name := range []string{"", "  ", "123 ४५६", "।", "-.-"} {
		if key := names.Key(name); key != "" {
			t.Errorf("Key(%q) = %q, want none", name, key)
		}
	}
}

// FuzzKey holds that no input breaks the fold, and that keys are lower case
// without doubled letters.
func FuzzKey(f *testing.F) {
	for _, spellings := range sameName {
		for _, spelling := range spellings {
			f.Add(spelling)
		}
	}
	f.Fuzz(func(t *testing.T, name string) {
		key := names.Key(name)
		if key != strings.ToLower(key) || strings.Contains(key, "  ") || strings.TrimSpace(key) != key {
			t.Errorf("Key(%q) = %q", name, key)
		}
	})
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		names.Key("Lakshmi Srivastava")
		names.Key("लक्ष्मी श्रीवास्तव")
	}
}
