package tui

import "dosedesk"

// The people of the tests are made up.
func testEntries() []dosedesk.Entry {
	lakshmi := booked(1, "Lakshmi Kushwaha", "लक्ष्मी कुशवाहा", dosedesk.Female, 1962, "7735")
	lakshmi.Appointment.Dose, lakshmi.Slot = 2, "11:00-13:00"
	lakshmi.Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: dosedesk.Day{Year: 2021, Month: 2, Day: 2}}}

	ramesh := booked(3, "Ramesh Prasad", "रमेश प्रसाद", dosedesk.Male, 1955, "1180")
	ramesh.Appointment.Dose = 2
	ramesh.Previous = []dosedesk.PreviousDose{{Vaccine: dosedesk.Covishield, On: dosedesk.Day{Year: 2021, Month: 3, Day: 29}}}

	meena := booked(5, "Meena Devi", "मीना देवी", dosedesk.Female, 1968, "6602")
	meena.Session.ID, meena.Session.Day = testID(102), testDay.AddDays(1)

	suresh := booked(6, "Suresh Yadav", "सुरेश यादव", dosedesk.Male, 1970, "3391")
	suresh.Cancelled = true

	farid := booked(4, "Farid Ansari", "फ़रीद अंसारी", dosedesk.Male, 1959, "8127")
	farid.Session.ID, farid.Session.Vaccine = testID(101), dosedesk.Covaxin

	return []dosedesk.Entry{lakshmi, booked(2, "Laxmi Nair", "लक्ष्मी नायर", dosedesk.Female, 1971, "0912"), ramesh, farid, meena, suresh}
}

// booked is an online booking of a first dose of COVISHIELD on testDay; the
// mobile and the photo ID end in the same four digits.
func booked(n byte, name, hindi string, gender dosedesk.Gender, born int, ends string) dosedesk.Entry {
	return dosedesk.Entry{
		Appointment: dosedesk.Appointment{
			ID:      testID(n),
			Session: dosedesk.Session{ID: testID(100), Centre: 603425, Day: testDay, Vaccine: dosedesk.Covishield},
			Slot:    "09:00-11:00", Dose: 1, Booking: dosedesk.Online,
			Citizen: dosedesk.Citizen{
				ReferenceID: "5656320270" + ends, Name: name, NameHindi: hindi, Gender: gender, BirthYear: born,
				Mobile: "900000" + ends, PhotoID: dosedesk.PhotoID{Type: "Aadhaar Card", LastFour: ends},
			},
		},
		Code: dosedesk.NewCodeState(),
	}
}

// testStocks has a batch of COVISHIELD, and none of COVAXIN.
func testStocks() map[dosedesk.Vaccine]dosedesk.Stock {
	return map[dosedesk.Vaccine]dosedesk.Stock{dosedesk.Covishield: {
		Vaccine: dosedesk.Covishield, Vaccinator: dosedesk.Signature{ID: "meera", Name: "Meera", Role: dosedesk.Vaccinator},
		Batch: "4121Z004", Expires: dosedesk.Day{Year: 2021, Month: 8, Day: 31},
	}}
}
