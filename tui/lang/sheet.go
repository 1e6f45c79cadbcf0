package lang

// Sheet are the words of the roster on paper.
type Sheet struct {
	Title   string
	AsOf    string // moment
	Printed string // moment, name

	Name, Born, Sex, PhotoID, Mobile, Dose, State                  string
	Came, Matches, Consents, Health, Batch, GivenBy, At, Signature string

	From     string // day from which the dose is due
	Walkins  string // what is asked of who came without a booking
	Dose1    string // of a second dose: which one came before, and when
	NoCode   string // the three sentences at the foot of each page
	Question string // the health questions, in short
	Destroy  string
}

var sheet = each[Sheet]{
	English: {
		Title: "Roster on paper", AsOf: "roster as of %s", Printed: "printed %s by %s",
		Name: "Name", Born: "Born", Sex: "Sex", PhotoID: "Photo ID, ends", Mobile: "Mobile", Dose: "Dose", State: "State",
		Came: "here", Matches: "ID matches", Consents: "consents", Health: "health: a yes", Batch: "Batch, expiry",
		GivenBy: "Given by", At: "At", Signature: "Signature",
		From:     "from %s",
		Walkins:  "Without a booking: the mobile with all ten digits, for the question by SMS",
		Dose1:    "Vaccine; if dose 2: dose 1, which and when",
		NoCode:   "No code stands on this sheet, and none may be written on it. When a dose has been keyed in, the citizen is asked by SMS on the registered mobile, and his YES confirms it.",
		Question: "Health, write which: %s.",
		Destroy:  "Personal data: never leave it lying about. Key in every dose at the desk (open the citizen, then P), and destroy the sheet.",
	},
	Hindi: {
		Title: "काग़ज़ पर सूची", AsOf: "सूची %s की", Printed: "%s को छापा: %s",
		Name: "नाम", Born: "जन्म", Sex: "लिंग", PhotoID: "पहचान-पत्र, अंत में", Mobile: "मोबाइल", Dose: "डोज़", State: "स्थिति",
		Came: "आए", Matches: "पहचान सही", Consents: "सहमति", Health: "सेहत: कोई हाँ", Batch: "बैच, तिथि",
		GivenBy: "देने वाले", At: "समय", Signature: "हस्ताक्षर",
		From:     "%s से",
		Walkins:  "बिना बुकिंग आए: मोबाइल के पूरे दस अंक लिखें, SMS से पूछने के लिए",
		Dose1:    "टीका; डोज़ 2 हो तो: डोज़ 1 कौन सी, कब",
		NoCode:   "इस काग़ज़ पर कोई कोड नहीं है, और इस पर कोड लिखना मना है। डोज़ दर्ज होने पर नागरिक से दर्ज मोबाइल पर SMS से पूछा जाएगा; उनके YES (हाँ) से पुष्टि होगी।",
		Question: "सेहत, कौन सा सवाल: %s।",
		Destroy:  "निजी जानकारी: इसे इधर-उधर न छोड़ें। हर डोज़ डेस्क पर दर्ज करें (नागरिक खोलें, फिर P), और काग़ज़ नष्ट करें।",
	},
	HindiLatin: {
		Title: "Kagaz par soochi", AsOf: "soochi %s ki", Printed: "%s ko chhaapa: %s",
		Name: "Naam", Born: "Janm", Sex: "Ling", PhotoID: "Pehchan patra, ant mein", Mobile: "Mobile", Dose: "Dose", State: "Sthiti",
		Came: "aaye", Matches: "pehchan sahi", Consents: "sahmati", Health: "sehat: koi haan", Batch: "Batch, tithi",
		GivenBy: "Dene wale", At: "Samay", Signature: "Hastakshar",
		From:     "%s se",
		Walkins:  "Bina booking aaye: mobile ke poore das ank likhen, SMS se poochhne ke liye",
		Dose1:    "Tika; dose 2 ho to: dose 1 kaun si, kab",
		NoCode:   "Is kagaz par koi code nahin hai, aur is par code likhna mana hai. Dose darj hone par nagrik se darj mobile par SMS se poochha jayega; unke YES (haan) se pushti hogi.",
		Question: "Sehat, kaun sa sawal: %s.",
		Destroy:  "Niji jaankari: ise idhar-udhar na chhoden. Har dose desk par darj karen (nagrik kholen, phir P), aur kagaz nasht karen.",
	},
}
