package dosedesk

// CentreID is the number of a centre.
type CentreID uint32

// CentreKind says who runs a centre, and whether walk-ins of 18 to 44 were let
// in there from 24 May 2021.
type CentreKind string

// The kinds of centre that the schedule tells apart.
const (
	Government       CentreKind = "government"
	GovernmentWalkin CentreKind = "government+walkin"
	Private          CentreKind = "private"
)

// Centre is a place where doses are given.
type Centre struct {
	ID        CentreID   `json:"id"`
	Name      string     `json:"name"`
	NameHindi string     `json:"name_hi,omitempty"`
	Kind      CentreKind `json:"kind"`
	OnePerson bool       `json:"one_person,omitempty"` // the in-charge may also give doses
	Watch     Watch      `json:"watch,omitzero"`       // what all its wrong codes of the last 24 hours led to
}

// Vaccine is the name of a vaccine as CoWIN writes it.
type Vaccine string

// The vaccines of the programme.
const (
	Covishield Vaccine = "COVISHIELD"
	Covaxin    Vaccine = "COVAXIN"
	SputnikV   Vaccine = "SPUTNIK V"
	Corbevax   Vaccine = "CORBEVAX"
	ZycovD     Vaccine = "ZYCOV-D"
)

// Vaccines lists them all.
var Vaccines = []Vaccine{Covishield, Covaxin, SputnikV, Corbevax, ZycovD}

// Booking says how an appointment came about.
type Booking string

// Only an online booking carries a code (ministry's statement of 7 May 2021); a
// walk-in has none at all.
const (
	Online Booking = "online"
	Walkin Booking = "walkin"
)

// PreviousDose is a dose of the same citizen's before this visit, in order.
type PreviousDose struct {
	Vaccine Vaccine `json:"vaccine"`
	On      Day     `json:"on"`
}

// Session is a centre, a day and a vaccine.
type Session struct {
	ID      ID       `json:"id"`
	Centre  CentreID `json:"centre"`
	Day     Day      `json:"day"`
	Vaccine Vaccine  `json:"vaccine"`
}

// Appointment is a booked visit: one citizen, one dose, one session and slot.
type Appointment struct {
	ID        ID             `json:"id"`
	Session   Session        `json:"session"`
	Slot      string         `json:"slot"` // "09:00-11:00"
	Dose      int            `json:"dose"` // 1, 2 or 3
	Booking   Booking        `json:"booking"`
	Citizen   Citizen        `json:"citizen"`
	Previous  []PreviousDose `json:"previous,omitempty"`
	Cancelled bool           `json:"cancelled,omitempty"`
}

// Case returns what the schedule judges: this appointment on a day, at a centre.
func (a Appointment) Case(on Day, centre CentreKind, answers Answers) Case {
	return Case{
		On: on, Dose: a.Dose, Vaccine: a.Session.Vaccine,
		BirthYear: a.Citizen.BirthYear, BirthDate: a.Citizen.BirthDate,
		Category: a.Citizen.Category, Comorbidity: a.Citizen.Comorbidity,
		Booking: a.Booking, Centre: centre, Previous: a.Previous, Answers: answers,
	}
}
