package keys

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"filippo.io/age"
	"filippo.io/age/plugin"
	"golang.org/x/text/unicode/norm"

	"dosedesk"
)

// Recovery is the name of the district's recovery key. No person can have it.
const Recovery = "_recovery"

// Kind says how one opens the vault.
type Kind string

// The kinds.
const (
	ByPassphrase Kind = "passphrase"
	ByIdentity   Kind = "identity" // of his own
	ByRecovery   Kind = "recovery"
)

// A Grant entitles one to open a vault. A vault keeps the list sealed: who can
// write to its folder, and not open it, cannot add himself.
type Grant struct {
	Name      string `json:"name"`
	Kind      Kind   `json:"kind"`
	Recipient string `json:"recipient"` // age's
}

// A Holder is one who is about to be entitled.
type Holder struct {
	Grant
	Protected []byte // his identity, under his passphrase; nil for any other kind
}

// What a passphrase must be, and what it costs: work factor 16 is some 0.2 s.
const (
	PassphraseMin = 12 // characters
	workFactor    = 16
)

var (
	nameForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)
	pluginForm = regexp.MustCompile(`^age1[a-z0-9+._-]+1`) // age1NAME1...
)

// CheckName fails with EInvalid for what cannot be a person's name here: it is a
// file's too.
func CheckName(name string) error {
	if !nameForm.MatchString(name) {
		return dosedesk.Errorf(dosedesk.EInvalid, "a name here has small letters (a to z), digits and hyphens, 32 at most: sunita, say")
	}
	return nil
}

// CheckPassphrase fails with EInvalid for one that is too short.
func CheckPassphrase(passphrase string) error {
	if utf8.RuneCountInString(norm.NFC.String(passphrase)) < PassphraseMin {
		return dosedesk.Errorf(dosedesk.EInvalid, "the passphrase needs %d characters or more: four or five words are easy to keep in mind", PassphraseMin)
	}
	return nil
}

// WithPassphrase returns a person who opens the vault with a passphrase: an
// identity of his is made, and protected by it.
func WithPassphrase(name, passphrase string) (Holder, error) {
	if err := CheckName(name); err != nil {
		return Holder{}, err
	}
	if err := CheckPassphrase(passphrase); err != nil {
		return Holder{}, err
	}
	own, err := age.GenerateX25519Identity()
	if err != nil {
		return Holder{}, dosedesk.Errorf(dosedesk.EInternal, "making an identity: %w", err)
	}
	lock, err := age.NewScryptRecipient(norm.NFC.String(passphrase))
	if err != nil {
		return Holder{}, dosedesk.Errorf(dosedesk.EInvalid, "the passphrase: %w", err)
	}
	lock.SetWorkFactor(workFactor)
	protected, err := encrypt([]byte(own.String()+"\n"), lock)
	return Holder{Grant{name, ByPassphrase, own.Recipient().String()}, protected}, err
}

// WithRecipient returns a person who has an age identity of his own. That
// something can be encrypted to it is tried: a plugin may be missing.
func WithRecipient(name, recipient string) (Holder, error) {
	if err := CheckName(name); err != nil {
		return Holder{}, err
	}
	return holder(Grant{name, ByIdentity, strings.TrimSpace(recipient)})
}

// WithRecovery returns the district.
func WithRecovery(recipient string) (Holder, error) {
	return holder(Grant{Recovery, ByRecovery, strings.TrimSpace(recipient)})
}

func holder(g Grant) (Holder, error) {
	_, err := Seal(New(), g.Recipient)
	return Holder{Grant: g}, err
}

// parseRecipient reads a recipient, age's own or a plugin's. Nobody is there to
// answer what a plugin might ask.
func parseRecipient(s string) (to age.Recipient, err error) {
	switch {
	case strings.HasPrefix(s, "age1pq1"):
		to, err = age.ParseHybridRecipient(s)
	case pluginForm.MatchString(s):
		to, err = plugin.NewRecipient(s, new(plugin.ClientUI))
	default:
		to, err = age.ParseX25519Recipient(s)
	}
	if err != nil { // which may repeat what was typed, and that may be a secret key
		return nil, dosedesk.Errorf(dosedesk.EInvalid, "this is no age recipient: one is written as age1...")
	}
	return to, nil
}
