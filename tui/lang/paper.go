package lang

// Paper are the words about doses that were kept on paper.
type Paper struct {
	Key, Hint                                 string // on the citizen's screen
	PastDay                                   string // day of the booking
	Title, Day, Time, Means, ReadAgain, First string
	DayWrong, TimeWrong                       string
	DayOther                                  string // day of the booking
	Later                                     string // the time now
	Head, When, KeyedBy, Given                string // read again before F10
	NoCode, Walkin, Cancelled                 string
	NotDue                                    string // day of the dose
	Recorded                                  string // given, keyed in
	Asked                                     string
	InReview                                  string // given, keyed in
	Mark                                      string // in the list of the review
}

var paper = each[Paper]{
	English: {
		Key: "from paper", Hint: "P from paper",
		PastDay: "This booking was for %s. If the dose was given then and stands on paper, P keys it in.",
		Title:   "A dose from paper", Day: "Given on", Time: "At (as 10:40)", ReadAgain: "read it again",
		Means:     "For a dose that was given earlier and stands on paper. No code is asked for: the citizen is asked by SMS, and answers for himself.",
		First:     "Fill in the form first. Enter then shows everything once more, and there F10 records it.",
		DayWrong:  "Type the day as 13-05-2021.",
		TimeWrong: "Type the time as it stands on the paper: 10:40 or 1040.",
		DayOther:  "The booking is for %s, and only a dose of that day belongs to it. If the paper has another day, keep the paper and call the in-charge.",
		Later:     "It is %s now, and a dose that was given lies before that. Look at the paper again.",
		Head:      "FROM PAPER: compare everything with the paper once more.",
		When:      "Given at", KeyedBy: "Keyed in by", Given: "given, as the paper says",
		NoCode:    "Without a code: unconfirmed, without a certificate, until the citizen answers the SMS on the registered mobile with YES or the code.",
		Walkin:    "The citizen is asked by SMS whether the dose was given.",
		Cancelled: "The booking was cancelled. The dose is recorded all the same, and stays in the review.",
		NotDue:    "By the rules of %s this dose was not due. It is recorded all the same, and stays in the review.",
		Recorded:  "RECORDED from paper: given %s, keyed in %s",
		Asked:     "No code was entered. The citizen is asked by SMS: YES or the code confirms the dose. Until then it is in the review (F4), without a certificate.",
		InReview:  "%s, on paper; keyed in %s", Mark: "paper",
	},
	Hindi: {
		Key: "काग़ज़ से", Hint: "P काग़ज़ से",
		PastDay: "यह बुकिंग %s की थी। डोज़ उसी दिन लगी हो और काग़ज़ पर लिखी हो, तो P से दर्ज करें।",
		Title:   "काग़ज़ पर लिखी डोज़", Day: "किस दिन लगी", Time: "कितने बजे (जैसे 10:40)", ReadAgain: "फिर से देखें",
		Means:     "उस डोज़ के लिए जो पहले लग चुकी है और काग़ज़ पर लिखी है। कोड नहीं पूछा जाता: नागरिक से SMS पर पूछा जाएगा, और वे खुद जवाब देंगे।",
		First:     "पहले फ़ॉर्म भरें। फिर Enter से सब एक बार और दिखेगा, और वहाँ F10 से दर्ज होगी।",
		DayWrong:  "तारीख़ ऐसे लिखें: 13-05-2021।",
		TimeWrong: "समय काग़ज़ से देखकर लिखें: 10:40 या 1040।",
		DayOther:  "बुकिंग %s की है; उसमें उसी दिन की डोज़ दर्ज होती है। काग़ज़ पर दूसरा दिन हो, तो काग़ज़ रखें और प्रभारी को बुलाएँ।",
		Later:     "अभी %s बजे हैं; लगी हुई डोज़ का समय इससे पहले का होगा। काग़ज़ फिर देखें।",
		Head:      "काग़ज़ से: सब कुछ एक बार फिर काग़ज़ से मिलाएँ।",
		When:      "कब लगी", KeyedBy: "दर्ज करने वाले", Given: "काग़ज़ के अनुसार दी गई",
		NoCode:    "बिना कोड: जब तक नागरिक दर्ज मोबाइल पर आए SMS के जवाब में YES (हाँ) या कोड न भेजें, डोज़ अपुष्ट रहेगी और प्रमाणपत्र नहीं बनेगा।",
		Walkin:    "नागरिक से SMS पर पूछा जाएगा कि डोज़ लगी या नहीं।",
		Cancelled: "बुकिंग रद्द हो चुकी थी। डोज़ फिर भी दर्ज होगी, और समीक्षा में रहेगी।",
		NotDue:    "%s के नियमों से इस डोज़ का समय नहीं आया था। डोज़ फिर भी दर्ज होगी, और समीक्षा में रहेगी।",
		Recorded:  "काग़ज़ से दर्ज हुई: डोज़ %s बजे लगी, %s बजे दर्ज की",
		Asked:     "कोई कोड नहीं डाला गया। नागरिक से SMS पर पूछा जाएगा: YES (हाँ) या कोड से पुष्टि होगी। तब तक डोज़ समीक्षा (F4) में रहेगी, प्रमाणपत्र नहीं बनेगा।",
		InReview:  "%s, काग़ज़ पर; दर्ज की %s", Mark: "काग़ज़",
	},
	HindiLatin: {
		Key: "kagaz se", Hint: "P kagaz se",
		PastDay: "Yeh booking %s ki thi. Dose usi din lagi ho aur kagaz par likhi ho, to P se darj karen.",
		Title:   "Kagaz par likhi dose", Day: "Kis din lagi", Time: "Kitne baje (jaise 10:40)", ReadAgain: "phir se dekhen",
		Means:     "Us dose ke liye jo pehle lag chuki hai aur kagaz par likhi hai. Code nahin poochha jaata: nagrik se SMS par poochha jayega, aur ve khud jawab denge.",
		First:     "Pehle form bharen. Phir Enter se sab ek baar aur dikhega, aur vahan F10 se darj hogi.",
		DayWrong:  "Tareekh aise likhen: 13-05-2021.",
		TimeWrong: "Samay kagaz se dekhkar likhen: 10:40 ya 1040.",
		DayOther:  "Booking %s ki hai; usmein usi din ki dose darj hoti hai. Kagaz par doosra din ho, to kagaz rakhen aur prabhari ko bulayen.",
		Later:     "Abhi %s baje hain; lagi hui dose ka samay isse pehle ka hoga. Kagaz phir dekhen.",
		Head:      "KAGAZ SE: sab kuchh ek baar phir kagaz se milayen.",
		When:      "Kab lagi", KeyedBy: "Darj karne wale", Given: "kagaz ke anusaar di gayi",
		NoCode:    "Bina code: jab tak nagrik darj mobile par aaye SMS ke jawab mein YES (haan) ya code na bhejen, dose apusht rahegi aur pramanpatra nahin banega.",
		Walkin:    "Nagrik se SMS par poochha jayega ki dose lagi ya nahin.",
		Cancelled: "Booking radd ho chuki thi. Dose phir bhi darj hogi, aur sameeksha mein rahegi.",
		NotDue:    "%s ke niyamon se is dose ka samay nahin aaya tha. Dose phir bhi darj hogi, aur sameeksha mein rahegi.",
		Recorded:  "KAGAZ SE DARJ HUI: dose %s baje lagi, %s baje darj ki",
		Asked:     "Koi code nahin daala gaya. Nagrik se SMS par poochha jayega: YES (haan) ya code se pushti hogi. Tab tak dose sameeksha (F4) mein rahegi, pramanpatra nahin banega.",
		InReview:  "%s, kagaz par; darj ki %s", Mark: "kagaz",
	},
}
