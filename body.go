package dosedesk

import "time"

// Body is what one kind of event records.
type Body interface {
	// Kind names the kind of event this is the body of.
	Kind() Kind
	// About returns the appointment the event is about.
	About() ID

	canon(*canon)
}

func newBody(kind Kind) (Body, error) {
	switch kind {
	case KindCodeEntered:
		return &CodeEntered{}, nil
	case KindDoseRecorded:
		return &DoseRecorded{}, nil
	case KindVisitDeferred:
		return &VisitDeferred{}, nil
	case KindWalkin:
		return &WalkinRegistered{}, nil
	case KindReissueAsked:
		return &ReissueAsked{}, nil
	case KindOverride:
		return &OverrideRecorded{}, nil
	case KindDoseCorrected:
		return &DoseCorrected{}, nil
	}
	return nil, Errorf(EInvalid, "no kind of event is called %q", string(kind))
}

// Channel is how a code came to be entered.
type Channel string

// The channels.
const (
	ChannelTyped Channel = "typed" // the verifier typed it as the citizen said it
	ChannelSlip  Channel = "slip"  // from the slip's token, which the terminal verified
)

// CodeEntered records that the citizen gave a code, before any dose. The code
// is sealed to the server; the terminal cannot read it again.
type CodeEntered struct {
	Appointment ID      `json:"appointment"`
	Channel     Channel `json:"channel"`
	Issue       int     `json:"issue,omitempty"` // of the slip's code; 0 where it was typed
	Key         uint8   `json:"key"`             // id of the server's key it is sealed to
	Sealed      []byte  `json:"sealed"`          // SealedLength bytes
}

// Kind implements Body.
func (*CodeEntered) Kind() Kind { return KindCodeEntered }

// About implements Body.
func (b *CodeEntered) About() ID { return b.Appointment }

func (b *CodeEntered) canon(c *canon) {
	c.id(&b.Appointment)
	text(c, &b.Channel)
	if b.Channel == ChannelSlip {
		c.int(&b.Issue)
	}
	key := int(b.Key)
	c.int(&key)
	if c.reading {
		b.Key = uint8(key) //nolint:gosec // written from a uint8
	}
	c.field(&b.Sealed)
}

// DoseRecorded records that a dose was given. It names what cleared the
// citizen, and repeats what was given to whom, so that it stands by itself.
type DoseRecorded struct {
	Appointment ID        `json:"appointment"`
	Citizen     string    `json:"citizen"` // reference id; empty for a walk-in without one
	Dose        int       `json:"dose"`
	Vaccine     Vaccine   `json:"vaccine"`
	Batch       string    `json:"batch"`
	Expires     Day       `json:"expires"` // the batch's last day
	Vaccinator  Signature `json:"vaccinator"`
	GivenAt     time.Time `json:"given_at"`   // kept to the millisecond
	ClearedBy   ID        `json:"cleared_by"` // the code.entered or visit.cleared event; zero for a walk-in
	Answers     Answers   `json:"answers"`
}

// Kind implements Body.
func (*DoseRecorded) Kind() Kind { return KindDoseRecorded }

// About implements Body.
func (b *DoseRecorded) About() ID { return b.Appointment }

func (b *DoseRecorded) canon(c *canon) {
	c.id(&b.Appointment)
	text(c, &b.Citizen)
	c.int(&b.Dose)
	text(c, &b.Vaccine)
	text(c, &b.Batch)
	c.day(&b.Expires)
	b.Vaccinator.canon(c)
	c.time(&b.GivenAt)
	c.id(&b.ClearedBy)
	b.Answers.canon(c)
}

func (a *Answers) canon(c *canon) {
	for _, answer := range []*bool{&a.Allergy, &a.Pregnant, &a.Breastfeeding, &a.Acute, &a.Bleeding, &a.Travel} {
		c.flag(answer)
	}
	c.day(&a.Recovered)
	c.day(&a.Plasma)
	c.day(&a.OtherVaccine)
}

// Deferral is why a visit ended without a dose.
type Deferral string

// The deferrals.
const (
	DeferredNotDue    Deferral = "not_due"   // the schedule said not yet, or not eligible
	DeferredHealth    Deferral = "health"    // an answer to the health questions
	DeferredIdentity  Deferral = "identity"  // the photo ID does not match the booking
	DeferredConsent   Deferral = "consent"   // the citizen does not consent
	DeferredNoCode    Deferral = "no_code"   // no code, and none to be had today
	DeferredNotGiven  Deferral = "not_given" // cleared, but the dose was not given
	DeferredNoVaccine Deferral = "no_vaccine"
)

// VisitDeferred records that the citizen came and got no dose.
type VisitDeferred struct {
	Appointment ID       `json:"appointment"`
	Reason      Deferral `json:"reason"`
	Outcome     Outcome  `json:"outcome"`        // what the schedule said
	Until       Day      `json:"until,omitzero"` // the first day he may come again, where one is known
	Answers     Answers  `json:"answers"`
}

// Kind implements Body.
func (*VisitDeferred) Kind() Kind { return KindVisitDeferred }

// About implements Body.
func (b *VisitDeferred) About() ID { return b.Appointment }

func (b *VisitDeferred) canon(c *canon) {
	c.id(&b.Appointment)
	text(c, &b.Reason)
	text(c, &b.Outcome)
	c.day(&b.Until)
	b.Answers.canon(c)
}

// WalkinRegistered records a citizen who came without a booking. It makes his
// appointment; there is no code.
type WalkinRegistered struct {
	Appointment Appointment `json:"appointment"`
}

// Kind implements Body.
func (*WalkinRegistered) Kind() Kind { return KindWalkin }

// About implements Body.
func (b *WalkinRegistered) About() ID { return b.Appointment.ID }

func (b *WalkinRegistered) canon(c *canon) { b.Appointment.canon(c) }

// canon leaves Cancelled out: who registers himself has cancelled nothing.
func (a *Appointment) canon(c *canon) {
	c.id(&a.ID)
	c.id(&a.Session.ID)
	centre := int(a.Session.Centre)
	c.int(&centre)
	if c.reading {
		a.Session.Centre = CentreID(centre) //nolint:gosec // written from a CentreID
	}
	c.day(&a.Session.Day)
	text(c, &a.Session.Vaccine)
	text(c, &a.Slot)
	c.int(&a.Dose)
	text(c, &a.Booking)
	a.Citizen.canon(c)
	list(c, &a.Previous, func(p *PreviousDose) {
		text(c, &p.Vaccine)
		c.day(&p.On)
	})
}

func (z *Citizen) canon(c *canon) {
	text(c, &z.ReferenceID)
	text(c, &z.Name)
	text(c, &z.NameHindi)
	text(c, &z.Gender)
	c.int(&z.BirthYear)
	c.day(&z.BirthDate)
	text(c, &z.Mobile)
	text(c, &z.PhotoID.Type)
	text(c, &z.PhotoID.LastFour)
	text(c, &z.Category)
	c.flag(&z.Comorbidity)
}

// ReissueAsked records that the citizen needs a new code. It goes to the
// registered mobile only; the old one dies at once.
type ReissueAsked struct {
	Appointment ID `json:"appointment"`
}

// Kind implements Body.
func (*ReissueAsked) Kind() Kind { return KindReissueAsked }

// About implements Body.
func (b *ReissueAsked) About() ID { return b.Appointment }

func (b *ReissueAsked) canon(c *canon) { c.id(&b.Appointment) }
