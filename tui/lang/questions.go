package lang

// Questions are the health questions: Asked as they are asked, Short as the
// citizen's screen names them, both in one order.
type Questions struct {
	Title, Yes, No, YesHow, DateHow, NoDate, Next, YesNo string
	LaterDate                                            string // today
	Unchanged, DateMissing                               string
	Asked, Short                                         [9]string
}

var questions = each[Questions]{
	English: {
		Title: "Health questions", Yes: "YES", No: "no", Next: "next", YesNo: "y n space answer",
		YesHow: "y or n, or the space bar.", DateHow: "Type the date as 31-01-2021; leave it empty for no.",
		NoDate:    "That is no date. Type day, month and year as 31-01-2021, or leave it empty.",
		LaterDate: "That day is still to come: today is %s.",
		Unchanged: "It was not taken; the answer is as it was before.", DateMissing: "No verdict yet: the date is missing.",
		Asked: [9]string{
			"Are you ill now, with symptoms, or in hospital?", "Ever a severe allergy to a dose, medicine or food?",
			"Are you pregnant, or not sure?", "Are you breast-feeding?", "Do you have a bleeding or clotting disorder?",
			"Have you had COVID-19? Recovered on which day?", "Had plasma or antibodies? Discharged on which day?",
			"Another vaccine in the last 14 days? Which day?", "Are you going abroad to study, work or compete?",
		},
		Short: [9]string{"ill now", "allergy", "pregnant", "breast-feeding", "bleeding", "recovered", "plasma", "other vaccine", "travel"},
	},
	Hindi: {
		Title: "सेहत के सवाल", Yes: "हाँ", No: "नहीं", Next: "अगला", YesNo: "y n स्पेस जवाब",
		YesHow: "हाँ के लिए y, नहीं के लिए n, या स्पेस।", DateHow: "तारीख़ ऐसे लिखें: 31-01-2021; नहीं हो तो ख़ाली छोड़ें।",
		NoDate:    "यह कोई तारीख़ नहीं है। दिन, महीना, साल ऐसे लिखें: 31-01-2021, या ख़ाली छोड़ें।",
		LaterDate: "वह दिन अभी आया नहीं: आज %s है।",
		Unchanged: "यह नहीं लिया गया; जवाब पहले जैसा है।", DateMissing: "अभी फ़ैसला नहीं: तारीख़ बाक़ी है।",
		Asked: [9]string{
			"क्या आप अभी बीमार हैं, लक्षण हैं, या अस्पताल में हैं?", "क्या टीके, दवा या खाने से कभी गंभीर एलर्जी हुई है?",
			"क्या आप गर्भवती हैं, या पक्का नहीं पता?", "क्या आप बच्चे को दूध पिलाती हैं?", "क्या ख़ून बहने या जमने का कोई रोग है?",
			"क्या कोविड हुआ था? किस दिन ठीक हुए?", "प्लाज़्मा या एंटीबॉडी लगी थी? छुट्टी किस दिन मिली?",
			"14 दिन में कोई और टीका लगा? किस दिन?", "क्या पढ़ाई, काम या खेल के लिए विदेश जा रहे हैं?",
		},
		Short: [9]string{"बीमार", "एलर्जी", "गर्भवती", "स्तनपान", "ख़ून का रोग", "ठीक हुए", "प्लाज़्मा", "दूसरा टीका", "विदेश"},
	},
	HindiLatin: {
		Title: "Sehat ke sawaal", Yes: "HAAN", No: "nahin", Next: "agla", YesNo: "y n space jawab",
		YesHow: "Haan ke liye y, nahin ke liye n, ya space.", DateHow: "Tareekh aise likhen: 31-01-2021; nahin ho to khaali chhoden.",
		NoDate:    "Yeh koi tareekh nahin hai. Din, mahina, saal aise likhen: 31-01-2021, ya khaali chhoden.",
		LaterDate: "Vah din abhi aaya nahin: aaj %s hai.",
		Unchanged: "Yeh nahin liya gaya; jawab pehle jaisa hai.", DateMissing: "Abhi faisla nahin: tareekh baaki hai.",
		Asked: [9]string{
			"Kya aap abhi bimar hain, lakshan hain, ya aspatal mein?", "Kya tike, dawa ya khaane se kabhi gambhir allergy hui?",
			"Kya aap garbhvati hain, ya pakka nahin pata?", "Kya aap bachche ko doodh pilati hain?", "Kya khoon behne ya jamne ka koi rog hai?",
			"Kya COVID hua tha? Kis din theek hue?", "Plasma ya antibody lagi thi? Chhutti kis din mili?",
			"14 din mein koi aur tika laga? Kis din?", "Kya padhai, kaam ya khel ke liye videsh ja rahe hain?",
		},
		Short: [9]string{"bimar", "allergy", "garbhvati", "stanpaan", "khoon ka rog", "theek hue", "plasma", "doosra tika", "videsh"},
	},
}
