package lang

// Code are the words of the code screen.
type Code struct {
	Ask, PressEnter, Again, NoLink, Asking, Enter, NoCode, NewCode      string
	FourDigits, Differ, LetterWrong, Wrong, Locked, LockedNext, Without string
	PressN, NewOnItsWay, NoMore, CheckedLater, RightAfterwards          string
}

var code = each[Code]{
	English: {
		Ask:        "Ask for the four-digit code: on the slip, or in the booking SMS.",
		PressEnter: "Enter sends it. Backspace corrects.", Again: "Now its letter, or the same four digits again:",
		NoLink: "No link: the code cannot be checked now. Add the letter that follows it, or type the four digits again. It is checked when the link is back.",
		Asking: "Asking the server ...", Enter: "check the code", NoCode: "no code?", NewCode: "a new code by SMS",
		FourDigits: "A code has four digits.", Differ: "The two codes differ. Nothing was recorded: ask again, and type it anew.",
		LetterWrong:  "The letter does not fit these digits. That counts as no try: ask again, and type the code anew.",
		Wrong:        "Wrong code. Tries left: %d. The try is on record, no dose is. Ask for this visit's slip or SMS, and look for the newest.",
		Locked:       "The code is locked: too many wrong codes.",
		LockedNext:   "No further code is tested, right or wrong. A new one can go to the registered mobile; it allows one more try. Else the dose waits: call the in-charge.",
		Without:      "The code is on the slip (paper or phone) and in the booking SMS on the registered mobile. Whoever has neither can have a new one; the old one dies at once.",
		PressN:       "N sends a new code by SMS to the registered mobile %s. It is never shown here.",
		NewOnItsWay:  "A new code is on its way by SMS to the registered mobile, as soon as there is a link.",
		NoMore:       "This booking has had all its codes. Without the right one the dose waits: call the in-charge.",
		CheckedLater: "The code is checked when the link is back.", RightAfterwards: "The code was right.",
	},
	Hindi: {
		Ask:        "चार अंकों का कोड पूछें: पर्ची पर, या बुकिंग के SMS में।",
		PressEnter: "Enter से भेजें। Backspace से सुधारें।", Again: "अब उसका अक्षर, या वही चार अंक फिर से:",
		NoLink: "लिंक नहीं: कोड अभी जाँचा नहीं जा सकता। कोड के बाद का अक्षर लिखें, या चारों अंक फिर से लिखें। लिंक आने पर जाँच होगी।",
		Asking: "सर्वर से पूछ रहे हैं ...", Enter: "कोड जाँचें", NoCode: "कोड नहीं?", NewCode: "SMS से नया कोड",
		FourDigits: "कोड चार अंकों का होता है।", Differ: "दोनों कोड अलग हैं। कुछ दर्ज नहीं हुआ: फिर पूछें और नए सिरे से लिखें।",
		LetterWrong:  "अक्षर इन अंकों से मेल नहीं खाता। यह कोशिश नहीं गिनी गई: फिर पूछें और कोड नए सिरे से लिखें।",
		Wrong:        "कोड ग़लत है। बची कोशिशें: %d। कोशिश दर्ज हुई, डोज़ नहीं। इसी विज़िट की पर्ची या सबसे नया SMS देखने को कहें।",
		Locked:       "कोड बंद हो गया: कई बार ग़लत कोड डाला गया।",
		LockedNext:   "अब सही या ग़लत कोई कोड नहीं जाँचा जाता। दर्ज मोबाइल पर नया कोड जा सकता है; उससे एक और कोशिश मिलती है। नहीं तो डोज़ रुकेगी: प्रभारी को बुलाएँ।",
		Without:      "कोड पर्ची (काग़ज़ या फ़ोन) पर और दर्ज मोबाइल के बुकिंग SMS में है। दोनों न हों तो नया कोड मिल सकता है; पुराना तुरंत बंद हो जाता है।",
		PressN:       "N दबाने से दर्ज मोबाइल %s पर SMS से नया कोड जाता है। वह यहाँ कभी नहीं दिखता।",
		NewOnItsWay:  "लिंक होते ही दर्ज मोबाइल पर SMS से नया कोड जाएगा।",
		NoMore:       "इस बुकिंग के सारे कोड दिए जा चुके हैं। सही कोड के बिना डोज़ रुकेगी: प्रभारी को बुलाएँ।",
		CheckedLater: "लिंक आने पर कोड जाँचा जाएगा।", RightAfterwards: "कोड सही था।",
	},
	HindiLatin: {
		Ask:        "Chaar ankon ka code poochhen: parchi par, ya booking ke SMS mein.",
		PressEnter: "Enter se bhejen. Backspace se sudharen.", Again: "Ab uska akshar, ya vahi chaar ank phir se:",
		NoLink: "Link nahin: code abhi jaancha nahin ja sakta. Code ke baad ka akshar likhen, ya chaaron ank phir se likhen. Link aane par jaanch hogi.",
		Asking: "Server se poochh rahe hain ...", Enter: "code jaanchen", NoCode: "code nahin?", NewCode: "SMS se naya code",
		FourDigits: "Code chaar ankon ka hota hai.", Differ: "Donon code alag hain. Kuchh darj nahin hua: phir poochhen aur naye sire se likhen.",
		LetterWrong:  "Akshar in ankon se mel nahin khata. Yeh koshish nahin gini gayi: phir poochhen aur code naye sire se likhen.",
		Wrong:        "Code galat hai. Bachi koshishen: %d. Koshish darj hui, dose nahin. Isi visit ki parchi ya sabse naya SMS dekhne ko kahen.",
		Locked:       "Code band ho gaya: kai baar galat code daala gaya.",
		LockedNext:   "Ab sahi ya galat koi code nahin jaancha jata. Darj mobile par naya code ja sakta hai; usse ek aur koshish milti hai. Nahin to dose rukegi: prabhari ko bulayen.",
		Without:      "Code parchi (kagaz ya phone) par aur darj mobile ke booking SMS mein hai. Donon na hon to naya code mil sakta hai; purana turant band ho jata hai.",
		PressN:       "N dabane se darj mobile %s par SMS se naya code jata hai. Vah yahan kabhi nahin dikhta.",
		NewOnItsWay:  "Link hote hi darj mobile par SMS se naya code jayega.",
		NoMore:       "Is booking ke saare code diye ja chuke hain. Sahi code ke bina dose rukegi: prabhari ko bulayen.",
		CheckedLater: "Link aane par code jaancha jayega.", RightAfterwards: "Code sahi tha.",
	},
}
