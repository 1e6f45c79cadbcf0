package lang

import "dosedesk"

// Defer are the words of the screen that ends a visit without a dose.
type Defer struct {
	Title, From, Save, Saved, Tell, TellNoDay string
	Reasons                                   map[dosedesk.Deferral]string
}

var deferral = each[Defer]{
	English: {
		Title: "Why is there no dose today?", From: "By the rules he may come from %s.", Save: "record it",
		Saved: "DEFERRED. The visit is recorded.", Tell: "Tell the citizen: the dose may be given from %s. Book for that day or later.",
		TellNoDay: "Tell the citizen what to do next. The booking stays as it is.",
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
		TellNoDay: "नागरिक को बताएँ कि आगे क्या करना है। बुकिंग वैसी ही रहती है।",
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
		TellNoDay: "Nagrik ko batayen ki aage kya karna hai. Booking vaisi hi rehti hai.",
		Reasons: map[dosedesk.Deferral]string{
			dosedesk.DeferredNotDue: "samay nahin aaya, ya niyamon se anumati nahin", dosedesk.DeferredHealth: "sehat ke kisi sawaal ka jawab",
			dosedesk.DeferredIdentity: "pehchan patra booking se mel nahin khata", dosedesk.DeferredConsent: "sahmati nahin hai",
			dosedesk.DeferredNoCode: "code nahin hai, aaj mil bhi nahin sakta", dosedesk.DeferredNotGiven: "manzoor, par dose nahin di gayi",
			dosedesk.DeferredNoVaccine: "tika khatm",
		},
	},
}
