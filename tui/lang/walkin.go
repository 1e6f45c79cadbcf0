package lang

import "dosedesk"

// Walkin are the words of the walk-in's form.
type Walkin struct {
	Title, Name, Gender, BirthYear, Mobile, PhotoID, LastFour, Vaccine, Dose, FirstOn, FirstVaccine string
	Register, NoCode, NoSession, ReadOut                                                            string
	Namesake                                                                                        string // name, mobile, day and slot
	NameWrong, GenderWrong, BirthYearWrong, MobileWrong, LastFourWrong, VaccineWrong, FirstOnWrong  string
	FirstOnLater                                                                                    string // today
	Booked, MustGiveCode, OpenBooking                                                               string
	BookedFor                                                                                       string // vaccine, dose
	Genders                                                                                         map[dosedesk.Gender]string
}

var walkin = each[Walkin]{
	English: {
		Title: "Walk-in: a citizen without a booking", Name: "Name, as on the photo ID", Gender: "Gender (M, F, O)", BirthYear: "Year of birth",
		Mobile: "Mobile, 10 digits", PhotoID: "Photo ID", LastFour: "Its last four", Vaccine: "Vaccine", Dose: "Dose (1, 2)",
		FirstOn: "First dose on", FirstVaccine: "First dose of", Register: "register",
		ReadOut:        "Read this out to the citizen. Enter registers, Esc corrects.",
		Namesake:       "An online booking has the same name and year of birth: %s, mobile %s, %s. If that is this citizen, press Esc twice and open the booking.",
		NoCode:         "No code is asked for: a walk-in has none.",
		NoSession:      "There is no session today on this terminal's roster, so nobody can be taken as a walk-in. Check the day in the header, and the link (F7).",
		NameWrong:      "Type the name as it stands on the photo ID: two letters at least.",
		GenderWrong:    "Choose the gender: M, F or O.",
		BirthYearWrong: "Type the year of birth with four digits, as on the photo ID.",
		MobileWrong:    "A mobile has ten digits and begins with 6, 7, 8 or 9.",
		LastFourWrong:  "Type the last four letters or digits of the photo ID's number.",
		VaccineWrong:   "Choose the vaccine.",
		FirstOnWrong:   "Type the day of the first dose as 02-02-2021 or 2021-02-02. It stands on the certificate.",
		FirstOnLater:   "The first dose must lie before today, %s. Look at the certificate again.",
		Booked:         "This citizen has an online booking", OpenBooking: "open the booking", BookedFor: "%s, dose %d",
		MustGiveCode: "Whoever booked online is no walk-in: open the booking and ask for its four-digit code. Nothing has been recorded. If this is somebody else, go back and check what was typed.",
		Genders:      map[dosedesk.Gender]string{dosedesk.Male: "Male", dosedesk.Female: "Female", dosedesk.Other: "Other"},
	},
	Hindi: {
		Title: "बिना बुकिंग आए नागरिक", Name: "नाम, पहचान-पत्र से", Gender: "लिंग (पु, म, अ)", BirthYear: "जन्म का साल",
		Mobile: "मोबाइल, 10 अंक", PhotoID: "फ़ोटो पहचान-पत्र", LastFour: "उसके आख़िरी चार", Vaccine: "टीका", Dose: "डोज़ (1, 2)",
		FirstOn: "पहली डोज़ की तारीख़", FirstVaccine: "पहली डोज़ का टीका", Register: "दर्ज करें",
		ReadOut:        "यह नागरिक को पढ़कर सुनाएँ। Enter से दर्ज करें, Esc से सुधारें।",
		Namesake:       "इसी नाम और जन्म के साल की एक ऑनलाइन बुकिंग है: %s, मोबाइल %s, %s। यही नागरिक हों तो दो बार Esc दबाएँ और बुकिंग खोलें।",
		NoCode:         "कोड नहीं पूछा जाता: बिना बुकिंग आने वाले का कोड नहीं होता।",
		NoSession:      "इस टर्मिनल की सूची में आज का कोई सत्र नहीं है, इसलिए बिना बुकिंग किसी को नहीं लिया जा सकता। ऊपर की तारीख़ और लिंक (F7) देखें।",
		NameWrong:      "नाम पहचान-पत्र से देखकर लिखें: कम से कम दो अक्षर।",
		GenderWrong:    "लिंग चुनें: पु, म या अ।",
		BirthYearWrong: "जन्म का साल चार अंकों में लिखें, पहचान-पत्र से देखकर।",
		MobileWrong:    "मोबाइल में दस अंक होते हैं, और पहला 6, 7, 8 या 9 होता है।",
		LastFourWrong:  "पहचान-पत्र की संख्या के आख़िरी चार अक्षर या अंक लिखें।",
		VaccineWrong:   "टीका चुनें।",
		FirstOnWrong:   "पहली डोज़ की तारीख़ ऐसे लिखें: 02-02-2021 या 2021-02-02। वह प्रमाणपत्र पर है।",
		FirstOnLater:   "पहली डोज़ आज (%s) से पहले की होनी चाहिए। प्रमाणपत्र फिर से देखें।",
		Booked:         "इस नागरिक की ऑनलाइन बुकिंग है", OpenBooking: "बुकिंग खोलें", BookedFor: "%s, डोज़ %d",
		MustGiveCode: "जिसकी ऑनलाइन बुकिंग है, उसे बिना बुकिंग नहीं ले सकते: बुकिंग खोलें और चार अंकों का कोड पूछें। अभी कुछ दर्ज नहीं हुआ। यह कोई और हो, तो वापस जाएँ और लिखा हुआ जाँचें।",
		Genders:      map[dosedesk.Gender]string{dosedesk.Male: "पुरुष", dosedesk.Female: "महिला", dosedesk.Other: "अन्य"},
	},
	HindiLatin: {
		Title: "Bina booking aaye nagrik", Name: "Naam, pehchan patra se", Gender: "Ling (M, F, O)", BirthYear: "Janm ka saal",
		Mobile: "Mobile, 10 ank", PhotoID: "Photo pehchan patra", LastFour: "Uske aakhiri chaar", Vaccine: "Tika", Dose: "Dose (1, 2)",
		FirstOn: "Pehli dose ki tareekh", FirstVaccine: "Pehli dose ka tika", Register: "darj karen",
		ReadOut:        "Yeh nagrik ko padhkar sunayen. Enter se darj karen, Esc se sudharen.",
		Namesake:       "Isi naam aur janm ke saal ki ek online booking hai: %s, mobile %s, %s. Yahi nagrik hon to do baar Esc dabayen aur booking kholen.",
		NoCode:         "Code nahin poochha jaata: bina booking aane wale ka code nahin hota.",
		NoSession:      "Is terminal ki soochi mein aaj ka koi satra nahin hai, isliye bina booking kisi ko nahin liya ja sakta. Upar ki tareekh aur link (F7) dekhen.",
		NameWrong:      "Naam pehchan patra se dekhkar likhen: kam se kam do akshar.",
		GenderWrong:    "Ling chunen: M, F ya O.",
		BirthYearWrong: "Janm ka saal chaar ankon mein likhen, pehchan patra se dekhkar.",
		MobileWrong:    "Mobile mein das ank hote hain, aur pehla 6, 7, 8 ya 9 hota hai.",
		LastFourWrong:  "Pehchan patra ki sankhya ke aakhiri chaar akshar ya ank likhen.",
		VaccineWrong:   "Tika chunen.",
		FirstOnWrong:   "Pehli dose ki tareekh aise likhen: 02-02-2021 ya 2021-02-02. Vah pramanpatra par hai.",
		FirstOnLater:   "Pehli dose aaj (%s) se pehle ki honi chahiye. Pramanpatra phir se dekhen.",
		Booked:         "Is nagrik ki online booking hai", OpenBooking: "booking kholen", BookedFor: "%s, dose %d",
		MustGiveCode: "Jiski online booking hai, use bina booking nahin le sakte: booking kholen aur chaar ankon ka code poochhen. Abhi kuchh darj nahin hua. Yeh koi aur ho, to wapas jayen aur likha hua jaanchen.",
		Genders:      map[dosedesk.Gender]string{dosedesk.Male: "Purush", dosedesk.Female: "Mahila", dosedesk.Other: "Anya"},
	},
}
