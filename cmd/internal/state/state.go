// Package state is what there is to say about a terminal without its screens.
// A command asks the desk that runs on the terminal's folder, over a socket in
// there, and opens the vault itself where none runs. Nobody's name, mobile or
// code is in what it gets: but for the roster on paper, which has no code, and
// which the in-charge signs in for.
package state

import (
	"crypto/x509"
	"time"

	"dosedesk"
	"dosedesk/store"
	"dosedesk/sync"
)

// State is how a terminal stands. Its JSON is for other programs: a name in it
// is never changed.
type State struct {
	Terminal         dosedesk.ID          `json:"terminal"`
	Centre           dosedesk.CentreID    `json:"centre"`
	At               time.Time            `json:"at"`       // by the terminal's own clock
	Recorded         uint64               `json:"recorded"` // events
	Unsent           int                  `json:"unsent"`
	OldestUnsent     time.Time            `json:"oldest_unsent,omitzero"`
	UnsentFor        int64                `json:"unsent_seconds"`        // how long the oldest one waits
	Carried          int                  `json:"carried"`               // files of other terminals, not sent
	CarriedRefused   []dosedesk.ErrorCode `json:"carried_refused"`       // why the server refused others, which are kept
	Link             *Link                `json:"link"`                  // null where no desk is running
	RosterAsOf       time.Time            `json:"roster_as_of,omitzero"` // by the server's clock
	Schedule         string               `json:"schedule"`
	CertificateUntil time.Time            `json:"certificate_until,omitzero"`
	Repaired         []dosedesk.Repair    `json:"repaired"` // when the vault was opened
}

// Link is how the link of a running desk stands.
type Link struct {
	Up      bool               `json:"up"`
	Since   time.Time          `json:"since,omitzero"`
	Problem dosedesk.ErrorCode `json:"problem,omitempty"` // why it is down
}

// A Desk is a terminal whose vault this process has open.
type Desk struct {
	Vault *store.Vault
	Link  func() dosedesk.Link // nil where nothing keeps the link
	Wake  func()               // tries the link; nil as well
	Now   func() time.Time
}

// State returns how the terminal stands.
func (d Desk) State() (State, error) {
	enrolment, unsent, now := d.Vault.Enrolment(), d.Vault.Unsent(), d.Now()
	last, _ := d.Vault.LastEvent()
	s := State{
		Terminal: enrolment.Terminal, Centre: enrolment.Centre, At: now, Recorded: last.Number,
		Unsent: unsent.Count, OldestUnsent: unsent.Oldest, RosterAsOf: d.Vault.AsOf(),
		Schedule: d.Vault.Schedule().Version, Repaired: append([]dosedesk.Repair{}, d.Vault.Repaired()...),
	}
	carried := d.Vault.Carried()
	s.Carried, s.CarriedRefused = carried.Waiting, append([]dosedesk.ErrorCode{}, carried.Refused...)
	if unsent.Count > 0 {
		s.UnsentFor = int64(max(0, now.Sub(unsent.Oldest)).Seconds())
	}
	if own, err := x509.ParseCertificate(enrolment.Certificate); err == nil {
		s.CertificateUntil = own.NotAfter
	}
	if d.Link != nil {
		link := d.Link()
		s.Link = &Link{Up: link.Up, Since: link.Since, Problem: link.Problem}
		s.RosterAsOf = link.AsOf // a sync that brought nothing new makes it younger too
	}
	return s, nil
}

// Export seals what the server has not acknowledged; see sync.Export.
func (d Desk) Export() (sealed []byte, events int, err error) { return sync.Export(d.Vault) }

// Carry takes in a file of another terminal's events, and has a desk that keeps
// the link send it at once; see sync.Carry.
func (d Desk) Carry(file []byte) (known bool, err error) {
	known, err = sync.Carry(d.Vault, file)
	if err == nil && d.Wake != nil {
		d.Wake()
	}
	return known, err
}
