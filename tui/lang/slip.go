package lang

import "dosedesk"

// Slip are the words about a scanned slip.
type Slip struct {
	SignInFirst, Again, NotTaken, AnyKey string
	InHand, GoesOn                       string // the slip's code was read, and not yet entered; Enter does that
	Right                                string // entered, and the server has not said so yet
	UsedWaits, UsedInVain                string // a time
	Faults                               map[dosedesk.SlipFault]Advice
	DayOver                              Advice // SlipOtherDay, for a day that is past
}

var slip = each[Slip]{
	English: {
		SignInFirst: "A slip was scanned. Sign in first, then scan it again.",
		Again:       "The scan broke off, and nothing was taken. Scan the slip again.",
		NotTaken:    "THE SLIP WAS NOT TAKEN", AnyKey: "any key: back",
		InHand: "from the slip, right", GoesOn: "from the slip, right. Enter goes on with it",
		Right:      "The slip's code is right; the certificate follows when the link is back.",
		UsedWaits:  "This slip was entered at %s: the citizen is cleared, and waits for the dose.",
		UsedInVain: "This slip was entered at %s, and the server did not take it. Ask for the four digits, and type them.",
		DayOver:    Advice{"This slip is for %s, and that day is over.", "Its code holds no more. Ask the citizen to book again."},
		Faults: map[dosedesk.SlipFault]Advice{
			dosedesk.SlipUnreadable:  {"The scanner could not read the slip.", "Smooth the paper, or make the phone's screen brighter, and scan it again. Else find the citizen by name and type the four digits."},
			dosedesk.SlipUnknownKey:  {"This terminal cannot check this slip: it is for a month whose key has not come.", "Look at the day on the slip. If it is today's, find the citizen by name and type the four digits."},
			dosedesk.SlipChanged:     {"This slip is not what the server made for this booking.", "Compare the slip with the photo ID, and call the in-charge. A code is taken from the SMS on the registered mobile."},
			dosedesk.SlipOtherCentre: {"This slip is for another centre.", "Its code holds there only. Send the citizen to the centre on the slip, or let him book anew."},
			dosedesk.SlipOtherDay:    {"This slip is for %s.", "Its code holds on that day only. Ask the citizen to come then, or to book anew."},
			dosedesk.SlipNotOnRoster: {"This booking is not on this terminal's roster.", "It may have been made just now: F7 fetches the roster when there is a link, then scan the slip again."},
			dosedesk.SlipReplaced:    {"This slip's code was replaced by a new one.", "The new code went to the registered mobile. Find the citizen by name and type the code of the newest SMS."},
			dosedesk.SlipUsed:        {"This slip was used here at %s, and its dose is recorded.", "Nothing is left to do with it. If somebody else shows it, compare the photo ID and call the in-charge."},
		},
	},
	Hindi: {
		SignInFirst: "पर्ची स्कैन हुई है। पहले साइन-इन करें, फिर दोबारा स्कैन करें।",
		Again:       "स्कैन बीच में रुक गया, कुछ नहीं लिया गया। पर्ची फिर से स्कैन करें।",
		NotTaken:    "पर्ची नहीं ली गई", AnyKey: "कोई भी कुंजी: वापस",
		InHand: "पर्ची से, सही", GoesOn: "पर्ची से, सही। Enter से आगे बढ़ें",
		Right:      "पर्ची का कोड सही है; लिंक आने पर प्रमाणपत्र बनेगा।",
		UsedWaits:  "यह पर्ची %s बजे डाली जा चुकी है: नागरिक मंज़ूर है और डोज़ का इंतज़ार कर रहा है।",
		UsedInVain: "यह पर्ची %s बजे डाली गई थी, पर सर्वर ने नहीं मानी। चार अंक पूछकर लिखें।",
		DayOver:    Advice{"यह पर्ची %s की है, वह दिन बीत चुका है।", "इसका कोड अब नहीं चलेगा। नागरिक से फिर से बुक करने को कहें।"},
		Faults: map[dosedesk.SlipFault]Advice{
			dosedesk.SlipUnreadable:  {"स्कैनर पर्ची पढ़ नहीं सका।", "काग़ज़ सीधा करें या फ़ोन की रोशनी बढ़ाएँ, और फिर स्कैन करें। न हो तो नाम से खोजकर चार अंक लिखें।"},
			dosedesk.SlipUnknownKey:  {"यह टर्मिनल इस पर्ची को जाँच नहीं सकता: उस महीने की चाबी अभी नहीं आई।", "पर्ची की तारीख़ देखें। आज की हो तो नाम से खोजकर चार अंक लिखें।"},
			dosedesk.SlipChanged:     {"यह पर्ची वह नहीं है जो सर्वर ने इस बुकिंग के लिए बनाई थी।", "पर्ची को पहचान-पत्र से मिलाएँ और प्रभारी को बुलाएँ। कोड दर्ज मोबाइल के SMS से लें।"},
			dosedesk.SlipOtherCentre: {"यह पर्ची किसी और केंद्र की है।", "इसका कोड वहीं चलता है। नागरिक को पर्ची वाले केंद्र भेजें, या फिर से बुक करने को कहें।"},
			dosedesk.SlipOtherDay:    {"यह पर्ची %s की है।", "इसका कोड उसी दिन चलता है। नागरिक से उस दिन आने या फिर से बुक करने को कहें।"},
			dosedesk.SlipNotOnRoster: {"यह बुकिंग इस टर्मिनल की सूची में नहीं है।", "हो सकता है अभी-अभी हुई हो: लिंक हो तो F7 से सूची मँगाएँ, फिर पर्ची दोबारा स्कैन करें।"},
			dosedesk.SlipReplaced:    {"इस पर्ची के कोड की जगह नया कोड दिया जा चुका है।", "नया कोड दर्ज मोबाइल पर गया है। नाम से खोजकर सबसे नए SMS का कोड लिखें।"},
			dosedesk.SlipUsed:        {"यह पर्ची यहाँ %s बजे चल चुकी है, और इसकी डोज़ दर्ज है।", "इससे अब कुछ नहीं करना है। कोई और इसे दिखाए तो पहचान-पत्र मिलाएँ और प्रभारी को बुलाएँ।"},
		},
	},
	HindiLatin: {
		SignInFirst: "Parchi scan hui hai. Pehle sign-in karen, phir dobara scan karen.",
		Again:       "Scan beech mein ruk gaya, kuchh nahin liya gaya. Parchi phir se scan karen.",
		NotTaken:    "PARCHI NAHIN LI GAYI", AnyKey: "koi bhi key: wapas",
		InHand: "parchi se, sahi", GoesOn: "parchi se, sahi. Enter se aage badhen",
		Right:      "Parchi ka code sahi hai; link aane par pramanpatra banega.",
		UsedWaits:  "Yeh parchi %s baje daali ja chuki hai: nagrik manzoor hai aur dose ka intezaar kar raha hai.",
		UsedInVain: "Yeh parchi %s baje daali gayi thi, par server ne nahin maani. Chaar ank poochhkar likhen.",
		DayOver:    Advice{"Yeh parchi %s ki hai, vah din beet chuka hai.", "Iska code ab nahin chalega. Nagrik se phir se book karne ko kahen."},
		Faults: map[dosedesk.SlipFault]Advice{
			dosedesk.SlipUnreadable:  {"Scanner parchi padh nahin saka.", "Kagaz seedha karen ya phone ki roshni badhayen, aur phir scan karen. Na ho to naam se khojkar chaar ank likhen."},
			dosedesk.SlipUnknownKey:  {"Yeh terminal is parchi ko jaanch nahin sakta: us mahine ki chaabi abhi nahin aayi.", "Parchi ki tareekh dekhen. Aaj ki ho to naam se khojkar chaar ank likhen."},
			dosedesk.SlipChanged:     {"Yeh parchi vah nahin hai jo server ne is booking ke liye banayi thi.", "Parchi ko pehchan-patra se milayen aur prabhari ko bulayen. Code darj mobile ke SMS se len."},
			dosedesk.SlipOtherCentre: {"Yeh parchi kisi aur kendra ki hai.", "Iska code vahin chalta hai. Nagrik ko parchi wale kendra bhejen, ya phir se book karne ko kahen."},
			dosedesk.SlipOtherDay:    {"Yeh parchi %s ki hai.", "Iska code usi din chalta hai. Nagrik se us din aane ya phir se book karne ko kahen."},
			dosedesk.SlipNotOnRoster: {"Yeh booking is terminal ki soochi mein nahin hai.", "Ho sakta hai abhi-abhi hui ho: link ho to F7 se soochi mangayen, phir parchi dobara scan karen."},
			dosedesk.SlipReplaced:    {"Is parchi ke code ki jagah naya code diya ja chuka hai.", "Naya code darj mobile par gaya hai. Naam se khojkar sabse naye SMS ka code likhen."},
			dosedesk.SlipUsed:        {"Yeh parchi yahan %s baje chal chuki hai, aur iski dose darj hai.", "Isse ab kuchh nahin karna hai. Koi aur ise dikhaye to pehchan-patra milayen aur prabhari ko bulayen."},
		},
	},
}
