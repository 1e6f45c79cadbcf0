package lang

import "dosedesk"

// Review are the words of the in-charge's review and of one dose in it.
type Review struct {
	Title, Empty, Name, Dose, Given, Age, Vaccine     string
	Next                                              string // next step
	Born                                              string // year
	Batch, GivenBy, RecordedBy, Mobile                string
	Unconfirmed, Confirmed                            string
	Certificate                                       string // number
	TriesLeft                                         string // how many
	EnterCode, NewCode                                string
	Settled, NotAboutCode, Locked, Asked, NoMoreCodes string
	AskedOffline, Sure                                string
	Gone                                              string
	Answer                                            string // the citizen's own
	Answers                                           map[dosedesk.Said]string
	Correct, CorrectTitle, CorrectNever, Corrected    string
}

var review = each[Review]{
	English: {
		Title: "Review: doses given and not confirmed", Name: "Name", Dose: "Dose", Given: "Given", Age: "Waiting", Vaccine: "Vaccine",
		Empty: "Nothing waits here: every dose that the server has judged is confirmed.",
		Next:  "Next: %s", Born: "born %d", Batch: "Batch", GivenBy: "Given by", RecordedBy: "Recorded by", Mobile: "Registered mobile",
		Unconfirmed: "UNCONFIRMED", Confirmed: "CONFIRMED: nothing more to do", Certificate: "Certificate %s",
		TriesLeft: "Tries left for this code: %d", EnterCode: "type the code again", NewCode: "new code by SMS",
		Settled:      "This dose is settled.",
		NotAboutCode: "The code does not settle this: follow the next step.",
		Locked:       "The code is locked after too many wrong tries. A new one by SMS (N) opens it.",
		Sure:         "The old code dies at once, and the citizen has to wait for the SMS. Press N again to send a new one.",
		Asked:        "The SMS with the new code is on its way to the registered mobile. The old code no longer counts.",
		AskedOffline: "No link: the new code goes out by SMS when the link is back. From then on the old code no longer counts.",
		NoMoreCodes:  "No further code can be sent for this appointment: only the citizen's own answer from the registered mobile confirms the dose.",
		Gone:         "This dose is no longer on this terminal's roster.",
		Answer:       "The citizen says",
		Answers:      map[dosedesk.Said]string{dosedesk.SaidNothing: "nothing yet", dosedesk.SaidYes: "YES, by SMS", dosedesk.SaidNo: "NO, by SMS"},
		Correct:      "correct", CorrectTitle: "What was really given",
		CorrectNever: "Another citizen, appointment or dose number is never a correction: that dose is recorded anew, with that citizen's code.",
		Corrected:    "The correction is recorded; the server judges the dose again.",
	},
	Hindi: {
		Title: "समीक्षा: लगे हुए टीके जो पुष्ट नहीं हुए", Name: "नाम", Dose: "डोज़", Given: "कब लगा", Age: "प्रतीक्षा", Vaccine: "टीका",
		Empty: "यहाँ कुछ बाक़ी नहीं: सर्वर ने जितने टीके जाँचे, सब पुष्ट हैं।",
		Next:  "आगे: %s", Born: "जन्म %d", Batch: "बैच", GivenBy: "किसने लगाया", RecordedBy: "किसने दर्ज किया", Mobile: "दर्ज मोबाइल",
		Unconfirmed: "अपुष्ट", Confirmed: "पुष्ट: अब कुछ नहीं करना है", Certificate: "प्रमाणपत्र %s",
		TriesLeft: "इस कोड की बची कोशिशें: %d", EnterCode: "कोड फिर लिखें", NewCode: "SMS से नया कोड",
		Settled:      "इस टीके का मामला निपट गया है।",
		NotAboutCode: "यह कोड से नहीं सुलझेगा: ऊपर लिखा अगला काम करें।",
		Locked:       "बहुत बार ग़लत कोड से कोड बंद हो गया है। SMS से नया कोड (N) आने पर खुलेगा।",
		Sure:         "पुराना कोड तुरंत बंद हो जाएगा, और नागरिक को SMS का इंतज़ार करना होगा। नया भेजने के लिए फिर N दबाएँ।",
		Asked:        "नए कोड का SMS दर्ज मोबाइल पर जा रहा है। पुराना कोड अब नहीं चलेगा।",
		AskedOffline: "लिंक नहीं: नया कोड लिंक आने पर SMS से जाएगा। उसके बाद पुराना कोड नहीं चलेगा।",
		NoMoreCodes:  "इस बुकिंग के लिए और कोड नहीं भेजा जा सकता: अब केवल नागरिक का अपना जवाब, दर्ज मोबाइल से, टीके को पुष्ट करेगा।",
		Gone:         "यह टीका अब इस टर्मिनल की सूची में नहीं है।",
		Answer:       "नागरिक का जवाब",
		Answers:      map[dosedesk.Said]string{dosedesk.SaidNothing: "अभी कोई नहीं", dosedesk.SaidYes: "SMS से: हाँ", dosedesk.SaidNo: "SMS से: नहीं"},
		Correct:      "सुधारें", CorrectTitle: "असल में क्या लगा",
		CorrectNever: "दूसरा नागरिक, दूसरी बुकिंग या दूसरी डोज़ संख्या सुधार नहीं है: वह डोज़ उसी नागरिक के कोड से नई दर्ज होगी।",
		Corrected:    "सुधार दर्ज हुआ; सर्वर डोज़ को फिर से जाँचेगा।",
	},
	HindiLatin: {
		Title: "Sameeksha: lage hue tike jo pusht nahin hue", Name: "Naam", Dose: "Dose", Given: "Kab laga", Age: "Prateeksha", Vaccine: "Tika",
		Empty: "Yahan kuchh baaki nahin: server ne jitne tike jaanche, sab pusht hain.",
		Next:  "Aage: %s", Born: "janm %d", Batch: "Batch", GivenBy: "Kisne lagaya", RecordedBy: "Kisne darj kiya", Mobile: "Darj mobile",
		Unconfirmed: "APUSHT", Confirmed: "PUSHT: ab kuchh nahin karna hai", Certificate: "Pramanpatra %s",
		TriesLeft: "Is code ki bachi koshishen: %d", EnterCode: "code phir likhen", NewCode: "SMS se naya code",
		Settled:      "Is tike ka maamla nipat gaya hai.",
		NotAboutCode: "Yeh code se nahin suljhega: upar likha agla kaam karen.",
		Locked:       "Bahut baar galat code se code band ho gaya hai. SMS se naya code (N) aane par khulega.",
		Sure:         "Purana code turant band ho jayega, aur nagrik ko SMS ka intezaar karna hoga. Naya bhejne ke liye phir N dabayen.",
		Asked:        "Naye code ka SMS darj mobile par ja raha hai. Purana code ab nahin chalega.",
		AskedOffline: "Link nahin: naya code link aane par SMS se jayega. Uske baad purana code nahin chalega.",
		NoMoreCodes:  "Is booking ke liye aur code nahin bheja ja sakta: ab keval nagrik ka apna jawab, darj mobile se, tike ko pusht karega.",
		Gone:         "Yeh tika ab is terminal ki soochi mein nahin hai.",
		Answer:       "Nagrik ka jawab",
		Answers:      map[dosedesk.Said]string{dosedesk.SaidNothing: "abhi koi nahin", dosedesk.SaidYes: "SMS se: haan", dosedesk.SaidNo: "SMS se: nahin"},
		Correct:      "sudharen", CorrectTitle: "Asal mein kya laga",
		CorrectNever: "Doosra nagrik, doosri booking ya doosri dose sankhya sudhar nahin hai: vah dose usi nagrik ke code se nayi darj hogi.",
		Corrected:    "Sudhar darj hua; server dose ko phir se jaanchega.",
	},
}
