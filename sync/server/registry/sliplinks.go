package registry

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"strings"
	"time"

	"dosedesk"
)

// SlipLink is what is kept of a link to a slip: enough to know the link again,
// and not to write it. Who reads the registry can open no slip.
type SlipLink struct {
	Centre      dosedesk.CentreID // of the appointment
	Appointment dosedesk.ID
	Issue       int // of the code that the slip is for; 0 for a walk-in
	MadeAt      time.Time
	hash        string
}

// linkLetters are those of Crockford's base32, small: a link ends an SMS, and
// every phone takes all of it for the link; from paper it can be typed.
var linkLetters = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// NewSlipLink makes a link to the slip of an appointment's issue: 128 random
// bits, which are the citizen's alone, and what AddSlipLink keeps of them.
func NewSlipLink(a dosedesk.Appointment, issue int, at time.Time) (link string, kept SlipLink) {
	random := make([]byte, 16)
	_, _ = rand.Read(random) // never fails; see its documentation
	link = linkLetters.EncodeToString(random)
	return link, SlipLink{
		Centre: a.Session.Centre, Appointment: a.ID, Issue: issue, MadeAt: at, hash: linkHash(link),
	}
}

// linkHash forgives what people mistake when they type a link.
func linkHash(link string) string {
	read := strings.NewReplacer("o", "0", "i", "1", "l", "1").Replace(strings.ToLower(link))
	sum := sha256.Sum256([]byte(read))
	return hex.EncodeToString(sum[:])
}

// AddSlipLink keeps a link, so that it opens.
func (tx *Tx) AddSlipLink(l SlipLink) error {
	return tx.do(`INSERT INTO slip_links (centre, hash, appointment, issue, made_at) VALUES ($1, $2, $3, $4, $5)`,
		l.Centre, l.hash, id(l.Appointment), l.Issue, millis(l.MadeAt))
}

// SlipLink returns what a link opens, at whichever centre.
func (tx *Tx) SlipLink(link string) (SlipLink, bool, error) {
	return one(tx, func(row scanner) (l SlipLink, err error) {
		err = row.Scan(&l.Centre, &l.hash, textual{&l.Appointment}, &l.Issue, instant{&l.MadeAt})
		return l, err
	}, `SELECT centre, hash, appointment, issue, made_at FROM slip_links WHERE hash = $1`, linkHash(link))
}
