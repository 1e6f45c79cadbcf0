package lang

// Stock are the words of the screen where vaccinator and batch are chosen.
type Stock struct {
	Title, Vaccine, Vaccinator, Batch, Expiry, Keep string
	Once                                            string
	NoSession, NoVaccinator                         string
	PickVaccinator, BatchWrong, ExpiryWrong         string
	Expired                                         string // day
	NotKept                                         string
}

var stock = each[Stock]{
	English: {
		Title: "Who gives the vaccine, and from which batch?", Vaccine: "Vaccine", Vaccinator: "Vaccinator",
		Batch: "Batch, as on the vial", Expiry: "Expiry, as on the vial", Keep: "keep",
		Once:           "Chosen once for each vaccine; it holds for every citizen until you change it here.",
		NoSession:      "There is no session today on this terminal's roster, so no vaccine to choose. Check the day in the header, and the link (F7).",
		NoVaccinator:   "No vaccinator works at this centre yet. The list comes from the server: check the link (F7), or call the in-charge.",
		PickVaccinator: "Choose who gives the vaccine.",
		BatchWrong:     "A batch has at least three letters or digits. Copy it from the vial.",
		ExpiryWrong:    "Type the expiry as 31-08-2021 or 2021-08-31, or month and year as 08-2021.",
		Expired:        "This batch expired on %s. Put the vial aside, do not use it, and call the in-charge.",
		NotKept:        "That could not be kept. Press Enter to try again; if it stays so, call the in-charge.",
	},
	Hindi: {
		Title: "टीका कौन लगा रहा है, और किस बैच से?", Vaccine: "टीका", Vaccinator: "टीकाकर्मी",
		Batch: "बैच, शीशी से देखकर", Expiry: "समाप्ति तिथि, शीशी से", Keep: "रखें",
		Once:           "हर टीके के लिए एक बार चुनें; जब तक यहाँ न बदलें, हर नागरिक के लिए यही रहेगा।",
		NoSession:      "इस टर्मिनल की सूची में आज का कोई सत्र नहीं है, इसलिए चुनने को कोई टीका नहीं। ऊपर की तारीख़ और लिंक (F7) देखें।",
		NoVaccinator:   "इस केंद्र पर अभी कोई टीकाकर्मी दर्ज नहीं है। नाम सर्वर से आते हैं: लिंक (F7) देखें, या प्रभारी को बुलाएँ।",
		PickVaccinator: "चुनें कि टीका कौन लगा रहा है।",
		BatchWrong:     "बैच में कम से कम तीन अक्षर या अंक होते हैं। शीशी से देखकर लिखें।",
		ExpiryWrong:    "समाप्ति तिथि ऐसे लिखें: 31-08-2021 या 2021-08-31, या महीना और साल: 08-2021।",
		Expired:        "इस बैच की तिथि %s को निकल चुकी है। शीशी अलग रखें, न लगाएँ, और प्रभारी को बुलाएँ।",
		NotKept:        "यह रखा नहीं जा सका। फिर Enter दबाएँ; न हो तो प्रभारी को बुलाएँ।",
	},
	HindiLatin: {
		Title: "Tika kaun laga raha hai, aur kis batch se?", Vaccine: "Tika", Vaccinator: "Tikakarmi",
		Batch: "Batch, shishi se dekhkar", Expiry: "Samaapti tithi, shishi se", Keep: "rakhen",
		Once:           "Har tike ke liye ek baar chunen; jab tak yahan na badlen, har nagrik ke liye yahi rahega.",
		NoSession:      "Is terminal ki soochi mein aaj ka koi satra nahin hai, isliye chunne ko koi tika nahin. Upar ki tareekh aur link (F7) dekhen.",
		NoVaccinator:   "Is kendra par abhi koi tikakarmi darj nahin hai. Naam server se aate hain: link (F7) dekhen, ya prabhari ko bulayen.",
		PickVaccinator: "Chunen ki tika kaun laga raha hai.",
		BatchWrong:     "Batch mein kam se kam teen akshar ya ank hote hain. Shishi se dekhkar likhen.",
		ExpiryWrong:    "Samaapti tithi aise likhen: 31-08-2021 ya 2021-08-31, ya mahina aur saal: 08-2021.",
		Expired:        "Is batch ki tithi %s ko nikal chuki hai. Shishi alag rakhen, na lagayen, aur prabhari ko bulayen.",
		NotKept:        "Yeh rakha nahin ja saka. Phir Enter dabayen; na ho to prabhari ko bulayen.",
	},
}
