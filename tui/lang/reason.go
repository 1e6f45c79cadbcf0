package lang

import "dosedesk"

// Advice says why a dose is unconfirmed or an event was refused, and what the
// in-charge does next.
type Advice struct{ Sentence, Next string }

// Reason returns the sentence and the next step for a reason. One that this
// terminal does not know, because the server is newer, has words of its own.
func (w Words) Reason(r dosedesk.Reason) (sentence, next string) {
	advice, ok := w.Reasons[r]
	if !ok {
		advice = w.Reasons[reasonUnknown]
	}
	return advice.Sentence, advice.Next
}

const reasonUnknown dosedesk.Reason = ""

var reasons = each[map[dosedesk.Reason]Advice]{
	English: {
		dosedesk.ReasonCodeMissing:        {"No code was entered for this dose.", "Ask the citizen for the code and enter it; without one, send a new code."},
		dosedesk.ReasonCodeWrong:          {"The code that was entered is wrong.", "Ask the citizen for the code again and enter it; without one, send a new code."},
		dosedesk.ReasonCodeLocked:         {"The code is locked: too many wrong codes were entered.", "Send a new code to the registered mobile, and enter it when the citizen has it."},
		dosedesk.ReasonTokenReplaced:      {"The slip is an older one: a new code was sent since.", "Ask for the newest SMS or slip and enter its code."},
		dosedesk.ReasonSealUnreadable:     {"The server could not read the code that was entered.", "Ask the citizen for the code and enter it again."},
		dosedesk.ReasonTooManyWrong:       {"This code was not tested: too many wrong codes were entered by this operator or at this centre in 24 hours.", "Scan the citizen's slip, or another operator enters the code again; or wait until 24 hours are over. The district knows."},
		dosedesk.ReasonOverride:           {"The in-charge let the dose be given without a code.", "The citizen answers the SMS on the registered mobile with YES or the code; then it is confirmed. Or the in-charge enters the code in the review (F4)."},
		dosedesk.ReasonOverrideLimit:      {"More doses were given here without a code than a day allows (5 in 100).", "The citizen answers the SMS on the registered mobile with YES or the code. The district looks at it too."},
		dosedesk.ReasonAlreadyGiven:       {"This dose was already recorded for this citizen.", "Compare the two records: who came, when and where. Hand it to the district if both are real."},
		dosedesk.ReasonPossibleDuplicate:  {"Somebody with the same photo ID, birth year and name already had this dose.", "Compare the photo ID with the other record."},
		dosedesk.ReasonOpenBooking:        {"Taken as a walk-in, but this citizen has an open online booking.", "Open the booking and enter its code."},
		dosedesk.ReasonUnknownAppointment: {"The server does not know this appointment.", "Compare the slip with the record, and hand it to the district."},
		dosedesk.ReasonBookingCancelled:   {"The booking had been cancelled.", "Ask the citizen who cancelled it, and hand it to the district."},
		dosedesk.ReasonOtherCentre:        {"The booking was for another centre.", "Compare the slip with the record, and hand it to the district."},
		dosedesk.ReasonOtherDay:           {"The booking was for another day.", "Compare the slip with the record, and hand it to the district."},
		dosedesk.ReasonNotDue:             {"By the rules of that day the dose was not due.", "Compare the earlier dose and the answers with the record, and hand it to the district."},
		dosedesk.ReasonVaccineDiffers:     {"The vaccine given is not the one that was booked.", "Look at the vial and the batch, and hand it to the district."},
		dosedesk.ReasonIdentityDiffers:    {"The record names another citizen or dose than the booking.", "Find out who came, and hand it to the district."},
		dosedesk.ReasonDisputed:           {"The citizen says that no dose was given.", "Call the citizen, and ask who was at the desk and who gave the dose."},
		dosedesk.ReasonOperatorUnknown:    {"Who recorded the dose is not known at this centre.", "Find out who worked at this terminal, and tell the district."},
		dosedesk.ReasonClockDoubtful:      {"The terminal's clock was wrong when the dose was recorded.", "Set the clock right, and hand the dose to the district with its real time."},
		dosedesk.ReasonChainForked:        {"The terminal's records do not follow one another.", "Stop using this terminal, and call the district."},
		dosedesk.ReasonMalformed:          {"The server could not read the record.", "Note the visit on paper, and call the district."},
		reasonUnknown:                     {"The server gave a reason that this terminal does not know.", "Call the district, and name this dose's time and vaccinator."},
	},
	Hindi: {
		dosedesk.ReasonCodeMissing:        {"इस डोज़ के लिए कोई कोड नहीं डाला गया।", "नागरिक से कोड पूछकर डालें; कोड न हो तो नया कोड भेजें।"},
		dosedesk.ReasonCodeWrong:          {"जो कोड डाला गया वह ग़लत है।", "नागरिक से कोड फिर पूछकर डालें; कोड न हो तो नया कोड भेजें।"},
		dosedesk.ReasonCodeLocked:         {"कोड बंद हो गया है: कई बार ग़लत कोड डाला गया।", "दर्ज मोबाइल पर नया कोड भेजें, और नागरिक को मिल जाए तो वही डालें।"},
		dosedesk.ReasonTokenReplaced:      {"यह पुरानी पर्ची है: इसके बाद नया कोड भेजा जा चुका है।", "सबसे नया SMS या पर्ची माँगें और उसका कोड डालें।"},
		dosedesk.ReasonSealUnreadable:     {"जो कोड डाला गया उसे सर्वर पढ़ नहीं सका।", "नागरिक से कोड पूछकर फिर से डालें।"},
		dosedesk.ReasonTooManyWrong:       {"यह कोड जाँचा नहीं गया: 24 घंटे में इस ऑपरेटर से, या इस केंद्र पर, बहुत से ग़लत कोड डाले गए।", "नागरिक की पर्ची स्कैन करें, या कोई दूसरा ऑपरेटर कोड फिर से डाले, या 24 घंटे पूरे होने दें। ज़िले को पता है।"},
		dosedesk.ReasonOverride:           {"प्रभारी ने बिना कोड के डोज़ देने की अनुमति दी।", "नागरिक दर्ज मोबाइल पर आए SMS के जवाब में YES (हाँ) या कोड भेजें; तब पुष्टि होगी। या प्रभारी समीक्षा (F4) में कोड डालें।"},
		dosedesk.ReasonOverrideLimit:      {"यहाँ एक दिन की सीमा (100 में 5) से ज़्यादा डोज़ बिना कोड के दी गईं।", "नागरिक दर्ज मोबाइल पर आए SMS के जवाब में YES (हाँ) या कोड भेजें। ज़िला भी इसे देखेगा।"},
		dosedesk.ReasonAlreadyGiven:       {"इस नागरिक की यह डोज़ पहले से दर्ज है।", "दोनों रिकॉर्ड मिलाएँ: कौन आया, कब और कहाँ। दोनों सही हों तो ज़िले को भेजें।"},
		dosedesk.ReasonPossibleDuplicate:  {"इसी पहचान-पत्र, जन्म वर्ष और नाम के किसी व्यक्ति को यह डोज़ लग चुकी है।", "पहचान-पत्र को दूसरे रिकॉर्ड से मिलाएँ।"},
		dosedesk.ReasonOpenBooking:        {"बिना बुकिंग के लिया गया, पर इस नागरिक की ऑनलाइन बुकिंग है।", "वह बुकिंग खोलें और उसका कोड डालें।"},
		dosedesk.ReasonUnknownAppointment: {"सर्वर इस अपॉइंटमेंट को नहीं जानता।", "पर्ची को रिकॉर्ड से मिलाएँ, और ज़िले को भेजें।"},
		dosedesk.ReasonBookingCancelled:   {"बुकिंग रद्द हो चुकी थी।", "नागरिक से पूछें कि किसने रद्द की, और ज़िले को भेजें।"},
		dosedesk.ReasonOtherCentre:        {"बुकिंग किसी और केंद्र की थी।", "पर्ची को रिकॉर्ड से मिलाएँ, और ज़िले को भेजें।"},
		dosedesk.ReasonOtherDay:           {"बुकिंग किसी और दिन की थी।", "पर्ची को रिकॉर्ड से मिलाएँ, और ज़िले को भेजें।"},
		dosedesk.ReasonNotDue:             {"उस दिन के नियमों से डोज़ का समय नहीं आया था।", "पिछली डोज़ और जवाबों को रिकॉर्ड से मिलाएँ, और ज़िले को भेजें।"},
		dosedesk.ReasonVaccineDiffers:     {"जो टीका लगा, वह बुक किया हुआ टीका नहीं है।", "शीशी और बैच देखें, और ज़िले को भेजें।"},
		dosedesk.ReasonIdentityDiffers:    {"रिकॉर्ड में नागरिक या डोज़ बुकिंग से अलग है।", "पता करें कि कौन आया था, और ज़िले को भेजें।"},
		dosedesk.ReasonDisputed:           {"नागरिक का कहना है कि कोई डोज़ नहीं लगी।", "नागरिक को फ़ोन करें, और पूछें कि डेस्क पर कौन था और टीका किसने लगाया।"},
		dosedesk.ReasonOperatorUnknown:    {"जिसने डोज़ दर्ज की, उसे यह केंद्र नहीं जानता।", "पता करें कि इस टर्मिनल पर कौन काम कर रहा था, और ज़िले को बताएँ।"},
		dosedesk.ReasonClockDoubtful:      {"डोज़ दर्ज करते समय टर्मिनल की घड़ी ग़लत थी।", "घड़ी ठीक करें, और डोज़ का सही समय ज़िले को भेजें।"},
		dosedesk.ReasonChainForked:        {"टर्मिनल के रिकॉर्ड एक-दूसरे के क्रम में नहीं हैं।", "इस टर्मिनल पर काम रोकें, और ज़िले को फ़ोन करें।"},
		dosedesk.ReasonMalformed:          {"सर्वर इस रिकॉर्ड को पढ़ नहीं सका।", "विवरण काग़ज़ पर लिखें, और ज़िले को फ़ोन करें।"},
		reasonUnknown:                     {"सर्वर ने ऐसा कारण बताया है जिसे यह टर्मिनल नहीं जानता।", "ज़िले को फ़ोन करें, और डोज़ का समय और टीका देने वाले का नाम बताएँ।"},
	},
	HindiLatin: {
		dosedesk.ReasonCodeMissing:        {"Is dose ke liye koi code nahin daala gaya.", "Nagrik se code poochhkar daalen; code na ho to naya code bhejen."},
		dosedesk.ReasonCodeWrong:          {"Jo code daala gaya vah galat hai.", "Nagrik se code phir poochhkar daalen; code na ho to naya code bhejen."},
		dosedesk.ReasonCodeLocked:         {"Code band ho gaya hai: kai baar galat code daala gaya.", "Darj mobile par naya code bhejen, aur nagrik ko mil jaye to vahi daalen."},
		dosedesk.ReasonTokenReplaced:      {"Yeh purani parchi hai: iske baad naya code bheja ja chuka hai.", "Sabse naya SMS ya parchi maangen aur uska code daalen."},
		dosedesk.ReasonSealUnreadable:     {"Jo code daala gaya use server padh nahin saka.", "Nagrik se code poochhkar phir se daalen."},
		dosedesk.ReasonTooManyWrong:       {"Yeh code jaancha nahin gaya: 24 ghante mein is operator se, ya is kendra par, bahut se galat code daale gaye.", "Nagrik ki parchi scan karen, ya koi doosra operator code phir se daale, ya 24 ghante poore hone den. Zile ko pata hai."},
		dosedesk.ReasonOverride:           {"Prabhari ne bina code ke dose dene ki anumati di.", "Nagrik darj mobile par aaye SMS ke jawab mein YES (haan) ya code bhejen; tab pushti hogi. Ya prabhari sameeksha (F4) mein code daalen."},
		dosedesk.ReasonOverrideLimit:      {"Yahan ek din ki seema (100 mein 5) se zyada dose bina code ke di gayin.", "Nagrik darj mobile par aaye SMS ke jawab mein YES (haan) ya code bhejen. Zila bhi ise dekhega."},
		dosedesk.ReasonAlreadyGiven:       {"Is nagrik ki yeh dose pehle se darj hai.", "Donon record milayen: kaun aaya, kab aur kahan. Donon sahi hon to zile ko bhejen."},
		dosedesk.ReasonPossibleDuplicate:  {"Isi pehchan patra, janm varsh aur naam ke kisi vyakti ko yeh dose lag chuki hai.", "Pehchan patra ko doosre record se milayen."},
		dosedesk.ReasonOpenBooking:        {"Bina booking ke liya gaya, par is nagrik ki online booking hai.", "Vah booking kholen aur uska code daalen."},
		dosedesk.ReasonUnknownAppointment: {"Server is appointment ko nahin jaanta.", "Parchi ko record se milayen, aur zile ko bhejen."},
		dosedesk.ReasonBookingCancelled:   {"Booking radd ho chuki thi.", "Nagrik se poochhen ki kisne radd ki, aur zile ko bhejen."},
		dosedesk.ReasonOtherCentre:        {"Booking kisi aur kendra ki thi.", "Parchi ko record se milayen, aur zile ko bhejen."},
		dosedesk.ReasonOtherDay:           {"Booking kisi aur din ki thi.", "Parchi ko record se milayen, aur zile ko bhejen."},
		dosedesk.ReasonNotDue:             {"Us din ke niyamon se dose ka samay nahin aaya tha.", "Pichhli dose aur jawabon ko record se milayen, aur zile ko bhejen."},
		dosedesk.ReasonVaccineDiffers:     {"Jo tika laga, vah book kiya hua tika nahin hai.", "Sheeshi aur batch dekhen, aur zile ko bhejen."},
		dosedesk.ReasonIdentityDiffers:    {"Record mein nagrik ya dose booking se alag hai.", "Pata karen ki kaun aaya tha, aur zile ko bhejen."},
		dosedesk.ReasonDisputed:           {"Nagrik ka kehna hai ki koi dose nahin lagi.", "Nagrik ko phone karen, aur poochhen ki desk par kaun tha aur tika kisne lagaya."},
		dosedesk.ReasonOperatorUnknown:    {"Jisne dose darj ki, use yeh kendra nahin jaanta.", "Pata karen ki is terminal par kaun kaam kar raha tha, aur zile ko batayen."},
		dosedesk.ReasonClockDoubtful:      {"Dose darj karte samay terminal ki ghadi galat thi.", "Ghadi theek karen, aur dose ka sahi samay zile ko bhejen."},
		dosedesk.ReasonChainForked:        {"Terminal ke record ek-doosre ke kram mein nahin hain.", "Is terminal par kaam roken, aur zile ko phone karen."},
		dosedesk.ReasonMalformed:          {"Server is record ko padh nahin saka.", "Vivaran kagaz par likhen, aur zile ko phone karen."},
		reasonUnknown:                     {"Server ne aisa kaaran bataya hai jise yeh terminal nahin jaanta.", "Zile ko phone karen, aur dose ka samay aur tika dene wale ka naam batayen."},
	},
}
