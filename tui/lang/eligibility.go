package lang

import (
	"strconv"
	"strings"

	"dosedesk"
)

// Eligibility are the words of the rules. Met and Against have a sentence for
// each topic, where a rule is satisfied and where it is not; {number}, {days},
// {until}, {day}, {from} and {vaccine} stand for what the finding says.
type Eligibility struct {
	Eligible, Caution, NotYet, NotYetFrom, NotEligible, Since string
	More                                                      string // how many more rules stand against the dose
	Met, Against                                              map[dosedesk.Topic]string
}

// Finding says one rule that spoke, in words.
func (w *Words) Finding(f dosedesk.Finding) string {
	sentences := w.Eligibility.Against
	if f.Outcome == dosedesk.Eligible {
		sentences = w.Eligibility.Met
	}
	sentence := sentences[f.Topic]
	switch {
	case f.Topic == dosedesk.TopicAge && !f.Day.IsZero():
		sentence = sentences[ageByDate]
	case f.Topic == dosedesk.TopicPrevious && f.Outcome != dosedesk.Eligible && !f.Day.IsZero():
		sentence = sentences[onRecord]
	}
	return fill(sentence, func(name string) string {
		switch name {
		case "number":
			return strconv.Itoa(f.Number)
		case "days":
			return strconv.Itoa(f.Days)
		case "until":
			return strconv.Itoa(f.Until)
		case "day":
			return w.dayOrNothing(f.Day)
		case "from":
			return w.dayOrNothing(f.From)
		case "vaccine":
			return string(f.Vaccine)
		}
		return "{" + name + "}" // a mistake in the sentence, plain to see
	})
}

