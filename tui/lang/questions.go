package lang

// Questions are the health questions: Asked as they are asked, Short as the
// citizen's screen names them, both in one order.
type Questions struct {
	Title, Yes, No, YesHow, DateHow, NoDate, Next string
	Asked, Short                                  [9]string
}

var questions = each[Questions]{
	English: {
		Title: "Health questions", Yes: "YES", No: "no", Next: "next",
		YesHow: "y or n, or the space bar.", DateHow: "Type the date as 31-01-2021; leave it empty for no.",
		NoDate: "That is no date up to today. Type it as 31-01-2021, or leave it empty.",
		Asked: [9]string{
			"Ill now, with symptoms, or in hospital?", "Severe allergic reaction to a dose, medicine or food?",
			"Pregnant, or not sure?", "Breast-feeding?", "Bleeding or coagulation disorder?",
			"Recovered from COVID-19 on", "Plasma or antibodies, discharged on", "Another vaccine in the last 14 days, on",
			"Leaving the country to study, work or compete?",
		},
		Short: [9]string{"ill now", "allergy", "pregnant", "breast-feeding", "bleeding", "recovered", "plasma", "other vaccine", "travel"},
	},
	Hindi: {
		Title: "सेहत के सवाल", Yes: "हाँ", No: "नहीं", Next: "अगला",
		YesHow: "हाँ के लिए y, नहीं के लिए n, या स्पेस।", DateHow: "तारीख़ ऐसे लिखें: 31-01-2021; नहीं हो तो ख़ाली छोड़ें।",
		NoDate: "यह आज तक की कोई तारीख़ नहीं है। ऐसे लिखें: 31-01-2021, या ख़ाली छोड़ें।",
		Asked: [9]string{
			"अभी बीमार, लक्षण हैं, या अस्पताल में?", "डोज़, दवा या खाने से गंभीर एलर्जी हुई है?",
			"गर्भवती हैं, या पक्का नहीं?", "स्तनपान कराती हैं?", "ख़ून बहने या जमने का रोग?",
			"कोविड-19 से ठीक होने की तारीख़", "प्लाज़्मा/एंटीबॉडी के बाद छुट्टी", "14 दिन में दूसरा टीका, तारीख़",
			"पढ़ाई, काम या खेल के लिए विदेश?",
		},
		Short: [9]string{"बीमार", "एलर्जी", "गर्भवती", "स्तनपान", "ख़ून का रोग", "ठीक हुए", "प्लाज़्मा", "दूसरा टीका", "विदेश"},
	},
	HindiLatin: {
		Title: "Sehat ke sawaal", Yes: "HAAN", No: "nahin", Next: "agla",
		YesHow: "Haan ke liye y, nahin ke liye n, ya space.", DateHow: "Tareekh aise likhen: 31-01-2021; nahin ho to khaali chhoden.",
		NoDate: "Yeh aaj tak ki koi tareekh nahin hai. Aise likhen: 31-01-2021, ya khaali chhoden.",
		Asked: [9]string{
			"Abhi bimar, lakshan hain, ya aspatal mein?", "Dose, dawa ya khaane se gambhir allergy hui hai?",
			"Garbhvati hain, ya pakka nahin?", "Stanpaan karati hain?", "Khoon behne ya jamne ka rog?",
			"COVID-19 se theek hone ki tareekh", "Plasma/antibody ke baad chhutti", "14 din mein doosra tika, tareekh",
			"Padhai, kaam ya khel ke liye videsh?",
		},
		Short: [9]string{"bimar", "allergy", "garbhvati", "stanpaan", "khoon ka rog", "theek hue", "plasma", "doosra tika", "videsh"},
	},
}
