package lang

// Phone are the words around the citizen's phone, in the demo.
type Phone struct {
	Title, NotTheDesk, Looking, None, Failed, Hold, NoSlip string
	Yes, No, Replied, NotAsked                             string
}

var phone = each[Phone]{
	English: {
		Title:      "The citizen's phone (demo)",
		NotTheDesk: "What the citizen reads. A desk never sees it; here it lets you read the code as the citizen would.",
		Looking:    "looking ...", None: "No message has come for this booking.",
		Failed: "The phone could not be read. Go back and press F12 again.",
		Hold:   "hold the slip to the scanner", NoSlip: "This citizen has no slip with a code that holds: a new code is in an SMS, and a walk-in has none.",
		Yes: "reply YES", No: "reply NO", Replied: "The citizen's answer is on its way to the server.",
		NotAsked: "This citizen was not asked anything: nothing to answer.",
	},
	Hindi: {
		Title:      "नागरिक का फ़ोन (डेमो)",
		NotTheDesk: "यह नागरिक पढ़ता है, डेस्क कभी नहीं देखती। यहाँ इसलिए है कि आप नागरिक की तरह कोड पढ़ सकें।",
		Looking:    "देख रहे हैं ...", None: "इस बुकिंग का कोई संदेश नहीं आया है।",
		Failed: "फ़ोन पढ़ा नहीं जा सका। वापस जाएँ और फिर F12 दबाएँ।",
		Hold:   "पर्ची स्कैनर को दिखाएँ", NoSlip: "इस नागरिक के पास चालू कोड वाली पर्ची नहीं है: नया कोड SMS में होता है, और बिना बुकिंग वाले का कोड नहीं होता।",
		Yes: "YES (हाँ)", No: "NO (नहीं)", Replied: "नागरिक का जवाब सर्वर को जा रहा है।",
		NotAsked: "इस नागरिक से कुछ पूछा नहीं गया है: जवाब देने को कुछ नहीं।",
	},
	HindiLatin: {
		Title:      "Nagrik ka phone (demo)",
		NotTheDesk: "Yeh nagrik padhta hai, desk kabhi nahin dekhti. Yahan isliye hai ki aap nagrik ki tarah code padh saken.",
		Looking:    "dekh rahe hain ...", None: "Is booking ka koi sandesh nahin aaya hai.",
		Failed: "Phone padha nahin ja saka. Wapas jayen aur phir F12 dabayen.",
		Hold:   "parchi scanner ko dikhayen", NoSlip: "Is nagrik ke paas chalu code wali parchi nahin hai: naya code SMS mein hota hai, aur bina booking wale ka code nahin hota.",
		Yes: "YES (haan)", No: "NO (nahin)", Replied: "Nagrik ka jawab server ko ja raha hai.",
		NotAsked: "Is nagrik se kuchh poochha nahin gaya hai: jawab dene ko kuchh nahin.",
	},
}
