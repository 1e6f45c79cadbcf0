package lang

// Confirm are the words of the screen on which the dose is confirmed.
type Confirm struct {
	Cleared, NotYet, Dose, Batch, BatchUntil, GivenBy, ToChange, PressF10 string
	Given, Wait, WaitWalkin, NotGiven                                     string
	Saving, OffRoster                                                     string
	NotEnter, NotCleared, NoStock, Expired                                string
	NotHere                                                               string // the vaccinator
	Lost, LostNext                                                        string // the code was found wrong while the citizen waited
}

var confirm = each[Confirm]{
	English: {
		Cleared: "CLEARED: the dose may be given.", NotYet: "NO DOSE CAN BE RECORDED NOW", Dose: "Dose", Batch: "Batch",
		BatchUntil: "%s, expires %s", GivenBy: "Given by", ToChange: "F6 to change",
		PressF10: "Press F10 after the dose was given, not before.",
		Given:    "the dose was given", Wait: "wait (stays cleared)", WaitWalkin: "wait (stays on the list)", NotGiven: "not given",
		Lost:       "NOT CLEARED: the server found the code wrong.",
		LostNext:   "If the dose was not given yet: Esc, open the citizen again and ask for the code. If it was given already: F10 records it, unconfirmed until the right code is entered.",
		Saving:     "The dose is being recorded ...",
		OffRoster:  "The booking has left the roster meanwhile. The dose is recorded all the same.",
		NotHere:    "%s may no longer give doses at this centre. F6 chooses who does.",
		NotEnter:   "Enter records nothing here. F10, after the dose was given.",
		NotCleared: "The citizen is not cleared: the code was not right. Esc, open him again and ask for the code.",
		NoStock:    "Nobody was chosen yet who gives this vaccine, nor from which batch. F6 or Enter chooses them, once for the day.",
		Expired:    "Batch %s expired on %s. Give no dose of it. F6 chooses another.",
	},
	Hindi: {
		Cleared: "मंज़ूर: डोज़ दी जा सकती है।", NotYet: "अभी कोई डोज़ दर्ज नहीं हो सकती", Dose: "डोज़", Batch: "बैच",
		BatchUntil: "%s, %s तक", GivenBy: "देने वाले", ToChange: "बदलने को F6",
		PressF10: "डोज़ देने के बाद F10 दबाएँ, पहले नहीं।",
		Given:    "डोज़ दे दी गई", Wait: "रुकें (मंज़ूर रहेगा)", WaitWalkin: "रुकें (सूची में रहेगा)", NotGiven: "नहीं दी गई",
		Lost:       "मंज़ूर नहीं: सर्वर के अनुसार कोड ग़लत था।",
		LostNext:   "डोज़ अभी नहीं दी गई हो: Esc, फिर से खोलें और कोड पूछें। दी जा चुकी हो: F10 से दर्ज करें; सही कोड डालने तक वह अपुष्ट रहेगी।",
		Saving:     "डोज़ दर्ज हो रही है ...",
		OffRoster:  "यह बुकिंग इस बीच सूची से हट गई है। डोज़ फिर भी दर्ज होगी।",
		NotHere:    "%s अब इस केंद्र पर टीका नहीं लगा सकते। F6 से टीकाकर्मी चुनें।",
		NotEnter:   "यहाँ Enter से कुछ दर्ज नहीं होता। डोज़ देने के बाद F10।",
		NotCleared: "नागरिक मंज़ूर नहीं है: कोड सही नहीं था। Esc, फिर से खोलें और कोड पूछें।",
		NoStock:    "यह टीका कौन देगा और किस बैच से, यह अभी नहीं चुना गया। F6 या Enter से चुनें, दिन में एक बार।",
		Expired:    "बैच %s की तारीख़ %s को निकल गई। इससे डोज़ न दें। F6 से दूसरा चुनें।",
	},
	HindiLatin: {
		Cleared: "MANZOOR: dose di ja sakti hai.", NotYet: "ABHI KOI DOSE DARJ NAHIN HO SAKTI", Dose: "Dose", Batch: "Batch",
		BatchUntil: "%s, %s tak", GivenBy: "Dene wale", ToChange: "badalne ko F6",
		PressF10: "Dose dene ke baad F10 dabayen, pehle nahin.",
		Given:    "dose de di gayi", Wait: "ruken (manzoor)", WaitWalkin: "ruken (soochi mein)", NotGiven: "nahin di gayi",
		Lost:       "MANZOOR NAHIN: server ke anusaar code galat tha.",
		LostNext:   "Dose abhi nahin di gayi ho: Esc, phir se kholen aur code poochhen. Di ja chuki ho: F10 se darj karen; sahi code daalne tak vah apusht rahegi.",
		Saving:     "Dose darj ho rahi hai ...",
		OffRoster:  "Yeh booking is beech soochi se hat gayi hai. Dose phir bhi darj hogi.",
		NotHere:    "%s ab is kendra par tika nahin laga sakte. F6 se tikakarmi chunen.",
		NotEnter:   "Yahan Enter se kuchh darj nahin hota. Dose dene ke baad F10.",
		NotCleared: "Nagrik manzoor nahin hai: code sahi nahin tha. Esc, phir se kholen aur code poochhen.",
		NoStock:    "Yeh tika kaun dega aur kis batch se, yeh abhi nahin chuna gaya. F6 ya Enter se chunen, din mein ek baar.",
		Expired:    "Batch %s ki tareekh %s ko nikal gayi. Isse dose na den. F6 se doosra chunen.",
	},
}
