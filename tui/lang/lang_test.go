package lang_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"golang.org/x/text/unicode/norm"

	"dosedesk"
	"dosedesk/tui/lang"
)

// words returns every word of a language by the path that leads to it.
func words(l lang.Language) map[string]string {
	all := make(map[string]string)
	collect(all, "", reflect.ValueOf(*lang.For(l)))
	return all
}

func collect(all map[string]string, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		all[path] = v.String()
	case reflect.Struct:
		for i := range v.NumField() {
			collect(all, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			collect(all, fmt.Sprintf("%s[%v]", path, key), v.MapIndex(key))
		}
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			collect(all, fmt.Sprintf("%s[%d]", path, i), v.Index(i))
		}
	default: // no word
	}
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	english := words(lang.English)
	for _, l := range lang.Languages {
		own := words(l)
		for path := range english {
			if own[path] == "" {
				t.Errorf("%v: %s is empty", l, path)
			}
		}
		for path := range own {
			if _, ok := english[path]; !ok {
				t.Errorf("%v: %s is not in English", l, path)
			}
		}
	}
}

var verb = regexp.MustCompile(`%[+#0-9.\[\]]*[a-zA-Z%]`)

// The arguments of a sentence come in one order for all languages.
func TestSentencesTakeTheSameArgumentsInEveryLanguage(t *testing.T) {
	english := words(lang.English)
	for _, l := range lang.Languages {
		for path, word := range words(l) {
			got, want := verb.FindAllString(word, -1), verb.FindAllString(english[path], -1)
			if !slices.Equal(got, want) {
				t.Errorf("%v: %s takes %v, in English %v", l, path, got, want)
			}
		}
	}
}

// Text that is typed is normalised; words that are compared with it or measured
// must be so too.
func TestWordsAreNFC(t *testing.T) {
	for _, l := range lang.Languages {
		for path, word := range words(l) {
			if !norm.NFC.IsNormalString(word) {
				t.Errorf("%v: %s is not in NFC", l, path)
			}
		}
	}
}

// A console without Devanagari shows nothing of it.
func TestHindiInLatinLettersIsLatin(t *testing.T) {
	for path, word := range words(lang.HindiLatin) {
		for _, r := range word {
			if 'ऀ' <= r && r <= 'ॿ' {
				t.Errorf("%s has Devanagari: %q", path, word)
				break
			}
		}
	}
}

func TestPhotoIDs(t *testing.T) {
	for _, l := range lang.Languages {
		for _, id := range dosedesk.PhotoIDs {
			if _, ok := lang.For(l).PhotoIDs[id]; !ok {
				t.Errorf("%v: no name for a %s", l, id)
			}
		}
		if got := lang.For(l).PhotoID("Arms Licence"); got != "Arms Licence" {
			t.Errorf("%v: an unknown photo ID is called %q", l, got)
		}
	}
}

func TestEveryReasonHasASentenceAndANextStep(t *testing.T) {
	for _, l := range lang.Languages {
		for _, r := range dosedesk.Reasons {
			if sentence, next := lang.For(l).Reason(r); sentence == "" || next == "" {
				t.Errorf("%v: %s has no sentence or no next step", l, r)
			}
		}
	}
}

func TestEveryProblemOfTheLinkIsExplained(t *testing.T) {
	w := lang.For(lang.English).Link
	for problem, want := range map[dosedesk.ErrorCode]string{
		dosedesk.EUnreachable: w.Unreachable, dosedesk.EUnauthorized: w.Refused, dosedesk.ETooMany: w.Overloaded,
		dosedesk.EStale: w.Stale, dosedesk.EInvalid: w.Otherwise, "": w.Unreachable,
	} {
		if got := w.Problem(problem); got != want {
			t.Errorf("%q: %q", problem, got)
		}
	}
}
