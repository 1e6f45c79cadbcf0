package lang

// Citizen are the words of the citizen's screen.
type Citizen struct {
	Born, DoseOf, PhotoID, Ends, Earlier, DaysAgo, Booking, Online, Walkin string
	Rules, Questions, TabToChange, NoToAll, Consent, ConsentGiven          string
	DeferredAt, GoOn, Defer, QuestionsKey                                  string
	// What became of the code.
	Code, ClearedAt                                       string // a time, and one of the next four
	ClearedRight, ClearedSealed, ClearedSlip, ClearedOver string // the in-charge's name
	Locked                                                string

	// Why a visit cannot be gone on with.
	Closed, NotAdmitted, Gone, OtherDay, Cancelled, Given, Confirmed, Unconfirmed string
}

var citizen = each[Citizen]{
	English: {
		Born: "born %d", DoseOf: "dose %d of %s", PhotoID: "Photo ID as booked", Ends: "%s, ends %s",
		Earlier: "Dose %d", DaysAgo: "%s, %s, %d days ago", Booking: "Booking", Online: "online, %s", Walkin: "walk-in: no code",
		Rules: "rules of %s", Questions: "Health questions", TabToChange: "Tab to change", NoToAll: "no to all",
		Consent: "Consent", ConsentGiven: "asked and given",
		DeferredAt: "Deferred", GoOn: "ID matches, consents", Defer: "defer", QuestionsKey: "questions",
		Code: "Code", ClearedAt: "CLEARED at %s: %s", ClearedRight: "the code is right", ClearedSealed: "the code is checked later",
		ClearedSlip: "the slip's code is right", ClearedOver: "without a code, by %s", Locked: "locked: too many wrong codes",
		Closed:      "Nothing can be done here: see above. Esc leads back.",
		NotAdmitted: "The rules do not allow this dose today. Delete defers the visit.",
		Gone:        "This booking is no longer on the roster. F3 leads back to the search.",
		OtherDay:    "This booking is for %s. The code holds on that day only: ask the citizen to come then, or to book anew.",
		Cancelled:   "This booking was cancelled. Ask the citizen to book anew, or register a walk-in (F8) if he has no other booking.",
		Given:       "The dose was recorded at %s, and waits for the server. Nothing is left to do here.",
		Confirmed:   "The dose was given at %s and is confirmed: certificate %s.",
		Unconfirmed: "The dose was given at %s and is unconfirmed. %s The in-charge settles it in the review (F4).",
	},
	Hindi: {
		Born: "जन्म %d", DoseOf: "डोज़ %d, %s", PhotoID: "बुकिंग का पहचान-पत्र", Ends: "%s, अंत में %s",
		Earlier: "डोज़ %d", DaysAgo: "%s, %s, %d दिन पहले", Booking: "बुकिंग", Online: "ऑनलाइन, %s", Walkin: "बिना बुकिंग: कोड नहीं",
		Rules: "%s के नियम", Questions: "सेहत के सवाल", TabToChange: "बदलने को Tab", NoToAll: "सभी जवाब: नहीं",
		Consent: "सहमति", ConsentGiven: "पूछी गई, दी गई",
		DeferredAt: "टाला गया", GoOn: "पहचान सही, सहमति है", Defer: "टालें", QuestionsKey: "सवाल",
		Code: "कोड", ClearedAt: "%s बजे मंज़ूर: %s", ClearedRight: "कोड सही है", ClearedSealed: "कोड बाद में जाँचा जाएगा",
		ClearedSlip: "पर्ची का कोड सही है", ClearedOver: "बिना कोड, %s की अनुमति से", Locked: "बंद: कई बार ग़लत कोड डाला गया",
		Closed:      "यहाँ कुछ नहीं करना है: ऊपर देखें। Esc से वापस जाएँ।",
		NotAdmitted: "नियमों के अनुसार यह डोज़ आज नहीं लग सकती। Delete से विज़िट टालें।",
		Gone:        "यह बुकिंग अब सूची में नहीं है। F3 से खोज पर लौटें।",
		OtherDay:    "यह बुकिंग %s की है। कोड उसी दिन चलता है: नागरिक से उस दिन आने या फिर से बुक करने को कहें।",
		Cancelled:   "यह बुकिंग रद्द हो चुकी है। नागरिक से फिर बुक करने को कहें; दूसरी बुकिंग न हो तो बिना बुकिंग दर्ज करें (F8)।",
		Given:       "डोज़ %s बजे दर्ज हुई, सर्वर का इंतज़ार है। यहाँ और कुछ नहीं करना है।",
		Confirmed:   "डोज़ %s बजे दी गई, पुष्टि हो गई: प्रमाणपत्र %s।",
		Unconfirmed: "डोज़ %s बजे दी गई, पुष्टि नहीं हुई। %s प्रभारी इसे समीक्षा (F4) में देखेंगे।",
	},
	HindiLatin: {
		Born: "janm %d", DoseOf: "dose %d, %s", PhotoID: "Booking ka ID", Ends: "%s, ant mein %s",
		Earlier: "Dose %d", DaysAgo: "%s, %s, %d din pehle", Booking: "Booking", Online: "online, %s", Walkin: "bina booking: code nahin",
		Rules: "%s ke niyam", Questions: "Sehat ke sawaal", TabToChange: "badalne ko Tab", NoToAll: "sabhi jawab: nahin",
		Consent: "Sahmati", ConsentGiven: "poochhi gayi, di gayi",
		DeferredAt: "Taala gaya", GoOn: "ID sahi, sahmati hai", Defer: "taalen", QuestionsKey: "sawaal",
		Code: "Code", ClearedAt: "%s baje MANZOOR: %s", ClearedRight: "code sahi hai", ClearedSealed: "code baad mein jaancha jayega",
		ClearedSlip: "parchi ka code sahi hai", ClearedOver: "bina code, %s ki anumati se", Locked: "band: kai baar galat code daala gaya",
		Closed:      "Yahan kuchh nahin karna hai: upar dekhen. Esc se wapas jayen.",
		NotAdmitted: "Niyamon ke anusaar yeh dose aaj nahin lag sakti. Delete se visit taalen.",
		Gone:        "Yeh booking ab soochi mein nahin hai. F3 se khoj par lauten.",
		OtherDay:    "Yeh booking %s ki hai. Code usi din chalta hai: nagrik se us din aane ya phir se book karne ko kahen.",
		Cancelled:   "Yeh booking radd ho chuki hai. Nagrik se phir book karne ko kahen; doosri booking na ho to bina booking darj karen (F8).",
		Given:       "Dose %s baje darj hui, server ka intezaar hai. Yahan aur kuchh nahin karna hai.",
		Confirmed:   "Dose %s baje di gayi, pushti ho gayi: pramanpatra %s.",
		Unconfirmed: "Dose %s baje di gayi, pushti nahin hui. %s Prabhari ise sameeksha (F4) mein dekhenge.",
	},
}
