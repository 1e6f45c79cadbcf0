package lang

import "dosedesk"

// Defer are the words of the screen that ends a visit without a dose.
type Defer struct {
	Title, From, Save, Saved, Tell string
	Until                          string // day
	Reasons                        map[dosedesk.Deferral]string
	TellNoDay                      map[dosedesk.Deferral]string // what to tell the citizen
}

var deferral = each[Defer]{
	English: {
		Title: "Why is there no dose today?", From: "By the rules he may come from %s.", Save: "record it",
		Saved: "DEFERRED. The visit is recorded.", Tell: "Tell the citizen: the dose may be given from %s. Book for that day or later.",
		Until: "until %s",
		TellNoDay: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue:    "Tell the citizen: by today's rules this dose cannot be given, and no day can be named. Ask again when the rules change.",
			dosedesk.DeferredHealth:    "Tell the citizen: see a doctor first, and come again with his advice. The booking of today may be opened again today.",
			dosedesk.DeferredIdentity:  "Tell the citizen: come again today with the photo ID that was booked, or have the booking put right.",
			dosedesk.DeferredConsent:   "Tell the citizen: the dose is his own choice. He may come back today, or book another day.",
			dosedesk.DeferredNoCode:    "Tell the citizen: come back today with the slip or the registered phone, or book another day.",
			dosedesk.DeferredNotGiven:  "Tell the citizen: he may come back today and is taken at once; else he books another day.",
			dosedesk.DeferredNoVaccine: "Tell the citizen: there is no vaccine left today. Book another day; the code of today will not hold then.",
		},
		Reasons: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue: "not due, or not allowed by the rules", dosedesk.DeferredHealth: "an answer to the health questions",
			dosedesk.DeferredIdentity: "the photo ID does not match the booking", dosedesk.DeferredConsent: "does not consent",
			dosedesk.DeferredNoCode: "no code, and none to be had today", dosedesk.DeferredNotGiven: "cleared, but the dose was not given",
			dosedesk.DeferredNoVaccine: "no vaccine left",
		},
	},
	Hindi: {
		Title: "आज डोज़ क्यों नहीं?", From: "नियमों के अनुसार %s से आ सकते हैं।", Save: "दर्ज करें",
		Saved: "टाला गया। विज़िट दर्ज है।", Tell: "नागरिक को बताएँ: डोज़ %s से लग सकती है। उस दिन या बाद की बुकिंग करें।",
		Until: "%s तक",
		TellNoDay: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue:    "नागरिक को बताएँ: आज के नियमों से यह डोज़ नहीं लग सकती, और कोई दिन नहीं बताया जा सकता। नियम बदलने पर फिर पूछें।",
			dosedesk.DeferredHealth:    "नागरिक को बताएँ: पहले डॉक्टर से मिलें, और उनकी सलाह लेकर आएँ। आज की बुकिंग आज फिर खुल सकती है।",
			dosedesk.DeferredIdentity:  "नागरिक को बताएँ: बुकिंग वाला पहचान-पत्र लेकर आज फिर आएँ, या बुकिंग ठीक करवाएँ।",
			dosedesk.DeferredConsent:   "नागरिक को बताएँ: टीका अपनी इच्छा से लगता है। आज फिर आ सकते हैं, या किसी और दिन की बुकिंग करें।",
			dosedesk.DeferredNoCode:    "नागरिक को बताएँ: पर्ची या दर्ज मोबाइल लेकर आज फिर आएँ, या किसी और दिन की बुकिंग करें।",
			dosedesk.DeferredNotGiven:  "नागरिक को बताएँ: आज फिर आएँ तो तुरंत लिए जाएँगे; नहीं तो किसी और दिन की बुकिंग करें।",
			dosedesk.DeferredNoVaccine: "नागरिक को बताएँ: आज टीका ख़त्म हो गया। किसी और दिन की बुकिंग करें; आज का कोड तब नहीं चलेगा।",
		},
		Reasons: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue: "समय नहीं आया, या नियमों से अनुमति नहीं", dosedesk.DeferredHealth: "सेहत के किसी सवाल का जवाब",
			dosedesk.DeferredIdentity: "पहचान-पत्र बुकिंग से मेल नहीं खाता", dosedesk.DeferredConsent: "सहमति नहीं है",
			dosedesk.DeferredNoCode: "कोड नहीं है, आज मिल भी नहीं सकता", dosedesk.DeferredNotGiven: "मंज़ूर, पर डोज़ नहीं दी गई",
			dosedesk.DeferredNoVaccine: "टीका ख़त्म",
		},
	},
	HindiLatin: {
		Title: "Aaj dose kyon nahin?", From: "Niyamon ke anusaar %s se aa sakte hain.", Save: "darj karen",
		Saved: "TAALA GAYA. Visit darj hai.", Tell: "Nagrik ko batayen: dose %s se lag sakti hai. Us din ya baad ki booking karen.",
		Until: "%s tak",
		TellNoDay: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue:    "Nagrik ko batayen: aaj ke niyamon se yeh dose nahin lag sakti, aur koi din nahin bataya ja sakta. Niyam badalne par phir poochhen.",
			dosedesk.DeferredHealth:    "Nagrik ko batayen: pehle doctor se milen, aur unki salah lekar aayen. Aaj ki booking aaj phir khul sakti hai.",
			dosedesk.DeferredIdentity:  "Nagrik ko batayen: booking wala pehchan patra lekar aaj phir aayen, ya booking theek karvayen.",
			dosedesk.DeferredConsent:   "Nagrik ko batayen: tika apni ichchha se lagta hai. Aaj phir aa sakte hain, ya kisi aur din ki booking karen.",
			dosedesk.DeferredNoCode:    "Nagrik ko batayen: parchi ya darj mobile lekar aaj phir aayen, ya kisi aur din ki booking karen.",
			dosedesk.DeferredNotGiven:  "Nagrik ko batayen: aaj phir aayen to turant liye jayenge; nahin to kisi aur din ki booking karen.",
			dosedesk.DeferredNoVaccine: "Nagrik ko batayen: aaj tika khatm ho gaya. Kisi aur din ki booking karen; aaj ka code tab nahin chalega.",
		},
		Reasons: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue: "samay nahin aaya, ya niyamon se anumati nahin", dosedesk.DeferredHealth: "sehat ke kisi sawaal ka jawab",
			dosedesk.DeferredIdentity: "pehchan patra booking se mel nahin khata", dosedesk.DeferredConsent: "sahmati nahin hai",
			dosedesk.DeferredNoCode: "code nahin hai, aaj mil bhi nahin sakta", dosedesk.DeferredNotGiven: "manzoor, par dose nahin di gayi",
			dosedesk.DeferredNoVaccine: "tika khatm",
		},
	},
}
