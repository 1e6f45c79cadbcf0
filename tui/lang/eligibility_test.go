package lang_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"dosedesk"
	"dosedesk/tui/lang"
)

// topics are all that a rule can be about.
var topics = []dosedesk.Topic{
	dosedesk.TopicAge, dosedesk.TopicCategory, dosedesk.TopicComorbidity, dosedesk.TopicVaccine, dosedesk.TopicInterval,
	dosedesk.TopicWindow, dosedesk.TopicSameVaccine, dosedesk.TopicMix, dosedesk.TopicPrevious, dosedesk.TopicBooking,
	dosedesk.TopicCentre, dosedesk.TopicAllergy, dosedesk.TopicPregnant, dosedesk.TopicBreastfeeding, dosedesk.TopicAcute,
	dosedesk.TopicBleeding, dosedesk.TopicRecovered, dosedesk.TopicPlasma, dosedesk.TopicOtherVaccine, dosedesk.TopicNoSchedule,
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

func placeholders(sentence string) []string {
	return slices.Sorted(slices.Values(placeholder.FindAllString(sentence, -1)))
}

func TestEveryTopicHasASentenceMetAndAgainst(t *testing.T) {
	english := lang.For(lang.English).Eligibility
	for _, l := range lang.Languages {
		own := lang.For(l).Eligibility
		for name, sentences := range map[string][2]map[dosedesk.Topic]string{
			"met": {own.Met, english.Met}, "against": {own.Against, english.Against},
		} {
			for _, topic := range topics {
				if sentences[0][topic] == "" {
					t.Errorf("%v, %s: nothing is said of %s", l, name, topic)
				}
			}
			// The words have one topic more: an age by the date of birth.
			for topic := range maps.Keys(sentences[1]) {
				if got, want := placeholders(sentences[0][topic]), placeholders(sentences[1][topic]); !slices.Equal(got, want) {
					t.Errorf("%v, %s: %s has %v, in English %v", l, name, topic, got, want)
				}
			}
		}
	}
}

// Every placeholder is filled in.
func TestAFindingLeavesNoPlaceholder(t *testing.T) {
	day := dosedesk.Day{Year: 2021, Month: 5, Day: 13}
	for _, l := range lang.Languages {
		for _, topic := range topics {
			for _, outcome := range []dosedesk.Outcome{dosedesk.Eligible, dosedesk.NotYet} {
				for _, on := range []dosedesk.Day{{}, day} {
					got := lang.For(l).Finding(dosedesk.Finding{Topic: topic, Outcome: outcome, Day: on, From: on, Vaccine: dosedesk.Covaxin})
					if got == "" || placeholder.MatchString(got) {
						t.Errorf("%v, %s, %s: %q", l, topic, outcome, got)
					}
				}
			}
		}
	}
}

func TestAFindingIsMarked(t *testing.T) {
	words := lang.For(lang.English)
	for outcome, want := range map[dosedesk.Outcome]string{
		dosedesk.Eligible: "+ no bleeding disorder", dosedesk.Caution: "! bleeding disorder: tell the vaccinator",
		dosedesk.NotYet: "- bleeding disorder: tell the vaccinator", dosedesk.NotEligible: "- bleeding disorder: tell the vaccinator",
	} {
		if got := words.Marked(dosedesk.Finding{Topic: dosedesk.TopicBleeding, Outcome: outcome}); got != want {
			t.Errorf("%s: %q, want %q", outcome, got, want)
		}
	}
}
