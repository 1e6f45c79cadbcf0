package slip

import (
	"fmt"

	"dosedesk"
	"dosedesk/sync/server/words"
)

// phrases are the words of a slip in one language.
type phrases struct {
	title, day, time, where, what, bring, reference, appointment, code string

	born     func(dosedesk.Citizen) string
	dose     func(number int, vaccine dosedesk.Vaccine) string
	document func(dosedesk.PhotoID) string
	replaced func(mobile string) string

	noCode, cancelled string

	scan, says string   // beside the QR, and beside what it says
	todo       string   // heads what follows
	keep       []string // what to do with a code; lines are broken for paper
	after      string

	other string // the other language, in that language
}

func phrasesOf(lang words.Lang) phrases {
	if lang == words.Hindi {
		return hindi()
	}
	return english()
}

func english() phrases {
	return phrases{
		title: "Your vaccination appointment",
		day:   "Day", time: "Time", where: "Where", what: "What", bring: "Bring",
		reference: "Reference id", appointment: "Appointment", code: "Your code",
		born: func(c dosedesk.Citizen) string { return fmt.Sprintf("born %d, %s", c.BirthYear, c.Gender) },
		dose: func(n int, v dosedesk.Vaccine) string { return fmt.Sprintf("dose %d of %s", n, v) },
		document: func(d dosedesk.PhotoID) string {
			return fmt.Sprintf("%s ending %s, the one you booked with", d.Type, d.LastFour)
		},
		replaced: func(mobile string) string {
			return fmt.Sprintf("Your code was replaced. The new one was sent to the mobile %s;\nolder codes are no longer taken.", mobile)
		},
		noCode:    "You came without an online booking: no code is needed.",
		cancelled: "This appointment was cancelled. Book a new one before you come.",
		scan:      "The desk can scan this instead.",
		says:      "What it says",
		todo:      "What to do",
		keep: []string{
			"Give the code at the centre, once your papers were checked and before the dose.",
			"Give it to nobody else, on no phone: it proves that you were there.",
		},
		after: "After the dose you get an SMS. If none has come by 17:00 of the next day,\n" +
			"ask the centre's in-charge.",
		other: "हिन्दी",
	}
}

func hindi() phrases {
	return phrases{
		title: "आपके टीकाकरण का अपॉइंटमेंट",
		day:   "दिन", time: "समय", where: "कहाँ", what: "टीका", bring: "साथ लाएँ",
		reference: "संदर्भ संख्या", appointment: "अपॉइंटमेंट", code: "आपका कोड",
		born: func(c dosedesk.Citizen) string {
			gender := map[dosedesk.Gender]string{dosedesk.Male: "पुरुष", dosedesk.Female: "महिला", dosedesk.Other: "अन्य"}[c.Gender]
			return fmt.Sprintf("जन्म वर्ष %d, %s", c.BirthYear, gender)
		},
		dose: func(n int, v dosedesk.Vaccine) string { return fmt.Sprintf("%s की डोज़ %d", v, n) },
		document: func(d dosedesk.PhotoID) string {
			return fmt.Sprintf("%s (अंत में %s), जिससे बुकिंग की थी", documentHindi(d.Type), d.LastFour)
		},
		replaced: func(mobile string) string {
			return fmt.Sprintf("आपका कोड बदल दिया गया है। नया कोड मोबाइल %s पर भेजा गया है;\nपुराना कोड अब मान्य नहीं है।", mobile)
		},
		noCode:    "आप बिना ऑनलाइन बुकिंग के आए हैं: कोड की ज़रूरत नहीं है।",
		cancelled: "यह अपॉइंटमेंट रद्द हो चुका है। आने से पहले नई बुकिंग कर लें।",
		scan:      "या केंद्र पर यह चौकोर निशान दिखाएँ।",
		says:      "इसमें लिखा है",
		todo:      "क्या करें",
		keep: []string{
			"कोड केंद्र पर ही बताएँ, काग़ज़ों की जाँच के बाद और टीका लगने से पहले।",
			"किसी और को न बताएँ, फ़ोन पर भी नहीं: यही बताता है कि आप केंद्र पर थे।",
		},
		after: "टीके के बाद आपको SMS मिलेगा। अगले दिन शाम 5 बजे तक न मिले,\nतो केंद्र प्रभारी से पूछें।",
		other: "English",
	}
}

// documentHindi names a kind of photo ID; one that is not known keeps the name it
// was booked under.
func documentHindi(kind string) string {
	name, ok := map[string]string{ //nolint:gosec // names of documents, no credentials
		"Aadhaar Card": "आधार कार्ड", "PAN Card": "पैन कार्ड", "Driving License": "ड्राइविंग लाइसेंस", "Passport": "पासपोर्ट",
		"Pension Passbook": "पेंशन पासबुक", "NPR Smart Card": "एनपीआर स्मार्ट कार्ड", "Voter ID": "वोटर कार्ड",
		"Unique Disability ID": "दिव्यांग पहचान पत्र", "Ration Card": "राशन कार्ड", "Student ID": "छात्र पहचान पत्र",
	}[kind]
	if !ok {
		return kind
	}
	return name
}
