package dosedesk

import "strings"

// Gender as on the booking: Male, Female or Other.
type Gender string

// The genders that CoWIN knows.
const (
	Male   Gender = "Male"
	Female Gender = "Female"
	Other  Gender = "Other"
)

// Category is why a citizen may come before his age allows it. Empty for most.
type Category string

// The categories of the first months (ministry's order of 16 January 2021).
const (
	HealthCareWorker Category = "HCW"
	FrontLineWorker  Category = "FLW"
)

// PhotoIDs lists the photo IDs that a citizen may book and come with, in the
// order of the booking form.
var PhotoIDs = []string{
	"Aadhaar Card", "PAN Card", "Driving License", "Passport", "Pension Passbook",
	"NPR Smart Card", "Voter ID", "Unique Disability ID", "Ration Card", "Student ID",
}

// PhotoID is the document named at booking and compared by eye at the desk.
type PhotoID struct {
	Type     string `json:"type"`
	LastFour string `json:"last_four"` // the number's last four characters
}

// Citizen is who comes for a dose (CoWIN: beneficiary).
type Citizen struct {
	ReferenceID string   `json:"reference_id"` // 13 or 14 digits; empty for a walk-in who has none
	Name        string   `json:"name"`         // in Latin letters
	NameHindi   string   `json:"name_hi,omitempty"`
	Gender      Gender   `json:"gender"`
	BirthYear   int      `json:"birth_year"`
	BirthDate   Day      `json:"birth_date,omitzero"` // where a rule needed it and the ID showed it
	Mobile      string   `json:"mobile"`              // 10 digits
	PhotoID     PhotoID  `json:"photo_id"`
	Category    Category `json:"category,omitempty"`
	Comorbidity bool     `json:"comorbidity,omitempty"` // with a doctor's certificate
}

// MaskedMobile returns ".." and the last four digits: all a screen shows.
func (c Citizen) MaskedMobile() string { return masked(c.Mobile) }

// MaskedReferenceID returns ".." and the last four digits: all a screen shows.
func (c Citizen) MaskedReferenceID() string { return masked(c.ReferenceID) }

func masked(number string) string {
	if number == "" {
		return ""
	}
	return ".." + number[max(0, len(number)-4):]
}

// SameDocument reports whether a and b were booked on what looks like the same
// photo ID by a citizen of the same birth year. Four digits do not prove it: it
// is a reason to look, never to refuse alone.
func (c Citizen) SameDocument(other Citizen) bool {
	return c.BirthYear == other.BirthYear && c.PhotoID.LastFour != "" &&
		strings.EqualFold(c.PhotoID.Type, other.PhotoID.Type) &&
		strings.EqualFold(c.PhotoID.LastFour, other.PhotoID.LastFour)
}

// Role is what an operator does at a centre.
type Role string

// The roles. See MayReview and MayGive for what they may do.
const (
	Verifier   Role = "verifier"   // checks ID and eligibility, enters the code
	Vaccinator Role = "vaccinator" // gives the dose
	InCharge   Role = "in-charge"  // answers for the centre, repairs what went wrong
)

// Operator is a person who works at a centre's terminals.
type Operator struct {
	ID       string `json:"id"` // what he types to sign in, for example "sunita"
	Name     string `json:"name"`
	Role     Role   `json:"role"`
	PINHash  string `json:"pin_hash,omitempty"` // Argon2id, in the PHC string form
	Disabled bool   `json:"disabled,omitempty"`
	Watch    Watch  `json:"watch,omitzero"` // what his wrong codes of the last 24 hours led to
}

// MayReview reports whether the operator may open and settle the review, and let
// a dose be given without a code.
func (o Operator) MayReview() bool { return o.Role == InCharge }

// MayGive reports whether the operator may be named as the one who gave a dose.
// At a one-person centre the in-charge gives doses too.
func (o Operator) MayGive(c Centre) bool {
	return o.Role == Vaccinator || o.Role == InCharge && c.OnePerson
}

// Signature is who stands behind an event, frozen when it was recorded: a later
// sign-in, renaming or disabling changes nothing about it.
type Signature struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role Role   `json:"role"`
}

// Signature returns the operator as events keep him.
func (o Operator) Signature() Signature { return Signature{ID: o.ID, Name: o.Name, Role: o.Role} }

func (s *Signature) canon(c *canon) {
	text(c, &s.ID)
	text(c, &s.Name)
	text(c, &s.Role)
}
