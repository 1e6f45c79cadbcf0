package dosedesk

import "time"

// Answer is the server's word on an event.
type Answer string

// The answers. Whatever the answer, the server keeps the event.
const (
	Accepted Answer = "accepted"
	Refused  Answer = "refused" // it has no effect; the reason says why
	InReview Answer = "review"  // kept, and the in-charge has to look at it
)

// CodeAnswer is the server's word on an entered code.
type CodeAnswer string

// The answers to a code. Once locked, right and wrong get the same answer.
const (
	CodeRight  CodeAnswer = "right"
	CodeWrong  CodeAnswer = "wrong"
	CodeLocked CodeAnswer = "locked"
)

// Reason is why an event was refused or put in review, or why a dose is
// unconfirmed. The list is closed: every language has a sentence, and a next
// step for the in-charge, for each.
type Reason string

// The reasons.
const (
	ReasonCodeMissing        Reason = "code_missing"
	ReasonCodeWrong          Reason = "code_wrong"
	ReasonCodeLocked         Reason = "code_locked"
	ReasonTokenReplaced      Reason = "token_replaced"
	ReasonSealUnreadable     Reason = "seal_unreadable"
	ReasonTooManyWrong       Reason = "too_many_wrong" // the operator or the centre is stopped; see Watch
	ReasonOverride           Reason = "override"
	ReasonOverrideLimit      Reason = "override_limit"
	ReasonAlreadyGiven       Reason = "already_given"
	ReasonPossibleDuplicate  Reason = "possible_duplicate"
	ReasonOpenBooking        Reason = "open_booking"
	ReasonUnknownAppointment Reason = "unknown_appointment"
	ReasonBookingCancelled   Reason = "booking_cancelled"
	ReasonOtherCentre        Reason = "other_centre"
	ReasonOtherDay           Reason = "other_day"
	ReasonNotDue             Reason = "not_due"
	ReasonVaccineDiffers     Reason = "vaccine_differs"
	ReasonIdentityDiffers    Reason = "identity_differs"
	ReasonDisputed           Reason = "disputed"
	ReasonOperatorUnknown    Reason = "operator_unknown"
	ReasonClockDoubtful      Reason = "clock_doubtful"
	ReasonChainForked        Reason = "chain_forked"
	ReasonMalformed          Reason = "malformed"
)

// Reasons lists them all, in the order of design and screens.
var Reasons = []Reason{
	ReasonCodeMissing, ReasonCodeWrong, ReasonCodeLocked, ReasonTokenReplaced, ReasonSealUnreadable,
	ReasonTooManyWrong, ReasonOverride, ReasonOverrideLimit, ReasonAlreadyGiven, ReasonPossibleDuplicate, ReasonOpenBooking,
	ReasonUnknownAppointment, ReasonBookingCancelled, ReasonOtherCentre, ReasonOtherDay, ReasonNotDue,
	ReasonVaccineDiffers, ReasonIdentityDiffers, ReasonDisputed, ReasonOperatorUnknown, ReasonClockDoubtful,
	ReasonChainForked, ReasonMalformed,
}

// AboutCode reports whether the right code, entered later, settles the reason,
// or the citizen's own yes.
func (r Reason) AboutCode() bool {
	switch r {
	case ReasonCodeMissing, ReasonCodeWrong, ReasonCodeLocked, ReasonTokenReplaced, ReasonSealUnreadable,
		ReasonTooManyWrong, ReasonOverride, ReasonOverrideLimit:
		return true
	default:
		return false
	}
}

// Verdict is the server's answer to one event. It never changes; what becomes
// of a dose afterwards travels by the change feed.
type Verdict struct {
	Answer    Answer     `json:"answer"`
	Reason    Reason     `json:"reason,omitempty"`     // with refused and review
	Code      CodeAnswer `json:"code,omitempty"`       // for code.entered
	TriesLeft int        `json:"tries_left,omitempty"` // after this one
	Change    uint64     `json:"change,omitempty"`     // the centre's change that carries the event's effect
	At        time.Time  `json:"at"`                   // by the server's clock
}

// Receipt is a verdict with the event it belongs to, as a push is answered. With
// its proof the terminal gives it back to a server that was restored from a
// backup.
type Receipt struct {
	Event     ID   `json:"event"`
	Duplicate bool `json:"duplicate,omitempty"` // the server had it already; this is the verdict it gave then
	Verdict
	// Effect is what the verdict does not say of its effect: after code.entered
	// and code.reissue_asked the issue of the code, after dose.recorded the number
	// of the question that the citizen was asked, if he was.
	Effect   int      `json:"effect,omitempty"`
	Proof    Proof    `json:"proof,omitzero"`
	Standing Standing `json:"standing,omitzero"` // of the dose, where a page told of it since
}

// DoseState is what the server holds of a dose.
type DoseState string

// The states of a dose.
const (
	DosePending     DoseState = "pending"     // recorded here, not yet judged by the server
	DoseConfirmed   DoseState = "confirmed"   // it has a certificate
	DoseUnconfirmed DoseState = "unconfirmed" // given, in review, without certificate
)

// Dose is one recorded injection.
type Dose struct {
	ID          ID        `json:"id"` // of its dose.recorded event
	Appointment ID        `json:"appointment"`
	Citizen     string    `json:"citizen"` // reference id
	Number      int       `json:"number"`
	Vaccine     Vaccine   `json:"vaccine"`
	Batch       string    `json:"batch"`
	Vaccinator  Signature `json:"vaccinator"`
	By          Signature `json:"by"` // who recorded it
	GivenAt     time.Time `json:"given_at"`
	KeyedIn     time.Time `json:"keyed_in,omitzero"` // from paper, see KeyedIn; none for a dose recorded as it was given
	State       DoseState `json:"state"`
	Reason      Reason    `json:"reason,omitempty"`      // with unconfirmed
	Certificate string    `json:"certificate,omitempty"` // its number, with confirmed
	Said        Said      `json:"said,omitempty"`        // the citizen's own answer
}
