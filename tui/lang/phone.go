package lang

// Phone are the words around the citizen's phone, in the demo.
type Phone struct {
	Title, NotTheDesk, Looking, None, Failed string
}

var phone = each[Phone]{
	English: {
		Title:      "The citizen's phone (demo)",
		NotTheDesk: "What the citizen reads. A desk never sees it; here it lets you read the code as the citizen would.",
		Looking:    "looking ...", None: "No message has come for this booking.",
		Failed: "The phone could not be read. Go back and press F12 again.",
	},
	Hindi: {
		Title:      "नागरिक का फ़ोन (डेमो)",
		NotTheDesk: "यह नागरिक पढ़ता है, डेस्क कभी नहीं देखती। यहाँ इसलिए है कि आप नागरिक की तरह कोड पढ़ सकें।",
		Looking:    "देख रहे हैं ...", None: "इस बुकिंग का कोई संदेश नहीं आया है।",
		Failed: "फ़ोन पढ़ा नहीं जा सका। वापस जाएँ और फिर F12 दबाएँ।",
	},
	HindiLatin: {
		Title:      "Nagrik ka phone (demo)",
		NotTheDesk: "Yeh nagrik padhta hai, desk kabhi nahin dekhti. Yahan isliye hai ki aap nagrik ki tarah code padh saken.",
		Looking:    "dekh rahe hain ...", None: "Is booking ka koi sandesh nahin aaya hai.",
		Failed: "Phone padha nahin ja saka. Wapas jayen aur phir F12 dabayen.",
	},
}
