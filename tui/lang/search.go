package lang

import "dosedesk"

// Search are the words of the search screen.
type Search struct {
	Find, Name, Born, Sex, Mobile, Slot, Dose, State                                 string
	Of                                                                               string // found, of how many
	None, NoneNumber, NoRoster, Empty, Choose, Lost, Waiting                         string
	Hidden                                                                           map[dosedesk.Hiding]string
	OwnUnconfirmed                                                                   string // how many, the name and the reason of one
	Due, DueNow, Locked, Cleared, Given, Confirmed, Unconfirmed, Deferred, Cancelled string // Given and Confirmed: time
}

var search = each[Search]{
	English: {
		Find: "Find:", Name: "Name", Born: "Born", Sex: "Sex", Mobile: "Mobile", Slot: "Slot", Dose: "Dose", State: "State",
		Of:         "%d of %d",
		None:       "Nobody on the roster has this name. Try fewer letters, the last four digits of the mobile, or the reference id on the slip. Without a booking: F8.",
		NoneNumber: "Nobody on the roster has this number. Check the digits on the slip, or type the first letters of the name. Without a booking: F8.",
		Empty:      "Nobody is on the roster: sessions that ended more than 36 hours ago have left it, and none is booked for later. Without a booking: F8.",
		NoRoster:   "There is no roster on this terminal yet. It comes with the first sync: see the link above, and F7.",
		Hidden: map[dosedesk.Hiding]string{
			dosedesk.HidesRoster: "The roster is hidden: by this machine's clock it is more than 7 days old. Get a link (F7), or set the clock if it is wrong: nothing is lost.",
			dosedesk.HidesDays:   "Sessions that ended more than 36 hours ago are hidden, by this machine's clock. If it is wrong, set it, or get a link (F7): nothing is lost.",
		},
		Choose:         "Nobody is chosen: type a name or number, or choose with ↓.",
		Lost:           "Who was chosen is no longer in this list. Choose again with ↓, and look at the name.",
		OwnUnconfirmed: "Your doses of today that are unconfirmed: %d. %s: %s Tell the in-charge (F4).",
		Waiting:        "waiting",
		Due:            "due", DueNow: "due now", Locked: "locked", Cleared: "CLEARED", Given: "given %s",
		Confirmed: "done %s", Unconfirmed: "unconfirmed", Deferred: "deferred", Cancelled: "cancelled",
	},
	Hindi: {
		Find: "खोजें:", Name: "नाम", Born: "जन्म", Sex: "लिंग", Mobile: "मोबाइल", Slot: "समय", Dose: "डोज़", State: "स्थिति",
		Of:         "%d / %d",
		None:       "सूची में इस नाम का कोई नहीं है। कम अक्षर लिखें, या मोबाइल के आख़िरी चार अंक, या पर्ची की संदर्भ संख्या। बिना बुकिंग: F8।",
		NoneNumber: "सूची में यह संख्या किसी की नहीं है। पर्ची के अंक जाँचें, या नाम के पहले अक्षर लिखें। बिना बुकिंग: F8।",
		Empty:      "सूची में कोई नहीं है: 36 घंटे से ज़्यादा पहले ख़त्म हुए सत्र हट गए हैं, और आगे की कोई बुकिंग नहीं है। बिना बुकिंग: F8।",
		NoRoster:   "इस टर्मिनल पर अभी सूची नहीं है। वह पहले सिंक के साथ आती है: ऊपर लिंक देखें, और F7।",
		Hidden: map[dosedesk.Hiding]string{
			dosedesk.HidesRoster: "सूची छिपी है: इस मशीन की घड़ी के हिसाब से वह 7 दिन से ज़्यादा पुरानी है। लिंक लाएँ (F7), या घड़ी ग़लत हो तो ठीक करें: कुछ खोया नहीं है।",
			dosedesk.HidesDays:   "36 घंटे से ज़्यादा पहले ख़त्म हुए सत्र इस मशीन की घड़ी के हिसाब से छिपे हैं। घड़ी ग़लत हो तो ठीक करें, या लिंक लाएँ (F7): कुछ खोया नहीं है।",
		},
		Choose:         "कोई चुना नहीं गया: नाम या संख्या लिखें, या ↓ से चुनें।",
		Lost:           "जो चुना था वह अब इस सूची में नहीं है। ↓ से फिर चुनें, और नाम देखें।",
		OwnUnconfirmed: "आज आपकी दर्ज की हुई अपुष्ट डोज़: %d। %s: %s प्रभारी को बताएँ (F4)।",
		Waiting:        "रुके हैं",
		Due:            "बाक़ी", DueNow: "अभी", Locked: "कोड बंद", Cleared: "मंज़ूर", Given: "दी %s",
		Confirmed: "पूरा %s", Unconfirmed: "अपुष्ट", Deferred: "टला", Cancelled: "रद्द",
	},
	HindiLatin: {
		Find: "Khojen:", Name: "Naam", Born: "Janm", Sex: "Ling", Mobile: "Mobile", Slot: "Samay", Dose: "Dose", State: "Sthiti",
		Of:         "%d / %d",
		None:       "Soochi mein is naam ka koi nahin hai. Kam akshar likhen, ya mobile ke aakhiri chaar ank, ya parchi ki sandarbh sankhya. Bina booking: F8.",
		NoneNumber: "Soochi mein yeh sankhya kisi ki nahin hai. Parchi ke ank jaanchen, ya naam ke pehle akshar likhen. Bina booking: F8.",
		Empty:      "Soochi mein koi nahin hai: 36 ghante se zyada pehle khatm hue satra hat gaye hain, aur aage ki koi booking nahin hai. Bina booking: F8.",
		NoRoster:   "Is terminal par abhi soochi nahin hai. Vah pehle sync ke saath aati hai: upar link dekhen, aur F7.",
		Hidden: map[dosedesk.Hiding]string{
			dosedesk.HidesRoster: "Soochi chhipi hai: is machine ki ghadi ke hisaab se vah 7 din se zyada purani hai. Link layen (F7), ya ghadi galat ho to theek karen: kuchh khoya nahin hai.",
			dosedesk.HidesDays:   "36 ghante se zyada pehle khatm hue satra is machine ki ghadi ke hisaab se chhipe hain. Ghadi galat ho to theek karen, ya link layen (F7): kuchh khoya nahin hai.",
		},
		Choose:         "Koi chuna nahin gaya: naam ya sankhya likhen, ya ↓ se chunen.",
		Lost:           "Jo chuna tha vah ab is soochi mein nahin hai. ↓ se phir chunen, aur naam dekhen.",
		OwnUnconfirmed: "Aaj aapki darj ki hui apusht dose: %d. %s: %s Prabhari ko batayen (F4).",
		Waiting:        "ruke hain",
		Due:            "baaki", DueNow: "abhi", Locked: "code band", Cleared: "MANZOOR", Given: "di %s",
		Confirmed: "poora %s", Unconfirmed: "apusht", Deferred: "tala", Cancelled: "radd",
	},
}
