package lang

// photoIDs are the names of dosedesk.PhotoIDs.
var photoIDs = each[map[string]string]{
	English: {
		"Aadhaar Card": "Aadhaar Card", "PAN Card": "PAN Card", "Driving License": "Driving Licence", "Passport": "Passport",
		"Pension Passbook": "Pension Passbook", "NPR Smart Card": "NPR Smart Card", "Voter ID": "Voter ID",
		"Unique Disability ID": "Unique Disability ID", "Ration Card": "Ration Card", "Student ID": "Student ID",
	},
	Hindi: { //nolint:gosec // names of documents, no credentials
		"Aadhaar Card": "आधार कार्ड", "PAN Card": "पैन कार्ड", "Driving License": "ड्राइविंग लाइसेंस", "Passport": "पासपोर्ट",
		"Pension Passbook": "पेंशन पासबुक", "NPR Smart Card": "एनपीआर स्मार्ट कार्ड", "Voter ID": "वोटर कार्ड",
		"Unique Disability ID": "दिव्यांग पहचान-पत्र", "Ration Card": "राशन कार्ड", "Student ID": "छात्र पहचान-पत्र",
	},
	HindiLatin: {
		"Aadhaar Card": "Aadhaar card", "PAN Card": "PAN card", "Driving License": "Driving licence", "Passport": "Passport",
		"Pension Passbook": "Pension passbook", "NPR Smart Card": "NPR smart card", "Voter ID": "Voter card",
		"Unique Disability ID": "Divyang pehchan patra", "Ration Card": "Ration card", "Student ID": "Chhatra pehchan patra",
	},
}

// PhotoID returns the name of a kind of photo ID; one that is not known keeps
// the name it was booked under.
func (w Words) PhotoID(kind string) string {
	if name, ok := w.PhotoIDs[kind]; ok {
		return name
	}
	return kind
}
