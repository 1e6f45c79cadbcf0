package lang

import "dosedesk"

// Frame are the words around every screen: header, keys, notices.
type Frame struct {
	Batch       string // vaccine, batch
	LinkUp      string
	NoLink      string
	NoLinkSince string // time
	Refused     string // the server does not know this terminal
	AllSent     string
	NotSent     string // how many, age
	NotSentNew  string // how many, less than a minute old
	Carried     string // how many files of other terminals
	RosterAsOf  string // time
	RosterNone  string
	Hidden      map[dosedesk.Hiding]string
	Minutes     string // number
	Hour        string // one
	Hours       string // number
	Days        string // number

	Help, Language, Search, Review, ReviewN, Board, Stock, Link, Walkin, Lock, PullCable, PlugCable, Phone string
	Back, Open, Quit, Move                                                                                 string

	OnlyInCharge        string
	NoVisit             string
	TooEarly            string // F10 before anybody is cleared
	TooSmall            string
	TooSmallHas         string // columns, rows, columns wanted, rows wanted
	Failed              string // something unexpected; nothing was recorded
	NotRecorded         string
	Disk                string
	LookAgain           string // the vault found that it may be there already
	WriteLost           string // name, one of Writes, Disk or LookAgain
	StockLost           string // vaccine
	Writes              map[dosedesk.Kind]string
	Male, Female, Other string // one letter
	Roles               map[string]string
}

