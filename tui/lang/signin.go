package lang

// SignIn are the words of the sign-in screen.
type SignIn struct {
	Title, ID, PIN, Checking, Wrong, TooMany, Who, Nobody, Enter string
	NotYet                                                       string // any PIN, after the file of the events was made anew
	TypeID, TypePIN                                              string // what is still empty
	Idle, NoLonger                                               string // whose desk was locked
	Unsent                                                       string // how many; Ctrl-Q
	Demo                                                         string // the demo's PINs
}

var signIn = each[SignIn]{
	English: {
		Title: "Who works at this desk?", ID: "Operator", PIN: "PIN", Checking: "checking ...",
		Wrong:   "Operator or PIN is wrong. Type the PIN again; Esc: another operator. After five wrong PINs the desk waits 15 minutes.",
		TooMany: "Too many wrong PINs for this operator: wait 15 minutes, or ask the in-charge. Esc: another operator.",
		NotYet:  "No PIN is taken yet, whoever types it: wait until the 15 minutes are over.",
		TypeID:  "Type your operator name first: see the list below.", TypePIN: "Type your PIN: digits only.",
		Idle:     "Locked: no key was pressed for 5 minutes. %s goes on where it was left, within 10 minutes.",
		NoLonger: "%s may no longer work at this desk: the list of operators has changed. Ask the in-charge.",
		Unsent:   "Not sent yet: %d. They stay safe on this terminal, and are sent when it runs again with a link. Ctrl-Q once more: quit.",
		Who:      "Operators of this centre", Enter: "sign in",
		Nobody: "None yet: they come with the first sync. Check the link (the line above).",
		Demo:   "This is the demo. %s",
	},
	Hindi: {
		Title: "इस डेस्क पर कौन काम कर रहा है?", ID: "ऑपरेटर", PIN: "PIN", Checking: "जाँच हो रही है ...",
		Wrong:   "ऑपरेटर या PIN ग़लत है। PIN फिर से लिखें; Esc: दूसरा ऑपरेटर। पाँच ग़लत PIN के बाद डेस्क 15 मिनट रुकती है।",
		TooMany: "इस ऑपरेटर का PIN बहुत बार ग़लत: 15 मिनट रुकें, या प्रभारी से पूछें। Esc: दूसरा ऑपरेटर।",
		NotYet:  "अभी किसी का भी PIN नहीं चलेगा: 15 मिनट पूरे होने दें।",
		TypeID:  "पहले अपना ऑपरेटर नाम लिखें: नीचे सूची देखें।", TypePIN: "अपना PIN लिखें: केवल अंक।",
		Idle:     "ताला लगा: 5 मिनट से कोई कुंजी नहीं दबी। %s 10 मिनट के भीतर वहीं से काम जारी रख सकते हैं।",
		NoLonger: "%s अब इस डेस्क पर काम नहीं कर सकते: ऑपरेटरों की सूची बदल गई है। प्रभारी से पूछें।",
		Unsent:   "भेजने बाक़ी: %d। वे इस टर्मिनल पर सुरक्षित हैं, और लिंक के साथ फिर चलने पर भेजे जाएँगे। फिर Ctrl-Q: बंद करें।",
		Who:      "इस केंद्र के ऑपरेटर", Enter: "साइन-इन",
		Nobody: "अभी कोई नहीं: वे पहले सिंक के साथ आते हैं। लिंक देखें (ऊपर की पंक्ति)।",
		Demo:   "यह डेमो है। %s",
	},
	HindiLatin: {
		Title: "Is desk par kaun kaam kar raha hai?", ID: "Operator", PIN: "PIN", Checking: "jaanch ho rahi hai ...",
		Wrong:   "Operator ya PIN galat hai. PIN phir se likhen; Esc: doosra operator. Paanch galat PIN ke baad desk 15 minute rukti hai.",
		TooMany: "Is operator ka PIN bahut baar galat: 15 minute ruken, ya prabhari se poochhen. Esc: doosra operator.",
		NotYet:  "Abhi kisi ka bhi PIN nahin chalega: 15 minute poore hone den.",
		TypeID:  "Pehle apna operator naam likhen: neeche soochi dekhen.", TypePIN: "Apna PIN likhen: keval ank.",
		Idle:     "Taala laga: 5 minute se koi key nahin dabi. %s 10 minute ke bheetar vahin se kaam jaari rakh sakte hain.",
		NoLonger: "%s ab is desk par kaam nahin kar sakte: operatoron ki soochi badal gayi hai. Prabhari se poochhen.",
		Unsent:   "Bhejne baaki: %d. Ve is terminal par surakshit hain, aur link ke saath phir chalne par bheje jayenge. Phir Ctrl-Q: band karen.",
		Who:      "Is kendra ke operator", Enter: "sign-in",
		Nobody: "Abhi koi nahin: ve pehle sync ke saath aate hain. Link dekhen (upar ki pankti).",
		Demo:   "Yeh demo hai. %s",
	},
}
