package lang

import "dosedesk"

// repairs tell at the sign-in what was damaged when the terminal started.
var repairs = each[map[dosedesk.Repair]string]{
	English: {
		dosedesk.RepairEvents:  "The terminal stopped while something was being recorded. It is back, nothing is lost: look at the citizen before you record again.",
		dosedesk.RepairOutbox:  "The file of the recorded doses was damaged. They are back from its second copy. For 15 minutes no PIN is taken; choose vaccinator and batch again (F6).",
		dosedesk.RepairJournal: "The second copy of the recorded doses was damaged and has been made anew. Nothing is lost.",
		dosedesk.RepairRoster:  "The list of citizens was damaged. It comes again with the next sync: check the link.",
		dosedesk.RepairLast:    "One record, the last one, cannot be read. Look whether the last citizen's dose is there, and call the in-charge.",
	},
	Hindi: {
		dosedesk.RepairEvents:  "दर्ज करते समय टर्मिनल रुक गया था। रिकॉर्ड वापस है, कुछ नहीं खोया: फिर दर्ज करने से पहले नागरिक को खोलकर देखें।",
		dosedesk.RepairOutbox:  "दर्ज डोज़ की फ़ाइल ख़राब थी। डोज़ दूसरी प्रति से वापस आ गईं। 15 मिनट तक PIN नहीं चलेगा; टीकाकर्मी और बैच फिर से चुनें (F6)।",
		dosedesk.RepairJournal: "दर्ज डोज़ की दूसरी प्रति ख़राब थी, नई बना दी गई है। कुछ नहीं खोया।",
		dosedesk.RepairRoster:  "नागरिकों की सूची ख़राब थी। वह अगले सिंक के साथ फिर आएगी: लिंक देखें।",
		dosedesk.RepairLast:    "आख़िरी रिकॉर्ड पढ़ा नहीं जा सका। देखें कि आख़िरी नागरिक की डोज़ दर्ज है या नहीं, और प्रभारी को बुलाएँ।",
	},
	HindiLatin: {
		dosedesk.RepairEvents:  "Darj karte samay terminal ruk gaya tha. Record vaapas hai, kuchh nahin khoya: phir darj karne se pehle nagrik ko kholkar dekhen.",
		dosedesk.RepairOutbox:  "Darj dose ki file kharab thi. Dose doosri prati se vaapas aa gayin. 15 minute tak PIN nahin chalega; tikakarmi aur batch phir se chunen (F6).",
		dosedesk.RepairJournal: "Darj dose ki doosri prati kharab thi, nayi bana di gayi hai. Kuchh nahin khoya.",
		dosedesk.RepairRoster:  "Nagrikon ki soochi kharab thi. Vah agle sync ke saath phir aayegi: link dekhen.",
		dosedesk.RepairLast:    "Aakhri record padha nahin ja saka. Dekhen ki aakhri nagrik ki dose darj hai ya nahin, aur prabhari ko bulayen.",
	},
}
