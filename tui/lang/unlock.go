package lang

// Unlock are the words of the screen that opens the desk.
type Unlock struct {
	Header                          string // in the place of the link
	Title, Who, Field, Opening, Why string
	Type, Wrong, Lost, Elsewhere    string // Wrong: whose passphrase it is not; Lost and Elsewhere: whose key file it is
	Newer, Damaged, Trouble         string
	Nobody                          string // has a passphrase
	Enter, Choose                   string
}

var unlock = each[Unlock]{
	English: {
		Header: "this terminal is closed: nothing is sent or fetched until it is opened",
		Title:  "Open this terminal", Who: "Who opens it", Field: "Passphrase", Opening: "opening ...",
		Why:       "What is on this terminal is sealed. After it is opened, everybody signs in with a PIN as ever.",
		Type:      "Type the passphrase of who is chosen in the list.",
		Wrong:     "This is not the passphrase of %s. Look who is chosen in the list (↑↓), at capital letters and the keyboard's language; then type it again.",
		Lost:      "A key file of %s is missing or damaged. Somebody else in the list can open the terminal; else ask the district: it has the recovery key.",
		Elsewhere: "%s may no longer open this terminal. Choose somebody else.",
		Newer:     "A newer dosedesk has worked on this terminal, and this one cannot read it. Nothing was changed: ask the district for the newer one.",
		Damaged:   "The recorded doses on this terminal cannot be read. Nothing was changed: leave the terminal as it is, and tell the district.",
		Trouble:   "It could not be opened. Try again; if it stays so, restart the machine, then tell the district. No dose is lost.",
		Nobody:    "Nobody opens this terminal with a passphrase: it is started with dosedesk --identity FILE. Ask the in-charge or the district.",
		Enter:     "open", Choose: "choose",
	},
	Hindi: {
		Header: "यह टर्मिनल बंद है: खोलने तक न कुछ भेजा जाएगा, न लिया जाएगा",
		Title:  "टर्मिनल खोलें", Who: "कौन खोल रहा है", Field: "पासफ़्रेज़", Opening: "खुल रहा है ...",
		Why:       "इस टर्मिनल का सब कुछ सील है। खुलने के बाद सब हमेशा की तरह PIN से साइन-इन करते हैं।",
		Type:      "सूची में चुने गए व्यक्ति का पासफ़्रेज़ लिखें।",
		Wrong:     "यह %s का पासफ़्रेज़ नहीं है। सूची में चुना गया नाम (↑↓), बड़े-छोटे अक्षर और कीबोर्ड की भाषा देखें; फिर से लिखें।",
		Lost:      "%s की चाबी की फ़ाइल ग़ायब या ख़राब है। सूची में से कोई और टर्मिनल खोल सकता है; नहीं तो ज़िले से कहें: उनके पास रिकवरी चाबी है।",
		Elsewhere: "%s अब यह टर्मिनल नहीं खोल सकते। किसी और को चुनें।",
		Newer:     "इस टर्मिनल पर नया dosedesk चल चुका है, और यह पुराना उसे पढ़ नहीं सकता। कुछ बदला नहीं गया: ज़िले से नया dosedesk माँगें।",
		Damaged:   "इस टर्मिनल की दर्ज डोज़ पढ़ी नहीं जा रहीं। कुछ बदला नहीं गया: टर्मिनल को ऐसे ही छोड़ें, और ज़िले को बताएँ।",
		Trouble:   "टर्मिनल नहीं खुला। फिर कोशिश करें; फिर भी न खुले तो मशीन दोबारा चलाएँ, फिर ज़िले को बताएँ। कोई डोज़ नहीं खोई।",
		Nobody:    "यह टर्मिनल किसी के पासफ़्रेज़ से नहीं खुलता: इसे dosedesk --identity FILE से चलाते हैं। प्रभारी या ज़िले से पूछें।",
		Enter:     "खोलें", Choose: "चुनें",
	},
	HindiLatin: {
		Header: "yeh terminal band hai: kholne tak na kuchh bheja jayega, na liya jayega",
		Title:  "Terminal kholen", Who: "Kaun khol raha hai", Field: "Passphrase", Opening: "khul raha hai ...",
		Why:       "Is terminal ka sab kuchh seal hai. Khulne ke baad sab hamesha ki tarah PIN se sign-in karte hain.",
		Type:      "Soochi mein chune gaye vyakti ka passphrase likhen.",
		Wrong:     "Yeh %s ka passphrase nahin hai. Soochi mein chuna gaya naam (↑↓), bade-chhote akshar aur keyboard ki bhasha dekhen; phir se likhen.",
		Lost:      "%s ki chaabi ki file gaayab ya kharab hai. Soochi mein se koi aur terminal khol sakta hai; nahin to zile se kahen: unke paas recovery chaabi hai.",
		Elsewhere: "%s ab yeh terminal nahin khol sakte. Kisi aur ko chunen.",
		Newer:     "Is terminal par naya dosedesk chal chuka hai, aur yeh purana use padh nahin sakta. Kuchh badla nahin gaya: zile se naya dosedesk maangen.",
		Damaged:   "Is terminal ki darj dose padhi nahin ja rahin. Kuchh badla nahin gaya: terminal ko aise hi chhoden, aur zile ko batayen.",
		Trouble:   "Terminal nahin khula. Phir koshish karen; phir bhi na khule to machine dobara chalayen, phir zile ko batayen. Koi dose nahin khoyi.",
		Nobody:    "Yeh terminal kisi ke passphrase se nahin khulta: ise dosedesk --identity FILE se chalate hain. Prabhari ya zile se poochhen.",
		Enter:     "kholen", Choose: "chunen",
	},
}
