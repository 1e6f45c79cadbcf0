package lang

// SignIn are the words of the sign-in screen.
type SignIn struct {
	Title, ID, PIN, Checking, Wrong, TooMany, Who, Nobody, Enter string
	Demo                                                         string // the demo's PINs
}

var signIn = each[SignIn]{
	English: {
		Title: "Who works at this desk?", ID: "Operator", PIN: "PIN", Checking: "checking ...",
		Wrong:   "Operator or PIN is wrong. Type both again. After five wrong PINs the desk waits 15 minutes.",
		TooMany: "Too many wrong PINs: wait 15 minutes, or ask the in-charge.",
		Who:     "Operators of this centre", Enter: "sign in",
		Nobody: "None yet: they come with the first sync. Check the link (the line above).",
		Demo:   "This is the demo. %s",
	},
	Hindi: {
		Title: "इस डेस्क पर कौन काम कर रहा है?", ID: "ऑपरेटर", PIN: "पिन", Checking: "जाँच हो रही है ...",
		Wrong:   "ऑपरेटर या पिन ग़लत है। दोनों फिर से लिखें। पाँच ग़लत पिन के बाद डेस्क 15 मिनट रुकती है।",
		TooMany: "बहुत बार ग़लत पिन: 15 मिनट रुकें, या प्रभारी से पूछें।",
		Who:     "इस केंद्र के ऑपरेटर", Enter: "साइन-इन",
		Nobody: "अभी कोई नहीं: वे पहले सिंक के साथ आते हैं। लिंक देखें (ऊपर की पंक्ति)।",
		Demo:   "यह डेमो है। %s",
	},
	HindiLatin: {
		Title: "Is desk par kaun kaam kar raha hai?", ID: "Operator", PIN: "PIN", Checking: "jaanch ho rahi hai ...",
		Wrong:   "Operator ya PIN galat hai. Donon phir se likhen. Paanch galat PIN ke baad desk 15 minute rukti hai.",
		TooMany: "Bahut baar galat PIN: 15 minute ruken, ya prabhari se poochhen.",
		Who:     "Is kendra ke operator", Enter: "sign-in",
		Nobody: "Abhi koi nahin: ve pehle sync ke saath aate hain. Link dekhen (upar ki pankti).",
		Demo:   "Yeh demo hai. %s",
	},
}
