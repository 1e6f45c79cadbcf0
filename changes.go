package dosedesk

import "time"

// Cursor is how far a terminal has read its centre's changes. The epoch names
// one life of the registry: a server restored from a backup begins a new one.
type Cursor struct {
	Epoch string `json:"epoch"`
	Seq   uint64 `json:"seq"`
}

// Changes is one page of what happened at a centre, as a terminal takes it in:
// whole, in one transaction, with the cursor behind it.
type Changes struct {
	Cursor    Cursor // behind this page
	More      bool   // another page waits
	Centre    *Centre
	Operators []Operator // all of them, where one changed
	SealKey   *SealKey
	TokenKeys []TokenKey      // all of them, where one was added
	Schedule  *SignedSchedule // where the server has another
	Entries   []Entry
	AsOf      time.Time // by the server's clock
}

// Enrolment is what makes a folder a terminal. The key never changes; the
// certificate is renewed before it ends.
type Enrolment struct {
	Terminal    ID       `json:"terminal"`
	Centre      CentreID `json:"centre"`
	Server      string   `json:"server"`              // URL
	Key         []byte   `json:"key,omitempty"`       // seed of the terminal's Ed25519 key: it signs pushes and speaks TLS
	Certificate []byte   `json:"certificate"`         // of that key, X.509
	CA          []byte   `json:"ca"`                  // certificate of the server's authority; nobody else is believed
	SignedBy    []byte   `json:"signed_by,omitempty"` // Ed25519 key that the server signs schedules with
	Recovery    string   `json:"recovery,omitempty"`  // age recipient of the district, whose key opens the vault
}

// Unsent is the truth about the outbox.
type Unsent struct {
	Count  int
	Oldest time.Time // of the oldest unsent event; zero where there is none
}

// Carried is the truth about what a terminal carries to the server for others.
type Carried struct {
	Waiting int         // files that are not sent, or not whole
	Refused []ErrorCode // why, for each file that the server refused: it is kept
}

// Link is the truth about the link to the server.
type Link struct {
	Up      bool
	Since   time.Time // when it came up or went down
	Problem ErrorCode // why it is down: EUnreachable, EUnauthorized, ...
	AsOf    time.Time // of the roster, by the server's clock; zero before the first pull
}

// Stock is who gives a vaccine today and from which vial: chosen once for each
// vaccine, until changed, not for each citizen.
type Stock struct {
	Vaccine    Vaccine   `json:"vaccine"`
	Vaccinator Signature `json:"vaccinator"`
	Batch      string    `json:"batch"`
	Expires    Day       `json:"expires"`
}
