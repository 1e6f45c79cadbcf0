// Package wire holds the messages that a terminal and the server exchange, and
// their limits. It is JSON over HTTP, gzipped; lists travel as columns, an array
// or a text for each field, which halves them and keeps them readable.
//
//	POST /v1/enrol                      EnrolRequest -> EnrolAnswer
//	POST /v1/renew                                   -> RenewAnswer
//	POST /v1/events                     PushRequest  -> PushAnswer
//	POST /v1/parcels                    ParcelRequest -> ParcelAnswer
//	GET  /v1/changes?cursor=EPOCH:SEQ&anew=SEQ       -> Page
//	GET  /v1/changes?head=NUMBER:HASH                -> Page
//
// Who a terminal is, its TLS certificate says: it holds the terminal's id, and
// the server's own authority signed it. Only enrol is asked without one.
//
// Every answer of ours carries the header Version; one without it comes from
// somebody else, for example a captive portal, and counts as no link.
package wire

import (
	"strconv"
	"strings"
	"time"

	"dosedesk"
)

// Version is the header that marks an answer as ours; its value is VersionValue.
const (
	Version      = "Dosedesk-Version"
	VersionValue = "1"
)

// The paths of the server's interface for terminals.
const (
	PathEnrol   = "/v1/enrol"
	PathRenew   = "/v1/renew"
	PathEvents  = "/v1/events"
	PathParcels = "/v1/parcels"
	PathChanges = "/v1/changes"
)

// The limits of one push and of one page.
const (
	MaxPushEvents = 200       // events
	MaxPushBytes  = 16 << 10  // compressed
	MaxBody       = 1 << 20   // bytes of a request, once unpacked
	MaxPageBytes  = 256 << 10 // bytes of a page, before compression
	MaxAnswer     = 4 << 20   // bytes of an answer, once unpacked: more is none of ours
)

// EnrolRequest makes a folder a terminal. The key is made by the terminal: the
// same string with the same key gets the same answer again, since the first may
// have been lost.
type EnrolRequest struct {
	Secret  string `json:"secret"`  // of the string that `dosedeskd terminal add` printed; see ParseEnrolment
	Request []byte `json:"request"` // PKCS #10, signed by the terminal's key
}

// EnrolAnswer names the terminal, the key that its server signs schedules with,
// and the age recipient of the district's recovery key.
type EnrolAnswer struct {
	Terminal    dosedesk.ID       `json:"terminal"`
	Centre      dosedesk.CentreID `json:"centre"`
	Certificate []byte            `json:"certificate"`
	CA          []byte            `json:"ca"`
	SignedBy    []byte            `json:"signed_by"` // Ed25519
	Recovery    string            `json:"recovery"`
}

// RenewAnswer has a new certificate of the same key, and the recipient of the
// district's recovery key, where it has one by now.
type RenewAnswer struct {
	Certificate []byte `json:"certificate"`
	Recovery    string `json:"recovery,omitempty"`
}

// PushRequest carries a terminal's events, in their order and without a gap, and
// its signature under the chain that they belong to; see dosedesk.SignPush. Events
// that had a verdict before the server was restored bring it along. Where the
// server expects events that the terminal has let go, Beginning is its word that
// none is left before the first of these; see dosedesk.SignBeginning.
type PushRequest struct {
	Events    Events        `json:"events"`
	Again     Receipts      `json:"again,omitempty"`
	Head      dosedesk.Hash `json:"head"` // hash of the last event
	Signature []byte        `json:"signature"`
	Beginning []byte        `json:"beginning,omitempty"`
	Epoch     string        `json:"epoch,omitempty"` // of the cursor: one of an older epoch is answered with EStale, pull first
}

// PushAnswer has a receipt for each event the server took: for From, and those
// that follow it in the push. Where numbers were missing before the first one, and
// are not gone for good, it took none and Next says where to begin.
type PushAnswer struct {
	From     dosedesk.ID `json:"from,omitzero"`
	Receipts Receipts    `json:"receipts"`
	Next     uint64      `json:"next"` // number of the event it expects next
}

// ParcelRequest carries what another terminal sealed; see Parcel.
type ParcelRequest struct {
	Sealed []byte `json:"sealed"`
}

// ParcelAnswer says what became of a parcel's events, for good. Where it has a
// Problem, they were not all taken, and it would be the same another time.
type ParcelAnswer struct {
	Taken   int      `json:"taken"`
	Known   int      `json:"known"`
	Refused int      `json:"refused"` // kept without an effect
	Problem *Problem `json:"problem,omitempty"`
}

// Page is one page of a centre's changes. What stands between Anew and Entries is
// there where it changed between the cursors; who begins has it on his first page,
// and once more on the one that goes past its change. He gets only what lives:
// no days that are dead by the server's clock, but for what is in review. Anew is
// to be named with the next page then: what changed since is sent all the same.
// The last page has a digest where the cursor moved, by the time of AsOf.
type Page struct {
	Cursor    string                   `json:"cursor"`
	More      bool                     `json:"more,omitempty"`
	AsOf      time.Time                `json:"as_of"`
	Next      uint64                   `json:"next,omitempty"` // number of this terminal's event that the server expects next
	Anew      uint64                   `json:"anew,omitempty"` // the last change when the fetch began
	Centre    *dosedesk.Centre         `json:"centre,omitempty"`
	Operators []dosedesk.Operator      `json:"operators,omitempty"`
	SealKey   *dosedesk.SealKey        `json:"seal_key,omitempty"`
	TokenKeys []dosedesk.TokenKey      `json:"token_keys,omitempty"`
	Schedule  *dosedesk.SignedSchedule `json:"schedule,omitempty"`
	Entries   Entries                  `json:"entries"`
	Digest    dosedesk.Digest          `json:"digest,omitzero"`
	Standings []dosedesk.Standing      `json:"standings,omitempty"` // of this terminal's doses, where they are not as its verdicts say
}

// Problem is the body of every answer that is not 200.
type Problem struct {
	Code    dosedesk.ErrorCode `json:"code"`
	Message string             `json:"message"` // for a log, in English, without anybody's data
}

// FormatCursor writes a cursor as EPOCH:SEQ.
func FormatCursor(c dosedesk.Cursor) string {
	return c.Epoch + ":" + strconv.FormatUint(c.Seq, 10)
}

// ParseCursor reads what FormatCursor wrote; the empty string is the beginning.
// It fails with EInvalid.
func ParseCursor(s string) (dosedesk.Cursor, error) {
	if s == "" {
		return dosedesk.Cursor{}, nil
	}
	epoch, seq, _ := strings.Cut(s, ":")
	n, err := strconv.ParseUint(seq, 10, 64)
	if err != nil {
		return dosedesk.Cursor{}, dosedesk.Errorf(dosedesk.EInvalid, "a cursor is written as EPOCH:SEQ")
	}
	return dosedesk.Cursor{Epoch: epoch, Seq: n}, nil
}
