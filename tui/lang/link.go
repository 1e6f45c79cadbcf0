package lang

import "dosedesk"

// Link are the words of the link's screen.
type Link struct {
	Title, State, NotSent, Roster    string
	Up, Down                         string
	UpSince, DownSince               string // time
	Unreachable, Refused, Overloaded string
	Stale, Otherwise                 string
	Meanwhile, TryNow, Trying        string

	// What this terminal carries to the server for others.
	Carried        string
	CarriedWaits   string // how many files
	CarriedRefused string // how many files
}

var link = each[Link]{
	English: {
		Title: "The link to the server", State: "Link", NotSent: "Records", Roster: "Roster as of",
		Up: "up", Down: "no link", UpSince: "up since %s", DownSince: "no link since %s",
		Unreachable: "The server does not answer. Check the cable, the modem or the phone's hotspot. A page that asks for a sign-in in the browser also keeps it away.",
		Refused:     "The server answers, but does not admit this terminal. Call the district: it has to be enrolled again. Nothing that was recorded here is lost.",
		Overloaded:  "The server has too much to do just now. The desk tries again by itself.",
		Stale:       "The server was restored, and the roster is being fetched anew. That takes a moment.",
		Otherwise:   "The server's answer could not be used. The desk tries again by itself; if it stays so for an hour, call the district.",
		Meanwhile:   "The desk works without the link: what is recorded is safe on this terminal, and is sent by itself when the link is back. Do not switch the terminal off for good while anything is not sent.",
		TryNow:      "try now", Trying: "Trying now: see the line at the top.",
		Carried: "For others", CarriedWaits: "files not sent: %d",
		CarriedRefused: "Files of other terminals that the server refused: %d. They are kept here: call the district.",
	},
	Hindi: {
		Title: "सर्वर से लिंक", State: "लिंक", NotSent: "दर्ज काम", Roster: "सूची कब की",
		Up: "चालू", Down: "लिंक नहीं", UpSince: "%s से चालू", DownSince: "%s से लिंक नहीं",
		Unreachable: "सर्वर जवाब नहीं दे रहा। तार, मॉडेम या फ़ोन का हॉटस्पॉट देखें। ब्राउज़र में साइन-इन माँगने वाला पन्ना भी लिंक रोक देता है।",
		Refused:     "सर्वर जवाब देता है, पर इस टर्मिनल को नहीं मानता। ज़िले को फ़ोन करें: टर्मिनल फिर से जोड़ना होगा। यहाँ जो दर्ज हुआ, वह खोया नहीं है।",
		Overloaded:  "सर्वर पर अभी बहुत काम है। डेस्क अपने-आप फिर कोशिश करेगी।",
		Stale:       "सर्वर फिर से चालू किया गया है, और सूची नए सिरे से आ रही है। इसमें थोड़ा समय लगता है।",
		Otherwise:   "सर्वर का जवाब समझ में नहीं आया। डेस्क अपने-आप फिर कोशिश करेगी; एक घंटे तक ऐसा रहे तो ज़िले को फ़ोन करें।",
		Meanwhile:   "डेस्क बिना लिंक के भी चलती है: जो दर्ज हुआ वह इस टर्मिनल पर सुरक्षित है, और लिंक आते ही अपने-आप भेजा जाएगा। जब तक कुछ भेजना बाक़ी है, टर्मिनल को हमेशा के लिए बंद न करें।",
		TryNow:      "अभी कोशिश करें", Trying: "कोशिश हो रही है: सबसे ऊपर की पंक्ति देखें।",
		Carried: "औरों के लिए", CarriedWaits: "भेजने बाक़ी फ़ाइलें: %d",
		CarriedRefused: "दूसरे टर्मिनलों की फ़ाइलें जो सर्वर ने नहीं लीं: %d। वे यहाँ रखी हैं: ज़िले को फ़ोन करें।",
	},
	HindiLatin: {
		Title: "Server se link", State: "Link", NotSent: "Darj kaam", Roster: "Soochi kab ki",
		Up: "chalu", Down: "link nahin", UpSince: "%s se chalu", DownSince: "%s se link nahin",
		Unreachable: "Server jawab nahin de raha. Taar, modem ya phone ka hotspot dekhen. Browser mein sign-in maangne wala panna bhi link rok deta hai.",
		Refused:     "Server jawab deta hai, par is terminal ko nahin maanta. Zile ko phone karen: terminal phir se jodna hoga. Yahan jo darj hua, vah khoya nahin hai.",
		Overloaded:  "Server par abhi bahut kaam hai. Desk apne-aap phir koshish karegi.",
		Stale:       "Server phir se chalu kiya gaya hai, aur soochi naye sire se aa rahi hai. Ismen thoda samay lagta hai.",
		Otherwise:   "Server ka jawab samajh mein nahin aaya. Desk apne-aap phir koshish karegi; ek ghante tak aisa rahe to zile ko phone karen.",
		Meanwhile:   "Desk bina link ke bhi chalti hai: jo darj hua vah is terminal par surakshit hai, aur link aate hi apne-aap bheja jayega. Jab tak kuchh bhejna baaki hai, terminal ko hamesha ke liye band na karen.",
		TryNow:      "abhi koshish karen", Trying: "Koshish ho rahi hai: sabse upar ki pankti dekhen.",
		Carried: "Auron ke liye", CarriedWaits: "bhejne baaki filen: %d",
		CarriedRefused: "Doosre terminalon ki filen jo server ne nahin leen: %d. Ve yahan rakhi hain: zile ko phone karen.",
	},
}

// Problem says why the link is down, and what helps.
func (l Link) Problem(problem dosedesk.ErrorCode) string {
	switch problem {
	case dosedesk.EUnreachable, "":
		return l.Unreachable
	case dosedesk.EUnauthorized:
		return l.Refused
	case dosedesk.ETooMany, dosedesk.ETooLarge:
		return l.Overloaded
	case dosedesk.EStale:
		return l.Stale
	default:
		return l.Otherwise
	}
}
