package notify

import (
	"fmt"

	"dosedesk"
	"dosedesk/sync/server/words"
)

// question asks the citizen whether the dose was given to him.
func (l letter) question(lang words.Lang) string {
	day, clock := lang.Day(dosedesk.DayOf(l.dose.GivenAt)), words.Clock(l.dose.GivenAt)
	if lang == words.Hindi {
		return fmt.Sprintf("%s: %s पर %s को %s बजे आपके नाम %s की डोज़ दर्ज हुई। क्या टीका आपको लगा? %s",
			lang.Name(l.entry.Citizen), lang.Centre(l.centre), day, clock, l.dose.Vaccine, l.how(lang))
	}
	return fmt.Sprintf("%s: a dose of %s was recorded for you at %s on %s at %s. Was it given to you? %s",
		lang.Name(l.entry.Citizen), l.dose.Vaccine, lang.Centre(l.centre), day, clock, l.how(lang))
}

// help tells how to answer whoever was not understood.
func (l letter) help(lang words.Lang) string {
	if lang == words.Hindi {
		return fmt.Sprintf("%s: आपका जवाब समझ नहीं आया, या कोड सही नहीं था। %s", lang.Name(l.entry.Citizen), l.how(lang))
	}
	return fmt.Sprintf("%s: your answer was not understood, or the code was not right. %s", lang.Name(l.entry.Citizen), l.how(lang))
}

// how is how to answer. The number tells apart what one mobile was asked.
func (l letter) how(lang words.Lang) string {
	number := ""
	if l.number > 1 {
		number = fmt.Sprintf(" %d", l.number)
	}
	online := l.entry.Booking == dosedesk.Online
	switch {
	case lang == words.Hindi && online:
		return fmt.Sprintf("जवाब में YES%[1]s (हाँ), NO%[1]s (नहीं) या अपना कोड भेजें।", number)
	case lang == words.Hindi:
		return fmt.Sprintf("जवाब में YES%[1]s (हाँ) या NO%[1]s (नहीं) भेजें।", number)
	case online:
		return fmt.Sprintf("Reply YES%[1]s, NO%[1]s or your code.", number)
	}
	return fmt.Sprintf("Reply YES%[1]s or NO%[1]s.", number)
}
