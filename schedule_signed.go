package dosedesk

import "crypto/ed25519"

// SignedSchedule is a schedule as it travels to the terminals: its TOML text,
// signed by the server.
type SignedSchedule struct {
	Text      string `json:"text"`
	Signature []byte `json:"signature"` // Ed25519
}

// Sign signs a schedule.
func (s *Schedule) Sign(key ed25519.PrivateKey) SignedSchedule {
	return SignedSchedule{s.text, ed25519.Sign(key, scheduleSigned(s.text))}
}

// Open verifies a signed schedule and reads it. It fails with EUnauthorized
// where another key signed it, and as ParseSchedule does.
func (s SignedSchedule) Open(signedBy []byte) (*Schedule, error) {
	if len(signedBy) != ed25519.PublicKeySize || !ed25519.Verify(signedBy, scheduleSigned(s.Text), s.Signature) {
		return nil, Errorf(EUnauthorized, "the schedule is not signed by this terminal's server")
	}
	return ParseSchedule([]byte(s.Text))
}

func scheduleSigned(text string) []byte { return []byte("dosedesk schedule 1 " + text) }
