package slip

import (
	"fmt"

	"dosedesk"
	"dosedesk/sync/server/words"
)

// phrases are the words of a slip in one language.
type phrases struct {
	title, when, where, what, bring, reference, appointment, code string

	born     func(dosedesk.Citizen) string
	dose     func(number int, vaccine dosedesk.Vaccine) string
	document func(dosedesk.PhotoID) string
	replaced func(mobile string) string

	noCode, keep, after string
}

func phrasesOf(lang words.Lang) phrases {
	if lang == words.Hindi {
		return hindi()
	}
	return english()
}

func english() phrases {
	return phrases{
		title: "YOUR VACCINATION APPOINTMENT",
		when:  "When", where: "Where", what: "What", bring: "Bring",
		reference: "Reference id", appointment: "Appointment", code: "YOUR CODE",
		born: func(c dosedesk.Citizen) string { return fmt.Sprintf("born %d, %s", c.BirthYear, c.Gender) },
		dose: func(n int, v dosedesk.Vaccine) string { return fmt.Sprintf("dose %d of %s", n, v) },
		document: func(d dosedesk.PhotoID) string {
			return fmt.Sprintf("%s ending %s, the one you booked with", d.Type, d.LastFour)
		},
		replaced: func(mobile string) string {
			return fmt.Sprintf("Your code was replaced. The new one was sent to the mobile %s; older codes are no longer taken.", mobile)
		},
		noCode: "You came without an online booking: no code is needed.",
		keep: "Give the code at the centre, once your papers were checked and before the dose.\n" +
			"Give it to nobody else, on no phone: it proves that you were there.",
		after: "After the dose you get an SMS. If none has come by 17:00 of the next day,\n" +
			"ask the centre's in-charge.",
	}
}

func hindi() phrases {
	return phrases{
		title: "आपके टीकाकरण का अपॉइंटमेंट",
		when:  "कब", where: "कहाँ", what: "क्या", bring: "साथ लाएँ",
		reference: "संदर्भ संख्या", appointment: "अपॉइंटमेंट", code: "आपका कोड",
		born: func(c dosedesk.Citizen) string {
			gender := map[dosedesk.Gender]string{dosedesk.Male: "पुरुष", dosedesk.Female: "महिला", dosedesk.Other: "अन्य"}[c.Gender]
			return fmt.Sprintf("जन्म वर्ष %d, %s", c.BirthYear, gender)
		},
		dose: func(n int, v dosedesk.Vaccine) string { return fmt.Sprintf("%s की खुराक %d", v, n) },
		document: func(d dosedesk.PhotoID) string {
			return fmt.Sprintf("%s (अंत में %s), जिससे बुकिंग की थी", d.Type, d.LastFour)
		},
		replaced: func(mobile string) string {
			return fmt.Sprintf("आपका कोड बदल दिया गया है। नया कोड मोबाइल %s पर भेजा गया है; पुराना कोड अब मान्य नहीं है।", mobile)
		},
		noCode: "आप बिना ऑनलाइन बुकिंग के आए हैं: कोड की ज़रूरत नहीं है।",
		keep: "कोड केंद्र पर ही बताएँ, काग़ज़ों की जाँच के बाद और टीका लगने से पहले।\n" +
			"किसी और को न बताएँ, फ़ोन पर भी नहीं: यही बताता है कि आप केंद्र पर थे।",
		after: "टीके के बाद आपको SMS मिलेगा। अगले दिन शाम 5 बजे तक न मिले, तो केंद्र प्रभारी से पूछें।",
	}
}
