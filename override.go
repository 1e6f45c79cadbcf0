package dosedesk

import "time"

// OverrideReason is why the in-charge lets a dose be given without a code.
type OverrideReason string

// The reasons of an override.
const (
	OverrideNoPhone    OverrideReason = "no_phone"    // slip and registered phone are not at hand
	OverrideNoMessage  OverrideReason = "no_message"  // neither the SMS nor a new code has come
	OverrideLocked     OverrideReason = "locked"      // the code is locked
	OverrideUnreadable OverrideReason = "unreadable"  // the slip cannot be read
	OverrideGivenFirst OverrideReason = "given_first" // the dose was given before the code was found wrong
)

// OverrideReasons lists them all, in the order of the screen.
var OverrideReasons = []OverrideReason{
	OverrideNoPhone, OverrideNoMessage, OverrideLocked, OverrideUnreadable, OverrideGivenFirst,
}

// Override is the in-charge's word that a dose may be given without a code. It
// clears the citizen and confirms nothing: the certificate waits for the
// citizen's own answer.
type Override struct {
	Event  ID             `json:"event"`  // the visit.cleared event
	By     Signature      `json:"by"`     // the in-charge, by his own sign-in
	Desk   Signature      `json:"desk"`   // the verifier at whose desk it was
	Reason OverrideReason `json:"reason"` //
	At     time.Time      `json:"at"`
	Beyond bool           `json:"beyond,omitempty"` // beyond the centre's limit
}

// The shares of a day's doses that may go without a code: of one verifier's, at
// his desk; of the centre's, judged by the server. One is always allowed.
const (
	deskOverridePercent   = 3
	centreOverridePercent = 5
)

// DeskOverrides is how many overrides a verifier's desk may have on a day on
// which he has recorded so many doses.
func DeskOverrides(doses int) int { return max(1, doses*deskOverridePercent/100) }

// DeskCount counts, of the visits that a desk knows, a verifier's overrides on a
// day and the doses he recorded on it.
func DeskCount(visits []Visit, verifier string, on Day) (overrides, doses int) {
	for _, v := range visits {
		if v.Override != nil && v.Override.Desk.ID == verifier && DayOf(v.Override.At) == on {
			overrides++
		}
		for _, d := range v.Doses {
			if d.By.ID == verifier && DayOf(d.GivenAt) == on {
				doses++
			}
		}
	}
	return overrides, doses
}

// CentreOverrides is how many overrides a centre may have on a day on which it
// has recorded so many doses.
func CentreOverrides(doses int) int { return max(1, doses*centreOverridePercent/100) }

// OverrideRecorded records an override. The event is by the in-charge.
type OverrideRecorded struct {
	Appointment ID             `json:"appointment"`
	Desk        Signature      `json:"desk"` // the verifier at whose desk it was
	Reason      OverrideReason `json:"reason"`
	Seen        PhotoID        `json:"seen"` // the photo ID that the in-charge saw
}

// Kind implements Body.
func (*OverrideRecorded) Kind() Kind { return KindOverride }

// About implements Body.
func (b *OverrideRecorded) About() ID { return b.Appointment }

func (b *OverrideRecorded) canon(c *canon) {
	c.id(&b.Appointment)
	b.Desk.canon(c)
	text(c, &b.Reason)
	text(c, &b.Seen.Type)
	text(c, &b.Seen.LastFour)
}

// Override returns what an event of this body says.
func (b *OverrideRecorded) Override(h Header) Override {
	return Override{Event: h.ID, By: h.By, Desk: b.Desk, Reason: b.Reason, At: h.At.Wall}
}
