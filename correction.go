package dosedesk

import "time"

// DoseCorrected records that a dose was not as it was recorded. It has no place
// for another citizen, appointment or dose number: that is a dose of its own, to
// be recorded anew with that citizen's code.
type DoseCorrected struct {
	Appointment ID        `json:"appointment"` // of the dose; with another it has no effect
	Dose        ID        `json:"dose"`        // the dose.recorded event
	Vaccine     Vaccine   `json:"vaccine"`
	Batch       string    `json:"batch"`
	Expires     Day       `json:"expires"`
	Vaccinator  Signature `json:"vaccinator"`
	GivenAt     time.Time `json:"given_at"` // kept to the millisecond
}

// Kind implements Body.
func (*DoseCorrected) Kind() Kind { return KindDoseCorrected }

// About implements Body.
func (b *DoseCorrected) About() ID { return b.Appointment }

func (b *DoseCorrected) canon(c *canon) {
	c.id(&b.Appointment)
	c.id(&b.Dose)
	text(c, &b.Vaccine)
	text(c, &b.Batch)
	c.day(&b.Expires)
	b.Vaccinator.canon(c)
	c.time(&b.GivenAt)
}

// Correct returns the dose as corrected. Citizen, appointment, dose number, what
// cleared him and his answers stay what they were.
func (b DoseRecorded) Correct(c DoseCorrected) DoseRecorded {
	b.Vaccine, b.Batch, b.Expires = c.Vaccine, c.Batch, c.Expires
	b.Vaccinator, b.GivenAt = c.Vaccinator, c.GivenAt
	return b
}
