package lang

// Done are the words of the screen after the dose.
type Done struct {
	Recorded, Confirmed, Certificate, Unconfirmed, InReview string // a time; the certificate's number
	Refused                                                 string // a time
	CheckedLater, SentLater, NoSMS, Wait, Next              string
}

var done = each[Done]{
	English: {
		Recorded: "RECORDED  %s", Confirmed: "CONFIRMED  dose given at %s", Certificate: "Certificate %s. The confirmation SMS is on its way.",
		Unconfirmed: "UNCONFIRMED  dose given at %s", InReview: "There is no certificate. The in-charge settles it in the review (F4).",
		Refused:      "NOT TAKEN by the server: the dose given at %s. The record of it is kept. Call the in-charge; there is no certificate yet.",
		CheckedLater: "The code is checked when the link is back; then certificate and SMS follow.",
		SentLater:    "Certificate and SMS follow as soon as there is a link.",
		NoSMS:        "Tell the citizen: if no SMS comes by tomorrow 17:00, ask for the in-charge.",
		Wait:         "Please wait 30 minutes, until %s.", Next: "any key: next citizen",
	},
	Hindi: {
		Recorded: "दर्ज हुई  %s", Confirmed: "पुष्टि हो गई  डोज़ %s बजे दी गई", Certificate: "प्रमाणपत्र %s। पुष्टि का SMS आ रहा है।",
		Unconfirmed: "अपुष्ट  डोज़ %s बजे दी गई", InReview: "प्रमाणपत्र नहीं बना। प्रभारी इसे समीक्षा (F4) में देखेंगे।",
		Refused:      "सर्वर ने नहीं लिया: %s बजे दी गई डोज़। उसका रिकॉर्ड सुरक्षित है। प्रभारी को बुलाएँ; प्रमाणपत्र अभी नहीं बना।",
		CheckedLater: "लिंक आने पर कोड जाँचा जाएगा; फिर प्रमाणपत्र और SMS आएँगे।",
		SentLater:    "लिंक होते ही प्रमाणपत्र और SMS आएँगे।",
		NoSMS:        "नागरिक को बताएँ: कल 17:00 तक SMS न आए तो प्रभारी से पूछें।",
		Wait:         "कृपया 30 मिनट रुकें, %s तक।", Next: "कोई भी कुंजी: अगला नागरिक",
	},
	HindiLatin: {
		Recorded: "DARJ HUI  %s", Confirmed: "PUSHTI HO GAYI  dose %s baje di gayi", Certificate: "Pramanpatra %s. Pushti ka SMS aa raha hai.",
		Unconfirmed: "APUSHT  dose %s baje di gayi", InReview: "Pramanpatra nahin bana. Prabhari ise sameeksha (F4) mein dekhenge.",
		Refused:      "SERVER NE NAHIN LIYA: %s baje di gayi dose. Uska record surakshit hai. Prabhari ko bulayen; pramanpatra abhi nahin bana.",
		CheckedLater: "Link aane par code jaancha jayega; phir pramanpatra aur SMS aayenge.",
		SentLater:    "Link hote hi pramanpatra aur SMS aayenge.",
		NoSMS:        "Nagrik ko batayen: kal 17:00 tak SMS na aaye to prabhari se poochhen.",
		Wait:         "Kripya 30 minute ruken, %s tak.", Next: "koi bhi key: agla nagrik",
	},
}
