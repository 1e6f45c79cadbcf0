package dosedesk

// Case is one question to the schedule: may this citizen get this dose of this
// vaccine on this day, here?
type Case struct {
	On          Day
	Dose        int
	Vaccine     Vaccine
	BirthYear   int
	BirthDate   Day // the zero Day where only the year is known
	Category    Category
	Comorbidity bool
	Booking     Booking
	Centre      CentreKind
	Previous    []PreviousDose
	Answers     Answers
}

// Answers are what the citizen said to the health questions. The zero Answers
// is "no to all".
type Answers struct {
	Allergy       bool `json:"allergy,omitempty"`       // severe reaction to an earlier dose, or anaphylaxis
	Pregnant      bool `json:"pregnant,omitempty"`      // or not sure
	Breastfeeding bool `json:"breastfeeding,omitempty"` //
	Acute         bool `json:"acute,omitempty"`         // active symptoms, acutely ill or in hospital
	Bleeding      bool `json:"bleeding,omitempty"`      // bleeding or coagulation disorder
	Travel        bool `json:"travel,omitempty"`        // leaves the country to study, work or compete; papers seen
	Recovered     Day  `json:"recovered,omitzero"`      // from COVID-19, on
	Plasma        Day  `json:"plasma,omitzero"`         // discharged after plasma or monoclonal antibodies, on
	OtherVaccine  Day  `json:"other_vaccine,omitzero"`  // another vaccine, on
}

// Outcome is what the schedule says of a case.
type Outcome string

// The outcomes. NotYet only where waiting satisfies a rule in force on that
// day; NotEligible even where a later entry of the schedule would admit him.
const (
	Eligible    Outcome = "eligible"
	Caution     Outcome = "caution" // eligible, with something to look at
	NotYet      Outcome = "not_yet"
	NotEligible Outcome = "not_eligible"
)

// Admits reports whether a dose may be given.
func (o Outcome) Admits() bool { return o == Eligible || o == Caution }

// Eligibility is the schedule's answer, always with every rule that spoke.
type Eligibility struct {
	Outcome  Outcome
	From     Day       // with NotYet: the first day he may come; no day where none can be named
	Findings []Finding // who may come, then the dose before, then the health questions
	Version  string    // of the schedule that judged
}

// Topic is what a finding is about; screens have a sentence for each.
type Topic string

// The topics, one for each kind of rule.
const (
	TopicAge           Topic = "age"           // Number: the least age; Until, Day: born by; Caution: see the ID for the date
	TopicCategory      Topic = "category"      // admitted, or only admitted, as HCW or FLW
	TopicComorbidity   Topic = "comorbidity"   // Number: the least age with a comorbidity
	TopicVaccine       Topic = "vaccine"       // Vaccine: not given to this age or on this day; or the one that is
	TopicInterval      Topic = "interval"      // Number: days needed; Days: days passed
	TopicWindow        Topic = "window"        // Number: last advised day; Days: days passed
	TopicSameVaccine   Topic = "same_vaccine"  // Vaccine: the earlier dose's
	TopicMix           Topic = "mix"           // another vaccine, allowed; Vaccine: the earlier dose's
	TopicPrevious      Topic = "previous_dose" // the dose before is not on record, or this one is; Number: doses on record
	TopicBooking       Topic = "booking"       // must be booked online
	TopicCentre        Topic = "centre"        // only at such a centre
	TopicAllergy       Topic = "allergy"
	TopicPregnant      Topic = "pregnant"
	TopicBreastfeeding Topic = "breastfeeding"
	TopicAcute         Topic = "acute"
	TopicBleeding      Topic = "bleeding"
	TopicRecovered     Topic = "recovered"     // Day: of recovery
	TopicPlasma        Topic = "plasma"        // Day: of discharge
	TopicOtherVaccine  Topic = "other_vaccine" // Day: of the other vaccine
	TopicNoSchedule    Topic = "no_schedule"   // the schedule has nothing for this day, dose and vaccine
)

// Finding is one rule that spoke on a case.
type Finding struct {
	Topic   Topic
	Outcome Outcome // Eligible: the rule is satisfied
	Since   Day     // the rule's first day in force
	Number  int     // what the rule asks for; see Topic
	Days    int     // what it met, in days; see Topic
	Until   int     // latest admitted birth year
	From    Day     // with NotYet: the first day on which this rule is satisfied
	Day     Day     // the date that the citizen named, or the latest birth date
	Vaccine Vaccine
	Source  string // where the rule comes from: "ministry's order of 13 May 2021"
}