// fill writes a sentence with a value in place of each {name}.
func fill(sentence string, value func(name string) string) string {
	var b strings.Builder
	for {
		before, rest, more := strings.Cut(sentence, "{")
		b.WriteString(before)
		if !more {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(value(name))
		sentence = after
	}
}

// ageByDate is an age rule that counts the day of birth, not the year.
const ageByDate dosedesk.Topic = "age_by_date"

// onRecord is this dose itself being on record, where TopicPrevious is the dose
// before missing.
const onRecord dosedesk.Topic = "on_record"

func (w *Words) dayOrNothing(d dosedesk.Day) string {
	if d.IsZero() {
		return ""
	}
	return w.Calendar.BriefDay(d)
}

// marks are the symbols of the outcomes.
var marks = map[dosedesk.Outcome]string{
	dosedesk.Eligible: "+", dosedesk.Caution: "!", dosedesk.NotYet: "-", dosedesk.NotEligible: "-",
}

// Marked says one rule that spoke, behind the symbol of its outcome.
func (w *Words) Marked(f dosedesk.Finding) string { return marks[f.Outcome] + " " + w.Finding(f) }

var eligibility = each[Eligibility]{
	English: {
		Eligible: "ELIGIBLE today", Caution: "ELIGIBLE, WITH CAUTION", NotYet: "NOT YET",
		NotYetFrom: "NOT YET: from %s", NotEligible: "NOT ELIGIBLE", Since: "since %s", More: "and %d more",
		Met: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "{number} and older", ageByDate: "born by {day}",
			dosedesk.TopicCategory: "health-care or front-line worker", dosedesk.TopicComorbidity: "{number} and older, with a comorbidity",
			dosedesk.TopicVaccine: "{vaccine} is the vaccine for this age", dosedesk.TopicInterval: "{days} days since the dose before, at least {number}",
			dosedesk.TopicWindow: "within the advised {number} days", dosedesk.TopicSameVaccine: "same vaccine",
			dosedesk.TopicMix: "after {vaccine}: allowed", dosedesk.TopicPrevious: "the dose before is on record",
			dosedesk.TopicBooking: "booked online", dosedesk.TopicCentre: "at such a centre",
			dosedesk.TopicAllergy: "no severe allergy", dosedesk.TopicPregnant: "pregnant: may have the dose", dosedesk.TopicBreastfeeding: "breast-feeding: may have the dose",
			dosedesk.TopicAcute: "not acutely ill", dosedesk.TopicBleeding: "no bleeding disorder",
			dosedesk.TopicRecovered: "recovered on {day}: long enough ago", dosedesk.TopicPlasma: "plasma until {day}: long enough ago",
			dosedesk.TopicOtherVaccine: "another vaccine on {day}: long enough ago", dosedesk.TopicNoSchedule: "in the schedule",
		},
		Against: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "only {number} and older, born {until} or before", ageByDate: "born by {day}: look at the date on the ID",
			dosedesk.TopicCategory: "only health-care and front-line workers", dosedesk.TopicComorbidity: "at {number} only with a comorbidity and a certificate",
			dosedesk.TopicVaccine: "{vaccine} is not given to this age, or not yet", dosedesk.TopicInterval: "only {days} days since the dose before; {number} needed",
			dosedesk.TopicWindow: "{days} days: past the advised {number}", dosedesk.TopicSameVaccine: "the dose before was {vaccine}: no mixing",
			dosedesk.TopicMix: "the dose before was {vaccine}: no mixing", dosedesk.TopicPrevious: "the dose before this one is not on record", onRecord: "this dose is on record: {vaccine}, {day}",
			dosedesk.TopicBooking: "this age only with an online booking", dosedesk.TopicCentre: "not at this kind of centre",
			dosedesk.TopicAllergy: "severe allergic reaction: see a doctor", dosedesk.TopicPregnant: "not while pregnant, or not sure", dosedesk.TopicBreastfeeding: "not while breast-feeding",
			dosedesk.TopicAcute: "ill now: 4 to 8 weeks after recovery", dosedesk.TopicBleeding: "bleeding disorder: tell the vaccinator",
			dosedesk.TopicRecovered: "recovered {day}: wait until {from}", dosedesk.TopicPlasma: "plasma until {day}: wait until {from}",
			dosedesk.TopicOtherVaccine: "another vaccine {day}: wait until {from}", dosedesk.TopicNoSchedule: "the rules have no such dose of {vaccine} today",
		},
	},
	Hindi: {
		Eligible: "आज पात्र हैं", Caution: "पात्र हैं, सावधानी से", NotYet: "अभी नहीं",
		NotYetFrom: "अभी नहीं; %s से लग सकती है", NotEligible: "पात्र नहीं हैं", Since: "%s से", More: "और %d कारण",
		Met: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "{number} वर्ष या अधिक", ageByDate: "जन्म {day} तक",
			dosedesk.TopicCategory: "स्वास्थ्य या फ़्रंटलाइन कर्मी", dosedesk.TopicComorbidity: "{number} या अधिक, और बीमारी के साथ",
			dosedesk.TopicVaccine: "इस उम्र का टीका {vaccine} है", dosedesk.TopicInterval: "पिछली डोज़ को {days} दिन हुए, कम से कम {number}",
			dosedesk.TopicWindow: "सलाह के {number} दिनों के भीतर", dosedesk.TopicSameVaccine: "वही टीका",
			dosedesk.TopicMix: "{vaccine} के बाद: अनुमति है", dosedesk.TopicPrevious: "पिछली डोज़ दर्ज है",
			dosedesk.TopicBooking: "ऑनलाइन बुकिंग है", dosedesk.TopicCentre: "ऐसे केंद्र पर",
			dosedesk.TopicAllergy: "गंभीर एलर्जी नहीं", dosedesk.TopicPregnant: "गर्भवती: डोज़ लग सकती है", dosedesk.TopicBreastfeeding: "स्तनपान: डोज़ लग सकती है",
			dosedesk.TopicAcute: "अभी बीमार नहीं", dosedesk.TopicBleeding: "ख़ून बहने का रोग नहीं",
			dosedesk.TopicRecovered: "{day} को ठीक हुए: काफ़ी समय हुआ", dosedesk.TopicPlasma: "प्लाज़्मा {day} तक: काफ़ी समय हुआ",
			dosedesk.TopicOtherVaccine: "दूसरा टीका {day}: काफ़ी समय हुआ", dosedesk.TopicNoSchedule: "नियमों में है",
		},
		Against: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "केवल {number} या अधिक, जन्म {until} या पहले", ageByDate: "जन्म {day} तक: पहचान-पत्र पर तारीख़ देखें",
			dosedesk.TopicCategory: "केवल स्वास्थ्य और फ़्रंटलाइन कर्मी", dosedesk.TopicComorbidity: "{number} की उम्र में केवल बीमारी और प्रमाणपत्र के साथ",
			dosedesk.TopicVaccine: "{vaccine} इस उम्र को नहीं, या अभी नहीं", dosedesk.TopicInterval: "पिछली डोज़ को केवल {days} दिन हुए; {number} चाहिए",
			dosedesk.TopicWindow: "{days} दिन: सलाह के {number} से अधिक", dosedesk.TopicSameVaccine: "पिछली डोज़ {vaccine} थी: टीका न बदलें",
			dosedesk.TopicMix: "पिछली डोज़ {vaccine} थी: टीका न बदलें", dosedesk.TopicPrevious: "इससे पहले की डोज़ दर्ज नहीं है", onRecord: "यह डोज़ दर्ज है: {vaccine}, {day}",
			dosedesk.TopicBooking: "इस उम्र में केवल ऑनलाइन बुकिंग से", dosedesk.TopicCentre: "इस तरह के केंद्र पर नहीं",
			dosedesk.TopicAllergy: "गंभीर एलर्जी: डॉक्टर से मिलें", dosedesk.TopicPregnant: "गर्भवती हों या पक्का न हो तो नहीं", dosedesk.TopicBreastfeeding: "स्तनपान के दौरान नहीं",
			dosedesk.TopicAcute: "अभी बीमार: ठीक होने के 4 से 8 हफ़्ते बाद", dosedesk.TopicBleeding: "ख़ून बहने का रोग: टीका देने वाले को बताएँ",
			dosedesk.TopicRecovered: "{day} को ठीक हुए: {from} तक रुकें", dosedesk.TopicPlasma: "प्लाज़्मा {day} तक: {from} तक रुकें",
			dosedesk.TopicOtherVaccine: "दूसरा टीका {day}: {from} तक रुकें", dosedesk.TopicNoSchedule: "नियमों में आज {vaccine} की ऐसी डोज़ नहीं",
		},
	},
	HindiLatin: {
		Eligible: "AAJ PAATRA HAIN", Caution: "PAATRA HAIN, SAVDHANI SE", NotYet: "ABHI NAHIN",
		NotYetFrom: "ABHI NAHIN; %s se lag sakti hai", NotEligible: "PAATRA NAHIN HAIN", Since: "%s se", More: "aur %d kaaran",
		Met: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "{number} varsh ya adhik", ageByDate: "janm {day} tak",
			dosedesk.TopicCategory: "swasthya ya frontline karmi", dosedesk.TopicComorbidity: "{number} ya adhik, aur bimari ke saath",
			dosedesk.TopicVaccine: "is umr ka tika {vaccine} hai", dosedesk.TopicInterval: "pichhli dose ko {days} din hue, kam se kam {number}",
			dosedesk.TopicWindow: "salah ke {number} dinon ke bheetar", dosedesk.TopicSameVaccine: "vahi tika",
			dosedesk.TopicMix: "{vaccine} ke baad: anumati hai", dosedesk.TopicPrevious: "pichhli dose darj hai",
			dosedesk.TopicBooking: "online booking hai", dosedesk.TopicCentre: "aise kendra par",
			dosedesk.TopicAllergy: "gambhir allergy nahin", dosedesk.TopicPregnant: "garbhvati: dose lag sakti hai", dosedesk.TopicBreastfeeding: "stanpaan: dose lag sakti hai",
			dosedesk.TopicAcute: "abhi bimar nahin", dosedesk.TopicBleeding: "khoon behne ka rog nahin",
			dosedesk.TopicRecovered: "{day} ko theek hue: kaafi samay hua", dosedesk.TopicPlasma: "plasma {day} tak: kaafi samay hua",
			dosedesk.TopicOtherVaccine: "doosra tika {day}: kaafi samay hua", dosedesk.TopicNoSchedule: "niyamon mein hai",
		},
		Against: map[dosedesk.Topic]string{
			dosedesk.TopicAge: "keval {number} ya adhik, janm {until} ya pehle", ageByDate: "janm {day} tak: ID par tareekh dekhen",
			dosedesk.TopicCategory: "keval swasthya aur frontline karmi", dosedesk.TopicComorbidity: "{number} ki umr mein keval bimari aur pramanpatra ke saath",
			dosedesk.TopicVaccine: "{vaccine} is umr ko nahin, ya abhi nahin", dosedesk.TopicInterval: "pichhli dose ko keval {days} din hue; {number} chahiye",
			dosedesk.TopicWindow: "{days} din: salah ke {number} se adhik", dosedesk.TopicSameVaccine: "pichhli dose {vaccine} thi: tika na badlen",
			dosedesk.TopicMix: "pichhli dose {vaccine} thi: tika na badlen", dosedesk.TopicPrevious: "isse pehle ki dose darj nahin hai", onRecord: "yeh dose darj hai: {vaccine}, {day}",
			dosedesk.TopicBooking: "is umr mein keval online booking se", dosedesk.TopicCentre: "is tarah ke kendra par nahin",
			dosedesk.TopicAllergy: "gambhir allergy: doctor se milen", dosedesk.TopicPregnant: "garbhvati hon ya pakka na ho to nahin", dosedesk.TopicBreastfeeding: "stanpaan ke dauran nahin",
			dosedesk.TopicAcute: "abhi bimar: theek hone ke 4 se 8 hafte baad", dosedesk.TopicBleeding: "khoon behne ka rog: tika dene wale ko batayen",
			dosedesk.TopicRecovered: "{day} ko theek hue: {from} tak ruken", dosedesk.TopicPlasma: "plasma {day} tak: {from} tak ruken",
			dosedesk.TopicOtherVaccine: "doosra tika {day}: {from} tak ruken", dosedesk.TopicNoSchedule: "niyamon mein aaj {vaccine} ki aisi dose nahin",
		},
	},
}
