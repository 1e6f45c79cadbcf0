package lang

import "dosedesk"

// Override are the words about a dose that the in-charge lets be given without a
// code.
type Override struct {
	Key, PressO                               string // on the code screen
	Title, Means, Reason, Seen, InCharge, PIN string
	Yes, Tick, Allow                          string
	NoReason, NotSeen, NoID, NoPIN            string
	Wrong, OnlyInCharge                       string
	Given, Limit                              string // how many of how many
	By, Waits, SamePerson                     string // on the screen of the dose
	Recorded                                  string // after the dose
	Reasons                                   map[dosedesk.OverrideReason]string
}

var override = each[Override]{
	English: {
		Key: "allow without a code", PressO: "O: the in-charge can let the dose be given without a code; the certificate waits.",
		Title:  "A dose without a code",
		Means:  "The dose may be given, and is recorded as unconfirmed. There is no certificate until the citizen himself answers the SMS on the registered mobile.",
		Reason: "Why is there no code?", Seen: "Photo ID seen, and it matches", InCharge: "In-charge", PIN: "PIN of the in-charge",
		Yes: "yes", Tick: "tick", Allow: "allow it",
		NoReason: "Choose why there is no code: arrows left and right.", NotSeen: "Look at the photo ID above; if it matches, tick it with Space or Y.",
		NoID: "Type the in-charge's operator id.", NoPIN: "The in-charge types his own PIN.",
		Wrong:        "In-charge or PIN is wrong. Nothing was allowed. Type the PIN again; after five wrong ones the desk waits 15 minutes.",
		OnlyInCharge: "Only the in-charge can allow this. Nothing was allowed.",
		Given:        "The dose is recorded already: there is nothing to allow.",
		Limit:        "No further dose without a code at this desk today: %d of %d are used. Send a new code, or ask the citizen to come back with the slip.",
		By:           "CLEARED WITHOUT A CODE by %s: the dose may be given.",
		Waits:        "It stays unconfirmed, without a certificate, until the citizen answers the SMS.",
		SamePerson:   "%s allowed this dose without a code, and so cannot be the one who gives it. F6 chooses another vaccinator.",
		Recorded:     "Without a code: the dose stays unconfirmed until the citizen answers the SMS on the registered mobile; then the certificate follows.",
		Reasons: map[dosedesk.OverrideReason]string{
			dosedesk.OverrideNoPhone:    "no slip, no registered phone here",
			dosedesk.OverrideNoMessage:  "no SMS has come",
			dosedesk.OverrideLocked:     "the code is locked",
			dosedesk.OverrideUnreadable: "the slip cannot be read",
			dosedesk.OverrideGivenFirst: "given before the code was wrong",
		},
	},
	Hindi: {
		Key: "बिना कोड अनुमति", PressO: "O: प्रभारी बिना कोड डोज़ की अनुमति दे सकते हैं; प्रमाणपत्र रुका रहेगा।",
		Title:  "बिना कोड के डोज़",
		Means:  "डोज़ दी जा सकती है, पर अपुष्ट दर्ज होगी। जब तक नागरिक खुद दर्ज मोबाइल पर आए SMS का जवाब न दे, प्रमाणपत्र नहीं बनेगा।",
		Reason: "कोड क्यों नहीं है?", Seen: "पहचान-पत्र देखा, सही है", InCharge: "प्रभारी", PIN: "प्रभारी का PIN",
		Yes: "हाँ", Tick: "हाँ करें", Allow: "अनुमति दें",
		NoReason: "चुनें कि कोड क्यों नहीं है: बाएँ-दाएँ तीर से।", NotSeen: "ऊपर लिखा पहचान-पत्र देखें; मेल खाए तो Space या Y दबाएँ।",
		NoID: "प्रभारी की ऑपरेटर आईडी लिखें।", NoPIN: "प्रभारी अपना PIN खुद लिखें।",
		Wrong:        "प्रभारी या PIN ग़लत है। अनुमति नहीं दी गई। PIN फिर लिखें; पाँच ग़लत के बाद डेस्क 15 मिनट रुकती है।",
		OnlyInCharge: "यह अनुमति केवल प्रभारी दे सकते हैं। अनुमति नहीं दी गई।",
		Given:        "डोज़ दर्ज हो चुकी है: अब अनुमति की ज़रूरत नहीं।",
		Limit:        "इस डेस्क पर आज और कोई डोज़ बिना कोड नहीं: अब तक %d, सीमा %d। नया कोड भेजें, या नागरिक से पर्ची लेकर आने को कहें।",
		By:           "%s की अनुमति से बिना कोड मंज़ूर: डोज़ दी जा सकती है।",
		Waits:        "नागरिक के SMS का जवाब देने तक डोज़ अपुष्ट रहेगी, प्रमाणपत्र नहीं बनेगा।",
		SamePerson:   "%s ने बिना कोड की अनुमति दी है, इसलिए यह डोज़ वे खुद नहीं दे सकते। F6 से दूसरा टीकाकर्मी चुनें।",
		Recorded:     "बिना कोड: नागरिक जब दर्ज मोबाइल पर आए SMS का जवाब देंगे, तब डोज़ पुष्ट होगी और प्रमाणपत्र बनेगा।",
		Reasons: map[dosedesk.OverrideReason]string{
			dosedesk.OverrideNoPhone:    "न पर्ची, न दर्ज फ़ोन साथ",
			dosedesk.OverrideNoMessage:  "SMS नहीं आया",
			dosedesk.OverrideLocked:     "कोड बंद है",
			dosedesk.OverrideUnreadable: "पर्ची पढ़ी नहीं जाती",
			dosedesk.OverrideGivenFirst: "डोज़ के बाद कोड ग़लत निकला",
		},
	},
	HindiLatin: {
		Key: "bina code anumati", PressO: "O: prabhari bina code dose ki anumati de sakte hain; pramanpatra ruka rahega.",
		Title:  "Bina code ke dose",
		Means:  "Dose di ja sakti hai, par apusht darj hogi. Jab tak nagrik khud darj mobile par aaye SMS ka jawab na de, pramanpatra nahin banega.",
		Reason: "Code kyon nahin hai?", Seen: "Pehchan-patra dekha, sahi hai", InCharge: "Prabhari", PIN: "Prabhari ka PIN",
		Yes: "haan", Tick: "haan karen", Allow: "anumati den",
		NoReason: "Chunen ki code kyon nahin hai: baayen-daayen teer se.", NotSeen: "Upar likha pehchan-patra dekhen; mel khaye to Space ya Y dabayen.",
		NoID: "Prabhari ki operator ID likhen.", NoPIN: "Prabhari apna PIN khud likhen.",
		Wrong:        "Prabhari ya PIN galat hai. Anumati nahin di gayi. PIN phir likhen; paanch galat ke baad desk 15 minute rukti hai.",
		OnlyInCharge: "Yeh anumati keval prabhari de sakte hain. Anumati nahin di gayi.",
		Given:        "Dose darj ho chuki hai: ab anumati ki zaroorat nahin.",
		Limit:        "Is desk par aaj aur koi dose bina code nahin: ab tak %d, seema %d. Naya code bhejen, ya nagrik se parchi lekar aane ko kahen.",
		By:           "%s ki anumati se bina code MANZOOR: dose di ja sakti hai.",
		Waits:        "Nagrik ke SMS ka jawab dene tak dose apusht rahegi, pramanpatra nahin banega.",
		SamePerson:   "%s ne bina code ki anumati di hai, isliye yeh dose ve khud nahin de sakte. F6 se doosra tikakarmi chunen.",
		Recorded:     "Bina code: nagrik jab darj mobile par aaye SMS ka jawab denge, tab dose pusht hogi aur pramanpatra banega.",
		Reasons: map[dosedesk.OverrideReason]string{
			dosedesk.OverrideNoPhone:    "na parchi, na darj phone saath",
			dosedesk.OverrideNoMessage:  "SMS nahin aaya",
			dosedesk.OverrideLocked:     "code band hai",
			dosedesk.OverrideUnreadable: "parchi padhi nahin jaati",
			dosedesk.OverrideGivenFirst: "dose ke baad code galat nikla",
		},
	},
}