var frame = each[Frame]{
	English: {
		Batch: "%s batch %s", LinkUp: "link up", NoLink: "no link", NoLinkSince: "no link since %s",
		Refused: "the server does not admit this terminal", AllSent: "all sent",
		NotSent: "%d not sent, oldest %s", NotSentNew: "%d not sent", Carried: "carried files: %d", RosterAsOf: "roster as of %s", RosterNone: "no roster yet",
		Hidden:  map[dosedesk.Hiding]string{dosedesk.HidesRoster: "roster hidden: too old", dosedesk.HidesDays: "old days hidden"},
		Minutes: "%d min", Hour: "1 h", Hours: "%d h", Days: "%d days",
		Help: "help", Language: "language", Search: "search", Review: "review", ReviewN: "review (%d)", Board: "the day",
		Stock: "vaccinator, batch", Link: "link", Walkin: "walk-in", Lock: "lock",
		PullCable: "pull the cable", PlugCable: "plug in the cable", Phone: "the citizen's phone",
		Back: "back", Open: "open", Quit: "quit", Move: "move",
		OnlyInCharge: "Only the in-charge opens the review. Ask for the in-charge to sign in (F9).",
		NoVisit:      "No citizen is on the screen: open one first.",
		TooEarly:     "F10 records a dose, and only after the code, when the citizen is cleared.",
		TooSmall:     "The window is too small.",
		TooSmallHas:  "It has %d columns and %d rows; dosedesk needs %d and %d.",
		Failed:       "That did not work, and nothing was recorded. Try again; if it stays so, call the in-charge.",
		NotRecorded:  "NOT RECORDED.",
		Disk:         "It could not be written to the disk. Do not go on: note it on paper and call the in-charge.",
		LookAgain:    "It may be on this terminal already: open the citizen again and look. Only if it is not there, record it once more.",
		WriteLost:    "NOT RECORDED: %s, %s. %s Esc: noted.",
		StockLost:    "NOT KEPT: vaccinator and batch of %s. Choose them again with F6; if it stays so, call the in-charge. Esc: noted.",
		Writes: map[dosedesk.Kind]string{
			dosedesk.KindDoseRecorded: "the dose that was given", dosedesk.KindCodeEntered: "the code that was entered",
			dosedesk.KindVisitDeferred: "the deferral", dosedesk.KindWalkin: "the walk-in", dosedesk.KindReissueAsked: "the new code asked for",
			dosedesk.KindOverride: "the in-charge's override", dosedesk.KindDoseCorrected: "the correction of a dose",
		},
		Male: "M", Female: "F", Other: "O",
		Roles: map[string]string{"verifier": "verifier", "vaccinator": "vaccinator", "in-charge": "in-charge"},
	},
	Hindi: {
		Batch: "%s %s", LinkUp: "लिंक चालू", NoLink: "लिंक नहीं", NoLinkSince: "%s से लिंक नहीं",
		Refused: "सर्वर इस टर्मिनल को नहीं मानता", AllSent: "सब भेजा गया",
		NotSent: "%d भेजने बाक़ी, सबसे पुराना %s", NotSentNew: "%d भेजने बाक़ी", Carried: "औरों की फ़ाइलें: %d", RosterAsOf: "सूची %s की", RosterNone: "सूची अभी नहीं",
		Hidden:  map[dosedesk.Hiding]string{dosedesk.HidesRoster: "सूची छिपी: पुरानी", dosedesk.HidesDays: "पुराने दिन छिपे"},
		Minutes: "%d मिनट", Hour: "1 घंटा", Hours: "%d घंटे", Days: "%d दिन",
		Help: "मदद", Language: "भाषा", Search: "खोज", Review: "समीक्षा", ReviewN: "समीक्षा (%d)", Board: "आज का दिन",
		Stock: "टीका देने वाला, बैच", Link: "लिंक", Walkin: "बिना बुकिंग", Lock: "ताला",
		PullCable: "तार निकालें", PlugCable: "तार लगाएँ", Phone: "नागरिक का फ़ोन",
		Back: "वापस", Open: "खोलें", Quit: "बंद करें", Move: "चलें",
		OnlyInCharge: "समीक्षा केवल प्रभारी खोलते हैं। प्रभारी से साइन-इन करने को कहें (F9)।",
		NoVisit:      "स्क्रीन पर कोई नागरिक नहीं है: पहले किसी को खोलें।",
		TooEarly:     "F10 से डोज़ दर्ज होती है, और केवल कोड के बाद, जब नागरिक मंज़ूर हो।",
		TooSmall:     "विंडो बहुत छोटी है।",
		TooSmallHas:  "इसमें %d कॉलम और %d पंक्तियाँ हैं; dosedesk को %d और %d चाहिए।",
		Failed:       "यह नहीं हो पाया, और कुछ दर्ज नहीं हुआ। फिर कोशिश करें; न हो तो प्रभारी को बुलाएँ।",
		NotRecorded:  "दर्ज नहीं हुआ।",
		Disk:         "डिस्क पर लिखा नहीं जा सका। आगे न बढ़ें: काग़ज़ पर लिखें और प्रभारी को बुलाएँ।",
		LookAgain:    "शायद यह इस टर्मिनल पर पहले से दर्ज है: नागरिक को फिर खोलकर देखें। न हो तभी फिर से दर्ज करें।",
		WriteLost:    "दर्ज नहीं हुआ: %s, %s। %s Esc: लिख लिया।",
		StockLost:    "नहीं रखा गया: %s का टीकाकर्मी और बैच। F6 से फिर चुनें; न हो तो प्रभारी को बुलाएँ। Esc: समझ लिया।",
		Writes: map[dosedesk.Kind]string{
			dosedesk.KindDoseRecorded: "दी गई डोज़", dosedesk.KindCodeEntered: "डाला गया कोड",
			dosedesk.KindVisitDeferred: "टालना", dosedesk.KindWalkin: "बिना बुकिंग का नाम", dosedesk.KindReissueAsked: "नए कोड की माँग",
			dosedesk.KindOverride: "प्रभारी की अनुमति", dosedesk.KindDoseCorrected: "डोज़ का सुधार",
		},
		Male: "पु", Female: "म", Other: "अ",
		Roles: map[string]string{"verifier": "सत्यापक", "vaccinator": "टीकाकर्मी", "in-charge": "प्रभारी"},
	},
	HindiLatin: {
		Batch: "%s batch %s", LinkUp: "link chalu", NoLink: "link nahin", NoLinkSince: "%s se link nahin",
		Refused: "server is terminal ko nahin maanta", AllSent: "sab bheja gaya",
		NotSent: "%d bhejne baaki, sabse purana %s", NotSentNew: "%d bhejne baaki", Carried: "auron ki filen: %d", RosterAsOf: "soochi %s ki", RosterNone: "soochi abhi nahin",
		Hidden:  map[dosedesk.Hiding]string{dosedesk.HidesRoster: "soochi chhipi: purani", dosedesk.HidesDays: "purane din chhipe"},
		Minutes: "%d min", Hour: "1 ghanta", Hours: "%d ghante", Days: "%d din",
		Help: "madad", Language: "bhasha", Search: "khoj", Review: "sameeksha", ReviewN: "sameeksha (%d)", Board: "aaj ka din",
		Stock: "tika dene wala, batch", Link: "link", Walkin: "bina booking", Lock: "taala",
		PullCable: "taar nikalen", PlugCable: "taar lagayen", Phone: "nagrik ka phone",
		Back: "wapas", Open: "kholen", Quit: "band karen", Move: "chalen",
		OnlyInCharge: "Sameeksha keval prabhari kholte hain. Prabhari se sign-in karne ko kahen (F9).",
		NoVisit:      "Screen par koi nagrik nahin hai: pehle kisi ko kholen.",
		TooEarly:     "F10 se dose darj hoti hai, aur keval code ke baad, jab nagrik manzoor ho.",
		TooSmall:     "Window bahut chhoti hai.",
		TooSmallHas:  "Ismen %d column aur %d panktiyan hain; dosedesk ko %d aur %d chahiye.",
		Failed:       "Yeh nahin ho paya, aur kuchh darj nahin hua. Phir koshish karen; na ho to prabhari ko bulayen.",
		NotRecorded:  "DARJ NAHIN HUA.",
		Disk:         "Disk par likha nahin ja saka. Aage na badhen: kagaz par likhen aur prabhari ko bulayen.",
		LookAgain:    "Shayad yeh is terminal par pehle se darj hai: nagrik ko phir kholkar dekhen. Na ho tabhi phir se darj karen.",
		WriteLost:    "DARJ NAHIN HUA: %s, %s. %s Esc: likh liya.",
		StockLost:    "NAHIN RAKHA GAYA: %s ka tikakarmi aur batch. F6 se phir chunen; na ho to prabhari ko bulayen. Esc: samajh liya.",
		Writes: map[dosedesk.Kind]string{
			dosedesk.KindDoseRecorded: "di gayi dose", dosedesk.KindCodeEntered: "daala gaya code",
			dosedesk.KindVisitDeferred: "taalna", dosedesk.KindWalkin: "bina booking ka naam", dosedesk.KindReissueAsked: "naye code ki maang",
			dosedesk.KindOverride: "prabhari ki anumati", dosedesk.KindDoseCorrected: "dose ka sudhar",
		},
		Male: "M", Female: "F", Other: "O",
		Roles: map[string]string{"verifier": "satyapak", "vaccinator": "tikakarmi", "in-charge": "prabhari"},
	},
}

// Role returns a role's name.
func (f Frame) Role(role string) string { return f.Roles[role] }
